//! Components without knowledge of the field. Labels take text, a signal, or a closure such as `t!(UiClose)`, and then
//! follow the language. Events come as callbacks: `on_click=move |()| …`.
//!
//! | what | how it is used |
//! |---|---|
//! | [`Button`] | `<Button label=t!(UiClose) kind=ButtonKind::Primary on_click=move \|()\| save() />` |
//! | [`ButtonLink`], [`IconButton`] | `<ButtonLink label=… href=page.href() />`, `<IconButton label=… glyph=Glyph::Close on_click=… />` |
//! | [`Badge`], [`Verdict`] | `<Badge label="57 of 60" tone=Tone::Warn />`; `plain` leaves the sign out |
//! | [`PageHead`] | `<PageHead sentence=move \|\| text!(…) actions=move \|\| view! { <Button …/> } />`; first on each page |
//! | [`Funnel`] | `<Funnel stages=move \|\| vec![Stage { label, count, tone: Tone::Neutral }] />` |
//! | [`Tabs`], [`TabPanel`] | `<Tabs label=… tabs=vec![Tab::new("waiting", t!(…)).counting(move \|\| n.get())] open=tab on_open=move \|id\| set_query("tab", Some(id)) />` |
//! | [`DataTable`] | see below |
//! | [`Panel`] | `<div class="split"><div class="split-main">…</div>{move \|\| open.get().map(\|p\| view! { <Panel title=… on_close=…>…</Panel> })}</div>` |
//! | [`Aside`], [`CheckList`], [`Facts`] | inside a panel: `<CheckList checks=move \|\| vec![Check::new(Answer::Yes, "…").note("…")] />` |
//! | [`Dialog`] | `<Dialog title=… open actions=move \|\| view! { … }>…</Dialog>` with `open: RwSignal<bool>` |
//! | [`Menu`], [`Popover`] | `<Menu label=… items=move \|\| vec![MenuItem::new(t!(…), move \|\| …)] />` |
//! | [`TextField`] | `<TextField label=… value=rw error=move \|\| … on_commit=move \|text\| … />` |
//! | [`NumberField`], [`DateField`] | `<NumberField label=… value=move \|\| Some(420) on_change=move \|n\| … least=1 />` |
//! | [`SelectField`], [`MultiSelect`], [`CheckboxField`] | `<MultiSelect label=… choices=move \|\| vec![Choice::new("kk", "…")] chosen=rw_set />` |
//! | [`FileDrop`] | `<FileDrop label=… accept=".xlsx,.csv" multiple=true on_files=move \|files\| … />` |
//! | [`Curve`] | `<Curve points=move \|\| vec![CurvePoint { best: 40, bound: Some(31) }] />` |
//! | [`Progress`] | `<Progress label=… best=move \|\| Some("…".into()) on_stop=move \|()\| … />` |
//! | [`EmptyState`] | `<EmptyState title=… text=…><Button …/></EmptyState>` |
//! | [`announce`], [`toast`] | `announce(text!(…))`, `toast(Tone::Ok, text!(…))`, `toast_with(tone, text, label, \|\| undo())` |
//! | [`Later`], [`settled`] | `<Later>…</Later>` is drawn a moment after the rest; `settled(move \|\| count())` is worked out apart |
//! | [`RegionTileMap`], [`CalendarStrip`] | `<RegionTileMap title=… values=move \|\| vec![(region, 12.0)] />` |
//! | [`PointMap`] | `<PointMap title=… sites dots />` with a table of the same beside it |
//! | [`TimetableGrid`] | `<TimetableGrid caption=… data=grid picked marks on_pick=… on_place=move \|(id, (day, slot))\| … />` |
//!
//! Fields stand in `<div class="fields">`, several in a line in `<div class="fields-row">`, buttons in `<div class="buttons">`.
//!
//! A table of people, with a filter that the page applies itself:
//!
//! ```ignore
//! let region = Filter::new(t!(DimensionRegion), move || region_choices());
//! let rows = Memo::new(move |_| Arc::new(people().filter(|p| region.admits(&p.region)).map(|p| p.id.0).collect()));
//! view! {
//!     <DataTable
//!         name="waiting"
//!         caption=t!(EnrolmentWaiting)
//!         columns=vec![
//!             Column::text("name", Key::…, move |row| name(row)),
//!             Column::figure("km", Key::…, move |row| km(row)),
//!             Column::view("why", Key::…, move |row| view! { <Badge label=why(row) /> }.into_any())
//!                 .sorted(move |row| SortKey::Text(why(row))),
//!         ]
//!         rows
//!         all=move || total()
//!         filters=vec![region]
//!         opened=move || person.get()
//!         on_open=move |row| set_query("person", Some(row))
//!     />
//! }
//! ```

mod announce;
mod badge;
mod button;
mod calendar;
mod choices;
mod curve;
mod dialog;
mod field;
mod file_drop;
mod icon;
mod later;
mod menu;
mod page;
mod panel;
mod point_map;
mod table;
mod tabs;
mod tile_map;
mod timetable;

pub use announce::{Announcer, announce, toast, toast_with};
pub use badge::{Badge, Tone, Verdict};
pub use button::{Button, ButtonKind, ButtonLink, IconButton};
pub use calendar::{CalendarStrip, StripDays};
pub use choices::{ChoiceList, Filter, FilterBar, MultiSelect, ToggleChip};
pub use curve::{Curve, CurvePoint};
pub use dialog::Dialog;
pub use field::{CheckboxField, Choice, DateField, NumberField, SelectField, TextField, word};
pub use file_drop::FileDrop;
pub use icon::{Glyph, Icon};
pub use later::{Later, Wanted, settled, settled_in_turns};
pub use menu::{Menu, MenuItem, Popover};
pub use page::{Answer, Check, CheckList, EmptyState, Fact, Facts, Funnel, PageHead, Progress, Stage};
pub use panel::{Aside, Panel, focused_heading};
pub use point_map::{MapPoint, PointMap};
pub use table::{Column, DataTable, RowId, Rows, Sort, SortKey};
pub use tabs::{Tab, TabPanel, Tabs};
pub use tile_map::{RegionTileMap, region_name};
pub use timetable::{Cell, CellMark, GridCard, GridData, GridHead, TimetableGrid};

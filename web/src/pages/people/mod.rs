//! Step 2, people and places: who is put forward for the intake, the schools they come from, venues with their rooms,
//! trainers, the calendar; and the import of lists.

mod calendar;
mod closures;
mod course;
mod day_panel;
mod facts;
mod fields;
mod form;
mod import;
mod map;
mod person_form;
mod person_panel;
mod person_table;
mod picker;
mod room_needs;
mod room_panel;
mod school_form;
mod school_panel;
mod school_table;
mod sites;
mod trainers;
mod venues;
mod year_panel;

use std::collections::BTreeSet;

use leptos::prelude::*;
use orken_core::command::Command;
use orken_core::model::{IntakeId, Person, PersonId};
use orken_core::workspace::Workspace;

use crate::effects::clock;
use crate::route::{Route, go, query, route};
use crate::store::{Slice, Store};
use crate::ui::{
    Button, ButtonKind, EmptyState, FileDrop, Glyph, PageHead, Tab, TabPanel, Tabs, Wanted, settled_in_turns,
};
use crate::{t, text};

/// Names of what can be open in the panel, as the address keeps them: one at a time.
const OPENS: [&str; 7] = ["person", "school", "venue", "room", "trainer", "day", "year"];

/// In the place of an id: a record that is being added.
const NEW: &str = "new";

/// File name endings of lists.
const LISTS: &str = ".xlsx,.xls,.ods,.csv,.tsv,.txt";

/// The store and the intake that the page is about.
#[derive(Clone, Copy)]
struct Desk {
    store: Store,
    intake: IntakeId,
}

impl Desk {
    /// Opens a record's panel, or closes it.
    fn open(name: &str, value: Option<impl ToString>) {
        let mut to = route();
        for other in OPENS {
            to = to.with(other, None::<u64>);
        }
        crate::route::replace(to.with(name, value));
    }

    fn close() {
        Self::open("person", None::<u64>);
    }
}

/// The page, or the import in its place.
#[component]
pub fn PeoplePage(
    /// The intake.
    intake: IntakeId,
) -> impl IntoView {
    let desk = Desk { store: Store::expect(), intake };
    import::recall(desk);
    let importing = query("import");
    move || match importing.get() {
        Some(_) => view! { <import::ImportScreen desk /> }.into_any(),
        None => view! { <Lists desk /> }.into_any(),
    }
}

/// Goes to the import, with a step in the browser's history.
fn go_import() {
    let mut to = Route::from(route().page);
    to = to.with("import", Some(1));
    go(to);
}

#[component]
fn Lists(desk: Desk) -> impl IntoView {
    let forward = put_forward(desk);
    let sentence = move || {
        let waiting = import::rows_waiting(desk.intake);
        let said = forward.get().map(|counted| match counted {
            PutForward { people: 0, .. } => text!(PeopleSentenceNone),
            PutForward { people, schools } => text!(PeopleSentence, n = people, schools = schools),
        });
        let open = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            go_import();
        };
        let waits = (waiting > 0).then(|| {
            view! {
                " "
                <a class="look-here" href="#" on:click=open>
                    {text!(PeopleWaiting, n = waiting)}
                </a>
            }
        });
        view! { {said} {waits} }
    };
    let actions = move || {
        view! {
            <AddButton />
            <Button
                label=t!(PeopleImport)
                kind=ButtonKind::Primary
                glyph=Glyph::File
                on_click=|()| go_import()
            />
        }
    };
    let tab = Memo::new(move |_| open_tab(&route()).to_owned());
    let open_other = move |id: &'static str| go(Route::from(route().page).with("tab", Some(id)));
    let content = move || match tab.get().as_str() {
        "schools" => view! { <school_table::Schools desk /> }.into_any(),
        "venues" => view! { <venues::Venues desk /> }.into_any(),
        "trainers" => view! { <trainers::Trainers desk /> }.into_any(),
        "calendar" => view! { <calendar::Calendar desk /> }.into_any(),
        "course" => view! { <course::CourseDays desk /> }.into_any(),
        "sites" => view! { <sites::Sites desk /> }.into_any(),
        _ => view! { <People desk /> }.into_any(),
    };
    view! {
        <PageHead sentence=move || sentence actions />
        <Tabs label=t!(StepPeople) tabs=tabs(desk, forward) open=tab on_open=open_other />
        <TabPanel id=tab>{content}</TabPanel>
    }
}

fn tabs(desk: Desk, forward: Signal<Option<PutForward>>) -> Vec<Tab> {
    let store = desk.store;
    vec![
        Tab::new("people", t!(PeopleTabPeople)).counting(move || forward.get().unwrap_or_default().people),
        Tab::new("schools", t!(PeopleTabSchools)).counting(move || store.read(Slice::Places, |w| w.schools.len())),
        Tab::new("venues", t!(PeopleTabVenues)).counting(move || store.read(Slice::Places, |w| w.venues.len())),
        Tab::new("trainers", t!(PeopleTabTrainers)).counting(move || store.read(Slice::People, |w| w.trainers.len())),
        Tab::new("calendar", t!(PeopleTabCalendar)),
        Tab::new("course", t!(PeopleTabCourse)),
        Tab::new("sites", t!(PeopleTabSites)),
    ]
}

/// The tab that the address names, by itself or by what is open.
fn open_tab(route: &Route) -> &'static str {
    let has = |name: &str| route.query.contains_key(name);
    let named = route.query.get("tab").map(String::as_str);
    match named {
        _ if has("person") => "people",
        _ if has("school") => "schools",
        _ if has("venue") || has("room") => "venues",
        _ if has("trainer") => "trainers",
        _ if has("day") || has("year") => "calendar",
        Some("schools") => "schools",
        Some("venues") => "venues",
        Some("trainers") => "trainers",
        Some("calendar") => "calendar",
        Some("course") => "course",
        Some("sites") => "sites",
        _ => "people",
    }
}

/// How many people are put forward for the intake, and from how many schools.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct PutForward {
    people: usize,
    schools: usize,
}

/// Counted in short tasks; none until then.
fn put_forward(desk: Desk) -> Signal<Option<PutForward>> {
    settled_in_turns(move |wanted| {
        let everyone = everyone(desk);
        async move {
            let (mut people, mut schools) = (0, BTreeSet::new());
            in_turns(desk, everyone, wanted, |_, person| {
                people += 1;
                // People of a school mostly follow each other.
                if schools.last() != Some(&person.school) {
                    schools.insert(person.school);
                }
            })
            .await?;
            Some(PutForward { people, schools: schools.len() })
        }
    })
}

/// Everyone put forward for the intake, by id of the enrolment; tracked.
fn everyone(desk: Desk) -> Vec<PersonId> {
    let reads = [Slice::People, Slice::Places, Slice::Enrolments];
    desk.store.read(reads, |w| w.enrolments_of(desk.intake).map(|e| e.person).collect())
}

/// People looked at between two looks at the clock.
const AT_ONCE: usize = 500;

/// Looks at these people in short tasks; none as soon as it isn't wanted any more.
async fn in_turns(
    desk: Desk,
    people: Vec<PersonId>,
    wanted: Wanted,
    mut look: impl FnMut(&Workspace, &Person),
) -> Option<()> {
    let mut turns = clock::Turns::default();
    for some in people.chunks(AT_ONCE) {
        if !wanted.still() {
            return None;
        }
        desk.store.peek(|w| some.iter().filter_map(|&id| w.people.get(id)).for_each(|person| look(w, person)));
        turns.give_way().await;
    }
    Some(())
}

/// Adds what the open tab lists.
#[component]
fn AddButton() -> impl IntoView {
    let what = Memo::new(move |_| match open_tab(&route()) {
        "schools" => "school",
        "venues" => "venue",
        "trainers" => "trainer",
        "calendar" => "day",
        _ => "person",
    });
    let label = move || match what.get() {
        "school" => text!(PeopleAddSchool),
        "venue" => text!(PeopleAddVenue),
        "trainer" => text!(PeopleAddTrainer),
        "day" => text!(PeopleAddDay),
        _ => text!(PeopleAddPerson),
    };
    view! {
        <Button
            label=Signal::derive(label)
            glyph=Glyph::Plus
            on_click=move |()| Desk::open(what.get_untracked(), Some(NEW))
        />
    }
}

/// The tab of people: the table, or how to fill it.
#[component]
fn People(desk: Desk) -> impl IntoView {
    let reads = [Slice::People, Slice::Enrolments];
    let none = Memo::new(move |_| desk.store.read(reads, |w| w.enrolments_of(desk.intake).next().is_none()));
    let adding = query("person");
    move || {
        if none.get() && adding.get().is_none() {
            view! { <NobodyYet desk /> }.into_any()
        } else {
            view! { <person_table::People desk /> }.into_any()
        }
    }
}

#[component]
fn NobodyYet(desk: Desk) -> impl IntoView {
    // Lists come next.
    crate::worker::client::warm();
    let take = move |files| {
        import::take_files(desk, files);
        go_import();
    };
    let sample = move |()| desk.store.dispatch(Command::Sample { intake: desk.intake });
    view! {
        <EmptyState title=t!(PeopleEmptyTitle) text=Signal::derive(t!(PeopleEmptyText))>
            <div class="empty-drop">
                <FileDrop label=t!(PeopleEmptyDrop) accept=LISTS multiple=true on_files=take />
            </div>
            <Button label=t!(PeopleEmptySample) on_click=sample />
            <Button label=t!(PeopleEmptyHand) on_click=|()| Desk::open("person", Some(NEW)) />
        </EmptyState>
    }
}

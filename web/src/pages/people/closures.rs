//! Days and slots on which a room or a trainer is not free, as fields.

use chrono::NaiveDate;
use leptos::prelude::*;
use orken_core::model::Closure;

use super::fields::some;
use crate::ui::{Button, ButtonKind, Choice, DateField, SelectField, TextField};
use crate::{t, text};

/// Most slots that a day can have.
const SLOTS: u8 = 12;

#[derive(Clone, Copy)]
struct Line {
    key: u32,
    date: RwSignal<Option<NaiveDate>>,
    /// Index of the slot; empty for the whole day.
    slot: RwSignal<String>,
    reason: RwSignal<String>,
}

/// What the fields hold.
#[derive(Clone, Copy)]
pub(super) struct ClosuresForm(RwSignal<Vec<Line>>);

impl ClosuresForm {
    pub(super) fn of(closures: &[Closure]) -> Self {
        let line = |(key, c): (u32, &Closure)| Line {
            key,
            date: RwSignal::new(Some(c.date)),
            slot: RwSignal::new(c.slot.map(|s| s.to_string()).unwrap_or_default()),
            reason: RwSignal::new(c.reason.clone().unwrap_or_default()),
        };
        Self(RwSignal::new((0..).zip(closures).map(line).collect()))
    }

    /// The closures; lines without a day are left out only when nothing else is in them either.
    pub(super) fn read(self) -> Result<Vec<Closure>, String> {
        let mut closures = Vec::new();
        for line in self.0.get_untracked() {
            let reason = some(&line.reason.get_untracked());
            match line.date.get_untracked() {
                Some(date) => {
                    let slot = line.slot.get_untracked().parse().ok();
                    closures.push(Closure { date, slot, reason });
                }
                None if reason.is_none() => {}
                None => return Err(text!(PeopleClosureDay)),
            }
        }
        Ok(closures)
    }

    fn add(self) {
        self.0.update(|lines| {
            let key = lines.iter().map(|l| l.key + 1).max().unwrap_or(0);
            let (slot, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
            lines.push(Line { key, date: RwSignal::new(None), slot, reason });
        });
    }
}

/// The lines, with a way to add one.
#[component]
pub(super) fn ClosuresField(
    #[prop(into)] label: Signal<String>,
    form: ClosuresForm,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let slots = || (0..SLOTS).map(|n| Choice::new(n.to_string(), text!(PeopleSlot, n = n + 1))).collect::<Vec<_>>();
    let one = move |line: Line| {
        view! {
            <fieldset class="sub-form">
                <legend>{t!(PeopleClosure)}</legend>
                <DateField label=t!(PeopleDay) value=line.date on_change=move |d| line.date.set(d) />
                <SelectField
                    label=t!(PeopleSlotLabel)
                    choices=slots
                    value=line.slot
                    on_change=move |s| line.slot.set(s)
                    none=Signal::derive(t!(PeopleWholeDay))
                />
                <TextField label=t!(PeopleReason) value=line.reason />
                <Button
                    label=t!(PeopleRemove)
                    kind=ButtonKind::Quiet
                    on_click=move |()| form.0.update(|lines| lines.retain(|l| l.key != line.key))
                />
            </fieldset>
        }
    };
    view! {
        <div class="field" role="group" aria-label=move || label.get()>
            <span class="field-label">{label}</span>
            <For each=move || form.0.get() key=|l| l.key children=one />
            <p class="field-error" aria-live="polite">
                {move || error.get()}
            </p>
            <Button label=t!(PeopleAddClosure) kind=ButtonKind::Quiet on_click=move |()| form.add() />
        </div>
    }
}

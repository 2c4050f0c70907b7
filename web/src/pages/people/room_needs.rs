//! Which subjects need rooms of which kinds, as fields.

use std::collections::BTreeSet;

use leptos::prelude::*;
use orken_core::model::{RoomKind, RoomNeed, Subject};

use super::fields::{chosen, coded, subjects};
use crate::ui::{Button, ButtonKind, MultiSelect};
use crate::{t, text};

#[derive(Clone, Copy)]
struct Line {
    key: u32,
    subjects: RwSignal<BTreeSet<String>>,
    kinds: RwSignal<BTreeSet<String>>,
}

/// What the fields hold.
#[derive(Clone, Copy)]
pub(super) struct RoomNeedsForm(RwSignal<Vec<Line>>);

impl RoomNeedsForm {
    pub(super) fn of(needs: &[RoomNeed]) -> Self {
        let line = |(key, need): (u32, &RoomNeed)| Line {
            key,
            subjects: RwSignal::new(need.subjects.iter().map(|s| s.code().to_owned()).collect()),
            kinds: RwSignal::new(need.kinds.iter().map(|k| k.code().to_owned()).collect()),
        };
        Self(RwSignal::new((0..).zip(needs).map(line).collect()))
    }

    /// The needs; lines in which nothing is chosen are left out. The message says what is missing in another.
    pub(super) fn read(self) -> Result<Vec<RoomNeed>, String> {
        let mut needs: Vec<RoomNeed> = Vec::new();
        for line in self.0.get_untracked() {
            let subjects = line.subjects.with_untracked(|set| chosen(set, Subject::ALL, Subject::code));
            let kinds = line.kinds.with_untracked(|set| chosen(set, RoomKind::ALL, RoomKind::code));
            if subjects.is_empty() && kinds.is_empty() {
                continue;
            }
            if subjects.is_empty() || kinds.is_empty() {
                return Err(text!(CourseNeedHalf));
            }
            if subjects.iter().any(|subject| needs.iter().any(|need| need.subjects.contains(subject))) {
                return Err(text!(CourseNeedTwice));
            }
            needs.push(RoomNeed { subjects, kinds });
        }
        Ok(needs)
    }

    fn add(self) {
        self.0.update(|lines| {
            let key = lines.iter().map(|l| l.key + 1).max().unwrap_or(0);
            let (subjects, kinds) = (RwSignal::new(BTreeSet::new()), RwSignal::new(BTreeSet::new()));
            lines.push(Line { key, subjects, kinds });
        });
    }
}

/// The lines, with a way to add one.
#[component]
pub(super) fn RoomNeedsField(form: RoomNeedsForm, error: Signal<Option<String>>) -> impl IntoView {
    let kinds = || coded("room_kind", RoomKind::ALL, RoomKind::code);
    let one = move |line: Line| {
        view! {
            <fieldset class="sub-form">
                <legend>{t!(CourseNeed)}</legend>
                <MultiSelect label=t!(PeopleSubjects) choices=subjects chosen=line.subjects />
                <MultiSelect label=t!(CourseNeedKinds) choices=kinds chosen=line.kinds />
                <Button
                    label=t!(PeopleRemove)
                    kind=ButtonKind::Quiet
                    on_click=move |()| form.0.update(|lines| lines.retain(|l| l.key != line.key))
                />
            </fieldset>
        }
    };
    view! {
        <div class="field" role="group" aria-label=t!(CourseNeeds)>
            <span class="field-label">{t!(CourseNeeds)}</span>
            <For each=move || form.0.get() key=|l| l.key children=one />
            <p class="field-error" aria-live="polite">
                {move || error.get()}
            </p>
            <Button label=t!(CourseNeedAdd) kind=ButtonKind::Quiet on_click=move |()| form.add() />
        </div>
    }
}

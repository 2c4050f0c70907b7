//! Trainers: the table and the panel.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use orken_core::command::{Cause, Command, provisional_ids};
use orken_core::model::{AcademicHours, Language, Record, Subject, Trainer, TrainerId};
use orken_core::workspace::Workspace;

use super::closures::{ClosuresField, ClosuresForm};
use super::facts::closures;
use super::fields::{chosen, languages, some, subjects};
use super::form::{Form, Problems, RecordButtons, end_editing, submit};
use super::person_table::subject_words;
use super::{Desk, NEW};
use crate::locale::Key;
use crate::route::query;
use crate::store::Slice;
use crate::text as words;
use crate::ui::{
    Badge, Button, CheckboxField, Column, DataTable, EmptyState, Fact, Facts, Filter, MultiSelect, NumberField, Panel,
    RowId, Rows, TextField, Tone,
};
use crate::{t, text};

/// The tab of trainers.
#[component]
pub(super) fn Trainers(desk: Desk) -> impl IntoView {
    let store = desk.store;
    let (subject, language) = (Filter::new(t!(DimensionSubject), subjects), Filter::new(t!(PeopleLanguage), languages));
    let all = Memo::new(move |_| store.read(Slice::People, |w| w.trainers.len()));
    let fits = move |t: &Trainer| {
        let any = |filter: Filter, codes: Vec<&str>| filter.admits("") || codes.into_iter().any(|c| filter.admits(c));
        any(subject, t.subjects.iter().map(|s| s.code()).collect())
            && any(language, t.languages.iter().map(|l| l.code()).collect())
    };
    let rows = Memo::new(move |_| {
        store.read(Slice::People, |w| -> Rows {
            Arc::new(w.trainers.iter().filter(|t| fits(t)).map(|t| t.id.0).collect())
        })
    });
    let open = query("trainer");
    let opened = Signal::derive(move || open.get().and_then(|id| id.parse::<RowId>().ok()));
    let body = move || {
        if all.get() == 0 {
            view! {
                <EmptyState title=t!(PeopleNoTrainers) text=Signal::derive(t!(PeopleNoTrainersText))>
                    <Button label=t!(PeopleAddTrainer) on_click=|()| Desk::open("trainer", Some(NEW)) />
                </EmptyState>
            }
            .into_any()
        } else {
            view! {
                <DataTable
                    name="trainers"
                    caption=t!(PeopleTabTrainers)
                    columns=columns(desk)
                    rows
                    all
                    filters=vec![subject, language]
                    opened
                    on_open=move |row: RowId| Desk::open("trainer", Some(row))
                />
            }
            .into_any()
        }
    };
    let panel = move || {
        let id = open.get()?.parse().ok().map(TrainerId);
        Some(view! { <TrainerPanel desk id /> })
    };
    view! {
        <div class="split">
            <div class="split-main">{body}</div>
            {panel}
        </div>
    }
}

fn columns(desk: Desk) -> Vec<Column> {
    let store = desk.store;
    let text = move |id, label, read: fn(&Workspace, &Trainer) -> String| {
        Column::text(id, label, move |row| {
            store.read(Slice::People, |w| w.trainers.get(TrainerId(row)).map(|t| read(w, t)).unwrap_or_default())
        })
    };
    let used = move |row| {
        let used = is_used(desk, TrainerId(row));
        let (word, tone) = if used { (text!(PeopleInUse), Tone::Ok) } else { (text!(PeopleNotInUse), Tone::Neutral) };
        view! { <Badge label=word tone /> }.into_any()
    };
    vec![
        text("name", Key::PeopleName, |_, t| t.name.clone()),
        text("subjects", Key::PeopleSubjects, |_, t| any_or(subject_words(&t.subjects))),
        text("languages", Key::PeopleLanguages, |_, t| words::languages(&t.languages)),
        Column::figure("hours", Key::PeopleDailyHours, move |row| {
            store.read(Slice::People, |w| w.trainers.get(TrainerId(row)).map(|t| t.daily_hours.0))
        }),
        Column::figure("busy", Key::PeopleBusyDays, move |row| {
            let busy = |w: &Workspace| w.trainers.get(TrainerId(row)).map(|t| t.busy.len()).filter(|n| *n > 0);
            store.read(Slice::People, busy).and_then(|n| u32::try_from(n).ok())
        }),
        Column::view("used", Key::PeopleUsed, used),
    ]
}

fn any_or(words: String) -> String {
    if words.is_empty() { text!(PeopleAll) } else { words }
}

fn is_used(desk: Desk, id: TrainerId) -> bool {
    desk.store.read(Slice::Intakes, |w| w.intakes.get(desk.intake).is_some_and(|i| i.trainers.contains(&id)))
}

#[component]
fn TrainerPanel(desk: Desk, id: Option<TrainerId>) -> impl IntoView {
    let store = desk.store;
    let name = move || match id {
        None => text!(PeopleAddTrainer),
        Some(id) => store.read(Slice::People, |w| words::record_name(id.into(), w)),
    };
    let editing = RwSignal::new(false);
    let body = move || match id {
        None => view! { <TrainerFields desk before=None on_done=|()| Desk::close() /> }.into_any(),
        Some(id) if editing.get() => {
            let before = store.peek(|w| w.trainers.get(id).cloned());
            view! { <TrainerFields desk before on_done=move |()| end_editing(editing) /> }.into_any()
        }
        Some(id) => view! { <TrainerFacts desk id editing /> }.into_any(),
    };
    view! {
        <Panel title=Signal::derive(name) on_close=|()| Desk::close()>
            {body}
        </Panel>
    }
}

#[component]
fn TrainerFacts(desk: Desk, id: TrainerId, editing: RwSignal<bool>) -> impl IntoView {
    let store = desk.store;
    let problems = Problems::new();
    let facts = move || {
        store.read(Slice::People, |w| {
            let Some(trainer) = w.trainers.get(id) else { return Vec::new() };
            let mut facts = vec![
                Fact::new(text!(PeopleSubjects), any_or(subject_words(&trainer.subjects))),
                Fact::new(text!(PeopleLanguages), words::languages(&trainer.languages)),
                Fact::new(text!(PeopleDailyHours), text!(PeopleHours, n = trainer.daily_hours.0)),
            ];
            if !trainer.busy.is_empty() {
                facts.push(Fact::new(text!(PeopleBusy), closures(&trainer.busy)));
            }
            facts.extend(trainer.phone.clone().map(|phone| Fact::new(text!(PeoplePhone), phone)));
            facts
        })
    };
    let use_it = move |on: bool| {
        let Some(mut intake) = store.peek(|w| w.intakes.get(desk.intake).cloned()) else { return };
        intake.trainers.retain(|&t| t != id);
        if on {
            intake.trainers.push(id);
        }
        let command = Command::Put { what: Cause::Edit, records: vec![intake.into()], remove: Vec::new() };
        submit(desk, command, problems, || {});
    };
    let remove = move |()| {
        let command = store.peek(|w| removal(w, desk, id));
        submit(desk, command, problems, Desk::close);
    };
    view! {
        <Facts facts=Signal::derive(facts) />
        <CheckboxField
            label=t!(PeopleTrainerUsed)
            value=Signal::derive(move || is_used(desk, id))
            on_change=use_it
        />
        <RecordButtons on_edit=move |()| editing.set(true) on_remove=remove problems />
    }
}

/// Takes a trainer out, also of the intake's list.
fn removal(w: &Workspace, desk: Desk, id: TrainerId) -> Command {
    let intake = w.intakes.get(desk.intake).filter(|i| i.trainers.contains(&id)).cloned();
    let without = intake.map(|mut intake| {
        intake.trainers.retain(|&t| t != id);
        Record::from(intake)
    });
    Command::Put { what: Cause::Remove, records: without.into_iter().collect(), remove: vec![id.into()] }
}

/// The fields of a trainer.
#[component]
fn TrainerFields(desk: Desk, before: Option<Trainer>, #[prop(into)] on_done: Callback<()>) -> impl IntoView {
    let is_new = before.is_none();
    let before = before.unwrap_or_else(blank);
    let id = before.id;
    let name = RwSignal::new(before.name);
    let taught = RwSignal::new(before.subjects.iter().map(|s| s.code().to_owned()).collect::<BTreeSet<_>>());
    let spoken = RwSignal::new(before.languages.iter().map(|l| l.code().to_owned()).collect::<BTreeSet<_>>());
    let hours = RwSignal::new(Some(i64::from(before.daily_hours.0)));
    let busy = ClosuresForm::of(&before.busy);
    let phone = RwSignal::new(before.phone.unwrap_or_default());
    let problems = Problems::new();
    let read = move || {
        let name = some(&name.get_untracked()).ok_or_else(|| vec![("name", text!(PeopleNameNeeded))])?;
        let busy = busy.read().map_err(|message| vec![("busy", message)])?;
        let hours = hours.get_untracked().and_then(|h| u16::try_from(h).ok()).unwrap_or(8);
        Ok::<_, Vec<(&'static str, String)>>(Trainer {
            id,
            name,
            subjects: taught.with_untracked(|set| chosen(set, Subject::ALL, Subject::code)),
            languages: spoken.with_untracked(|set| chosen(set, Language::ALL, Language::code)),
            daily_hours: AcademicHours(hours),
            busy,
            phone: some(&phone.get_untracked()),
        })
    };
    let save = move |()| match read() {
        Err(wrong) => problems.set(wrong),
        Ok(trainer) => {
            let intake = is_new.then_some(desk.intake);
            let command = Command::Add { what: Cause::Edit, records: vec![trainer.into()], intake };
            submit(desk, command, problems, move || on_done.run(()));
        }
    };
    view! {
        <Form problems on_save=save on_cancel=on_done>
            <TextField label=t!(PeopleFullName) value=name error=problems.of("name") required=true />
            <MultiSelect label=t!(PeopleSubjectsAll) choices=subjects chosen=taught />
            <MultiSelect label=t!(PeopleLanguages) choices=languages chosen=spoken />
            <NumberField label=t!(PeopleDailyHours) value=hours on_change=move |h| hours.set(h) least=1 most=12 />
            <ClosuresField label=t!(PeopleBusy) form=busy error=problems.of("busy") />
            <TextField label=t!(PeoplePhone) value=phone />
        </Form>
    }
}

fn blank() -> Trainer {
    Trainer {
        id: TrainerId(provisional_ids().take()),
        name: String::new(),
        subjects: Vec::new(),
        languages: Vec::new(),
        daily_hours: AcademicHours(8),
        busy: Vec::new(),
        phone: None,
    }
}

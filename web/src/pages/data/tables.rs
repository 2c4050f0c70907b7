//! People, results and timetable of an intake for a spreadsheet.

use leptos::prelude::*;
use orken_core::model::intake::EnrolmentState;
use orken_core::model::{Category, IntakeId, Language, Region, Role, Subject};
use orken_core::view::tables::{Column, Kind, Words, state_code};

use super::{Desk, Part};
use crate::effects::turn::spawn_local;
use crate::effects::{clock, files};
use crate::store::Slice;
use crate::text as words;
use crate::ui::{Button, CheckboxField, Choice, SelectField, Tone, region_name, toast, word};
use crate::worker::run;
use crate::worker::tasks::{ExportTable, Sheet};
use crate::{t, text};

/// The states of an enrolment.
const STATES: [EnrolmentState; 5] = [
    EnrolmentState::Nominated,
    EnrolmentState::Selected,
    EnrolmentState::Waiting,
    EnrolmentState::NotAdmitted,
    EnrolmentState::Withdrawn,
];

/// Which intake, which table, which kind of file.
#[component]
pub(super) fn Tables(desk: Desk) -> impl IntoView {
    let intakes = Memo::new(move |_| desk.store.read([Slice::Intakes, Slice::Programmes], intakes));
    let (picked, with_iin, busy) = (RwSignal::new(String::new()), RwSignal::new(false), RwSignal::new(false));
    let chosen = Memo::new(move |_| {
        let picked = picked.get();
        intakes.with(|all| {
            let found = all.iter().find(|c| c.value == picked).or(all.first());
            found.map(|c| c.value.clone()).unwrap_or_default()
        })
    });
    let none = Memo::new(move |_| intakes.with(Vec::is_empty));
    let save = move |kind, sheet| {
        if let Ok(intake) = chosen.get_untracked().parse() {
            save(desk, Wanted { intake: IntakeId(intake), kind, sheet, with_iin: with_iin.get_untracked() }, busy);
        }
    };
    let line = move |kind: Kind| {
        view! {
            <div class="data-table-line" role="group" aria-label=move || title(kind)>
                <span>
                    <b>{move || title(kind)}</b>
                    <small class="quiet">{move || note(kind)}</small>
                </span>
                <div class="buttons">
                    <Button label="XLSX" disabled=busy on_click=move |()| save(kind, Sheet::Xlsx) />
                    <Button label="CSV" disabled=busy on_click=move |()| save(kind, Sheet::Csv) />
                </div>
            </div>
        }
    };
    let body = move || {
        if none.get() {
            return view! { <p class="quiet">{t!(DataTablesNone)}</p> }.into_any();
        }
        view! {
            <SelectField label=t!(FrameIntake) choices=intakes value=chosen on_change=move |id| picked.set(id) />
            {line(Kind::People)}
            {line(Kind::Results)}
            {line(Kind::Timetable)}
            <CheckboxField label=t!(DataWithIin) value=with_iin on_change=move |on| with_iin.set(on) />
        }
        .into_any()
    };
    view! {
        <Part title=t!(DataTablesTitle) name="tables">
            <p class="quiet">{t!(DataTablesText)}</p>
            {body}
        </Part>
    }
}

fn intakes(w: &orken_core::workspace::Workspace) -> Vec<Choice> {
    let label = |i: &orken_core::model::Intake| match w.programmes.get(i.programme) {
        Some(programme) => format!("{} · {}", programme.name, i.name),
        None => i.name.clone(),
    };
    w.intakes.iter().map(|i| Choice::new(i.id.0.to_string(), label(i))).collect()
}

fn title(kind: Kind) -> String {
    match kind {
        Kind::People => text!(DataTablePeople),
        Kind::Results => text!(DataTableResults),
        Kind::Timetable => text!(StepTimetable),
    }
}

fn note(kind: Kind) -> String {
    match kind {
        Kind::People => text!(DataTablePeopleNote),
        Kind::Results => text!(DataTableResultsNote),
        Kind::Timetable => text!(DataTableTimetableNote),
    }
}

fn heading(column: Column) -> String {
    match column {
        Column::Name => text!(PeopleName),
        Column::Iin => text!(PeopleIin),
        Column::School => text!(DimensionSchool),
        Column::District => text!(DimensionDistrict),
        Column::Region => text!(DimensionRegion),
        Column::Role => word("field", "role"),
        Column::Subject => text!(PeopleSubjects),
        Column::Language => text!(PeopleLanguages),
        Column::Category => word("field", "category"),
        Column::Experience => word("field", "experience"),
        Column::State => text!(DataColumnState),
        Column::Rank => text!(DataColumnRank),
        Column::Reason => text!(DataReason),
        Column::Group => text!(GroupsColumnGroup),
        Column::Venue => text!(GroupsVenue),
        Column::Stream => text!(GroupsStreamColumn),
        Column::Date => text!(PeopleDay),
        Column::Begins => text!(DataColumnBegins),
        Column::Ends => text!(DataColumnEnds),
        Column::Module => text!(DataColumnModule),
        Column::Room => text!(TimetableRoom),
        Column::Trainer => text!(TimetableTrainer),
    }
}

/// The words of a table in the chosen language.
fn table_words(kind: Kind, with_iin: bool) -> Words {
    let list = |name: &str, codes: Vec<&'static str>| -> Vec<(String, String)> {
        codes.into_iter().map(|code| (format!("{name}_{code}"), word(name, code))).collect()
    };
    let subjects = list("subject", Subject::ALL.iter().map(|v| v.code()).collect());
    let roles = list("role", Role::ALL.iter().map(|v| v.code()).collect());
    let languages = list("language", Language::ALL.iter().map(|v| v.code()).collect());
    let categories = list("category", Category::ALL.iter().map(|v| v.code()).collect());
    let regions = Region::all().map(|r| (format!("region_{}", r.code()), region_name(r)));
    let states = STATES.map(|s| (format!("enrolment_{}", state_code(s)), words::enrolment_state(s)));
    Words {
        name: title(kind),
        headings: kind.columns(with_iin).into_iter().map(heading).collect(),
        words: [subjects, roles, languages, categories].into_iter().flatten().chain(regions).chain(states).collect(),
    }
}

/// What is asked for.
#[derive(Clone, Copy)]
struct Wanted {
    intake: IntakeId,
    kind: Kind,
    sheet: Sheet,
    with_iin: bool,
}

fn save(desk: Desk, wanted: Wanted, busy: RwSignal<bool>) {
    busy.set(true);
    spawn_local(async move {
        let Wanted { intake, kind, sheet, with_iin } = wanted;
        let (ending, mime) = match sheet {
            Sheet::Csv => ("csv", "text/csv"),
            Sheet::Xlsx => ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        };
        let task = ExportTable { intake, kind, with_iin, sheet, words: table_words(kind, with_iin) };
        let records = desk.store.records();
        match run(task, records).await {
            Ok(done) => {
                let intake = desk.store.peek(|w| w.intakes.get(intake).map(|i| i.name.clone()).unwrap_or_default());
                let name =
                    format!("{}.{ending}", file_name(&[&intake, &title(kind), &clock::now().date().to_string()]));
                let file = done.files.into_iter().next().unwrap_or_default();
                if files::save(&name, mime, &file) {
                    toast(Tone::Ok, text!(DataRowsSaved, n = done.answer, file = name));
                } else {
                    toast(Tone::Bad, text!(DataNotSaved));
                }
            }
            Err(finding) => desk.store.tell(finding),
        }
        busy.set(false);
    });
}

/// Words joined to a name that every system takes for a file.
fn file_name(parts: &[&str]) -> String {
    let all = parts.iter().map(|p| p.trim()).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ");
    all.chars().map(|c| if c.is_control() || "<>:\"/\\|?*".contains(c) { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_hold_no_signs_of_a_path() {
        let cases = [
            (vec!["2024", "People", "2024-10-14"], "2024 People 2024-10-14"),
            (vec!["2024/25: \"a\"", "", " b "], "2024-25- -a- b"),
        ];
        for (parts, expected) in cases {
            assert_eq!(file_name(&parts), expected);
        }
    }
}

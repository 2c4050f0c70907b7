//! The fields of each kind of criterion, in the sentence that it says.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use leptos::prelude::*;
use orken_core::model::{
    Category, DistrictId, GradeBand, Language, Locality, ProgrammeId, Region, Role, SchoolId, SchoolKind, Subject,
};
use orken_core::rules::Criterion;
use orken_core::workspace::Workspace;

use super::editor::Editing;
use super::part::{PartId, What};
use crate::store::{Slice, Store};
use crate::t;
use crate::ui::{Choice, DateField, MultiSelect, NumberField, SelectField, TextField, region_name, word};

/// The words of the kind, then its fields.
#[component]
pub(super) fn CriterionFields(editing: Editing, id: PartId, kind: &'static str) -> impl IntoView {
    let criterion = Signal::derive(move || {
        editing.draft.with(|draft| match &draft.find(id)?.what {
            What::One(criterion) => Some(criterion.clone()),
            What::Group(..) => None,
        })
    });
    let set = Callback::new(move |criterion: Criterion| {
        editing.draft.update(|draft| draft.edit(id, |what| *what = What::One(criterion)));
    });
    let fields = match kind {
        "experience" | "age" | "pupils" | "last_course_hours" => view! { <Range kind criterion set /> }.into_any(),
        "last_course_before" => view! { <Before criterion set /> }.into_any(),
        "locality" | "post_vacant" => view! { <OneCode kind criterion set /> }.into_any(),
        "person_tag" | "school_tag" => view! { <Tag kind criterion set /> }.into_any(),
        "acting" | "hub_cluster" | "never_trained" => ().into_any(),
        _ => view! { <Codes kind criterion set /> }.into_any(),
    };
    view! {
        <span class="rule-words">{move || word("rules_kind", kind)}</span>
        {fields}
    }
}

type Read = Signal<Option<Criterion>>;
type Write = Callback<Criterion>;

/// Any of a list.
#[component]
fn Codes(kind: &'static str, criterion: Read, set: Write) -> impl IntoView {
    let store = Store::expect();
    let chosen = RwSignal::new(criterion.get_untracked().map(|c| codes(&c)).unwrap_or_default());
    Effect::new(move |_| {
        let now = chosen.get();
        if criterion.get_untracked().is_some_and(|c| codes(&c) != now)
            && let Some(made) = from_codes(kind, &now)
        {
            set.run(made);
        }
    });
    let choices =
        Memo::new(move |_| store.read([Slice::Places, Slice::Programmes], |workspace| choices_of(kind, workspace)));
    view! {
        <MultiSelect
            label=Signal::derive(move || word("rules_kind", kind))
            choices=Signal::derive(move || {
                // The words of codes follow the language.
                let _language = crate::locale::lang();
                choices.get()
            })
            chosen
        />
    }
}

fn codes(criterion: &Criterion) -> BTreeSet<String> {
    fn named<'a>(codes: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
        codes.map(str::to_owned).collect()
    }
    match criterion {
        Criterion::Role(v) => named(v.iter().map(|c| c.code())),
        Criterion::Subject(v) => named(v.iter().map(|c| c.code())),
        Criterion::Grades(v) => named(v.iter().map(|c| c.code())),
        Criterion::Language(v) => named(v.iter().map(|c| c.code())),
        Criterion::Category(v) => named(v.iter().map(|c| c.code())),
        Criterion::SchoolKind(v) => named(v.iter().map(|c| c.code())),
        Criterion::Region(v) => v.iter().map(|r| r.code().to_string()).collect(),
        Criterion::District(v) => v.iter().map(|id| id.0.to_string()).collect(),
        Criterion::School(v) => v.iter().map(|id| id.0.to_string()).collect(),
        Criterion::Completed(v) => v.iter().map(|id| id.0.to_string()).collect(),
        _ => BTreeSet::new(),
    }
}

fn from_codes(kind: &str, chosen: &BTreeSet<String>) -> Option<Criterion> {
    fn every<T: Copy>(all: &[T], chosen: &BTreeSet<String>, code: impl Fn(T) -> &'static str) -> Vec<T> {
        all.iter().copied().filter(|value| chosen.contains(code(*value))).collect()
    }
    let ids = || chosen.iter().filter_map(|id| id.parse::<u64>().ok());
    Some(match kind {
        "role" => Criterion::Role(every(Role::ALL, chosen, Role::code)),
        "subject" => Criterion::Subject(every(Subject::ALL, chosen, Subject::code)),
        "grades" => Criterion::Grades(every(GradeBand::ALL, chosen, GradeBand::code)),
        "language" => Criterion::Language(every(Language::ALL, chosen, Language::code)),
        "category" => Criterion::Category(every(Category::ALL, chosen, Category::code)),
        "school_kind" => Criterion::SchoolKind(every(SchoolKind::ALL, chosen, SchoolKind::code)),
        "region" => Criterion::Region(chosen.iter().filter_map(|code| Region::from_code(code)).collect()),
        "district" => Criterion::District(ids().map(DistrictId).collect()),
        "school" => Criterion::School(ids().map(SchoolId).collect()),
        "completed" => Criterion::Completed(ids().map(ProgrammeId).collect()),
        _ => return None,
    })
}

fn choices_of(kind: &str, workspace: &Workspace) -> Vec<Choice> {
    fn list(family: &str, codes: impl Iterator<Item = &'static str>) -> Vec<Choice> {
        codes.map(|code| Choice::new(code, word(family, code))).collect()
    }
    match kind {
        "role" => list("role", Role::ALL.iter().map(|c| c.code())),
        "subject" => list("subject", Subject::ALL.iter().map(|c| c.code())),
        "grades" => list("grade_band", GradeBand::ALL.iter().map(|c| c.code())),
        "language" => list("language", Language::ALL.iter().map(|c| c.code())),
        "category" => list("category", Category::ALL.iter().map(|c| c.code())),
        "school_kind" => list("school_kind", SchoolKind::ALL.iter().map(|c| c.code())),
        "region" => Region::all().map(|r| Choice::new(r.code().to_string(), region_name(r))).collect(),
        "district" => {
            let label = |d: &orken_core::model::District| format!("{} · {}", d.name, region_name(d.region));
            workspace.districts.iter().map(|d| Choice::new(d.id.0.to_string(), label(d))).collect()
        }
        "school" => {
            let place = |s: &orken_core::model::School| workspace.district_of(s).map(|d| d.name.clone());
            let label = |s: &orken_core::model::School| format!("{} · {}", s.name, place(s).unwrap_or_default());
            workspace.schools.iter().map(|s| Choice::new(s.id.0.to_string(), label(s))).collect()
        }
        "completed" => workspace.programmes.iter().map(|p| Choice::new(p.id.0.to_string(), p.name.clone())).collect(),
        _ => Vec::new(),
    }
}

/// From one number to another, either left open.
#[component]
fn Range(kind: &'static str, criterion: Read, set: Write) -> impl IntoView {
    let limits = Memo::new(move |_| criterion.get().map(|c| limits(&c)).unwrap_or_default());
    let put = move |least: Option<i64>, most: Option<i64>| {
        if let Some(made) = from_limits(kind, least, most) {
            set.run(made);
        }
    };
    let now = move || limits.get_untracked();
    let most = if kind == "pupils" { 20_000 } else { 2_000 };
    view! {
        <NumberField
            label=t!(RulesAtLeast)
            value=Signal::derive(move || limits.get().0)
            on_change=move |n| put(n, now().1)
            most
        />
        <NumberField
            label=t!(RulesAtMost)
            value=Signal::derive(move || limits.get().1)
            on_change=move |n| put(now().0, n)
            most
        />
    }
}

fn limits(criterion: &Criterion) -> (Option<i64>, Option<i64>) {
    match criterion {
        Criterion::Experience { at_least, at_most }
        | Criterion::Age { at_least, at_most }
        | Criterion::LastCourseHours { at_least, at_most } => (at_least.map(i64::from), at_most.map(i64::from)),
        Criterion::Pupils { at_least, at_most } => (at_least.map(i64::from), at_most.map(i64::from)),
        _ => (None, None),
    }
}

fn from_limits(kind: &str, least: Option<i64>, most: Option<i64>) -> Option<Criterion> {
    let small = |n: Option<i64>| n.and_then(|n| u16::try_from(n).ok());
    let large = |n: Option<i64>| n.and_then(|n| u32::try_from(n).ok());
    Some(match kind {
        "experience" => Criterion::Experience { at_least: small(least), at_most: small(most) },
        "age" => Criterion::Age { at_least: small(least), at_most: small(most) },
        "last_course_hours" => Criterion::LastCourseHours { at_least: small(least), at_most: small(most) },
        "pupils" => Criterion::Pupils { at_least: large(least), at_most: large(most) },
        _ => return None,
    })
}

#[component]
fn Before(criterion: Read, set: Write) -> impl IntoView {
    let day = move || match criterion.get() {
        Some(Criterion::LastCourseBefore(day)) => Some(day),
        _ => None,
    };
    let put = move |day: Option<NaiveDate>| {
        if let Some(day) = day {
            set.run(Criterion::LastCourseBefore(day));
        }
    };
    view! {
        <DateField label=t!(RulesBeforeDate) value=Signal::derive(day) on_change=put />
        <span class="rule-words">{t!(RulesOrNever)}</span>
    }
}

/// One of a short list.
#[component]
fn OneCode(kind: &'static str, criterion: Read, set: Write) -> impl IntoView {
    let value = move || match criterion.get() {
        Some(Criterion::Locality(locality)) => locality.code().to_owned(),
        Some(Criterion::PostVacant(role)) => role.code().to_owned(),
        _ => String::new(),
    };
    let choices = move || match kind {
        "locality" => Locality::ALL.iter().map(|l| Choice::new(l.code(), word("locality", l.code()))).collect(),
        _ => Role::ALL.iter().map(|r| Choice::new(r.code(), word("role", r.code()))).collect::<Vec<_>>(),
    };
    let put = move |code: String| {
        let made = match kind {
            "locality" => Locality::from_code(&code).map(Criterion::Locality),
            _ => Role::from_code(&code).map(Criterion::PostVacant),
        };
        if let Some(made) = made {
            set.run(made);
        }
    };
    view! {
        <SelectField
            label=Signal::derive(move || word("rules_kind", kind))
            choices=Signal::derive(choices)
            value=Signal::derive(value)
            on_change=put
        />
    }
}

#[component]
fn Tag(kind: &'static str, criterion: Read, set: Write) -> impl IntoView {
    let text = RwSignal::new(match criterion.get_untracked() {
        Some(Criterion::PersonTag(tag) | Criterion::SchoolTag(tag)) => tag,
        _ => String::new(),
    });
    let put = move |tag: String| {
        let tag = tag.trim().to_owned();
        set.run(if kind == "person_tag" { Criterion::PersonTag(tag) } else { Criterion::SchoolTag(tag) });
    };
    view! { <TextField label=Signal::derive(move || word("rules_kind", kind)) value=text on_commit=put /> }
}

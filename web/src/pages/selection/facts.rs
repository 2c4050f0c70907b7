//! What the lists and the panel say of a person and of why they stand where they stand.

use std::sync::Arc;

use leptos::prelude::*;
use orken_core::model::{EnrolmentState, Intake, IntakeId, Person, PersonId, ProgrammeId, School};
use orken_core::rules::{Fact, Setting, Verdict};
use orken_core::view::answers::Answers;
use orken_core::view::selection::{Kind, Row, Standings, because, standings_in_turns};
use orken_core::workspace::Workspace;

use crate::effects::clock;
use crate::pages::rules::words::{unit, unit_limits};
use crate::store::{Slice, Slices, Store};
use crate::text;
use crate::ui::{Tone, settled_in_turns, word};

/// What every part of the page reads.
#[derive(Clone, Copy)]
pub(super) struct Open {
    pub(super) store: Store,
    pub(super) programme: ProgrammeId,
    pub(super) intake: IntakeId,
    /// Where everyone stands; empty until it is worked out.
    pub(super) all: Signal<Arc<Standings>>,
    /// Whether it is.
    pub(super) known: Signal<bool>,
}

/// Slices that standings are made from.
pub(super) fn slices() -> Slices {
    [Slice::Intakes, Slice::Enrolments, Slice::People, Slice::Places].into()
}

impl Open {
    pub(super) fn new(store: Store, programme: ProgrammeId, intake: IntakeId) -> Self {
        // Answers are kept while only states and decisions change.
        let answers = StoredValue::new(None::<Arc<Answers>>);
        let made = settled_in_turns(move |wanted| {
            let records = store.watched_records(slices());
            async move {
                // An intake that is gone has nobody.
                let Some(intake) = records.intakes.get(intake) else { return Some(Arc::default()) };
                let known = answers.try_get_value()?;
                let all = standings_in_turns(&records, intake, known, &mut clock::Turns::default()).await;
                wanted.still().then(|| {
                    let _ = answers.try_set_value(Some(all.answers()));
                    Arc::new(all)
                })
            }
        });
        let nothing = Arc::new(Standings::default());
        let all = Signal::derive(move || made.with(|made| Arc::clone(made.as_ref().unwrap_or(&nothing))));
        let known = Memo::new(move |_| made.with(Option::is_some));
        Self { store, programme, intake, all, known: known.into() }
    }

    /// Looks at a person and their workplace.
    pub(super) fn person<R>(self, id: u64, look: impl FnOnce(&Person, Option<&School>, &Workspace) -> R) -> Option<R> {
        self.store.read([Slice::People, Slice::Places], |w| {
            w.people.get(PersonId(id)).map(|person| look(person, w.school_of(person), w))
        })
    }

    pub(super) fn name(self, id: u64) -> String {
        self.person(id, |person, _, _| person.name().to_owned()).unwrap_or_default()
    }

    /// The name as it stands, unwatched: for what is drawn once.
    pub(super) fn name_now(self, id: u64) -> String {
        self.store.peek(|w| w.people.get(PersonId(id)).map(|person| person.name().to_owned()).unwrap_or_default())
    }

    /// The workplace in a line, as it stands.
    pub(super) fn school_now(self, id: u64) -> String {
        self.store.peek(|w| w.people.get(PersonId(id)).map(|p| school_line(w.school_of(p), w)).unwrap_or_default())
    }

    /// Why someone stands where they stand, with the facts that decide of them ([`facts_of`]); none for someone who isn't
    /// put forward.
    pub(super) fn reason(self, id: u64, facts: &[Fact]) -> Option<(String, Tone)> {
        self.store.read(Slice::Intakes, |w| {
            let intake = w.intakes.get(self.intake)?;
            self.row(id, |row, all| reason(row, all, intake, facts))
        })
    }

    pub(super) fn row<R>(self, id: u64, look: impl FnOnce(&Row, &Standings) -> R) -> Option<R> {
        self.all.with(|all| all.row(PersonId(id)).map(|row| look(row, all)))
    }
}

/// A list of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    Selected,
    Waiting,
    Undecided,
    Ineligible,
    Unknown,
    Decisions,
}

impl List {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Selected => "selected",
            Self::Waiting => "waiting",
            Self::Undecided => "undecided",
            Self::Ineligible => "ineligible",
            Self::Unknown => "unknown",
            Self::Decisions => "decisions",
        }
    }

    pub(super) fn from_code(code: &str) -> Option<Self> {
        let all = [Self::Selected, Self::Waiting, Self::Undecided, Self::Ineligible, Self::Unknown, Self::Decisions];
        all.into_iter().find(|list| list.code() == code)
    }

    /// Whether people of a kind are on it.
    pub(super) fn holds(self, kind: Kind) -> bool {
        let Kind { state, eligible, overridden } = kind;
        let aside = state == EnrolmentState::Withdrawn || overridden == Some(false);
        let turned_away = !aside && state != EnrolmentState::Selected;
        match self {
            Self::Selected => state == EnrolmentState::Selected,
            Self::Waiting => state == EnrolmentState::Waiting,
            Self::Undecided => {
                let decided = matches!(state, EnrolmentState::Selected | EnrolmentState::Waiting);
                eligible == Verdict::Yes && !decided && !aside
            }
            Self::Ineligible => turned_away && eligible == Verdict::No,
            Self::Unknown => turned_away && eligible == Verdict::Unknown,
            Self::Decisions => state == EnrolmentState::Withdrawn || overridden.is_some(),
        }
    }
}

/// The facts that the reason of a row wants. The setting is one for many rows: some rules look through everyone once.
pub(super) fn facts_of(row: &Row, setting: &Setting<'_>, intake: &Intake) -> Vec<Fact> {
    match row.state {
        EnrolmentState::Nominated | EnrolmentState::NotAdmitted => because(setting, intake, row.person),
        EnrolmentState::Selected | EnrolmentState::Waiting | EnrolmentState::Withdrawn => Vec::new(),
    }
}

/// Short code of why someone stands where they stand: what lists are filtered by.
pub(super) fn reason_code(row: &Row, all: &Standings, intake: &Intake, facts: &[Fact]) -> String {
    if row.overridden.is_some() {
        return "override".to_owned();
    }
    match row.state {
        EnrolmentState::Withdrawn => "withdrawn".to_owned(),
        EnrolmentState::Selected => "order".to_owned(),
        EnrolmentState::Waiting => {
            let unit = row.blockers.iter().find_map(|b| b.unit).and_then(|u| all.units.get(u));
            match unit.and_then(|u| intake.quotas.get(u.unit.quota)).map(|quota| quota.by.as_slice()) {
                Some([one]) => format!("full_{}", crate::pages::rules::words::dimension_code(*one)),
                Some(_) => "full_unit".to_owned(),
                None if row.blockers.is_empty() => "free".to_owned(),
                None => "cut".to_owned(),
            }
        }
        EnrolmentState::Nominated | EnrolmentState::NotAdmitted => match facts.first() {
            Some(fact) if row.eligible == Verdict::Unknown => format!("missing_{}", fact.code()),
            Some(fact) => format!("fact_{}", fact.code()),
            None => "undecided".to_owned(),
        },
    }
}

/// Why someone stands where they stand, in a few words, with how it looks.
pub(super) fn reason(row: &Row, all: &Standings, intake: &Intake, facts: &[Fact]) -> (String, Tone) {
    match row.overridden {
        Some(true) => return (text!(WhyOverride), Tone::Warn),
        Some(false) => return (text!(WhyRefused), Tone::Bad),
        None => {}
    }
    match row.state {
        EnrolmentState::Withdrawn => (text!(EnrolmentWithdrawn), Tone::Neutral),
        EnrolmentState::Selected => (text!(WhyOrder), Tone::Ok),
        EnrolmentState::Waiting => (waiting_reason(row, all, intake), Tone::Warn),
        EnrolmentState::Nominated | EnrolmentState::NotAdmitted => {
            let facts: Vec<String> = facts.iter().map(|fact| word("fact", fact.code())).collect();
            match row.eligible {
                Verdict::Unknown => (text!(WhyMissing, facts = facts.join(", ")), Tone::Warn),
                Verdict::No => (facts.join(", "), Tone::Bad),
                Verdict::Yes => (text!(WhyUndecided), Tone::Neutral),
            }
        }
    }
}

fn waiting_reason(row: &Row, all: &Standings, intake: &Intake) -> String {
    let full = row.blockers.iter().find_map(|b| Some((b, all.units.get(b.unit?)?)));
    let Some((blocker, state)) = full else {
        return if row.blockers.is_empty() { text!(WhyFree) } else { text!(WhyCut) };
    };
    let key = match intake.quotas.get(state.unit.quota).map(|quota| quota.by.as_slice()) {
        Some([one]) => crate::pages::rules::words::dimension_code(*one),
        _ => "unit",
    };
    text!(WhyFull, what = word("why_full", key), n = state.held_by.len(), most = blocker.places)
}

/// `Mathematics: from 12 to 60`.
pub(super) fn unit_line(all: &Standings, at: usize, w: &Workspace) -> String {
    all.units.get(at).map_or_else(String::new, |state| {
        text!(QuotaLine, unit = unit(&state.unit, w), limits = unit_limits(&state.unit))
    })
}

/// School, and the hub that it is attached to.
pub(super) fn school_line(school: Option<&School>, w: &Workspace) -> String {
    let Some(school) = school else { return String::new() };
    match school.hub.and_then(|hub| w.schools.get(hub)) {
        Some(hub) => text!(SelectionSchoolHub, school = school.name.clone(), hub = hub.name.clone()),
        None => school.name.clone(),
    }
}

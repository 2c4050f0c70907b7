//! What an import holds until it is agreed to. It outlives the page, and the tab (see `aside`), so that rows which wait
//! for a fix are still there when a person comes back.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use orken_core::finding::Finding;
use orken_core::import::{Counts, ListKind, Outcome, PlanRow};
use orken_core::model::IntakeId;

use crate::worker::tasks::{ComingSchool, Listed, ToRead};

/// A file that was chosen, kept for its other sheets.
#[derive(Debug, Clone)]
pub(super) struct Source {
    pub(super) name: String,
    pub(super) bytes: Arc<Vec<u8>>,
}

/// The lists of an import and what they come to.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    pub(super) lists: Vec<Listed>,
    pub(super) refused: Vec<Finding>,
    pub(super) coming: Vec<ComingSchool>,
    /// People who are known and will be put forward.
    pub(super) known: usize,
}

/// Work that waits for the worker.
#[derive(Debug, Default)]
pub(super) struct Work {
    pub(super) sources: Vec<Source>,
    pub(super) to_read: Vec<ToRead>,
    /// Something was changed by hand since the lists were judged.
    pub(super) changed: bool,
}

impl Work {
    /// Puts files of an earlier tab before those that came meanwhile.
    pub(super) fn put_first(&mut self, sources: Vec<Source>) {
        let more = sources.len();
        self.to_read.iter_mut().for_each(|what| what.source += more);
        self.sources.splice(0..0, sources);
    }
}

/// The signals of one intake's import.
#[derive(Debug, Clone)]
pub(super) struct Import {
    pub(super) lists: ArcRwSignal<Lists>,
    /// The worker is at it: its job, for stopping.
    pub(super) job: ArcRwSignal<Option<u32>>,
    pub(super) work: Arc<std::sync::Mutex<Work>>,
}

thread_local! {
    static IMPORTS: RefCell<BTreeMap<IntakeId, Import>> = const { RefCell::new(BTreeMap::new()) };
}

impl Import {
    /// The import of an intake; an empty one if there was none.
    pub(super) fn of(intake: IntakeId) -> Self {
        IMPORTS.with_borrow_mut(|all| {
            let fresh = || Self {
                lists: ArcRwSignal::new(Lists::default()),
                job: ArcRwSignal::new(None),
                work: Arc::default(),
            };
            all.entry(intake).or_insert_with(fresh).clone()
        })
    }

    /// Does something with the waiting work. Nothing else holds it meanwhile: there is one thread.
    pub(super) fn work<R>(&self, with: impl FnOnce(&mut Work) -> R) -> R {
        let mut work = self.work.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        with(&mut work)
    }
}

/// What becomes of a row, or has become of it: a row that was put in repeats its own record.
pub(super) fn outcome_of(list: &Listed, row: &PlanRow) -> Outcome {
    let recorded = row.outcome == Outcome::Duplicate && row.repeats.as_ref().is_some_and(|r| r.record.is_some());
    if recorded && list.put_in.contains(&row.sheet_row) { Outcome::Accepted } else { row.outcome }
}

/// Rows of each outcome; they add up to the rows of the sheet.
pub(super) fn counts(list: &Listed) -> Counts {
    let mut counts = Counts::default();
    for row in &list.plan.rows {
        *match outcome_of(list, row) {
            Outcome::Accepted => &mut counts.accepted,
            Outcome::Duplicate => &mut counts.duplicate,
            Outcome::NeedsFix => &mut counts.needs_fix,
            Outcome::Ignored => &mut counts.ignored,
        } += 1;
    }
    counts
}

/// People and schools that will be put in on agreement.
pub(super) fn to_put_in(lists: &[Listed]) -> (usize, usize) {
    let of = |kind| {
        let lists = lists.iter().filter(|l| l.plan.kind == kind);
        lists.map(|l| l.plan.rows.iter().filter(|r| r.outcome == Outcome::Accepted).count()).sum()
    };
    (of(ListKind::People), of(ListKind::Schools))
}

/// Rows that need a fix in all lists.
pub(super) fn waiting(lists: &[Listed]) -> usize {
    lists.iter().map(|l| l.plan.rows.iter().filter(|r| r.outcome == Outcome::NeedsFix).count()).sum()
}

/// Rows that were put in by now.
pub(super) fn put_in(lists: &[Listed]) -> usize {
    let recorded = |l: &Listed| {
        l.plan.rows.iter().filter(|r| r.outcome == Outcome::Duplicate && outcome_of(l, r) == Outcome::Accepted).count()
    };
    lists.iter().map(recorded).sum()
}

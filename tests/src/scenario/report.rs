//! Counts, objective values with bounds, and findings of a scenario.

use std::fmt::Write;

use orken_core::finding::Finding;
use orken_core::import::ImportPlan;
use orken_core::solver::place::PlacementProposal;
use orken_core::solver::select::SelectionProposal;
use orken_core::solver::timetable::TimetableProposal;
use orken_core::template::Template;
use serde_json::{Value, json};

/// What a scenario gave, collected step by step.
pub(super) struct Report {
    name: &'static str,
    imports: Vec<Value>,
    intakes: Vec<Value>,
    lines: String,
}

impl Report {
    pub(super) fn new(template: Template) -> Self {
        Self { name: template.code(), imports: Vec::new(), intakes: Vec::new(), lines: String::new() }
    }

    fn line(&mut self, text: &str) {
        // Writing to a string can't fail.
        let _ = writeln!(self.lines, "{text}");
    }

    pub(super) fn import(&mut self, plan: &ImportPlan) {
        let counts = plan.counts();
        self.line(&format!(
            "{}: {} rows = {} accepted + {} duplicate + {} need a fix + {} ignored",
            plan.file,
            plan.rows.len(),
            counts.accepted,
            counts.duplicate,
            counts.needs_fix,
            counts.ignored
        ));
        let findings: Vec<&Finding> = plan.rows.iter().flat_map(|r| &r.findings).chain(&plan.findings).collect();
        self.imports.push(json!({
            "file": plan.file, "rows": plan.rows.len(), "counts": counts, "findings": findings,
        }));
    }

    pub(super) fn selection(&mut self, proposal: &SelectionProposal) {
        let count = |code: &str| proposal.people.iter().filter(|s| s.outcome.code() == code).count();
        let eligible = |code: &str| {
            proposal.people.iter().filter(|s| serde_json::to_value(s.eligible).is_ok_and(|v| v == code)).count()
        };
        self.line(&format!(
            "selection: {} of {} put forward; {:?}; gap {:?}",
            proposal.selected.len(),
            proposal.people.len(),
            proposal.objective,
            proposal.gap
        ));
        self.intakes.push(json!({ "selection": {
            "nominated": proposal.people.len(),
            "eligible": eligible("yes"), "ineligible": eligible("no"), "unknown": eligible("unknown"),
            "selected": count("selected") + count("admitted"), "waiting": proposal.waiting.len(),
            "objective": proposal.objective, "bound": proposal.bound, "gap": proposal.gap,
            "shortfalls": proposal.shortfalls, "findings": proposal.findings,
        }}));
    }

    fn add(&mut self, key: &str, value: Value) {
        if let Some(intake) = self.intakes.last_mut() {
            intake[key] = value;
        }
    }

    pub(super) fn groups(&mut self, proposal: &PlacementProposal) {
        let placed: usize = proposal.groups.iter().map(|g| g.members.len()).sum();
        self.line(&format!(
            "groups: {placed} people in {} groups, {} without one; cost {}; gap {:?}",
            proposal.groups.len(),
            proposal.unplaced.len(),
            proposal.cost.total(),
            proposal.gap
        ));
        self.add(
            "groups",
            json!({
                "groups": proposal.groups.len(), "placed": placed, "unplaced": proposal.unplaced,
                "cost": proposal.cost, "total": proposal.cost.total(), "unplaced_bound": proposal.unplaced_bound,
                "gap": proposal.gap, "findings": proposal.findings,
            }),
        );
    }

    pub(super) fn timetable(&mut self, proposal: &TimetableProposal) {
        self.line(&format!(
            "timetable: {} sessions placed, {} not; {:?}; gap {:?}",
            proposal.sessions.len(),
            proposal.unplaced.len(),
            proposal.objective(),
            proposal.gap
        ));
        self.add(
            "timetable",
            json!({
                "sessions": proposal.sessions.len(), "unplaced": proposal.unplaced,
                "objective": proposal.objective(), "gap": proposal.gap, "findings": proposal.findings,
            }),
        );
    }

    pub(super) fn json(&self) -> String {
        let value = json!({ "scenario": self.name, "imports": self.imports, "intakes": self.intakes });
        serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"
    }

    pub(super) fn text(&self) -> String {
        self.lines.trim_end().to_owned()
    }
}

//! Unsaved drafts of rules in the browser's settings.

use orken_core::model::{Intake, IntakeId};

use super::draft::Draft;
use crate::effects::settings;

/// Under which name settings keep the draft of an intake.
fn kept_as(intake: IntakeId) -> String {
    format!("rules-{}", intake.0)
}

/// Keeps an unsaved draft, with what it was made from: it outlives the page and the tab.
pub(super) fn keep(base: &Intake, draft: &Draft) {
    settings::set(&kept_as(base.id), &(base, draft));
}

/// Forgets the draft of an intake.
pub(super) fn forget(intake: IntakeId) {
    settings::forget(&kept_as(intake));
}

/// The unsaved draft of an intake, with what it was made from.
pub(super) fn kept(intake: IntakeId) -> Option<(Intake, Draft)> {
    settings::get(&kept_as(intake))
}

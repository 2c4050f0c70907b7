//! The import of lists.

use leptos::prelude::*;
use orken_core::model::IntakeId;

use super::Desk;

/// Rows that still need a fix.
pub(super) fn rows_waiting(_: IntakeId) -> usize {
    0
}

/// Takes files that were dropped or chosen.
pub(super) fn take_files(_: Desk, _: Vec<web_sys::File>) {}

#[component]
pub(super) fn ImportScreen(desk: Desk) -> impl IntoView {
    let _ = desk;
}

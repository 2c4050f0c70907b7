//! Decisions about one person: a place against the rules, taking that back, withdrawing. Each needs a reason, which
//! stays with the person ever after.

use leptos::prelude::*;
use orken_core::command::Command;
use orken_core::model::PersonId;
use orken_core::solver::select::promote;

use super::facts::Open;
use crate::effects::turn::spawn_local;
use crate::pages::rules::words;
use crate::ui::{Button, ButtonKind, Dialog, TextField, Tone, toast, toast_with};
use crate::{t, text};

/// What is to be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decision {
    Admit,
    Refuse,
    TakeBack,
    Withdraw,
}

/// The question that is open.
#[derive(Clone, Copy)]
pub(super) struct Decisions {
    open: Open,
    about: RwSignal<Option<(PersonId, Decision)>>,
    shown: RwSignal<bool>,
    reason: RwSignal<String>,
    missing: RwSignal<bool>,
}

impl Decisions {
    pub(super) fn new(open: Open) -> Self {
        Self {
            open,
            about: RwSignal::new(None),
            shown: RwSignal::new(false),
            reason: RwSignal::new(String::new()),
            missing: RwSignal::new(false),
        }
    }

    /// Asks for the reason. Taking a decision back needs none: it is done, and undo brings it back.
    pub(super) fn ask(self, person: PersonId, what: Decision) {
        self.about.set(Some((person, what)));
        self.reason.set(String::new());
        self.missing.set(false);
        if what == Decision::TakeBack { self.decide() } else { self.shown.set(true) }
    }

    fn decide(self) {
        let Some((person, what)) = self.about.get_untracked() else { return };
        let reason = self.reason.get_untracked().trim().to_owned();
        if reason.is_empty() && what != Decision::TakeBack {
            self.missing.set(true);
            return;
        }
        let intake = self.open.intake;
        let command = match what {
            Decision::Admit => Command::Override { intake, person, admit: Some(true), reason },
            Decision::Refuse => Command::Override { intake, person, admit: Some(false), reason },
            Decision::TakeBack => Command::Override { intake, person, admit: None, reason },
            Decision::Withdraw => Command::Withdraw { intake, person, reason },
        };
        let store = self.open.store;
        let name = store.peek(|w| w.people.get(person).map(|p| p.name().to_owned())).unwrap_or_default();
        spawn_local(async move {
            match store.run(command).await {
                Ok(_) => {
                    self.shown.set(false);
                    let done = match what {
                        Decision::Admit => text!(DecisionAdmitted, name = name),
                        Decision::Refuse => text!(DecisionRefused, name = name),
                        Decision::TakeBack => text!(DecisionTakenBack, name = name),
                        Decision::Withdraw => text!(DecisionWithdrawn, name = name),
                    };
                    toast_with(Tone::Ok, done, text!(FrameUndo), move || store.undo());
                }
                Err(finding) => toast(Tone::Bad, store.peek(|w| crate::text::finding(&finding, w))),
            }
        });
    }
}

/// The question with its reason.
#[component]
pub(super) fn DecisionDialog(decisions: Decisions) -> impl IntoView {
    let name = move || decisions.about.get().map(|(person, _)| decisions.open.name(person.0)).unwrap_or_default();
    let withdraws = move || matches!(decisions.about.get(), Some((_, Decision::Withdraw)));
    let refuses = move || matches!(decisions.about.get(), Some((_, Decision::Refuse)));
    let title = move || match decisions.about.get() {
        Some((_, Decision::Withdraw)) => text!(WithdrawTitle, name = name()),
        Some((_, Decision::Refuse)) => text!(RefuseTitle, name = name()),
        _ => text!(AnywayTitle, name = name()),
    };
    let note = move || if withdraws() || refuses() { follower(decisions) } else { beyond(decisions) };
    let error = move || {
        (decisions.missing.get() && decisions.reason.with(|r| r.trim().is_empty())).then(|| text!(FindingReasonEmpty))
    };
    let confirm = move || match decisions.about.get() {
        Some((_, Decision::Withdraw)) => text!(WithdrawConfirm),
        Some((_, Decision::Refuse)) => text!(RefuseConfirm),
        _ => text!(AnywayConfirm),
    };
    let actions = move || {
        view! {
            <Button label=t!(UiCancel) on_click=move |()| decisions.shown.set(false) />
            <Button label=Signal::derive(confirm) kind=ButtonKind::Primary on_click=move |()| decisions.decide() />
        }
    };
    view! {
        <Dialog title=Signal::derive(title) open=decisions.shown actions>
            <p>{note}</p>
            <TextField
                label=t!(DecisionReason)
                value=decisions.reason
                required=true
                lines=3
                error=Signal::derive(error)
            />
        </Dialog>
    }
}

/// Who follows when someone leaves, and why that one.
fn follower(decisions: Decisions) -> String {
    let Some((person, _)) = decisions.about.get() else { return String::new() };
    let open = decisions.open;
    let selected = open.row(person.0, |row, _| row.state == orken_core::model::EnrolmentState::Selected);
    if selected != Some(true) {
        return text!(WithdrawNoPlace);
    }
    let over = open.all.with(|all| all.count(orken_core::model::EnrolmentState::Selected) > all.places as usize);
    open.store.peek(|w| match promote(w, open.intake, person) {
        None if over => text!(WithdrawOver),
        None => text!(WithdrawNobody),
        Some(promotion) => {
            let name = w.people.get(promotion.person).map(|p| p.name().to_owned()).unwrap_or_default();
            let line = open.row(promotion.person.0, |row, _| row.in_line).flatten().unwrap_or(0);
            let mut words = vec![text!(WithdrawFollows, name = name, n = line)];
            words.extend(promotion.findings.iter().map(|finding| crate::text::finding(finding, w)));
            words.join(" ")
        }
    })
}

/// Which limits a place against the rules would go beyond.
fn beyond(decisions: Decisions) -> String {
    let Some((person, _)) = decisions.about.get() else { return String::new() };
    let open = decisions.open;
    let full = open.store.peek(|w| {
        open.row(person.0, |row, all| {
            let full = all
                .units_of(row)
                .iter()
                .filter_map(|&at| all.units.get(at))
                .filter(|state| state.unit.at_most.is_some_and(|most| state.held_by.len() >= most as usize));
            let mut names: Vec<String> = full.map(|state| words::unit(&state.unit, w)).collect();
            if all.count(orken_core::model::EnrolmentState::Selected) >= all.places as usize {
                names.push(text!(ShortPlaces, n = all.places));
            }
            names
        })
    });
    match full.filter(|names| !names.is_empty()) {
        Some(names) => text!(AnywayBeyond, list = crate::text::listed(names)),
        None => text!(AnywayNote),
    }
}

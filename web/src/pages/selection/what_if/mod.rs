//! What if: figures of the intake are changed as a trial, and beside them stands who would come in, who would go out and
//! what it would cost. Nothing changes until a person agrees.

mod fields;
mod result;
mod trial;
mod venues;

use leptos::prelude::*;
use orken_core::finding::Finding;

use super::facts::Open;
use crate::effects::turn::spawn_local;
use crate::route::{query, set_query};
use crate::ui::{Button, ButtonKind, Tone, focused_heading, toast};
use crate::{t, text};
use trial::{State, Trial};

/// Under this name the address says that it is open.
pub(crate) const NAME: &str = "what-if";

/// The button that opens it.
#[component]
pub(super) fn WhatIfButton() -> impl IntoView {
    view! { <Button label=t!(WhatIfButton) on_click=|()| set_query(NAME, Some(1)) /> }
}

/// The section, where the address says that it is open. `on_made` runs when changes were made that let people in or out.
#[component]
pub(super) fn WhatIf(open: Open, #[prop(into)] on_made: Callback<()>) -> impl IntoView {
    let asked = query(NAME);
    move || asked.get().is_some().then(|| view! { <Section open on_made /> })
}

#[component]
fn Section(open: Open, on_made: Callback<()>) -> impl IntoView {
    let trial = Trial::new(open.store, open.intake);
    let heading = focused_heading();
    view! {
        <section class="what-if" aria-labelledby="what-if-title" data-testid="what-if">
            <h2 id="what-if-title" tabindex="-1" node_ref=heading>
                {t!(WhatIfTitle)}
            </h2>
            <p class="quiet">{t!(WhatIfNote)}</p>
            <div class="what-if-parts">
                <div class="what-if-fields">
                    <fields::Figures trial />
                    <venues::Venues trial />
                    <fields::Staying trial />
                </div>
                <div class="what-if-result">
                    <result::WhatComes open trial />
                    <Buttons trial on_made />
                </div>
            </div>
        </section>
    }
}

#[component]
fn Buttons(trial: Trial, on_made: Callback<()>) -> impl IntoView {
    let count = Memo::new(move |_| trial.commands().map_or(0, |commands| commands.len()));
    let shut = Signal::derive(move || {
        // What isn't worked out can't be agreed to.
        let told = trial.state.with(|state| matches!(state, State::Told(_)));
        count.get() == 0 || !told || trial.making.get()
    });
    let make = move |()| {
        let lets_in_or_out = trial.state.with_untracked(|state| match state {
            State::Told(told) => !told.what_if.coming.is_empty() || !told.what_if.going.is_empty(),
            _ => false,
        });
        spawn_local(async move {
            if make(trial).await.is_ok() && lets_in_or_out {
                on_made.run(());
            }
        });
    };
    view! {
        <div class="buttons">
            <Button
                label=Signal::derive(move || text!(WhatIfMake, n = count.get()))
                kind=ButtonKind::Primary
                disabled=shut
                on_click=make
            />
            <Button label=t!(WhatIfDrop) on_click=|()| set_query(NAME, None::<u8>) />
        </div>
    }
}

/// Makes the edits, one command after another, and closes the section; where one can't be made the rest stays to be
/// looked at.
async fn make(trial: Trial) -> Result<(), Finding> {
    let commands = trial.commands_now()?;
    let (store, count) = (trial.store, commands.len());
    trial.making.set(true);
    for command in commands {
        if let Err(finding) = store.run(command).await {
            toast(Tone::Bad, store.peek(|w| crate::text::finding(&finding, w)));
            let _ = trial.making.try_set(false);
            return Err(finding);
        }
    }
    toast(Tone::Ok, text!(WhatIfMade, n = count));
    set_query(NAME, None::<u8>);
    Ok(())
}

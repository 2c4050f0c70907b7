//! Why not with someone else: who else would change, and what it costs.

use leptos::prelude::*;
use orken_core::finding::Finding;
use orken_core::model::PersonId;
use orken_core::solver::pair::PairExchange;

use super::super::Findings;
use super::PairDesk;
use crate::effects::turn::spawn_local;
use crate::ui::{Aside, Choice, SelectField};
use crate::worker::tasks::WouldPair;
use crate::{t, text};

/// Most pairs that are named; the others are counted.
const NAMED: usize = 12;

/// What the worker says.
type Answer = Result<PairExchange, Finding>;

/// Asks for another learner, and shows what would change.
#[component]
pub(super) fn Wish(pairs: PairDesk, person: PersonId) -> impl IntoView {
    let asked = RwSignal::new(String::new());
    let answer = RwSignal::new(None::<Answer>);
    let choices = Signal::derive(move || {
        let Some(standing) = pairs.standing.get() else { return Vec::new() };
        let now = standing.pairs.iter().find(|(_, pair)| pair.mentor == person).map(|(_, pair)| pair.learner);
        let others = standing.problem.people.iter().map(|p| p.id).filter(|id| *id != person && Some(*id) != now);
        let mut list: Vec<Choice> = others.map(|id| Choice::new(id.0.to_string(), pairs.name(id))).collect();
        list.sort_by(|a, b| a.label.cmp(&b.label));
        list
    });
    let ask = move |value: String| {
        answer.set(None);
        asked.set(value.clone());
        let Ok(learner) = value.parse().map(PersonId) else { return };
        let options = pairs.options.get_untracked();
        let task = WouldPair { intake: pairs.desk.intake, options, mentor: person, learner };
        let records = pairs.desk.store.records();
        spawn_local(async move {
            let found = crate::worker::run(task, records).await.and_then(|done| done.answer);
            // Someone else may have been asked for meanwhile.
            if asked.try_get_untracked() == Some(value) {
                let _ = answer.try_set(Some(found));
            }
        });
    };
    // What was worked out was from these pairs.
    Effect::new(move |before: Option<()>| {
        pairs.standing.track();
        if before.is_some() {
            asked.set(String::new());
            answer.set(None);
        }
    });
    view! {
        <Aside title=t!(PairsWhyNot)>
            <SelectField
                label=t!(PairsOtherLearner)
                choices
                value=asked
                none=Signal::derive(t!(PairsChoose))
                on_change=ask
            />
            <div role="status" data-testid="pair-wish">
                {move || match (asked.with(String::is_empty), answer.get()) {
                    (true, _) => ().into_any(),
                    (false, None) => view! { <p>{t!(GroupsWouldWait)}</p> }.into_any(),
                    (false, Some(Ok(exchange))) => view! { <Exchange pairs exchange /> }.into_any(),
                    (false, Some(Err(finding))) => view! { <Findings findings=vec![finding] /> }.into_any(),
                }}
            </div>
        </Aside>
    }
}

/// The pairs that come and go, and what each term costs more.
#[component]
fn Exchange(pairs: PairDesk, exchange: PairExchange) -> impl IntoView {
    let list = move |of: &[(PersonId, PersonId)]| {
        let line = |&(mentor, learner): &(PersonId, PersonId)| {
            let said = text!(PairsLine, mentor = pairs.name(mentor), learner = pairs.name(learner));
            view! { <li>{said}</li> }
        };
        let more = of.len().saturating_sub(NAMED);
        view! {
            <ul class="findings">
                {of.iter().take(NAMED).map(line).collect_view()}
                {(more > 0).then(|| view! { <li>{text!(PairsMore, n = more)}</li> })}
            </ul>
        }
    };
    let [(_, out), (_, unmet), (_, language), (_, km)] = exchange.more();
    let cost = text!(PairsCost, out = out, unmet = unmet, language = language, km = km);
    let proven = if exchange.is_proven() { text!(PairsCheapest) } else { text!(PairsNotProven) };
    view! {
        <p>{cost} " " {proven}</p>
        <h3>{t!(PairsNew)}</h3>
        {list(&exchange.new)}
        <h3>{t!(PairsGone)}</h3>
        {list(&exchange.gone)}
    }
}

//! A solver's run as a page shows it: nothing, at work with the best so far, a proposal to agree to, or a failure.
//! The worker does the work; nothing changes until a person agrees.

use std::sync::Arc;

use futures_channel::oneshot;
use leptos::prelude::*;
use orken_core::finding::Finding;
use orken_core::solver::portfolio::{self, RUNS};

use crate::effects::turn::spawn_local;
use crate::store::Store;
use crate::ui::{Button, ButtonKind, CurvePoint, Progress, Tone, Verdict};
use crate::worker::crew::Crew;
use crate::worker::protocol::Portfolio;
use crate::worker::{Pace, Running, Task, client};
use crate::{t, text};

/// Where a run stands.
#[derive(Debug, Clone)]
pub(crate) enum Run<A> {
    /// Not asked for.
    Idle,
    /// The worker is at it.
    Working(Pace),
    /// What it proposes; false for the best so far of a run that was stopped.
    Proposed(Arc<A>, bool),
    /// Why there is nothing.
    Failed(Finding),
}

/// The best of a run over time. Later rounds begin anew from worse, which is not news.
#[derive(Debug, Clone, Default, PartialEq)]
struct Course {
    best: Vec<i64>,
    bound: Vec<i64>,
    points: Vec<CurvePoint>,
}

impl Course {
    fn go_on(&mut self, pace: &Pace) {
        if !pace.best.is_empty() && (self.best.is_empty() || pace.best < self.best) {
            let heavier = |terms: &[i64]| terms.split_last().map(|(_, heavier)| heavier.to_vec());
            if heavier(&pace.best) != heavier(&self.best) {
                // Another value of a heavier term: the lightest is no longer the same story.
                self.points.clear();
            }
            self.best.clone_from(&pace.best);
        }
        if pace.bound.len() == pace.best.len() && pace.bound > self.bound {
            self.bound.clone_from(&pace.bound);
        }
        let Some((&best, heavier)) = self.best.split_last() else { return };
        let bound = self.bound.split_last().filter(|(_, bound)| *bound == heavier).map(|(&bound, _)| bound);
        if self.points.len() == LONGEST {
            // Half the moments tell it as well.
            let mut keep = false;
            self.points.retain(|_| {
                keep = !keep;
                keep
            });
        }
        self.points.push(CurvePoint { best, bound });
    }
}

/// Most moments kept.
const LONGEST: usize = 200;

/// One solver of one page.
#[derive(Debug)]
pub(crate) struct Solving<A: Send + Sync + 'static> {
    run: RwSignal<Run<A>>,
    /// How the best of this run has come down.
    course: RwSignal<Course>,
    job: RwSignal<Option<u32>>,
    /// Ends the further runs of a portfolio.
    crew: StoredValue<Option<oneshot::Sender<()>>, LocalStorage>,
}

impl<A: Send + Sync + 'static> Clone for Solving<A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A: Send + Sync + 'static> Copy for Solving<A> {}

impl<A: Clone + Send + Sync + 'static> Solving<A> {
    pub(crate) fn new() -> Self {
        let solving = Self {
            run: RwSignal::new(Run::Idle),
            course: RwSignal::default(),
            job: RwSignal::new(None),
            crew: StoredValue::new_local(None),
        };
        on_cleanup(move || solving.stop());
        solving
    }

    /// Where it stands; tracked.
    pub(crate) fn get(self) -> Run<A> {
        self.run.get()
    }

    /// True while the worker is at it; tracked.
    pub(crate) fn working(self) -> bool {
        self.run.with(|run| matches!(run, Run::Working(_)))
    }

    /// Gives the task with the records to the worker.
    pub(crate) fn start<T: Task<Answer = A>>(self, store: Store, task: T) {
        let job = self.begin(store, task);
        spawn_local(async move {
            let ended = match job.await {
                Ok(done) => Run::Proposed(Arc::new(done.answer), done.complete),
                Err(finding) => Run::Failed(finding),
            };
            self.end(ended);
        });
    }

    /// As [`Self::start`]; where the first run doesn't prove its answer best, further ones are set to work beside each other,
    /// and the best of all is proposed.
    pub(crate) fn start_portfolio<T: Portfolio<Answer = A>>(self, store: Store, task: T) {
        let further: Vec<(u8, T)> = (1..RUNS).map(|run| (run, task.for_run(run))).collect();
        let job = self.begin(store, task);
        spawn_local(async move {
            let ended = match job.await {
                Ok(done) if done.complete && !T::is_best(&done.answer) => {
                    let (answer, complete) = self.best_of(store, further, done.answer).await;
                    Run::Proposed(Arc::new(answer), complete)
                }
                Ok(done) => Run::Proposed(Arc::new(done.answer), done.complete),
                Err(finding) => Run::Failed(finding),
            };
            self.end(ended);
        });
    }

    /// The best of the first answer and of what the further runs come to; false where they were stopped.
    async fn best_of<T: Portfolio<Answer = A>>(self, store: Store, further: Vec<(u8, T)>, first: A) -> (A, bool) {
        let (stop, stopped) = oneshot::channel();
        let runs = further.len();
        // The page may be gone by now.
        if self.job.try_set(None).is_some() || self.crew.try_set_value(Some(stop)).is_some() {
            return (first, false);
        }
        let records = Crew::records(&store.records()).await;
        let ended = Crew::start(further, records, move |pace| self.told(pace)).results(stopped).await;
        let complete = ended.len() == runs;
        let mut results = vec![(0, first)];
        for (run, answered) in ended {
            // A run that failed is one answer less.
            let Ok((files, _)) = answered else { continue };
            if let Ok(answer) = T::unpack(&mut files.into()).await {
                results.push((run, answer));
            }
        }
        let fallback = results[0].1.clone();
        (portfolio::best(results, T::worth).unwrap_or(fallback), complete)
    }

    /// What came of it; the page may be gone by now.
    fn end(self, ended: Run<A>) {
        let _ = self.run.try_set(ended);
        let _ = self.job.try_set(None);
        let _ = self.crew.try_set_value(None);
    }

    fn begin<T: Task<Answer = A>>(self, store: Store, task: T) -> Running<T> {
        self.stop();
        self.run.set(Run::Working(Pace::default()));
        self.course.set(Course::default());
        let job = client::start(task, store.records(), move |pace| self.told(pace));
        self.job.set(Some(job.id()));
        job
    }

    /// How far a run is. Later rounds and further runs begin anew: the best so far stays that of all of them.
    fn told(self, pace: Pace) {
        let best = self.course.try_update(|course| {
            course.go_on(&pace);
            course.best.clone()
        });
        self.run.try_update(|run| {
            if let Run::Working(at) = run {
                *at = Pace { best: best.unwrap_or_default(), ..pace };
            }
        });
    }

    /// Ends the run; the best so far becomes the proposal.
    pub(crate) fn stop(self) {
        if let Some(Some(job)) = self.job.try_get_untracked() {
            client::cancel(job);
        }
        if let Some(Some(crew)) = self.crew.try_update_value(Option::take) {
            // The runs may have ended in this moment.
            let _ = crew.send(());
        }
    }

    /// Forgets the proposal or the failure.
    pub(crate) fn forget(self) {
        self.run.set(Run::Idle);
    }
}

/// Progress with what is best so far, a failure, or the proposal that `proposal` words, to agree to or to leave.
#[component]
pub(crate) fn SolvingBar<A: Clone + Send + Sync + 'static>(
    /// The run.
    solving: Solving<A>,
    /// What is being done.
    #[prop(into)]
    label: Signal<String>,
    /// What the best so far is worth, from its terms.
    best: fn(&Pace) -> Option<String>,
    /// What the proposal says.
    proposal: fn(&A) -> AnyView,
    /// Agrees to it.
    #[prop(into)]
    on_agree: Callback<Arc<A>>,
) -> impl IntoView {
    let store = Store::expect();
    let pace = Memo::new(move |_| match solving.get() {
        Run::Working(pace) => Some(pace),
        _ => None,
    });
    let working = Memo::new(move |_| pace.with(Option::is_some));
    let best = Signal::derive(move || pace.with(|pace| pace.as_ref().and_then(best)));
    let curve = Signal::derive(move || solving.course.with(|course| course.points.clone()));
    let ended = move || match solving.get() {
        Run::Idle | Run::Working(_) => ().into_any(),
        Run::Failed(finding) => {
            let words = store.peek(|w| crate::text::finding(&finding, w));
            view! {
                <div class="proposal" role="alert">
                    <Verdict label=words tone=Tone::Bad />
                    <Button label=t!(UiClose) on_click=move |()| solving.forget() />
                </div>
            }
            .into_any()
        }
        Run::Proposed(answer, complete) => {
            let (said, agreed) = (proposal(&answer), answer);
            view! {
                <section class="proposal" aria-label=text!(SolvingProposal) data-testid="proposal">
                    <div class="proposal-text" role="status">
                        <b>{t!(SolvingProposal)}</b>
                        {said}
                        {(!complete).then(|| view! { <p class="quiet">{t!(SolvingStopped)}</p> })}
                    </div>
                    <div class="proposal-actions">
                        <Button label=t!(SolvingDiscard) on_click=move |()| solving.forget() />
                        <Button
                            label=t!(SolvingAgree)
                            kind=ButtonKind::Primary
                            on_click=move |()| on_agree.run(agreed.clone())
                        />
                    </div>
                </section>
            }
            .into_any()
        }
    };
    view! {
        {move || {
            working
                .get()
                .then(|| view! { <Progress label=label best=best curve=curve on_stop=move |()| solving.stop() /> })
        }}
        {ended}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_keeps_the_best_of_all_rounds() {
        let mut course = Course::default();
        let pace = |best: &[i64], bound: &[i64]| Pace { best: best.to_vec(), bound: bound.to_vec(), ..Pace::default() };
        for step in [pace(&[2, 90], &[]), pace(&[1, 80], &[0, 0]), pace(&[1, 60], &[1, 40]), pace(&[3, 10], &[])] {
            course.go_on(&step);
        }
        let point = |best, bound| CurvePoint { best, bound };
        assert_eq!(course.points, [point(80, None), point(60, Some(40)), point(60, Some(40))]);
    }
}

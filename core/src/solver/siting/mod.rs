//! Siting: which venues to teach at, or which schools to make hubs, in the first place. Reads the schools and the
//! candidates of a workspace, asks [`super::sites`] (p-median and capacitated facility location, `docs/SITES.md`), and
//! says what that comes to: who goes where, how far, and how far it can be from the best.
//!
//! "As few as will do" is asked in two steps: the fewest sites that serve everyone (a covering problem with capacities),
//! then the least kilometres with just so many.

mod answer;
mod ground;
mod question;

pub use answer::{Served, SitedPlace, SitingProposal};
pub use ground::{Candidate, candidates};
pub use question::{Among, SiteCount, SitingQuestion};

use super::budget::{Budget, Progress};
use super::sites::{self, Answer, Model, NoAnswer, OpenCount};
use crate::finding::{Code, Finding};
use crate::workspace::Workspace;
use ground::Ground;

/// How often the search for the fewest sites may ask its budget: enough for a programme, and it leaves time for the
/// second step.
const ASKS_FOR_FEWEST: u64 = 400;

/// Chooses sites within a budget. The intake's seed decides which of equally good choices it finds.
///
/// # Errors
/// What is wrong with the question (`sites_none`, `sites_nobody`, `sites_too_many`), or why nothing answers it:
/// `sites_too_far`, `sites_too_small`, `sites_school_too_big`, `sites_too_few` with the number that would do, or
/// `sites_not_found` where the budget was too short to tell.
pub fn solve(
    workspace: &Workspace,
    question: &SitingQuestion,
    budget: &mut impl Budget,
) -> Result<SitingProposal, Finding> {
    let ground = Ground::read(workspace, question)?;
    ground.check(question)?;
    let seed = workspace.intake(question.intake)?.seed;
    let model = ground.model(question);
    let (model, at_least) = match question.count {
        SiteCount::Exactly(n) => (Model { open: OpenCount::Exactly(n as usize), ..model }, n),
        SiteCount::Fewest => {
            let fewest = fewest(&model, seed, budget).map_err(|why| not_found(question, why))?;
            let at_least = u32::try_from(fewest.lower_bound).unwrap_or(u32::MAX);
            (Model { open: OpenCount::Exactly(fewest.open.len()), ..model }, at_least)
        }
    };
    let found = sites::solve(&model, seed, budget).map_err(|why| match why {
        NoAnswer::Infeasible(_) => too_few(&model, question, seed),
        other => not_found(question, other),
    })?;
    Ok(ground.proposal(workspace, question, &found, at_least, seed))
}

/// The fewest sites that serve everyone, whatever the way.
fn fewest(model: &Model, seed: u64, budget: &mut impl Budget) -> Result<Answer, NoAnswer> {
    let cost = model.cost.iter().map(|&c| if c == sites::FORBIDDEN { c } else { 0 }).collect();
    let opening = vec![1; model.sites()];
    let counting = Model { cost, opening, open: OpenCount::Any, ..model.clone() };
    sites::solve(&counting, seed, &mut Part { budget, left: ASKS_FOR_FEWEST })
}

/// So many sites serve nobody's wish: how many are needed at the least.
fn too_few(model: &Model, question: &SitingQuestion, seed: u64) -> Finding {
    let asked = match question.count {
        SiteCount::Exactly(n) => n as usize,
        SiteCount::Fewest => 0,
    };
    match fewest(model, seed, &mut super::budget::Unlimited) {
        Ok(answer) => {
            let least = usize::try_from(answer.lower_bound).unwrap_or(answer.open.len()).max(asked + 1);
            question.error(Code::SitesTooFew).with("n", asked).with("least", least).with("enough", answer.open.len())
        }
        Err(why) => not_found(question, why),
    }
}

fn not_found(question: &SitingQuestion, why: NoAnswer) -> Finding {
    match why {
        NoAnswer::Infeasible(_) => question.error(Code::SitesNoChoice),
        NoAnswer::Wrong(_) => question.error(Code::SitesTooMany),
        NoAnswer::NotFound(_) => question.error(Code::SitesNotFound),
    }
}

/// A part of a budget, counted in questions.
struct Part<'a, B> {
    budget: &'a mut B,
    left: u64,
}

impl<B: Budget> Budget for Part<'_, B> {
    fn should_stop(&mut self) -> bool {
        let stop = self.left == 0;
        self.left = self.left.saturating_sub(1);
        stop || self.budget.should_stop()
    }

    fn progress(&mut self, progress: &Progress) {
        self.budget.progress(progress);
    }
}

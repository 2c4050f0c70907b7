//! What the rules say of everyone put forward, and in which units of quotas they count: the part of a screen of a selection
//! that stays as it is while states and decisions change.

use crate::model::record::Table;
use crate::model::{District, Intake, IntakeId, Person, PersonId, ProgrammeId, School};
use crate::rules::{Setting, Verdict, verdict_only};
use crate::solver::select::{Units, units_in_turns};
use crate::turns::{GiveWay, HANDFUL, collect};
use crate::workspace::Workspace;

/// Answers for the people put forward for an intake.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    /// By id, each once.
    people: Vec<PersonId>,
    verdicts: Vec<Verdict>,
    pub(super) units: Units,
    /// What was asked about.
    about: About,
}

/// Everything that answers depend on; tables are shared, not copied.
#[derive(Debug, Clone, Default)]
struct About {
    intake: Option<Intake>,
    people: Table<Person>,
    schools: Table<School>,
    districts: Table<District>,
    programmes: Vec<(IntakeId, ProgrammeId)>,
    put_forward: u64,
}

impl About {
    fn new(workspace: &Workspace, intake: &Intake) -> Self {
        Self {
            intake: Some(intake.clone()),
            people: workspace.people.clone(),
            schools: workspace.schools.clone(),
            districts: workspace.districts.clone(),
            programmes: programmes(workspace),
            put_forward: put_forward(workspace),
        }
    }
}

impl Answers {
    /// Asks about everyone put forward, giving way now and then.
    pub async fn ask(workspace: &Workspace, intake: &Intake, turns: &mut impl GiveWay) -> Self {
        let mut nominated = collect(workspace.nominated(intake.id).map(|(_, person)| person), turns).await;
        // Mostly in order already.
        nominated.sort_by_key(|person| person.id);
        nominated.dedup_by_key(|person| person.id);
        turns.give_way().await;
        let setting = Setting::new(workspace, intake.reference_date);
        let mut verdicts = Vec::with_capacity(nominated.len());
        for handful in nominated.chunks(HANDFUL) {
            let asked = setting.of_all(handful.iter().copied());
            verdicts.extend(asked.map(|asked| verdict_only(&intake.eligibility, &asked)));
            turns.give_way().await;
        }
        Self {
            people: nominated.iter().map(|person| person.id).collect(),
            verdicts,
            units: units_in_turns(&setting, intake, &nominated, turns).await,
            about: About::new(workspace, intake),
        }
    }

    /// Whether they are what these records would answer: states, ranks, groups and decisions are not asked about.
    #[must_use]
    pub fn hold(&self, workspace: &Workspace, intake: &Intake) -> bool {
        let asked = |i: &Intake| (i.id, i.reference_date, i.eligibility.clone(), i.quotas.clone(), i.places);
        let about = &self.about;
        about.intake.as_ref().is_some_and(|before| asked(before) == asked(intake))
            && about.people.shares_all(&workspace.people)
            && about.schools.shares_all(&workspace.schools)
            && about.districts.shares_all(&workspace.districts)
            && about.programmes == programmes(workspace)
            && about.put_forward == put_forward(workspace)
    }

    /// The place of a person among them.
    #[must_use]
    pub fn at(&self, person: PersonId) -> Option<usize> {
        self.people.binary_search(&person).ok()
    }

    /// As [`Self::at`], where the person most likely stands at the place given.
    pub(super) fn at_or_near(&self, near: usize, person: PersonId) -> Option<usize> {
        if self.people.get(near) == Some(&person) { Some(near) } else { self.at(person) }
    }

    /// How many people there are.
    pub(super) const fn len(&self) -> usize {
        self.people.len()
    }

    pub(super) fn verdict(&self, at: usize) -> Verdict {
        self.verdicts[at]
    }
}

fn programmes(workspace: &Workspace) -> Vec<(IntakeId, ProgrammeId)> {
    workspace.intakes.iter().map(|intake| (intake.id, intake.programme)).collect()
}

/// A hash (FNV-1a, by words) of who is put forward for what: a list of a country's would be ten megabytes.
fn put_forward(workspace: &Workspace) -> u64 {
    let words = workspace.enrolments.iter().flat_map(|e| [e.id.0, e.intake.0, e.person.0]);
    words.fold(0xCBF2_9CE4_8422_2325, |hash: u64, word| (hash ^ word).wrapping_mul(0x0000_0100_0000_01B3))
}

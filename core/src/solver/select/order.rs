//! The declared order: what each person is worth in every priority, and the draw that decides the rest.
//!
//! A rank is one more than the number of eligible people strictly before; people who can't be told apart share it. The
//! draw of a person is a hash of the intake's seed and of their name and school as people read them, so neither the
//! order of a list nor the ids of records go into it, and neither do slips of case, spaces, or letters of the wrong
//! alphabet.

use std::collections::BTreeMap;

use crate::model::{Intake, Person, Priority, SchoolId};
use crate::rules::{Asked, Setting, Verdict, last_course, verdict_only};
use crate::solver::random::draw;
use crate::workspace::Workspace;

/// What everyone is worth in the declared order; one row a person, in the order in which they were given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Worth {
    /// One cost for each priority and the draw's last: less is better.
    pub(super) costs: Vec<Vec<i64>>,
    /// Everyone, the best first: by the priorities one after the other, then by the draw.
    pub(super) order: Vec<usize>,
}

/// `eligible[i]`: whether the rules admit person `i`. Only they are counted in ranks.
pub(super) fn worth(setting: &Setting<'_>, intake: &Intake, people: &[&Person], eligible: &[bool]) -> Worth {
    let mut costs: Vec<Vec<i64>> = vec![Vec::with_capacity(intake.priority.len() + 1); people.len()];
    for priority in &intake.priority {
        let column = match priority {
            Priority::Prefer(rule) => {
                let prefer = |p: &&Person| -i64::from(verdict_only(rule, &setting.of(p)) == Verdict::Yes);
                people.iter().map(prefer).collect()
            }
            ranked => ranks(&people.iter().map(|p| key(ranked, &setting.of(p))).collect::<Vec<_>>(), eligible),
        };
        costs.iter_mut().zip(column).for_each(|(row, cost)| row.push(cost));
    }
    let drawn = draw_ranks(setting.workspace, intake.seed, people, eligible);
    let mut order: Vec<usize> = (0..people.len()).collect();
    order.sort_by(|&a, &b| costs[a].cmp(&costs[b]).then(drawn.place[a].cmp(&drawn.place[b])));
    costs.iter_mut().zip(&drawn.rank).for_each(|(row, rank)| row.push(*rank));
    Worth { costs, order }
}

/// What a priority sorts by, ascending.
fn key(priority: &Priority, asked: &Asked<'_>) -> i64 {
    let experience = asked.person.experience().map(i64::from);
    match priority {
        Priority::EarlierLastCourse => match last_course(asked.person) {
            crate::rules::LastCourse::Never => i64::MIN,
            crate::rules::LastCourse::Ended(day) => i64::from(chrono::Datelike::num_days_from_ce(&day)),
            crate::rules::LastCourse::Unknown => i64::MAX,
        },
        Priority::LongerExperience => experience.map_or(i64::MAX, |years| -years),
        Priority::ShorterExperience => experience.unwrap_or(i64::MAX),
        Priority::Prefer(_) => 0,
    }
}

fn ranks(keys: &[i64], eligible: &[bool]) -> Vec<i64> {
    let mut sorted: Vec<i64> = keys.iter().zip(eligible).filter(|(_, e)| **e).map(|(key, _)| *key).collect();
    sorted.sort_unstable();
    let before = |key: &i64| sorted.partition_point(|other| other < key);
    keys.iter().map(|key| i64::try_from(before(key) + 1).unwrap_or(i64::MAX)).collect()
}

struct Drawn {
    /// Among the eligible, from 1.
    rank: Vec<i64>,
    /// Among all, no two alike.
    place: Vec<usize>,
}

fn draw_ranks(workspace: &Workspace, seed: u64, people: &[&Person], eligible: &[bool]) -> Drawn {
    let places = PlaceNames::new(workspace, people);
    // A name is made again in the rare case that it decides: together they would take tens of megabytes.
    let name = |i: usize| places.full_name(people[i]);
    let hashes: Vec<u64> = (0..people.len()).map(|i| draw(seed, &name(i))).collect();
    let mut order: Vec<usize> = (0..people.len()).collect();
    // Equal names at one school are the only ties; then the subject and the category tell, and ids last.
    let tie = |i: usize| (people[i].subjects(), people[i].category(), people[i].experience(), people[i].id);
    let names = |a: usize, b: usize| name(a).cmp(&name(b)).then_with(|| tie(a).cmp(&tie(b)));
    order.sort_by(|&a, &b| hashes[a].cmp(&hashes[b]).then_with(|| names(a, b)));
    let mut drawn = Drawn { rank: vec![0; people.len()], place: vec![0; people.len()] };
    let mut before = 0;
    for (place, &person) in order.iter().enumerate() {
        drawn.place[person] = place;
        drawn.rank[person] = before + 1;
        before += i64::from(eligible[person]);
    }
    drawn
}

/// Folded names of schools, each made once.
struct PlaceNames {
    folded: BTreeMap<SchoolId, String>,
}

impl PlaceNames {
    fn new(workspace: &Workspace, people: &[&Person]) -> Self {
        let mut folded = BTreeMap::new();
        for person in people {
            folded.entry(person.school).or_insert_with(|| Self::place(workspace, person.school));
        }
        Self { folded }
    }

    fn place(workspace: &Workspace, school: SchoolId) -> String {
        let Some(school) = workspace.schools.get(school) else { return String::new() };
        let district = workspace.district_of(school);
        let (region, district) = district.map_or((String::new(), ""), |d| (d.region.code(), d.name.as_str()));
        format!("{region}|{}|{}", fold(district), fold(&school.name))
    }

    fn full_name(&self, person: &Person) -> String {
        let mut name = fold(person.name());
        name.push('|');
        name.extend(self.folded.get(&person.school).map(String::as_str));
        name
    }
}

/// Lower case, letters and digits only; Kazakh letters and Latin look-alikes as the Russian letters that are typed for
/// them.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // Most of every name, and nothing else below changes them.
            'а'..='я' => folded.push(c),
            ' ' => {}
            _ => folded.extend(c.to_lowercase().filter(|c| c.is_alphanumeric()).map(typed_for)),
        }
    }
    folded
}

/// The Russian letter that a letter is taken for.
const fn typed_for(letter: char) -> char {
    match letter {
        'ә' | 'a' => 'а',
        'ғ' => 'г',
        'қ' | 'k' => 'к',
        'ң' | 'h' => 'н',
        'ө' | 'o' => 'о',
        'ұ' | 'ү' | 'y' => 'у',
        'һ' | 'x' => 'х',
        'і' | 'i' => 'и',
        'ё' | 'e' => 'е',
        'c' => 'с',
        'p' => 'р',
        't' => 'т',
        'm' => 'м',
        'b' => 'в',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_keyboard_do_not_change_a_draw() {
        for (one, other) in [
            ("Смирнoв Тaлғaт Мұрaтұлы", "Смирнов Талгат  Муратулы"),
            ("СОШ №\u{a0}46 «Қайнар»", "сош № 46 Кайнар"),
            ("Алёна", "АЛЕНА"),
        ] {
            assert_eq!(fold(one), fold(other));
        }
        assert_ne!(fold("Цой Роман"), fold("Цой Ромен"));
    }

    #[test]
    fn ranks_count_the_eligible_strictly_before() {
        assert_eq!(ranks(&[30, 10, 10, 20], &[true; 4]), [4, 1, 1, 3]);
        assert_eq!(ranks(&[30, 10, 10, 20], &[true, true, false, true]), [3, 1, 1, 2]);
    }
}

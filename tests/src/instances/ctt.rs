//! Curriculum-based course timetabling as the second International Timetabling Competition gave it (track 3, 2007;
//! Di Gaspero, McCollum and Schaerf, "The second international timetabling competition (ITC-2007)", 2007): reads
//! `.ctt` and `.ectt` files, poses them to the solver with the weights of the objective UD2, writes the official form
//! of a timetable, and scores such a text on its own.

use std::collections::{BTreeMap, BTreeSet};

use orken_core::solver::lectures::evaluate::Places;
use orken_core::solver::lectures::model::{Class, Clique, Model, Place};

/// A course as the file describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// Its name, unique in the instance.
    pub name: String,
    /// Who teaches it.
    pub teacher: String,
    /// Lectures a week.
    pub lectures: usize,
    /// Days over which they should be spread.
    pub least_days: usize,
    /// Students who attend.
    pub students: u32,
    /// For each period whether it is open to the course.
    pub open: Vec<bool>,
}

/// An instance of the competition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Instance {
    /// Name in the header.
    pub name: String,
    /// Days of the week.
    pub days: usize,
    /// Periods of a day.
    pub periods_per_day: usize,
    /// Courses in the order of the file.
    pub courses: Vec<Course>,
    /// Name and seats of each room.
    pub rooms: Vec<(String, u32)>,
    /// Name and courses (by index) of each curriculum.
    pub curricula: Vec<(String, Vec<usize>)>,
}

/// What a timetable text costs by the rules of the competition.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Score {
    /// Broken hard rules of all kinds.
    pub violations: u64,
    /// Students without a seat, 1 each.
    pub capacity: u64,
    /// Days missing, 5 each.
    pub days: u64,
    /// Isolated lectures, 2 each.
    pub compactness: u64,
    /// Rooms beyond the first of a course, 1 each.
    pub stability: u64,
}

impl Score {
    /// The sum of the soft costs.
    #[must_use]
    pub const fn cost(&self) -> u64 {
        self.capacity + self.days + self.compactness + self.stability
    }
}

/// Reads the text of a `.ctt` or `.ectt` file; room constraints are passed over, as UD2 does not know them.
///
/// # Errors
/// What is wrong and in which line.
pub fn read(text: &str) -> Result<Instance, String> {
    let mut reading = Reading::default();
    for (index, line) in text.lines().enumerate() {
        let words: Vec<&str> = line.split_whitespace().collect();
        if words.first() == Some(&"END.") {
            break;
        }
        if !words.is_empty() {
            reading.line(&words).map_err(|fault| format!("line {}: {fault}", index + 1))?;
        }
    }
    reading.finish()
}

/// Sections of the body of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Section {
    #[default]
    Header,
    Courses,
    Rooms,
    Curricula,
    Unavailability,
    Ignored,
}

#[derive(Default)]
struct Reading {
    instance: Instance,
    section: Section,
    header: BTreeMap<String, String>,
    course_of: BTreeMap<String, usize>,
    closed: usize,
}

impl Reading {
    fn line(&mut self, words: &[&str]) -> Result<(), String> {
        // A header entry may be empty: only a title in capitals begins a section.
        if let [word] = words
            && let Some(title) = word.strip_suffix(':')
            && !title.contains(char::is_lowercase)
        {
            self.section = match title {
                "COURSES" => Section::Courses,
                "ROOMS" => Section::Rooms,
                "CURRICULA" => Section::Curricula,
                "UNAVAILABILITY_CONSTRAINTS" => Section::Unavailability,
                "ROOM_CONSTRAINTS" => Section::Ignored,
                _ => return Err(format!("unknown section {title}")),
            };
            return self.dimensions();
        }
        match self.section {
            Section::Header => self.header_line(words),
            Section::Courses => self.course(words),
            Section::Rooms => {
                let [name, seats, ..] = words else { return Err("a room needs a name and its seats".to_owned()) };
                if self.instance.rooms.iter().any(|(known, _)| known == name) {
                    return Err(format!("the room {name} is there twice"));
                }
                self.instance.rooms.push(((*name).to_owned(), number(seats)?));
                Ok(())
            }
            Section::Curricula => self.curriculum(words),
            Section::Unavailability => self.unavailable(words),
            Section::Ignored => Ok(()),
        }
    }

    fn header_line(&mut self, words: &[&str]) -> Result<(), String> {
        let Some(key) = words[0].strip_suffix(':') else {
            return Err(format!("{} is not a header entry", words[0]));
        };
        self.header.insert(key.to_owned(), words[1..].join(" "));
        Ok(())
    }

    /// Days and periods must be known once the first section starts.
    fn dimensions(&mut self) -> Result<(), String> {
        let entry = |key: &str| number::<usize>(self.header.get(key).ok_or(format!("the header has no {key}"))?);
        let (days, periods_per_day) = (entry("Days")?, entry("Periods_per_day")?);
        if days == 0 || periods_per_day == 0 || days.saturating_mul(periods_per_day) > 100_000 {
            return Err("the header has an impossible number of periods".to_owned());
        }
        self.instance.days = days;
        self.instance.periods_per_day = periods_per_day;
        self.instance.name = self.header.get("Name").cloned().unwrap_or_default();
        Ok(())
    }

    fn course(&mut self, words: &[&str]) -> Result<(), String> {
        let [name, teacher, lectures, least_days, students, ..] = words else {
            return Err("a course needs a name, a teacher, lectures, days and students".to_owned());
        };
        if self.course_of.insert((*name).to_owned(), self.instance.courses.len()).is_some() {
            return Err(format!("the course {name} is there twice"));
        }
        self.instance.courses.push(Course {
            name: (*name).to_owned(),
            teacher: (*teacher).to_owned(),
            lectures: number(lectures)?,
            least_days: number(least_days)?,
            students: number(students)?,
            open: vec![true; self.instance.days * self.instance.periods_per_day],
        });
        Ok(())
    }

    fn curriculum(&mut self, words: &[&str]) -> Result<(), String> {
        let [name, count, members @ ..] = words else {
            return Err("a curriculum needs a name and the number of its courses".to_owned());
        };
        if number::<usize>(count)? != members.len() {
            return Err(format!("the curriculum {name} says {count} courses and names {}", members.len()));
        }
        let members = members.iter().map(|member| self.known(member)).collect::<Result<_, _>>()?;
        self.instance.curricula.push(((*name).to_owned(), members));
        Ok(())
    }

    fn unavailable(&mut self, words: &[&str]) -> Result<(), String> {
        let [name, day, period, ..] = words else {
            return Err("an unavailability needs a course, a day and a period".to_owned());
        };
        let (day, period): (usize, usize) = (number(day)?, number(period)?);
        if day >= self.instance.days || period >= self.instance.periods_per_day {
            return Err(format!("there is no period {period} on a day {day}"));
        }
        let course = self.known(name)?;
        self.instance.courses[course].open[day * self.instance.periods_per_day + period] = false;
        self.closed += 1;
        Ok(())
    }

    fn known(&self, name: &str) -> Result<usize, String> {
        self.course_of.get(name).copied().ok_or_else(|| format!("there is no course {name}"))
    }

    fn finish(self) -> Result<Instance, String> {
        let found = [
            ("Courses", self.instance.courses.len()),
            ("Rooms", self.instance.rooms.len()),
            ("Curricula", self.instance.curricula.len()),
            ("Constraints", self.closed),
            ("UnavailabilityConstraints", self.closed),
        ];
        for (key, count) in found {
            if let Some(said) = self.header.get(key)
                && number::<usize>(said)? != count
            {
                return Err(format!("the header says {said} {key} and the file has {count}"));
            }
        }
        if self.instance.days == 0 {
            return Err("the file has no sections".to_owned());
        }
        Ok(self.instance)
    }
}

fn number<T: std::str::FromStr>(word: &str) -> Result<T, String> {
    word.parse().map_err(|_| format!("{word} is not a number that fits here"))
}

/// The instance with the rules and weights of UD2.
#[must_use]
pub fn model(instance: &Instance) -> Model {
    let class = |course: &Course| Class {
        lectures: course.lectures,
        open: course.open.clone(),
        room_cost: instance.rooms.iter().map(|room| Some(course.students.saturating_sub(room.1))).collect(),
        least_days: course.least_days,
        spread_weight: 5,
        stability_weight: 1,
        fixed: Vec::new(),
        course: None,
    };
    let mut taught: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, course) in instance.courses.iter().enumerate() {
        taught.entry(&course.teacher).or_default().push(index);
    }
    let curricula = instance.curricula.iter().map(|(_, members)| (members.clone(), 2));
    let teachers = taught.into_values().filter(|courses| courses.len() > 1).map(|courses| (courses, 0));
    Model {
        days: instance.days,
        slots_per_day: instance.periods_per_day,
        rooms: instance.rooms.len(),
        classes: instance.courses.iter().map(class).collect(),
        cliques: curricula
            .chain(teachers)
            .map(|(classes, compactness_weight)| Clique { classes, compactness_weight })
            .collect(),
        ..Model::default()
    }
}

/// The official form of a timetable: course, room, day and period of a lecture a line.
#[must_use]
pub fn write(instance: &Instance, places: &Places) -> String {
    let owners = instance.courses.iter().flat_map(|course| std::iter::repeat_n(&course.name, course.lectures));
    let line = |(name, place): (&String, &Option<Place>)| {
        place.map(|at| {
            let (day, slot) = (at.period / instance.periods_per_day, at.period % instance.periods_per_day);
            format!("{name} {} {day} {slot}\n", instance.rooms[at.room].0)
        })
    };
    owners.zip(places).filter_map(line).collect()
}

/// Scores the official form of a timetable by the rules of the competition, from the instance and the text alone.
///
/// # Errors
/// A line that names something unknown, or a course twice in one period.
pub fn score(instance: &Instance, text: &str) -> Result<Score, String> {
    let held = held(instance, text)?;
    let mut result = Score { violations: broken(instance, &held), ..Score::default() };
    for (course, own) in instance.courses.iter().zip(&held) {
        let days: BTreeSet<usize> = own.keys().map(|period| period / instance.periods_per_day).collect();
        let rooms: BTreeSet<usize> = own.values().copied().collect();
        let over = |&room: &usize| u64::from(course.students.saturating_sub(instance.rooms[room].1));
        result.capacity += own.values().map(over).sum::<u64>();
        result.days += 5 * course.least_days.saturating_sub(days.len()) as u64;
        result.stability += rooms.len().saturating_sub(1) as u64;
    }
    for (_, members) in &instance.curricula {
        let members: BTreeSet<usize> = members.iter().copied().collect();
        let busy = |period: usize| members.iter().any(|&course| held[course].contains_key(&period));
        for &course in &members {
            for &period in held[course].keys() {
                let slot = period % instance.periods_per_day;
                let before = slot > 0 && busy(period - 1);
                let after = slot + 1 < instance.periods_per_day && busy(period + 1);
                result.compactness += if before || after { 0 } else { 2 };
            }
        }
    }
    Ok(result)
}

/// Room by period of each course.
fn held(instance: &Instance, text: &str) -> Result<Vec<BTreeMap<usize, usize>>, String> {
    let mut held = vec![BTreeMap::new(); instance.courses.len()];
    for (index, line) in text.lines().enumerate() {
        let words: Vec<&str> = line.split_whitespace().collect();
        if words.is_empty() {
            continue;
        }
        let fault = || format!("line {}: {line} is no lecture of this instance", index + 1);
        let [course, room, day, slot] = words[..] else { return Err(fault()) };
        let course = instance.courses.iter().position(|known| known.name == course).ok_or_else(fault)?;
        let room = instance.rooms.iter().position(|known| known.0 == room).ok_or_else(fault)?;
        let (day, slot): (usize, usize) = (number(day)?, number(slot)?);
        if day >= instance.days || slot >= instance.periods_per_day {
            return Err(fault());
        }
        if held[course].insert(day * instance.periods_per_day + slot, room).is_some() {
            return Err(format!("line {}: the course has another lecture in this period", index + 1));
        }
    }
    Ok(held)
}

/// Missing lectures, closed periods, rooms held twice, and pairs of courses that meet though they must not.
fn broken(instance: &Instance, held: &[BTreeMap<usize, usize>]) -> u64 {
    let mut violations = 0;
    let mut taken: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    for (course, own) in instance.courses.iter().zip(held) {
        violations += course.lectures.abs_diff(own.len()) as u64;
        violations += own.keys().filter(|&&period| !course.open[period]).count() as u64;
        for (&period, &room) in own {
            *taken.entry((period, room)).or_default() += 1;
        }
    }
    violations += taken.values().map(|lectures| lectures - 1).sum::<u64>();
    for a in 0..held.len() {
        for b in a + 1..held.len() {
            let teacher = instance.courses[a].teacher == instance.courses[b].teacher;
            let group = |(_, members): &(String, Vec<usize>)| members.contains(&a) && members.contains(&b);
            if teacher || instance.curricula.iter().any(group) {
                violations += held[a].keys().filter(|&period| held[b].contains_key(period)).count() as u64;
            }
        }
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::*;
    use orken_core::solver::budget::Rounds;
    use orken_core::solver::lectures::{evaluate::evaluate, solve};

    const SMALL: &str = "Name: Small\r\nCourses: 3\nRooms: 2\nDays: 2\nPeriods_per_day: 3\nCurricula: 1\nConstraints: 1\n\n\
        COURSES:\nalgebra ann 3 2 30\n  logic bob 2 2 42 \nart ann 1 1 10\n\nROOMS:\nA 32\nB 40\n\n\
        CURRICULA:\nfirst 2 algebra logic\n\nUNAVAILABILITY_CONSTRAINTS:\nlogic 0 0\n\n\
        ROOM_CONSTRAINTS:\nart A\n\nEND.";

    #[test]
    fn a_small_instance_is_read_solved_written_and_scored() {
        let instance = read(SMALL).unwrap();
        assert_eq!((instance.name.as_str(), instance.courses.len(), instance.days), ("Small", 3, 2));
        assert!(!instance.courses[1].open[0] && instance.courses[1].open[1]);
        let posed = model(&instance);
        let solution = solve(&posed, 1, &mut Rounds::new(20)).unwrap();
        let score = score(&instance, &write(&instance, &solution.at)).unwrap();
        assert_eq!(score.violations, 0);
        assert_eq!(score.cost(), solution.cost.soft.total());
        assert_eq!((score.cost(), solution.lower_bound), (4, 4));
    }

    #[test]
    fn both_scores_agree_on_bad_timetables() {
        let instance = read(SMALL).unwrap();
        let text = "algebra A 0 0\nalgebra B 0 2\nlogic A 0 0\nlogic B 0 2\nart B 0 2\n";
        let scored = score(&instance, text).unwrap();
        let place = |(period, room): (usize, usize)| Place { period, room, teacher: None };
        let places =
            [Some((0, 0)), Some((2, 1)), None, Some((0, 0)), Some((2, 1)), Some((2, 1))].map(|at| at.map(place));
        let cost = evaluate(&model(&instance), &places);
        assert_eq!(scored.cost(), cost.soft.total());
        assert_eq!(scored.violations, cost.hard.total());
    }

    #[test]
    fn faults_are_named_by_their_line() {
        assert!(read(&SMALL.replace("logic 0 0", "latin 0 0")).unwrap_err().starts_with("line 22: there is no course"));
        assert!(read(&SMALL.replace("B 40", "B many")).unwrap_err().starts_with("line 16: many"));
        assert!(read("").is_err());
    }
}

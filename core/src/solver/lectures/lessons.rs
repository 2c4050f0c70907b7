//! Who gives the lectures of a timetable under search, and what courses and teachers make of it: order and days of
//! modules, hours, sites and ways of teachers, changes of rooms and teachers, free slots. What a step changes is reckoned
//! anew for the courses, the teachers' days and their tours that it touches, and for nothing else; a step that is taken
//! back finds its old counts again without reckoning.

use super::roster::{NOBODY, Roster};
use super::state::{NOWHERE, State};
use super::tables::Tables;

/// Broken rules, and the cost of wishes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    broken: i32,
    soft: i32,
}

/// A lecture of the course at hand.
#[derive(Debug, Clone, Copy)]
struct Held {
    period: u32,
    module: u32,
    room: u32,
    teacher: u32,
}

/// Teachers of all lectures, and the counts of what they and the courses ask for. Items that are counted are numbered
/// through: classes, then days, stages and tours of the teachers.
#[derive(Debug, Clone)]
pub(super) struct Lessons<'a> {
    tables: &'a Tables,
    pub(super) roster: &'a Roster,
    /// Teacher of each lecture.
    pub(super) teacher_of: Vec<u32>,
    /// Lectures per teacher and padded period; hours per teacher and day; lectures per teacher, stage and site.
    pub(super) busy: Vec<u16>,
    hours: Vec<u32>,
    posts: Vec<u16>,
    counts: Vec<Count>,
    /// Items to be counted again, and whether an item is among them.
    stale: Vec<u32>,
    is_stale: Vec<bool>,
    /// What was counted last, as it was before.
    before: Vec<(u32, Count)>,
    course: Vec<Held>,
    /// Sums over all items.
    pub(super) broken: i64,
    pub(super) soft: i64,
}

impl<'a> Lessons<'a> {
    /// Those of a timetable that holds the fixed lectures only.
    pub(super) fn new(state: &State<'a>) -> Self {
        let tables = state.tables;
        let roster = &tables.roster;
        let items = tables.classes + roster.teachers * (tables.days + roster.stages + 1);
        let mut lessons = Self {
            tables,
            roster,
            teacher_of: vec![NOBODY; tables.class_of.len()],
            busy: vec![0; roster.teachers * tables.periods],
            hours: vec![0; roster.teachers * tables.days],
            posts: vec![0; roster.teachers * roster.stages * roster.sites],
            counts: vec![Count::default(); items],
            stale: Vec::new(),
            is_stale: vec![false; items],
            before: Vec::new(),
            course: Vec::new(),
            broken: 0,
            soft: 0,
        };
        for (lecture, place) in state.place_of.iter().enumerate() {
            if *place != NOWHERE {
                lessons.give(lecture, *place, roster.fixed_teacher[lecture]);
            }
        }
        lessons.recount(state);
        lessons
    }

    /// A lecture that was put into a place is given by this teacher.
    pub(super) fn give(&mut self, lecture: usize, place: u32, teacher: u32) {
        self.teacher_of[lecture] = teacher;
        self.count(lecture, place, teacher, true);
    }

    /// A lecture is taken out of this place, and nobody gives it.
    pub(super) fn drop(&mut self, lecture: usize, place: u32) {
        let teacher = std::mem::replace(&mut self.teacher_of[lecture], NOBODY);
        self.count(lecture, place, teacher, false);
    }

    fn count(&mut self, lecture: usize, place: u32, teacher: u32, more: bool) {
        let (tables, roster) = (self.tables, self.roster);
        let class = tables.class_of[lecture] as usize;
        let Some(course) = &roster.courses[class] else { return };
        self.touch(class);
        if teacher == NOBODY {
            return;
        }
        let teacher = teacher as usize;
        let period = tables.place_period[place as usize] as usize;
        let day = teacher * tables.days + tables.day_of[period] as usize;
        change(&mut self.busy[teacher * tables.periods + period], more);
        self.hours[day] =
            if more { self.hours[day] + roster.hours[lecture] } else { self.hours[day] - roster.hours[lecture] };
        self.touch(tables.classes + day);
        let Some(stage) = course.stage else { return };
        let stage = teacher * roster.stages + stage as usize;
        let post = stage * roster.sites + course.site as usize;
        change(&mut self.posts[post], more);
        self.touch(tables.classes + roster.teachers * tables.days + stage);
        if self.posts[post] == u16::from(more) {
            self.touch(tables.classes + roster.teachers * (tables.days + roster.stages) + teacher);
        }
    }

    fn touch(&mut self, item: usize) {
        if !std::mem::replace(&mut self.is_stale[item], true) {
            self.stale.push(item as u32);
        }
    }

    /// Counts again what was touched.
    pub(super) fn recount(&mut self, state: &State) {
        self.before.clear();
        while let Some(item) = self.stale.pop() {
            let count = self.counted(item as usize, state);
            let was = std::mem::replace(&mut self.counts[item as usize], count);
            self.broken += i64::from(count.broken - was.broken);
            self.soft += i64::from(count.soft - was.soft);
            self.is_stale[item as usize] = false;
            self.before.push((item, was));
        }
    }

    /// What was touched is as it was before the last count; what was given and dropped since must have been undone.
    pub(super) fn take_back(&mut self) {
        while let Some((item, was)) = self.before.pop() {
            let count = std::mem::replace(&mut self.counts[item as usize], was);
            self.broken += i64::from(was.broken - count.broken);
            self.soft += i64::from(was.soft - count.soft);
        }
        while let Some(item) = self.stale.pop() {
            self.is_stale[item as usize] = false;
        }
    }

    fn counted(&mut self, item: usize, state: &State) -> Count {
        let (classes, teachers, days, stages) =
            (self.tables.classes, self.roster.teachers, self.tables.days, self.roster.stages);
        if item < classes {
            return self.count_course(item, state);
        }
        let item = item - classes;
        if item < teachers * days {
            return self.count_day(item / days, item % days);
        }
        let item = item - teachers * days;
        if item < teachers * stages { self.count_stage(item) } else { self.count_tour(item - teachers * stages) }
    }

    /// Order and days of modules, changes of room and teacher, free slots and even days of a course.
    fn count_course(&mut self, class: usize, state: &State) -> Count {
        let (tables, roster) = (self.tables, self.roster);
        let Some(course) = &roster.courses[class] else { return Count::default() };
        let mut count = Count::default();
        self.course.clear();
        let (mut module, mut earlier, mut latest) = (0, 0, 0);
        let mut module_from = 0;
        for lecture in roster.lectures(class) {
            let place = state.place_of[lecture];
            if place == NOWHERE {
                continue;
            }
            let held = Held {
                period: tables.place_period[place as usize],
                module: roster.module[lecture],
                room: tables.place_room[place as usize],
                teacher: self.teacher_of[lecture],
            };
            if held.module != module {
                (module, earlier, module_from) = (held.module, latest, self.course.len());
            }
            count.broken += i32::from(held.period < earlier);
            latest = latest.max(held.period);
            let others = &self.course[module_from..];
            if !others.is_empty() && others.iter().all(|other| other.teacher != held.teacher) {
                count.soft += roster.split_module;
            }
            self.course.push(held);
        }
        sort_by_time(&mut self.course);
        let mut on_day = 0;
        for index in 0..self.course.len() {
            let now = self.course[index];
            let day = tables.day_of[now.period as usize];
            let before = index.checked_sub(1).map(|before| self.course[before]);
            let same_day = before.filter(|before| tables.day_of[before.period as usize] == day);
            on_day = if same_day.is_some() { on_day + 1 } else { 1 };
            count.soft += i32::from(on_day > course.even_share) * roster.uneven_day;
            if let Some(before) = before {
                count.soft += i32::from(before.room != now.room) * roster.room_change;
                count.soft += i32::from(before.teacher != now.teacher) * roster.teacher_change;
            }
            if let Some(before) = same_day {
                count.soft += (now.period - before.period).saturating_sub(1) as i32 * roster.free_slot;
                count.broken += i32::from(roster.one_module_a_day && before.module != now.module);
            }
        }
        count
    }

    /// Lectures at once, hours too many and free slots of a teacher's day.
    fn count_day(&self, teacher: usize, day: usize) -> Count {
        let (tables, roster) = (self.tables, self.roster);
        let item = teacher * tables.days + day;
        let over = self.hours[item].saturating_sub(roster.most_hours[item]) as i32;
        let mut count = Count { broken: over, soft: 0 };
        let dawn = teacher * tables.periods + roster.dawn[day] as usize;
        let mut free = None;
        for &lectures in &self.busy[dawn..dawn + roster.slots] {
            if lectures == 0 {
                free = free.map(|free| free + 1);
            } else {
                let lectures = i32::from(lectures).min(1 << 15);
                count.broken += lectures * (lectures - 1) / 2;
                count.soft += free.unwrap_or(0) * roster.free_slot;
                free = Some(0);
            }
        }
        count
    }

    /// Lectures of a teacher's stage away from the site that has most of them.
    fn count_stage(&self, stage: usize) -> Count {
        let sites = self.roster.sites;
        let row = &self.posts[stage * sites..(stage + 1) * sites];
        let (sum, most) = row.iter().fold((0, 0), |(sum, most), &n| (sum + i32::from(n), most.max(i32::from(n))));
        Count { broken: if self.roster.one_site { sum - most } else { 0 }, soft: 0 }
    }

    /// Ways of a teacher from stage to stage; at several sites the first of them counts.
    fn count_tour(&self, teacher: usize) -> Count {
        let (stages, sites) = (self.roster.stages, self.roster.sites);
        let mut count = Count::default();
        let mut last: Option<usize> = None;
        for stage in teacher * stages..(teacher + 1) * stages {
            let row = &self.posts[stage * sites..(stage + 1) * sites];
            if let Some(site) = row.iter().position(|&lectures| lectures > 0) {
                count.soft += last.map_or(0, |last| self.roster.ways[last * sites + site]);
                last = Some(site);
            }
        }
        count
    }

    /// Whether the course, the day or the stage of this lecture has broken rules.
    pub(super) fn in_trouble(&self, lecture: usize, place: u32) -> bool {
        let (tables, roster) = (self.tables, self.roster);
        let class = tables.class_of[lecture] as usize;
        if self.counts[class].broken > 0 {
            return true;
        }
        let (Some(course), teacher) = (&roster.courses[class], self.teacher_of[lecture]) else { return false };
        if teacher == NOBODY {
            return false;
        }
        let teacher = teacher as usize;
        let day = tables.day_of[tables.place_period[place as usize] as usize] as usize;
        let stage =
            |stage: u32| tables.classes + roster.teachers * tables.days + teacher * roster.stages + stage as usize;
        let busy = self.counts[tables.classes + teacher * tables.days + day].broken > 0;
        busy || course.stage.is_some_and(|at| self.counts[stage(at)].broken > 0)
    }
}

fn change(count: &mut u16, more: bool) {
    if more {
        *count += 1;
    } else {
        *count -= 1;
    }
}

/// By insertion: lectures in the order of teaching are nearly in the order of time.
fn sort_by_time(held: &mut [Held]) {
    for index in 1..held.len() {
        let mut at = index;
        while at > 0 && held[at - 1].period > held[at].period {
            held.swap(at - 1, at);
            at -= 1;
        }
    }
}

//! Teaching time: the working days of each stream, the slots of a day, the parts that a course falls into, and when
//! something is closed.

use chrono::NaiveDate;

use crate::finding::{Code, Finding};
use crate::model::{Closure, Course, Intake, Slot};
use crate::workspace::Workspace;

/// One session's worth of a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// Index of the module in the course.
    pub module: u8,
    /// Which part of the module, from 0.
    pub part: u8,
    /// Academic hours; the last part of a module can be shorter than a slot.
    pub hours: u16,
}

/// When an intake teaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeachingTime {
    /// Slots of a day, in order.
    pub slots: Vec<Slot>,
    /// Working days of each stream, in order.
    pub streams: Vec<Vec<NaiveDate>>,
    /// What each group is taught, in the order of teaching.
    pub parts: Vec<Part>,
}

impl TeachingTime {
    /// Reads the streams, leaves out the days off, and cuts the course into parts of one slot.
    #[must_use]
    pub fn new(workspace: &Workspace, intake: &Intake, course: Option<&Course>) -> Self {
        let working = |stream: &crate::model::Stream| -> Vec<NaiveDate> {
            let mut days: Vec<_> = stream.days.iter().copied().filter(|&d| !workspace.is_day_off(d)).collect();
            days.sort_unstable();
            days.dedup();
            days
        };
        Self {
            slots: intake.slots.clone(),
            streams: intake.streams.iter().map(working).collect(),
            parts: course.map_or_else(Vec::new, |c| parts_of(c, &intake.slots)),
        }
    }

    /// Academic hours of the whole course.
    #[must_use]
    pub fn course_hours(&self) -> u32 {
        self.parts.iter().map(|p| u32::from(p.hours)).sum()
    }

    /// Academic hours of a day with every slot used.
    #[must_use]
    pub fn day_hours(&self) -> u32 {
        self.slots.iter().map(|s| u32::from(s.hours.0)).sum()
    }

    /// True when a group of this stream is taught in every slot of every day.
    #[must_use]
    pub fn is_tight(&self, stream: usize) -> bool {
        self.parts.is_empty() || self.parts.len() >= self.streams[stream].len() * self.slots.len()
    }

    /// What is wrong with the streams themselves: a day off among their days, or too few days for the course.
    #[must_use]
    pub fn findings(&self, workspace: &Workspace, intake: &Intake) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (index, stream) in intake.streams.iter().enumerate() {
            for &day in stream.days.iter().filter(|&&d| workspace.is_day_off(d)) {
                let off = Finding::warning(Code::StreamDayOff).about(intake.id);
                findings.push(off.with("stream", index + 1).with("date", day));
            }
            let places = self.streams[index].len() * self.slots.len();
            if self.parts.len() > places {
                let short = Finding::error(Code::StreamTooShort).about(intake.id);
                findings.push(short.with("stream", index + 1).with("sessions", self.parts.len()).with("slots", places));
            }
        }
        findings
    }
}

/// Cuts each module into parts as long as the longest slot; the last part takes what is left.
#[must_use]
pub fn parts_of(course: &Course, slots: &[Slot]) -> Vec<Part> {
    let longest = slots.iter().map(|s| s.hours.0).max().unwrap_or(0);
    let mut parts = Vec::new();
    if longest == 0 {
        return parts;
    }
    for (module, m) in (0u8..).zip(&course.modules) {
        for part in 0..m.hours.0.div_ceil(longest) {
            let hours = longest.min(m.hours.0 - part * longest);
            parts.push(Part { module, part: u8::try_from(part).unwrap_or(u8::MAX), hours });
        }
    }
    parts
}

/// True when one of the closures covers this slot of this day.
#[must_use]
pub fn is_closed(closures: &[Closure], date: NaiveDate, slot: usize) -> bool {
    closures.iter().any(|c| c.date == date && c.slot.is_none_or(|s| usize::from(s) == slot))
}

//! Modules, slots and streams as lines of text: how people keep them, and how they are pasted from a spreadsheet.
//! A line is one module (`Title; hours`), one slot (`09:00; hours`) or one stream (its days). What stands between parts
//! may be `;` or a tab; days may also be parted by commas and spaces.

use chrono::NaiveDate;

use crate::finding::{Code, Finding};
use crate::model::{AcademicHours, Module, Slot, Stream, TimeOfDay};

/// Modules as lines.
#[must_use]
pub fn modules_text(modules: &[Module]) -> String {
    joined(modules.iter().map(|m| format!("{}; {}", m.name, m.hours.0)))
}

/// Modules of lines.
///
/// # Errors
/// `line_unclear` names the first line that is no module.
pub fn modules(text: &str) -> Result<Vec<Module>, Finding> {
    lines(text, |line| {
        let (name, hours) = line.rsplit_once([';', '\t'])?;
        let name = name.trim_end_matches([';', '\t', ' ']).trim();
        (!name.is_empty()).then_some(Module { name: name.to_owned(), hours: hours_of(hours)? })
    })
}

/// Slots as lines.
#[must_use]
pub fn slots_text(slots: &[Slot]) -> String {
    joined(slots.iter().map(|s| format!("{}; {}", s.starts, s.hours.0)))
}

/// Slots of lines, by the time they begin.
///
/// # Errors
/// `line_unclear` names the first line that is no slot, or that begins when another does.
pub fn slots(text: &str) -> Result<Vec<Slot>, Finding> {
    let mut slots = lines(text, |line| {
        let (starts, hours) = line.rsplit_once([';', '\t'])?;
        let starts: TimeOfDay = starts.trim_end_matches([';', '\t', ' ']).trim().parse().ok()?;
        Some(Slot { starts, hours: hours_of(hours)? })
    })?;
    slots.sort_by_key(|slot| slot.starts.minutes());
    match slots.windows(2).find(|pair| pair[0].starts == pair[1].starts) {
        Some(pair) => Err(unclear(text.lines().count(), &pair[0].starts.to_string())),
        None => Ok(slots),
    }
}

/// Streams as lines.
#[must_use]
pub fn streams_text(streams: &[Stream]) -> String {
    joined(streams.iter().map(|s| days_text(&s.days)))
}

/// Streams of lines; days in order, each once.
///
/// # Errors
/// `line_unclear` names the first line with something else than days.
pub fn streams(text: &str) -> Result<Vec<Stream>, Finding> {
    lines(text, |line| Some(Stream { days: in_order(days_of_line(line)?) }).filter(|stream| !stream.days.is_empty()))
}

/// Days as one line.
#[must_use]
pub fn days_text(days: &[NaiveDate]) -> String {
    days.iter().map(|d| d.format("%d.%m.%Y").to_string()).collect::<Vec<_>>().join(", ")
}

/// Days of a text, in order, each once; none where nothing is written.
///
/// # Errors
/// `line_unclear` names the first line with something else than days.
pub fn days(text: &str) -> Result<Vec<NaiveDate>, Finding> {
    Ok(in_order(lines(text, days_of_line)?.concat()))
}

fn days_of_line(line: &str) -> Option<Vec<NaiveDate>> {
    line.split([';', ',', ' ', '\t']).filter(|word| !word.is_empty()).map(day).collect()
}

fn in_order(mut days: Vec<NaiveDate>) -> Vec<NaiveDate> {
    days.sort_unstable();
    days.dedup();
    days
}

fn day(word: &str) -> Option<NaiveDate> {
    ["%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d"].into_iter().find_map(|shape| NaiveDate::parse_from_str(word, shape).ok())
}

fn hours_of(text: &str) -> Option<AcademicHours> {
    text.trim().parse().ok().filter(|hours| *hours > 0).map(AcademicHours)
}

fn joined(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}

fn lines<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Finding> {
    let written = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim())).filter(|(_, line)| !line.is_empty());
    written.map(|(number, line)| read(line).ok_or_else(|| unclear(number, line))).collect()
}

fn unclear(number: usize, line: &str) -> Finding {
    Finding::error(Code::LineUnclear).with("line", u32::try_from(number).unwrap_or(u32::MAX)).with("text", line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<T>(
        cases: &[(&str, Result<&str, u32>)],
        read: fn(&str) -> Result<Vec<T>, Finding>,
        write: fn(&[T]) -> String,
    ) {
        for (text, wanted) in cases {
            let found = read(text).map(|all| write(&all));
            match (found, wanted) {
                (Ok(found), Ok(wanted)) => {
                    assert_eq!(found, *wanted, "{text:?}");
                    assert_eq!(read(&found).map(|all| write(&all)), Ok(found), "{text:?}, read again");
                }
                (Err(finding), Err(line)) => {
                    assert_eq!(
                        finding,
                        unclear(*line as usize, text.lines().nth(*line as usize - 1).unwrap_or_default())
                    );
                }
                (found, wanted) => panic!("{text:?}: {found:?}, not {wanted:?}"),
            }
        }
    }

    #[test]
    fn modules_are_lines() {
        let cases = [
            ("", Ok("")),
            ("Assessment; 8\n\n Planning;\t12 ", Ok("Assessment; 8\nPlanning; 12")),
            ("One; two; 8", Ok("One; two; 8")),
            ("Assessment\t8", Ok("Assessment; 8")),
            ("Assessment; 8\nPlanning", Err(2)),
            ("; 8", Err(1)),
            ("Assessment; 0", Err(1)),
            ("Assessment; eight", Err(1)),
        ];
        check(&cases, modules, modules_text);
    }

    #[test]
    fn slots_are_lines() {
        let cases = [
            ("10:50; 2\n09:00; 2", Ok("09:00; 2\n10:50; 2")),
            ("9 o'clock; 2", Err(1)),
            ("09:00", Err(1)),
            ("25:00; 2", Err(1)),
        ];
        check(&cases, slots, slots_text);
        assert!(slots("09:00; 2\n09:00; 1").is_err());
    }

    #[test]
    fn streams_are_lines() {
        let cases = [
            ("11.10.2024, 10.10.2024 2024-10-10\n17/10/2024", Ok("10.10.2024, 11.10.2024\n17.10.2024")),
            ("10.10.2024\nsoon", Err(2)),
            ("31.02.2024", Err(1)),
        ];
        check(&cases, streams, streams_text);
    }

    #[test]
    fn days_are_in_any_lines() {
        let cases = [
            ("", Ok("")),
            ("01.11.2024", Ok("01.11.2024")),
            ("05.11.2024; 2024-11-01\n05.11.2024", Ok("01.11.2024, 05.11.2024")),
            ("01.11.2024\n1 November", Err(2)),
        ];
        check(&cases, days, days_text);
    }
}

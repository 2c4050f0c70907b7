//! Days off, moved days and school years of 2023-2028, as they were known on 22 November 2026.
//!
//! Sources: Law No. 267 of 13.12.2001 "On holidays" as amended by Law 306-VIII of 11.06.2026; ministry orders and
//! announcements on the school years. Days marked estimated wait for the official calendar.

use super::{IdSource, Text, Tongue, day};
use crate::model::*;

const NEW_YEAR: Text = ["Жаңа жыл", "Новый год", "New Year"];
const CHRISTMAS: Text = ["Православиелік Рождество", "Православное Рождество", "Orthodox Christmas"];
const WOMEN: Text = ["Халықаралық әйелдер күні", "Международный женский день", "International Women's Day"];
const CONSTITUTION: Text = ["Конституция күні", "День Конституции", "Constitution Day"];
const NAURYZ: Text = ["Наурыз мейрамы", "Наурыз мейрамы", "Nauryz"];
const UNITY: Text = ["Қазақстан халқының бірлігі мерекесі", "Праздник единства народа Казахстана", "Unity Day"];
const DEFENDER: Text = ["Отан қорғаушы күні", "День защитника Отечества", "Defender of the Fatherland Day"];
const VICTORY: Text = ["Жеңіс күні", "День Победы", "Victory Day"];
const CAPITAL: Text = ["Астана күні", "День столицы", "Capital Day"];
const REPUBLIC: Text = ["Республика күні", "День Республики", "Republic Day"];
const INDEPENDENCE: Text = ["Тәуелсіздік күні", "День Независимости", "Independence Day"];
const KURBAN: Text = ["Құрбан айттың бірінші күні", "Первый день Курбан-айта", "First day of Kurban Ait"];
const MOVED: Text = ["Ауыстырылған демалыс күні", "Перенесённый выходной", "Day off moved"];

/// Month, day, name: the same every year.
const FIXED: [(u32, u32, Text); 12] = [
    (1, 1, NEW_YEAR),
    (1, 2, NEW_YEAR),
    (1, 7, CHRISTMAS),
    (3, 8, WOMEN),
    (3, 21, NAURYZ),
    (3, 22, NAURYZ),
    (3, 23, NAURYZ),
    (5, 1, UNITY),
    (5, 7, DEFENDER),
    (5, 9, VICTORY),
    (7, 6, CAPITAL),
    (10, 25, REPUBLIC),
];

struct Year {
    year: i32,
    /// Further days off: month, day, name.
    off: &'static [(u32, u32, Text)],
    /// Weekend days that are worked.
    worked: &'static [(u32, u32)],
    estimated: bool,
}

const YEARS: [Year; 5] = [
    Year {
        year: 2024,
        off: &[(3, 25, MOVED), (5, 8, MOVED), (6, 16, KURBAN), (7, 8, MOVED), (8, 30, CONSTITUTION)],
        worked: &[(5, 4)],
        estimated: false,
    },
    Year {
        year: 2025,
        off: &[
            (1, 3, MOVED),
            (3, 10, MOVED),
            (3, 24, MOVED),
            (3, 25, MOVED),
            (6, 6, KURBAN),
            (7, 7, MOVED),
            (8, 30, CONSTITUTION),
            (9, 1, MOVED),
            (10, 27, MOVED),
        ],
        worked: &[(1, 5)],
        estimated: false,
    },
    Year {
        year: 2026,
        off: &[(3, 9, MOVED), (3, 24, MOVED), (3, 25, MOVED), (5, 11, MOVED), (5, 27, KURBAN), (10, 26, MOVED)],
        worked: &[],
        estimated: false,
    },
    Year {
        year: 2027,
        off: &[(1, 4, MOVED), (3, 15, CONSTITUTION), (3, 24, MOVED), (5, 3, MOVED), (5, 10, MOVED), (5, 16, KURBAN)],
        worked: &[],
        estimated: true,
    },
    Year {
        year: 2028,
        off: &[(1, 3, MOVED), (1, 4, MOVED), (3, 15, CONSTITUTION), (5, 5, KURBAN), (5, 8, MOVED), (12, 18, MOVED)],
        worked: &[],
        estimated: true,
    },
];

/// First day, last day (year offset 0 or 1, month, day), whether for grade 1 only.
type Break = ((i32, u32, u32), (i32, u32, u32), bool);

/// First year of the school year, its breaks, and whether it was official when this was written.
const SCHOOL_YEARS: [(i32, [Break; 4]); 4] = [
    (
        2023,
        [
            ((0, 10, 30), (0, 11, 5), false),
            ((0, 12, 29), (1, 1, 7), false),
            ((1, 2, 5), (1, 2, 11), true),
            ((1, 3, 21), (1, 3, 31), false),
        ],
    ),
    (
        2024,
        [
            ((0, 10, 28), (0, 11, 3), false),
            ((0, 12, 30), (1, 1, 8), false),
            ((1, 2, 3), (1, 2, 9), true),
            ((1, 3, 21), (1, 3, 31), false),
        ],
    ),
    (
        2025,
        [
            ((0, 10, 27), (0, 11, 2), false),
            ((0, 12, 29), (1, 1, 7), false),
            ((1, 2, 9), (1, 2, 15), true),
            ((1, 3, 19), (1, 3, 29), false),
        ],
    ),
    (
        2026,
        [
            ((0, 10, 26), (0, 11, 1), false),
            ((0, 12, 28), (1, 1, 10), false),
            ((1, 2, 8), (1, 2, 14), true),
            ((1, 3, 22), (1, 3, 28), false),
        ],
    ),
];

pub(super) fn records(tongue: Tongue, ids: &IdSource) -> Vec<Record> {
    let mut records = Vec::new();
    for year in &YEARS {
        let independence = [(12, 16, INDEPENDENCE)];
        let mut off: Vec<(u32, u32, Text)> = FIXED.iter().chain(year.off).chain(&independence).copied().collect();
        off.sort_by_key(|&(month, day, _)| (month, day));
        for (month, d, name) in off {
            records.push(rule(ids, day(year.year, month, d), DayKind::Off, tongue.of(name), year.estimated));
        }
        for &(month, d) in year.worked {
            records.push(rule(ids, day(year.year, month, d), DayKind::Working, tongue.of(MOVED), year.estimated));
        }
    }
    records.extend(SCHOOL_YEARS.iter().map(|(first, breaks)| school_year(ids, *first, breaks)));
    records
}

fn rule(ids: &IdSource, date: chrono::NaiveDate, kind: DayKind, name: String, estimated: bool) -> Record {
    DayRule { id: ids.take(), date, kind, name: Some(name), source: None, estimated }.into()
}

fn school_year(ids: &IdSource, first: i32, breaks: &[Break]) -> Record {
    let at = |(offset, month, d): (i32, u32, u32)| day(first + offset, month, d);
    let breaks =
        breaks.iter().map(|&(from, to, grade_one_only)| SchoolBreak { first: at(from), last: at(to), grade_one_only });
    SchoolYear {
        id: ids.take(),
        name: format!("{first}-{:02}", (first + 1) % 100),
        first: day(first, 9, 1),
        last: day(first + 1, 5, 25),
        breaks: breaks.collect(),
        source: None,
    }
    .into()
}

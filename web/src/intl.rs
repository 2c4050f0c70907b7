//! Numbers, dates and the order of names as `Intl` has them, with the formatters kept, because making one is slow.
//! On the host (tests) there is no `Intl`, so a plain form stands in for it.

use chrono::{Datelike, NaiveDate};

use crate::locale::{Lang, lang};

/// How a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateStyle {
    /// `24.03.2021`
    Short,
    /// `24 March 2021`
    Long,
    /// `Mon 14`
    WeekdayDay,
    /// `Monday, 14 October`
    WeekdayMonth,
    /// `14 October`
    DayMonth,
    /// `October 2024`
    Month,
}

/// A date in the chosen language.
#[must_use]
pub fn date(date: NaiveDate, style: DateStyle) -> String {
    match style {
        // The one that all three languages of the country write in the same way.
        DateStyle::Short => format!("{:02}.{:02}.{}", date.day(), date.month(), date.year()),
        // Many builds of browsers leave the Kazakh names of months and days out.
        _ if lang() == Lang::Kk => kazakh_date(date, style),
        _ => imp::date(lang(), date, style),
    }
}

const KAZAKH_MONTHS: [&str; 12] = [
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
];
const KAZAKH_DAYS: [(&str, &str); 7] = [
    ("Дс", "дүйсенбі"),
    ("Сс", "сейсенбі"),
    ("Ср", "сәрсенбі"),
    ("Бс", "бейсенбі"),
    ("Жм", "жұма"),
    ("Сн", "сенбі"),
    ("Жс", "жексенбі"),
];

/// By the patterns of CLDR 45 for Kazakh.
fn kazakh_date(date: NaiveDate, style: DateStyle) -> String {
    let (year, day) = (date.year(), date.day());
    let month = KAZAKH_MONTHS[date.month0() as usize];
    let (short, long) = KAZAKH_DAYS[date.weekday().num_days_from_monday() as usize];
    match style {
        DateStyle::Short | DateStyle::Long => format!("{year} ж. {day} {month}"),
        DateStyle::WeekdayDay => format!("{short} {day}"),
        DateStyle::WeekdayMonth => format!("{day} {month}, {long}"),
        DateStyle::DayMonth => format!("{day} {month}"),
        DateStyle::Month => format!("{year} ж. {month}"),
    }
}

/// Both ends of a period: `14-18 October 2024`, without what repeats.
#[must_use]
pub fn period(first: NaiveDate, last: NaiveDate) -> String {
    if first == last {
        return date(first, DateStyle::Long);
    }
    if lang() == Lang::Kk && first.year() == last.year() {
        // The year stands first.
        let end = date(last, DateStyle::DayMonth);
        let start =
            if first.month() == last.month() { first.day().to_string() } else { date(first, DateStyle::DayMonth) };
        return format!("{} ж. {start} – {end}", first.year());
    }
    let start = match (first.year() == last.year(), first.month() == last.month()) {
        (true, true) => first.day().to_string(),
        (true, _) => date(first, DateStyle::DayMonth),
        _ => date(first, DateStyle::Long),
    };
    format!("{start} – {}", date(last, DateStyle::Long))
}

/// A number in a language: grouped thousands, at most two decimals.
#[must_use]
pub fn number(lang: Lang, n: f64) -> String {
    // Kazakh groups and separates as Russian does, and Russian is in every browser.
    imp::number(if lang == Lang::Kk { Lang::Ru } else { lang }, n)
}

/// A share of 1 as a percentage, without decimals.
#[must_use]
pub fn percent(share: f64) -> String {
    let figure = number(lang(), (share * 100.0).round());
    if lang() == Lang::En { format!("{figure}%") } else { format!("{figure}\u{a0}%") }
}

/// Which of two names comes first in the chosen language; digits inside them count as numbers.
#[must_use]
pub fn compare(a: &str, b: &str) -> std::cmp::Ordering {
    match lang() {
        // For the same reason: without Kazakh data `Intl` would put і after и.
        Lang::Kk => letters(a).cmp(&letters(b)),
        lang => imp::compare(lang, a, b),
    }
}

const ALPHABET: &str = "0123456789abcdefghijklmnopqrstuvwxyzаәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя";

/// Ranks of the letters by the Kazakh alphabet, which holds the Russian one; blanks and signs first, then digits and
/// Latin letters. Comparing two such lists orders the texts, without a call into the browser.
#[must_use]
pub fn letters(text: &str) -> Vec<u8> {
    let rank = |c: char| ALPHABET.chars().position(|a| a == c).map_or(0, |p| u8::try_from(p + 1).unwrap_or(u8::MAX));
    text.chars().flat_map(char::to_lowercase).map(rank).collect()
}

#[cfg(target_arch = "wasm32")]
mod imp {
    use std::cell::RefCell;
    use std::cmp::Ordering;
    use std::collections::BTreeMap;

    use chrono::NaiveDate;
    use js_sys::{Array, Date, Function, Intl, Object, Reflect};
    use wasm_bindgen::JsValue;

    use super::DateStyle;
    use crate::locale::Lang;

    thread_local! {
        static KEPT: RefCell<BTreeMap<(Lang, u8), Function>> = const { RefCell::new(BTreeMap::new()) };
    }

    /// The kept function of a formatter, made at first use.
    fn kept(lang: Lang, slot: u8, make: impl FnOnce(&Array, &Object) -> Function) -> Function {
        KEPT.with_borrow_mut(|kept| {
            kept.entry((lang, slot)).or_insert_with(|| make(&Array::of1(&lang.tag().into()), &Object::new())).clone()
        })
    }

    fn set(options: &Object, name: &str, value: impl Into<JsValue>) {
        // Setting a property of a plain object can't fail.
        let _ = Reflect::set(options, &name.into(), &value.into());
    }

    pub(super) fn number(lang: Lang, n: f64) -> String {
        let format = kept(lang, 0, |tags, options| {
            set(options, "maximumFractionDigits", 2);
            Intl::NumberFormat::new(tags, options).format()
        });
        let shown = format.call1(&JsValue::UNDEFINED, &n.into());
        shown.ok().and_then(|s| s.as_string()).unwrap_or_else(|| n.to_string())
    }

    pub(super) fn date(lang: Lang, date: NaiveDate, style: DateStyle) -> String {
        let format = kept(lang, 2 + style as u8, |tags, options| {
            let parts: &[(&str, &str)] = match style {
                DateStyle::Short | DateStyle::Long => &[("day", "numeric"), ("month", "long"), ("year", "numeric")],
                DateStyle::WeekdayDay => &[("weekday", "short"), ("day", "numeric")],
                DateStyle::WeekdayMonth => &[("weekday", "long"), ("day", "numeric"), ("month", "long")],
                DateStyle::DayMonth => &[("day", "numeric"), ("month", "long")],
                DateStyle::Month => &[("month", "long"), ("year", "numeric")],
            };
            for (name, value) in parts {
                set(options, name, *value);
            }
            set(options, "timeZone", "UTC");
            Intl::DateTimeFormat::new(tags, options).format()
        });
        #[expect(clippy::cast_precision_loss, reason = "days since 1970 are far below 2^53")]
        let moment = Date::new(&((date - NaiveDate::default()).num_days() as f64 * 86_400_000.0).into());
        let shown = format.call1(&JsValue::UNDEFINED, &moment.into());
        shown.ok().and_then(|s| s.as_string()).unwrap_or_else(|| date.to_string())
    }

    pub(super) fn compare(lang: Lang, a: &str, b: &str) -> Ordering {
        let compare = kept(lang, 1, |tags, options| {
            set(options, "numeric", true);
            Intl::Collator::new(tags, options).compare()
        });
        let sign = compare.call2(&JsValue::UNDEFINED, &a.into(), &b.into());
        sign.ok().and_then(|s| s.as_f64()).unwrap_or(0.0).total_cmp(&0.0)
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    use chrono::NaiveDate;

    use super::DateStyle;
    use crate::locale::Lang;

    pub(super) fn number(_: Lang, n: f64) -> String {
        n.to_string()
    }

    pub(super) fn date(_: Lang, date: NaiveDate, _: DateStyle) -> String {
        date.to_string()
    }

    pub(super) fn compare(_: Lang, a: &str, b: &str) -> std::cmp::Ordering {
        a.cmp(b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_follow_the_alphabet() {
        let mut names = ["Яна", "Әсем", "Алма", "Қанат", "Ким", "Ұлан", "Умар", "Елена", "Ёлкина", "Жанар"];
        names.sort_by_key(|name| letters(name));
        assert_eq!(names, ["Алма", "Әсем", "Елена", "Ёлкина", "Жанар", "Ким", "Қанат", "Умар", "Ұлан", "Яна"]);
    }

    #[test]
    fn kazakh_dates_are_written_as_kazakhs_write_them() {
        let day = NaiveDate::from_ymd_opt(2024, 10, 14).unwrap_or_default();
        let cases = [
            (DateStyle::Long, "2024 ж. 14 қазан"),
            (DateStyle::WeekdayDay, "Дс 14"),
            (DateStyle::WeekdayMonth, "14 қазан, дүйсенбі"),
            (DateStyle::DayMonth, "14 қазан"),
            (DateStyle::Month, "2024 ж. қазан"),
        ];
        for (style, expected) in cases {
            assert_eq!(kazakh_date(day, style), expected, "{style:?}");
        }
    }
}

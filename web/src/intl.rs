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
        _ => imp::date(lang(), date, style),
    }
}

/// Both ends of a period: `14-18 October 2024`, without what repeats.
#[must_use]
pub fn period(first: NaiveDate, last: NaiveDate) -> String {
    if first == last {
        return date(first, DateStyle::Long);
    }
    let start = match (first.year() == last.year(), first.month() == last.month()) {
        (true, true) if lang() != Lang::Kk => first.day().to_string(),
        (true, _) => date(first, DateStyle::DayMonth),
        _ => date(first, DateStyle::Long),
    };
    format!("{start} – {}", date(last, DateStyle::Long))
}

/// A number in a language: grouped thousands, at most two decimals.
#[must_use]
pub fn number(lang: Lang, n: f64) -> String {
    imp::number(lang, n)
}

/// A share of 1 as a percentage, without decimals.
#[must_use]
pub fn percent(share: f64) -> String {
    let figure = imp::number(lang(), (share * 100.0).round());
    if lang() == Lang::En { format!("{figure}%") } else { format!("{figure}\u{a0}%") }
}

/// Which of two names comes first in the chosen language; digits inside them count as numbers.
#[must_use]
pub fn compare(a: &str, b: &str) -> std::cmp::Ordering {
    imp::compare(lang(), a, b)
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

//! Fields that the forms share: choices of closed lists, a main value with others, checked numbers and points.

use std::collections::BTreeSet;

use leptos::prelude::*;
use orken_core::model::{GeoPoint, Language, Region, Subject};

use crate::ui::{Choice, MultiSelect, SelectField, region_name, word};
use crate::{t, text};

/// The words of a closed list, in its order; tracked by language.
pub(super) fn coded<T: Copy>(family: &str, all: &[T], code: fn(T) -> &'static str) -> Vec<Choice> {
    all.iter().map(|&value| Choice::new(code(value), word(family, code(value)))).collect()
}

pub(super) fn subjects() -> Vec<Choice> {
    coded("subject", Subject::ALL, Subject::code)
}

pub(super) fn languages() -> Vec<Choice> {
    coded("language", Language::ALL, Language::code)
}

pub(super) fn regions() -> Vec<Choice> {
    Region::all().map(|r| Choice::new(r.code(), region_name(r))).collect()
}

/// A list whose first value is the main one, as a form keeps it.
#[derive(Clone, Copy)]
pub(super) struct Ordered {
    pub(super) main: RwSignal<String>,
    pub(super) others: RwSignal<BTreeSet<String>>,
}

impl Ordered {
    pub(super) fn new<T: Copy>(values: &[T], code: fn(T) -> &'static str) -> Self {
        let mut codes = values.iter().map(|&v| code(v).to_owned());
        Self { main: RwSignal::new(codes.next().unwrap_or_default()), others: RwSignal::new(codes.collect()) }
    }

    /// The main value, then the others: those that were there before in their order, then the new ones.
    pub(super) fn values<T: Copy + PartialEq>(
        self,
        before: &[T],
        all: &'static [T],
        code: fn(T) -> &'static str,
    ) -> Vec<T> {
        let (main, others) = (self.main.get_untracked(), self.others.get_untracked());
        let mut found: Vec<T> = all.iter().copied().filter(|&v| code(v) == main).collect();
        for &value in before.iter().chain(all) {
            if others.contains(code(value)) && !found.contains(&value) {
                found.push(value);
            }
        }
        found
    }
}

/// The main value and the others.
#[component]
pub(super) fn OrderedField(
    #[prop(into)] main: Signal<String>,
    #[prop(into)] others: Signal<String>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    value: Ordered,
) -> impl IntoView {
    view! {
        <SelectField
            label=main
            choices
            value=value.main
            on_change=move |code| value.main.set(code)
            none=Signal::derive(t!(ValueUnknown))
        />
        <MultiSelect label=others choices chosen=value.others />
    }
}

/// One value of a closed list, or unknown.
#[component]
pub(super) fn CodeField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    value: RwSignal<String>,
) -> impl IntoView {
    view! {
        <SelectField
            label
            choices
            value
            on_change=move |code| value.set(code)
            none=Signal::derive(t!(ValueUnknown))
        />
    }
}

/// Values of a closed list by their codes, in the order of the list.
pub(super) fn chosen<T: Copy>(codes: &BTreeSet<String>, all: &[T], code: fn(T) -> &'static str) -> Vec<T> {
    all.iter().copied().filter(|&v| codes.contains(code(v))).collect()
}

/// A text without blanks around it; none where nothing is left.
pub(super) fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Labels, or topics, written with commas.
pub(super) fn tags(text: &str) -> Vec<String> {
    text.split(',').filter_map(some).collect()
}

/// Degrees as people write them, with a point or a comma.
fn degrees(text: &str) -> Option<f64> {
    text.trim().replace(',', ".").parse().ok()
}

/// Where a place stands: none where nothing is written, the message where it is no place.
pub(super) fn point(lat: &str, lon: &str) -> Result<Option<GeoPoint>, String> {
    if lat.trim().is_empty() && lon.trim().is_empty() {
        return Ok(None);
    }
    let read = degrees(lat).zip(degrees(lon)).and_then(|(lat, lon)| GeoPoint::new(lat, lon));
    read.map(Some).ok_or_else(|| text!(PeoplePointWrong))
}

/// `50.4123`, as a form shows it.
pub(super) fn degrees_text(value: Option<f64>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_with_points_and_commas() {
        let cases = [
            ("", " ", Ok(None)),
            ("50,5", "80.25", Ok(GeoPoint::new(50.5, 80.25))),
            ("50.5", "", Err(())),
            ("91", "80", Err(())),
            ("north", "80", Err(())),
        ];
        for (lat, lon, expected) in cases {
            assert_eq!(point(lat, lon).map_err(|_| ()), expected, "{lat} {lon}");
        }
    }

    #[test]
    fn labels_are_read_with_commas() {
        assert_eq!(tags(" a, b ,, c"), ["a", "b", "c"]);
        assert!(tags("  ").is_empty());
    }
}

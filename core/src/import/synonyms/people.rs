//! Words for sex, and grades in figures.

use std::sync::LazyLock;

use super::super::fold::fold;
use super::{Table, table};
use crate::model::{GradeBand, Sex};

static SEXES: Table<Sex> = LazyLock::new(|| {
    table(&[
        (Sex::Female, "ж|жен|женский|женщина|жен пол|женского|женского пола|ә|әйел|әйелі|әйел адам|қыз|female|f|woman"),
        (Sex::Male, "м|муж|мужской|мужчина|муж пол|мужского|мужского пола|е|ер|еркек|ер адам|ұл|male|m|man"),
    ])
});

/// Sex.
#[must_use]
pub fn sex(text: &str) -> Option<Sex> {
    SEXES.get(&fold(text)).copied()
}

/// Grade bands that the numbers and ranges in the cell touch (`5-11`, `5 – 9`, `с 5 по 11`, `1, 2, 3 «А»`).
#[must_use]
pub fn grades(text: &str) -> Option<Vec<GradeBand>> {
    let mut text: String = text.chars().map(|c| if matches!(c, '–' | '—' | '−') { '-' } else { c }).collect();
    for (spaced, joined) in [(" по ", "-"), (" до ", "-"), (" -", "-"), ("- ", "-")] {
        text = text.replace(spaced, joined);
    }
    let mut touched = [false; 13];
    for piece in text.split([',', ';', ' ', '/']).filter(|p| p.chars().any(|c| c.is_ascii_digit())) {
        let numbers: Vec<usize> = piece
            .split(|c: char| !c.is_ascii_digit())
            .filter(|n| !n.is_empty())
            .map(str::parse)
            .collect::<Result<_, _>>()
            .ok()?;
        if numbers.iter().any(|n| *n == 0 || *n > 12) {
            return None;
        }
        match numbers.as_slice() {
            [first, .., last] if piece.contains('-') && first <= last => touched[*first..=*last].fill(true),
            [_, _, ..] if piece.contains('-') => return None,
            all => all.iter().for_each(|n| touched[*n] = true),
        }
    }
    let bands = [(GradeBand::Primary, 1..=4), (GradeBand::Basic, 5..=9), (GradeBand::Senior, 10..=12)];
    let found: Vec<GradeBand> =
        bands.into_iter().filter(|(_, r)| r.clone().any(|g| touched[g])).map(|(b, _)| b).collect();
    (!found.is_empty()).then_some(found)
}

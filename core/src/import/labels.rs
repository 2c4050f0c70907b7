//! Labels with what they name: «Район: Аягозский», «Область: | СКО | Район: | Есильский район».

use super::district_words::{says_city, says_district, tells_which};
use super::fold::fold;
use super::header::{Field, field_called};
use super::names::is_named_school;
use super::place_text::region_and_district;
use super::row::Heading;

/// The places that the cells of a row name behind labels; none where no label names a place. `schools` says that schools
/// are places of the list too.
pub(super) fn labelled(cells: &[String], schools: bool) -> Option<Heading> {
    let pairs = pairs(cells)?;
    let mut told = Heading::default();
    for (label, value) in &pairs {
        let value = || Some(value.trim().to_owned());
        match field_of(label) {
            Some(Field::Region) => told.region = value(),
            Some(Field::District) => told.district = value(),
            // «Мектептер: Бурабай ауданы»
            Some(Field::School) if value().is_some_and(|v| is_district(&v)) => told.district = value(),
            Some(Field::School) if schools => told.school = value(),
            _ => {}
        }
    }
    if let Some((region, district)) =
        told.district.as_deref().filter(|_| told.region.is_none()).and_then(region_and_district)
    {
        (told.region, told.district) = (Some(region), Some(district));
    }
    (told != Heading::default()).then_some(told)
}

/// «Аудан / район» is one label.
fn field_of(label: &str) -> Option<Field> {
    field_called(label).or_else(|| {
        let mut fields = label.split('/').map(field_called);
        let first = fields.next()??;
        fields.all(|f| f == Some(first)).then_some(first)
    })
}

fn is_district(text: &str) -> bool {
    let folded = fold(text);
    (says_district(&folded) || says_city(&folded)) && tells_which(text) && !is_named_school(text)
}

/// Labels and values: in one cell, in two, or several in either way. Two cells need no mark between them.
fn pairs(cells: &[String]) -> Option<Vec<(String, String)>> {
    let says = |text: &str| text.chars().any(char::is_alphanumeric);
    let mut found = Vec::new();
    let mut rest = cells;
    while let [first, after @ ..] = rest {
        match first.split_once(':').filter(|(_, value)| says(value)) {
            Some(pair) => {
                found.extend(in_one(first, pair));
                rest = after;
            }
            None => {
                let (value, behind) = after.split_first().filter(|(value, _)| says(value))?;
                if cells.len() > 2 && !first.trim_end().ends_with(':') {
                    return None;
                }
                found.push((first.clone(), value.clone()));
                rest = behind;
            }
        }
    }
    Some(found)
}

/// «Область: СКО, Район: Есильский» is two labels, «Район: Есильский, СКО» is one.
fn in_one(text: &str, whole: (&str, &str)) -> Vec<(String, String)> {
    let parts: Vec<&str> = text.split([',', ';', '\n']).map(str::trim).filter(|p| !p.is_empty()).collect();
    let each: Option<Vec<(&str, &str)>> = parts.iter().map(|part| part.split_once(':')).collect();
    let each = each.unwrap_or_else(|| vec![whole]);
    each.into_iter().map(|(label, value)| (label.to_owned(), value.to_owned())).collect()
}

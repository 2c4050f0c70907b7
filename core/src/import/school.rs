//! Reads a row of a list of schools.

use super::district_words::says_city;
use super::draft::SchoolDraft;
use super::fold::fold;
use super::header::Field;
use super::names::kind_in_name;
use super::offices::contradicts;
use super::region::region_named;
use super::row::RowCode;
use super::synonyms;
use super::take::{Said, Taken};
use super::values::{self, Read};
use crate::model::{GeoPoint, Region};

/// The school of the row, but for its hub, which needs the others.
/// `region_of` is the region of a known district.
pub(crate) fn read(row: &Taken<'_>, said: &mut Said, region_of: &dyn Fn(&str) -> Option<Region>) -> SchoolDraft {
    let mut draft = SchoolDraft { name: row.place(Field::School), ..SchoolDraft::default() };
    if !draft.name.chars().any(char::is_alphanumeric) {
        said.problem(RowCode::NoName, draft.name.clone());
    }
    read_place(row, &mut draft, said, region_of);
    let kind = said.by(row, Field::Kind, synonyms::school_kind);
    draft.kind_told = kind.is_some();
    draft.kind = Some(kind.unwrap_or_else(|| kind_in_name(&draft.name)));
    draft.locality = said.by(row, Field::Locality, synonyms::locality);
    draft.languages = said.by(row, Field::Language, synonyms::languages).unwrap_or_default();
    draft.hub_text = Some(row.text(Field::Hub)).filter(|t| !values::says_none(t)).unwrap_or_default();
    // A kind that is told with an empty cell for the hub says that there is none.
    draft.hub_unknown = row.text(Field::Hub).is_empty() && !(draft.kind_told && row.has(Field::Hub));
    match values::whole(row.cell(Field::Pupils), 100_000) {
        Read::Value(pupils) => draft.pupils = Some(pupils),
        Read::Unreadable => said.unread(row, Field::Pupils),
        Read::Nothing => {}
    }
    read_location(row, &mut draft, said);
    draft
}

/// The note, once everything has been said.
pub(crate) fn note(row: &Taken<'_>, said: &Said) -> Option<String> {
    let people = [Field::Name, Field::Phone, Field::Email, Field::Iin, Field::Role];
    let besides = people.into_iter().filter(|f| row.has(*f)).map(|f| (row.heading_of(f), row.text(f)));
    let besides = besides.filter(|(_, t)| !t.is_empty()).map(|(h, t)| format!("{h}: {t}"));
    let unread: Vec<String> = said.unread.iter().cloned().chain(besides).collect();
    row.note(&unread)
}

/// Region and district. A list without a column for regions may still tell one by its district, if that is a region's
/// city or a known district; a region without districts stands as its own district.
fn read_place(row: &Taken<'_>, draft: &mut SchoolDraft, said: &mut Said, region_of: &dyn Fn(&str) -> Option<Region>) {
    let (region_text, district) = (row.place(Field::Region), row.place(Field::District));
    let by_district = || {
        let known = || if row.has(Field::Region) || district.is_empty() { None } else { region_of(&district) };
        region_named(&district).or_else(known)
    };
    // «г. Павлодар» is where it is, whatever region the title names.
    let city = if row.heading.titled && says_city(&fold(&district)) { region_named(&district) } else { None };
    let told = || region_named(&region_text).or_else(|| if region_text.is_empty() { by_district() } else { None });
    let region: Option<Region> = city.or_else(told);
    draft.region = region;
    match region {
        None => said.problem(RowCode::UnknownRegion, region_text),
        Some(_) if row.is_torn() || contradicts(&draft.name, region, &district) => {
            said.problem(RowCode::UnknownRegion, region_text);
        }
        Some(found) if district.is_empty() && (found.facts().is_city || !row.has(Field::District)) => {
            draft.district = if region_text.is_empty() { found.facts().names[1].to_owned() } else { region_text };
        }
        Some(_) if district.is_empty() => said.problem(RowCode::NoDistrict, region_text),
        Some(_) => draft.district = district,
    }
}

fn read_location(row: &Taken<'_>, draft: &mut SchoolDraft, said: &mut Said) {
    let pair = [Field::Latitude, Field::Longitude].map(|f| values::decimal(row.cell(f)));
    match pair {
        [Read::Nothing, Read::Nothing] => {}
        [Read::Value(lat), Read::Value(lon)] if GeoPoint::new(lat, lon).is_some() => {
            draft.location = GeoPoint::new(lat, lon)
        }
        _ => [Field::Latitude, Field::Longitude]
            .into_iter()
            .filter(|f| !row.cell(*f).is_blank())
            .for_each(|f| said.unread(row, f)),
    }
}

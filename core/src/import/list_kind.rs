//! What the columns of a header, and its rows, make the list a list of.

use super::columns::{PARTICIPANTS, is_beside};
use super::fold::fold;
use super::grid::Cell;
use super::header::{Field, Header, ListKind, Mapping};

/// What the columns make the list a list of: people where persons are named, unless those are the heads of the schools
/// that it is of, or it tells of nothing but schools besides.
pub(super) fn kind(texts: &[String], mapping: &Mapping) -> Option<ListKind> {
    use Field::{
        Born, Category, CourseHours, Experience, GivenName, Grades, Hub, Iin, Kind, LastCourse, Latitude, Locality,
        Longitude, Name, Offers, Pupils, Role, School, Sex, Subject, Surname, Wants,
    };
    let count = |fields: &[Field]| fields.iter().filter(|f| mapping.has(**f)).count();
    let named = count(&[Name, Surname, GivenName]) > 0;
    let personal = count(&[Iin, Subject, Category, LastCourse, Experience, Born, Sex, Grades, Offers, Wants]);
    let of_people = personal + count(&[Role, CourseHours]);
    let of_schools = count(&[Kind, Hub, Pupils, Latitude, Longitude, Locality]);
    let beside = mapping.column(Name).and_then(|c| texts.get(c)).is_some_and(|t| is_beside(t));
    let participants = mapping
        .column(Name)
        .and_then(|c| texts.get(c))
        .is_some_and(|text| fold(text).split(' ').any(|w| PARTICIPANTS.iter().any(|p| w.starts_with(p))));
    let told = personal > 0 || mapping.has(Role) || participants;
    match (named, mapping.has(School)) {
        (true, true) if told && !beside => Some(ListKind::People),
        (true, true) if of_schools > of_people => Some(ListKind::Schools),
        (true, _) => Some(ListKind::People),
        (false, true) if of_people > of_schools => Some(ListKind::People),
        (false, true) => Some(ListKind::Schools),
        (false, false) => (of_people > 1).then_some(ListKind::People),
    }
}

/// As [`kind`], and by the rows where the columns leave it open: a school that stands in row after row is where people
/// work.
pub(super) fn kind_by_rows<'a>(header: &Header, rows: impl Iterator<Item = &'a [Cell]>) -> Option<ListKind> {
    let told = kind(&header.texts, &header.mapping)?;
    let name = header.mapping.column(Field::Name);
    let open = name.and_then(|c| header.texts.get(c)).is_some_and(|t| !is_beside(t));
    let (Some(school), ListKind::Schools, true) = (header.mapping.column(Field::School), told, open) else {
        return Some(told);
    };
    let district = header.mapping.column(Field::District);
    let text = |row: &[Cell], column: Option<usize>| {
        column.and_then(|c| row.get(c)).map(|c| fold(&c.text())).unwrap_or_default()
    };
    // A heading between the rows parts schools of one name as a column of districts does.
    let mut heading = String::new();
    let mut all = Vec::new();
    for row in rows {
        let filled: Vec<String> = row.iter().filter(|c| !c.is_blank()).map(|c| fold(&c.text())).collect();
        if let [alone] = &filled[..] {
            heading.clone_from(alone);
        } else if !text(row, Some(school)).is_empty() {
            all.push((heading.clone(), text(row, district), text(row, Some(school))));
        }
    }
    let different: std::collections::BTreeSet<&(String, String, String)> = all.iter().collect();
    Some(if different.len() * 5 <= all.len() * 4 { ListKind::People } else { told })
}

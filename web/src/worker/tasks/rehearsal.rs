//! A rehearsal. Browsers compile a function when it is first called, and well only once it has been called often: a
//! worker that has read an invented list while a person was choosing their files reads the real one sooner.

use std::collections::{BTreeMap, BTreeSet};

use orken_core::exchange::{
    table::{Table, Value},
    xlsx,
};
use orken_core::import::{ImportOptions, ImportPlan, read::read};
use orken_core::model::IntakeId;
use orken_core::workspace::Workspace;

use super::lists::{Judged, Listed, Shells, judge};

/// Its pieces: a few rows of each list, so that everything is compiled, then enough to have it compiled well.
pub const REHEARSAL: &[fn()] = &[|| rehearse(4, 0), || rehearse(4, 4), || rehearse(SCHOOLS, 0), || rehearse(4, PEOPLE)];

const SCHOOLS: usize = 40;
const PEOPLE: usize = 120;

/// Reads and judges invented lists of so many schools and people, and forgets them.
fn rehearse(schools: usize, people: usize) {
    for piece in Shells::new(judged(schools, people).lists).1 {
        let _forgotten = serde_json::to_vec(&piece);
    }
}

fn judged(schools: usize, people: usize) -> Judged {
    let mut judged = Judged::default();
    let tables = [list_of_schools(schools), list_of_people(people)];
    for (source, table) in tables.into_iter().filter(|table| !table.rows.is_empty()).enumerate() {
        let book = xlsx::write(&[table]).ok().and_then(|bytes| read("rehearsal.xlsx", &bytes).ok());
        let plan = book.map(|book| ImportPlan::read(&book, None, ImportOptions::default()));
        let listed = |plan| Listed { source, plan, put_in: BTreeSet::new(), schools: BTreeMap::new() };
        judged.lists.extend(plan.map(listed));
    }
    judge(&mut judged, &mut Workspace::default(), IntakeId(0));
    judged
}

fn list_of_schools(rows: usize) -> Table {
    let row = |at: usize| vec!["Акмолинская область".to_owned(), district(at), school(at), "51,2".to_owned()];
    table(&["Область", "Район", "Школа", "Широта"], rows, row)
}

fn list_of_people(rows: usize) -> Table {
    let headings = [
        "ФИО",
        "Область",
        "Район",
        "Школа",
        "Должность",
        "Предмет",
        "Язык обучения",
        "Категория",
        "Стаж",
        "Дата рождения",
    ];
    let row = |at: usize| {
        let of = |words: &[&str]| words[at % words.len()].to_owned();
        vec![
            format!(
                "{} {} {}овна",
                of(&["Ахметова", "Ким", "Сәкенова"]),
                of(&["Дария", "Әсел"]),
                of(&["Асқар", "Олег", "Марат"])
            ),
            "Акмолинская обл.".to_owned(),
            district(at),
            school(at),
            of(&["учитель", "мұғалім", "завуч", "директор"]),
            of(&["Математика", "Физика", "Қазақ тілі", "информатика", "Химия"]),
            of(&["казахский", "русский"]),
            of(&["педагог-модератор", "педагог-эксперт", "нет"]),
            (at % 30).to_string(),
            format!("{:02}.03.18{:02}", at % 28 + 1, at % 90 + 10),
        ]
    };
    table(&headings, rows, row)
}

fn district(at: usize) -> String {
    ["Бурабайский район", "Целиноградский р-н", "Зерендинский"][at % SCHOOLS % 3].to_owned()
}

fn school(at: usize) -> String {
    format!("СОШ № {}", at % SCHOOLS + 1)
}

fn table(headings: &[&str], rows: usize, row: impl Fn(usize) -> Vec<String>) -> Table {
    let cells = |at| row(at).into_iter().map(Value::Text).collect();
    Table {
        name: "rehearsal".to_owned(),
        headings: headings.iter().map(|&heading| heading.to_owned()).collect(),
        rows: (0..rows).map(cells).collect(),
    }
}

#[cfg(test)]
mod tests {
    use orken_core::import::Outcome;

    use super::*;

    #[test]
    fn its_rows_are_good_ones_so_that_they_go_the_usual_ways() {
        let rows = judged(SCHOOLS, PEOPLE).lists.into_iter().flat_map(|list| list.plan.rows);
        let codes: Vec<_> = rows.filter(|row| row.outcome == Outcome::Accepted).map(|row| row.code).collect();
        assert_eq!(codes, vec![None; SCHOOLS + PEOPLE]);
    }
}

//! Marks that repeat the value of the cell above: «-//-», «"», «то же», «сол»; and cells merged downwards.

mod import_world;

use import_world::{country, outcomes, person, place, plan, plan_of, sheet};
use orken_core::finding::Code;
use orken_core::import::{Cell, Field, ImportPlan, Merge};
use orken_core::model::Subject;
use orken_core::workspace::Workspace;

const HEAD: &str = "№ | ФИО | ИИН | Район | Школа | Должность | Предмет | Категория | Язык обучения | Последние курсы";
const FULL: &str =
    "1 | Ким Анна | 991231100000 | Аягозский район | СОШ № 44 | учитель | физика | эксперт | русский | 15.03.2021";

fn workspace() -> Workspace {
    country(&[
        "область Абай | Аягозский район | СОШ № 44",
        "область Абай | Жарминский район | СОШ № 44",
        "область Абай | Жарминский район | СОШ № 46",
    ])
}

/// Everything that is read of a row but the name.
fn told(plan: &ImportPlan, row: usize, workspace: &Workspace) -> String {
    let draft = person(plan, row);
    let course = draft.history.as_ref().map(|h| h.first().map_or("never".to_owned(), |c| c.ended.to_string()));
    let parts = [
        Some(place(plan, row, workspace)),
        draft.iin.as_ref().map(|i| i.as_str().to_owned()),
        draft.role.map(|r| r.code().to_owned()),
        draft.subjects.first().map(|s| s.code().to_owned()),
        draft.category.map(|c| c.code().to_owned()),
        draft.languages.first().map(|l| l.code().to_owned()),
        course,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[test]
fn marks_and_words_repeat_what_stands_above() {
    let workspace = workspace();
    let same = "Аягозский район: СОШ № 44, teacher, physics, expert, ru, 2021-03-15";
    for mark in [
        "-//-",
        "--//--",
        "- // -",
        "–//–",
        "//",
        "-\\\\-",
        "\"",
        "″",
        "〃",
        "-\"-",
        "- \" -",
        "''",
        "-''-",
        "«»",
        "-«-",
        "——",
        "то же",
        "тоже",
        "То же",
        "то-же",
        "- то же -",
        "ТО ЖЕ САМОЕ",
        "сол",
        "Сонда",
        "дәл сол",
        "ditto",
    ] {
        let row = |n: usize| format!("{n} | Тян Вера{n} | | {}", [mark; 7].join(" | "));
        let plan = plan(&[HEAD, FULL, &row(2), &row(3)], &workspace);
        assert_eq!(outcomes(&plan), ["header", "ok", "ok", "ok"], "«{mark}»");
        assert_eq!([told(&plan, 3, &workspace), told(&plan, 4, &workspace)], [same, same], "«{mark}»");
    }
}

#[test]
fn a_dash_alone_repeats_nothing() {
    let workspace = workspace();
    for mark in ["-", "–", "—", "--", "", ".", "нет", "/"] {
        let row = format!("2 | Тян Вера | | Аягозский район | СОШ № 44 | {0} | {0} | {0} | {0} | -", mark);
        let plan = plan(&[HEAD, FULL, &row], &workspace);
        let none = if mark == "нет" {
            "Аягозский район: СОШ № 44, none, never"
        } else {
            "Аягозский район: СОШ № 44, never"
        };
        assert_eq!(told(&plan, 3, &workspace), none, "«{mark}»");
    }
}

#[test]
fn who_somebody_is_is_never_repeated() {
    let workspace = workspace();
    for (row, wanted) in [
        ("2 | -//- | | Аягозский район | СОШ № 44 | учитель | физика", "no_name"),
        ("2 | \" | | Аягозский район | СОШ № 44 | учитель | физика", "no_name"),
        ("2 | то же | | Аягозский район | СОШ № 44 | учитель | физика", "ok"),
        ("2 | Тян Вера | -//- | -//- | -//- | -//- | -//-", "ok"),
        ("2 | Тян Вера | сол | -//- | -//- | -//- | -//-", "bad_iin"),
    ] {
        let plan = plan(&[HEAD, FULL, row], &workspace);
        assert_eq!(outcomes(&plan)[2], wanted, "{row}");
        assert_eq!(person(&plan, 3).iin, None, "{row}");
    }
    let head = "Фамилия | Имя | Школа | Телефон | Дата рождения";
    let plan = plan(
        &[head, "Ким | Анна | СОШ № 46 | 87011234567 | 12.03.1885", "-//- | Вера | -//- | -//- | -//-"],
        &workspace,
    );
    let draft = person(&plan, 3);
    assert_eq!((draft.name.as_str(), draft.phone.as_deref(), draft.born), ("Вера", None, None));
}

#[test]
fn a_mark_with_nothing_above_is_told_of() {
    let workspace = workspace();
    let check = |what: &str, rows: &[&str], wanted: &[&str]| {
        let lines: Vec<&str> = std::iter::once(HEAD).chain(rows.iter().copied()).collect();
        let plan = plan(&lines, &workspace);
        let unread = |row: usize| plan.rows[row].findings.iter().filter(|f| f.code == Code::RowValueUnread).count();
        let got: Vec<String> =
            (0..).zip(outcomes(&plan)).skip(1).map(|(i, code)| format!("{code} {}", unread(i))).collect();
        assert_eq!(got, wanted, "{what}");
    };
    let bare = "1 | Тян Вера | | Аягозский район | СОШ № 44 | -//- | -//- | -//- | -//- |";
    check("the first row", &[bare], &["ok 4"]);
    check("below an empty cell", &["1 | Ким Анна | | Аягозский район | СОШ № 44 | | | | |", bare], &["ok 0", "ok 4"]);
    let course = "1 | Тян Вера | | Аягозский район | СОШ № 44 | | | | | -//-";
    check("a course", &[course], &["bad_date 0"]);
    check(
        "a course below none",
        &["1 | Ким Анна | | Аягозский район | СОШ № 44 | | | | | нет", course],
        &["ok 0", "ok 0"],
    );
    let school = "2 | Тян Вера | | -//- | -//- | учитель | физика | | |";
    check("a school", &[school], &["unknown_school 0"]);
    check("below a group", &[FULL, "Жарминский район", school], &["ok 0", "group 0", "unknown_school 0"]);
    check("below a total", &[FULL, "Итого: 1", school], &["ok 0", "total 0", "ok 0"]);
    check("below a person without a row", &[FULL, "", school], &["ok 0", "blank 0", "ok 0"]);
}

#[test]
fn a_heading_ends_places_and_keeps_the_rest() {
    let workspace = workspace();
    let head = "№ | ФИО | Школа | Предмет";
    let lines = [
        head,
        "Аягозский район",
        "1 | Ким Анна | СОШ № 44 | физика",
        "2 | Ким Вера | -//- | -//-",
        "Жарминский район",
        "3 | Ким Гуля | -//- | -//-",
        "4 | Ким Дина | СОШ № 46 | -//-",
        "5 | Ким Ева | -//- | химия",
        "СОШ № 44",
        "6 | Ким Зоя | -//- | -//-",
    ];
    let plan = plan(&lines, &workspace);
    let got: Vec<String> = [3, 4, 6, 7, 8, 10].map(|row| told(&plan, row, &workspace)).into();
    let (one, other) = ("Аягозский район: СОШ № 44, physics", "Жарминский район: СОШ № 46");
    assert_eq!(
        got,
        [
            one,
            one,
            ", physics",
            &format!("{other}, physics"),
            &format!("{other}, chemistry"),
            "Жарминский район: СОШ № 44, chemistry",
        ]
    );
}

#[test]
fn what_is_mended_above_is_repeated_below() {
    let workspace = workspace();
    let lines = [
        "ФИО | Школа | Предмет",
        "Ким Анна | СОШ № 46 | Основы всего",
        "Ким Вера | -//- | -//-",
        "Ким Гуля | -//- | химия",
        "Ким Дина | -//- | Основы быта",
        "Ким Ева | -//- | -//-",
    ];
    let mut plan = plan(&lines, &workspace);
    assert_eq!(
        outcomes(&plan),
        ["header", "unknown_subject", "unknown_subject", "ok", "unknown_subject", "unknown_subject"]
    );
    let mut by_row = plan.clone();
    by_row.choose_subjects(3, &[Subject::Law], true);
    by_row.evaluate(&workspace);
    assert_eq!(outcomes(&by_row), ["header", "ok", "ok", "ok", "unknown_subject", "unknown_subject"]);
    plan.set_cell(2, 2, "физика");
    plan.evaluate(&workspace);
    assert_eq!(outcomes(&plan)[1..3], ["ok", "ok"]);
    plan.row_mut(2).unwrap().fix.leave_out = true;
    plan.evaluate(&workspace);
    assert_eq!(outcomes(&plan)[1..3], ["left_out", "ok"], "a row that is left out is still above");
    assert_eq!(person(&plan, 3).subjects, [Subject::Physics]);
}

#[test]
fn cells_merged_downwards_are_of_all_their_rows() {
    let workspace = workspace();
    let mut made = sheet(&[HEAD, FULL, "2 | Тян Вера | | | | | | | |", "3 | Тян Гуля | | | | | | | |"]);
    made.merges.extend((1..10).map(|column| Merge { top: 2, bottom: 3, left: column, right: column }));
    let plan = plan_of(vec![made], &workspace);
    assert_eq!(outcomes(&plan), ["header", "ok", "ok", "unknown_school"]);
    let same = "Аягозский район: СОШ № 44, teacher, physics, expert, ru, 2021-03-15";
    assert_eq!(told(&plan, 3, &workspace), same, "an IIN is one's own");
    assert_eq!(person(&plan, 4).subjects, []);
    let cell = |text: &str| Cell::from(text);
    assert!(
        orken_core::import::synonyms::says_same(&cell("-//-")) && !orken_core::import::synonyms::says_same(&cell("-"))
    );
    assert_eq!(plan.header_of(3).mapping.column(Field::Subject), Some(6));
}

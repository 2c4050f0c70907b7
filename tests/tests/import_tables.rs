//! Tables below one another on a sheet, each with a header of its own.

mod import_world;

use import_world::{country, outcomes, person, plan};
use orken_core::import::{Draft, PersonDraft};
use orken_core::workspace::Workspace;

const ABAY: &str = "область Абай | Аягозский район | СОШ № 44";

/// What is read of somebody: IIN, birth, experience, last course, its hours, where they are.
fn told(draft: &PersonDraft) -> String {
    let course = draft.history.as_ref().and_then(|h| h.first());
    let parts = [
        Some(draft.name.clone()),
        draft.iin.as_ref().map(|i| format!("iin {}", i.as_str())),
        draft.born.map(|d| format!("born {d}")),
        draft.experience.map(|y| format!("{y} years")),
        course.map(|c| format!("course {}", c.ended)),
        course.and_then(|c| c.hours).map(|h| format!("{} h", h.0)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The outcomes of the rows below two headers, and what the row below the second one tells.
fn check(workspace: &Workspace, headers: [&str; 2], rows: [&str; 2], wanted: (&str, &str)) {
    let plan = plan(&[headers[0], rows[0], headers[1], rows[1]], workspace);
    assert_eq!(outcomes(&plan), ["header", "ok", "header", wanted.0], "{headers:?}");
    assert_eq!(told(person(&plan, 4)), wanted.1, "{headers:?}");
}

#[test]
fn a_header_that_differs_in_a_column_holds_below_it() {
    let workspace = country(&[ABAY]);
    let place = "Аягозский район | СОШ № 44";
    let row = |name: &str, rest: &str| format!("1 | {name} | {place} | {rest}");
    let head = |rest: &str| format!("№ | ФИО | Район | Школа | {rest}");
    let cases = [
        ("Предмет | Последние курсы | Дата рождения", "физика | 15.03.2021 | 12.03.1885"),
        ("Предмет | Дата рождения | Последние курсы", "физика | 12.03.1885 | 15.03.2021"),
    ];
    let said = "Тян Вера, born 1885-03-12, course 2021-03-15";
    for (one, other) in [(0, 1), (1, 0), (0, 0)] {
        let (headers, rows) = (
            [head(cases[one].0), head(cases[other].0)],
            [row("Ким Анна", cases[one].1), row("Тян Вера", cases[other].1)],
        );
        check(&workspace, [&headers[0], &headers[1]], [&rows[0], &rows[1]], ("ok", said));
    }
    for (headers, rows, wanted) in [
        (
            ["Предмет | Стаж | Последние курсы | Часы", "Предмет | Часы | Последние курсы | Стаж"],
            ["физика | 12 | 15.03.2021 | 72", "физика | 72 | 15.03.2021 | 12"],
            "Тян Вера, 12 years, course 2021-03-15, 72 h",
        ),
        (
            ["Предмет | Последние курсы | Часы", "Предмет | Часы | Последние курсы"],
            ["физика | 15.03.2021 | 72", "физика | 72 | 15.03.2021"],
            "Тян Вера, course 2021-03-15, 72 h",
        ),
        (["Предмет | Стаж", "Предмет | Телефон"], ["физика | 12", "физика | 12"], "Тян Вера"),
        (["Предмет | Стаж", "Предмет | Адрес"], ["физика | 12", "физика | 12"], "Тян Вера"),
        (
            ["Предмет | Дата рождения", "Предмет | Дата курсов"],
            ["физика | 12.03.1885", "физика | 15.03.2021"],
            "Тян Вера, course 2021-03-15",
        ),
        (["Предмет", "Предмет | Стаж"], ["физика", "физика | 12"], "Тян Вера, 12 years"),
    ] {
        let (headers, rows) = (headers.map(head), [row("Ким Анна", rows[0]), row("Тян Вера", rows[1])]);
        check(&workspace, [&headers[0], &headers[1]], [&rows[0], &rows[1]], ("ok", wanted));
    }
    for (headers, rows, wanted) in [
        (
            ["№ | ФИО | Район | Школа | Предмет", "№ | ФИО | Школа | Район | Предмет"],
            [
                "1 | Ким Анна | Аягозский район | СОШ № 44 | физика",
                "1 | Тян Вера | СОШ № 44 | Аягозский район | физика",
            ],
            ("ok", "Тян Вера"),
        ),
        (
            ["№ | ФИО | ИИН | Район | Школа | Предмет", "№ | ИИН | ФИО | Район | Школа | Предмет"],
            [
                "1 | Ким Анна | | Аягозский район | СОШ № 44 | физика",
                "1 | 991231100000 | Тян Вера | Аягозский район | СОШ № 44 | физика",
            ],
            ("ok", "Тян Вера, iin 991231100000"),
        ),
        (
            ["№ | ФИО | Область | Район | Школа | Предмет", "№ | ФИО | Школа | Предмет"],
            ["1 | Ким Анна | область Абай | Аягозский район | СОШ № 44 | физика", "1 | Тян Вера | СОШ № 44 | физика"],
            ("ok", "Тян Вера"),
        ),
        (
            ["№ | ФИО | Школа | Предмет", "№ | ФИО | Область | Район | Школа | Предмет"],
            ["1 | Ким Анна | СОШ № 44 | физика", "1 | Тян Вера | область Абай | Аягозский район | СОШ № 44 | физика"],
            ("ok", "Тян Вера"),
        ),
        (
            ["№ | ФИО | Район | Школа | Опорная школа | Предмет", "№ | ФИО | Район | Опорная школа | Школа | Предмет"],
            [
                "1 | Ким Анна | Аягозский район | СОШ № 44 | СОШ № 7 | физика",
                "1 | Тян Вера | Аягозский район | СОШ № 7 | СОШ № 44 | физика",
            ],
            ("ok", "Тян Вера"),
        ),
    ] {
        check(&workspace, headers, rows, wanted);
    }
}

#[test]
fn a_table_of_schools_below_another_has_its_own_columns() {
    let head = ["№ | Область | Район | Школа | Кол-во учащихся", "№ | Область | Район | Школа | Кол-во учителей"];
    let rows =
        ["1 | область Абай | Аягозский район | СОШ № 44 | 500", "2 | область Абай | Аягозский район | СОШ № 46 | 30"];
    let read = plan(&[head[0], rows[0], head[1], rows[1]], &Workspace::default());
    assert_eq!(outcomes(&read), ["header", "ok", "header", "ok"]);
    let pupils = |row: usize| match &read.rows[row].draft {
        Some(Draft::School(school)) => school.pupils,
        _ => None,
    };
    assert_eq!([pupils(1), pupils(3)], [Some(500), None]);
}

#[test]
fn a_header_that_says_the_same_changes_nothing() {
    let workspace = country(&[ABAY]);
    let first = "№ | ФИО | Район | Школа | Предмет | Дата последних курсов повышения квалификации | Стаж";
    for again in
        [first, "№ | Ф.И.О. | район | ШКОЛА | предмет | Последние курсы | стаж", "№ | ФИО | Район | Школа | Предмет"]
    {
        let rows = [
            "1 | Ким Анна | Аягозский район | СОШ № 44 | физика | 15.03.2021 | 12",
            "1 | Тян Вера | Аягозский район | СОШ № 44 | физика | 15.03.2021 | 12",
        ];
        check(&workspace, [first, again], rows, ("ok", "Тян Вера, 12 years, course 2021-03-15"));
    }
    let two = [
        "№ | ФИО | Район | Школа | Последние курсы |",
        " | | | | Тема | Дата",
        "1 | Ким Анна | Аягозский район | СОШ № 44 | STEM | 2021",
    ];
    let read = plan(&[two[0], two[1], two[2], two[0], two[1], &two[2].replace("Ким Анна", "Тян Вера")], &workspace);
    assert_eq!(outcomes(&read), ["header", "header", "ok", "header", "header", "ok"]);
    assert_eq!(told(person(&read, 6)), "Тян Вера, course 2021-12-31");
}

//! Tables below one another on a sheet, each with a header of its own.

mod import_world;

use import_world::{country, outcomes, person, plan};
use orken_core::import::{Draft, Field, PersonDraft};
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

/// Tables by their headers and rows, each with the outcome it ends as and, of accepted rows, what is told.
fn check_tables(what: &str, workspace: &Workspace, lines: &[(&str, &str)]) {
    let texts: Vec<&str> = lines.iter().map(|(line, _)| *line).collect();
    let plan = plan(&texts, workspace);
    let got: Vec<String> = (1..)
        .zip(outcomes(&plan))
        .map(|(row, code)| if code == "ok" { told(person(&plan, row)) } else { code.to_owned() })
        .collect();
    let wanted: Vec<&str> = lines.iter().map(|(_, wanted)| *wanted).collect();
    assert_eq!(got, wanted, "{what}");
}

#[test]
fn a_header_of_two_rows_further_down_holds_below_it() {
    let workspace = country(&[ABAY]);
    let one = [
        ("№ | ФИО | Район | Школа | Предмет | Стаж", "header"),
        ("1 | Ким Анна | Аягозский район | СОШ № 44 | физика | 12", "Ким Анна, 12 years"),
    ];
    let two = [
        ("№ | ФИО | Место работы | | Последние курсы |", "header"),
        (" | | Район | Школа | Дата | Часы", "header"),
        ("1 | Ким Вера | Аягозский район | СОШ № 44 | 15.03.2021 | 72", "Ким Вера, course 2021-03-15, 72 h"),
    ];
    let by_person = [
        ("№ | Директор | | Учитель | | Школа", "header"),
        (" | ФИО | Телефон | ФИО | Стаж | ", "header"),
        ("1 | Мо Гуля | 87011234567 | Ким Дина | 7 | СОШ № 44", "Ким Дина, 7 years"),
    ];
    let kazakh = [
        ("№ | Аты-жөні | Жұмыс орны | | Соңғы курстары | ", "header"),
        (" | | Аудан | Мектеп | күні | сағаты", "header"),
        ("1 | Ким Ева | Аягөз ауданы | № 44 орта мектеп | 2021 жыл | 80", "Ким Ева, course 2021-12-31, 80 h"),
    ];
    let blank = [(" | | | | |", "blank")];
    for (what, tables) in [
        ("two rows below one", [&one[..], &blank, &two].concat()),
        ("two rows below two", [&two[..], &kazakh.map(|(l, w)| (l, w))].concat()),
        ("other two rows below two", [&two[..], &by_person].concat()),
        ("two rows right below a person", [&one[..], &by_person].concat()),
        ("one row below two", [&two[..], &one].concat()),
        ("three tables", [&two[..], &blank, &by_person, &blank, &one].concat()),
        ("a table of two rows again", [&two[..], &[two[0], two[1]]].concat()),
    ] {
        check_tables(what, &workspace, &tables);
    }
    // A column of the one row below two means another thing.
    check_tables(
        "one row that says a little else",
        &workspace,
        &[
            ("№ | ФИО | Место работы | | Предмет | Последние курсы |", "header"),
            (" | | Район | Школа | | Дата | Часы", "header"),
            (
                "1 | Ким Анна | Аягозский район | СОШ № 44 | физика | 15.03.2021 | 72",
                "Ким Анна, course 2021-03-15, 72 h",
            ),
            ("№ | ФИО | Район | Школа | Предмет | Стаж", "header"),
            ("2 | Ким Вера | Аягозский район | СОШ № 44 | физика | 12", "Ким Вера, 12 years"),
        ],
    );
    // Neither a group nor a person belongs to the header below.
    check_tables(
        "rows above a header",
        &workspace,
        &[
            one[0],
            ("Учитель Анна | Город Вера | Аягозский район | СОШ № 44 | предмет | 5", "unknown_subject"),
            ("Аягозский район", "group"),
            ("№ | ФИО | Школа | Предмет | Стаж", "header"),
            ("1 | Ким Вера | СОШ № 44 | физика | 5", "Ким Вера, 5 years"),
        ],
    );
}

#[test]
fn a_first_table_with_people_is_no_title_of_the_next() {
    let workspace = country(&[ABAY]);
    check_tables(
        "the next tells much more",
        &workspace,
        &[
            ("№ | ФИО | Школа", "header"),
            ("1 | Ким Анна | СОШ № 44", "Ким Анна"),
            ("2 | Ким Вера | СОШ № 44", "Ким Вера"),
            ("№ | ФИО | Район | Школа | Предмет | Стаж | Последние курсы | Часы", "header"),
            ("1 | Ким Гуля | Аягозский район | СОШ № 44 | физика | 5 | нет |", "Ким Гуля, 5 years"),
        ],
    );
}

/// A plan of these lines with columns set by hand, judged again; what rows come to and what is told there.
fn set(lines: &[&str], columns: &[(usize, Option<Field>)], workspace: &Workspace) -> Vec<String> {
    let mut plan = plan(lines, workspace);
    for (column, field) in columns {
        // As the page does: a plan goes there and back.
        plan = serde_json::from_str(&serde_json::to_string(&plan).unwrap()).unwrap();
        plan.set_column(*column, *field);
        plan.evaluate(workspace);
    }
    let subjects = |row: usize| person(&plan, row).subjects.iter().map(|s| s.code()).collect::<Vec<_>>().join(" ");
    (1..)
        .zip(outcomes(&plan))
        .map(
            |(row, code)| {
                if code == "ok" { format!("{} {}", told(person(&plan, row)), subjects(row)) } else { code.to_owned() }
            },
        )
        .collect()
}

#[test]
fn what_is_said_of_a_column_holds_in_every_table_that_has_it() {
    let workspace = country(&[ABAY]);
    let first = ["№ | ФИО | Школа | Ведёт | Стаж", "1 | Ким Анна | СОШ № 44 | физика | 12"];
    let table = |header: &'static str, row: &'static str| [first[0], first[1], header, row];
    let subject = [(3, Some(Field::Subject))];
    for (what, second, columns, wanted) in [
        (
            "the same header",
            ["№ | ФИО | Школа | Ведёт | Стаж", "2 | Ким Вера | СОШ № 44 | химия | 5"],
            &subject[..],
            "Ким Вера, 5 years chemistry",
        ),
        (
            "a column more",
            ["№ | ФИО | Школа | Ведёт | Стаж | Часы", "2 | Ким Вера | СОШ № 44 | химия | 5 | 72"],
            &subject,
            "Ким Вера, 5 years chemistry",
        ),
        (
            "another order",
            ["№ | ФИО | Ведёт | Школа | Стаж | Часы", "2 | Ким Вера | химия | СОШ № 44 | 5 | 72"],
            &subject,
            "Ким Вера, 5 years chemistry",
        ),
        (
            "no such column",
            ["№ | ФИО | Школа | Стаж | Телефон", "2 | Ким Вера | СОШ № 44 | 5 | 87011234567"],
            &subject,
            "Ким Вера, 5 years ",
        ),
        (
            "nothing of a column",
            ["№ | ФИО | Школа | Ведёт | Стаж | Часы", "2 | Ким Вера | СОШ № 44 | химия | 5 | 72"],
            &[(4, None)],
            "Ким Вера ",
        ),
        (
            "said anew",
            ["№ | ФИО | Школа | Ведёт | Стаж | Часы", "2 | Ким Вера | СОШ № 44 | химия | 5 | 72"],
            &[(4, Some(Field::Note)), (4, Some(Field::Experience)), (3, Some(Field::Subject))],
            "Ким Вера, 5 years chemistry",
        ),
        (
            "a thing in one column",
            ["№ | ФИО | Школа | Ведёт | Стаж | Часы", "2 | Ким Вера | СОШ № 44 | 7 | 5 | 72"],
            &[(3, Some(Field::Experience))],
            "Ким Вера, 7 years ",
        ),
        // Only the second table has the column: the first keeps what it has.
        (
            "further down",
            ["№ | ФИО | Школа | Стаж | Возраст | Преподаёт", "2 | Ким Вера | СОШ № 44 | 5 | 40 | химия"],
            &[(3, Some(Field::Subject)), (5, Some(Field::Subject))],
            "Ким Вера, 5 years chemistry",
        ),
    ] {
        let got = set(&table(second[0], second[1]), columns, &workspace);
        let above = if columns.contains(&(3, Some(Field::Subject))) {
            "Ким Анна, 12 years physics"
        } else {
            got[1].as_str()
        };
        assert_eq!([&got[0], &got[2]], ["header", "header"], "{what}");
        assert_eq!([got[1].as_str(), got[3].as_str()], [above, wanted], "{what}");
    }
    // Of three tables the third too.
    let three = [
        first[0],
        first[1],
        "№ | ФИО | Школа | Телефон | Пол",
        "2 | Ким Вера | СОШ № 44 | 87011234567 | ж",
        first[0],
        "3 | Ким Гуля | СОШ № 44 | химия | 5",
    ];
    assert_eq!(set(&three, &subject, &workspace)[5], "Ким Гуля, 5 years chemistry");
}

#[test]
fn a_header_that_is_chosen_may_have_two_rows() {
    let workspace = country(&[ABAY]);
    let lines = [
        "№ | ФИО | Школа | Предмет | Категория | Стаж | Язык обучения | Телефон | Почта",
        "1 | Ким Анна | СОШ № 44 | физика | | 12 | | |",
        "№ | Педагог | | Место работы | | Последние курсы |",
        " | ФИО | Стаж | Район | Школа | Дата | Часы",
        "1 | Ким Вера | 5 | Аягозский район | СОШ № 44 | 15.03.2021 | 72",
    ];
    let mut plan = plan(&lines, &workspace);
    plan.set_header(3);
    plan.evaluate(&workspace);
    assert_eq!(outcomes(&plan), ["title", "title", "header", "header", "ok"]);
    assert_eq!(told(person(&plan, 5)), "Ким Вера, 5 years, course 2021-03-15, 72 h");
}

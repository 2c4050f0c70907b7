//! What the columns of a list hold, and what the list is a list of.

mod import_world;

use import_world::{country, outcomes, person, place, plan, plan_of, sheet};
use orken_core::import::{Field, ImportPlan, ListKind, Merge};
use orken_core::workspace::Workspace;

fn schools() -> Workspace {
    country(&[
        "область Абай | Аягозский район | СОШ № 44 с. Ақсу",
        "область Абай | Жарминский район | СОШ № 44 с. Ақсу",
        "область Абай | г. Семей | СОШ № 44",
        "Акмолинская область | Целиноградский район | СОШ № 44 с. Ақсу",
    ])
}

/// The columns by the codes of what they hold, `-` for nothing.
fn columns(plan: &ImportPlan) -> String {
    let code = |c: &Option<Field>| c.map_or("-", |f| f.code());
    plan.header.mapping.columns.iter().map(code).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_list_is_one_of_people_where_it_tells_about_them() {
    let cases = [
        (
            "№ | Область | Район | Опорная школа | Школа | Вид школы | Местность | ФИО | Предмет | Телефон",
            ListKind::People,
        ),
        ("№ | Область | Район | Школа | Вид школы | Местность | ФИО | Предмет", ListKind::People),
        ("№ | Область | Район | Школа | Вид школы | Местность | ФИО | ИИН", ListKind::People),
        (
            "№ | Область | Район | Школа | Вид школы | Язык обучения | Кол-во учащихся | Ф.И.О. педагога | Стаж",
            ListKind::People,
        ),
        ("№ | Область | Район | Школа | Вид школы | Кол-во учащихся | ФИО директора", ListKind::Schools),
        ("№ | Область | Район | Школа | Вид школы | Кол-во учащихся | ФИО директора | Стаж", ListKind::Schools),
        (
            "№ | Облыс | Аудан | Мектеп | Мектеп түрі | Оқушы саны | Мектеп басшысының аты-жөні | Телефон",
            ListKind::Schools,
        ),
        (
            "№ | Область | Район | Школа | Вид школы | Кол-во учащихся | Контактное лицо (ФИО) | Телефон",
            ListKind::Schools,
        ),
        ("№ | ФИО директора | Школа | Должность | Категория", ListKind::People),
        ("№ | Школы | Телефон школы | ФИО директора школы | Кол-во детей", ListKind::Schools),
        ("№ | Область | Район | Школа | Вид школы", ListKind::Schools),
        ("№ | Школа | Предмет | Категория", ListKind::People),
    ];
    for (head, wanted) in cases {
        assert_eq!(plan(&[head], &schools()).kind, wanted, "{head}");
    }
    // Nothing but the rows tells: a school that stands in row after row is where people work.
    let head = "№ | Область | Район | Школа | Вид школы | ФИО";
    let row = |n: usize, school: usize| {
        format!("{n} | область Абай | Аягозский район | СОШ № {school} | опорная | Ким Анна {n}")
    };
    for (schools_of_four, wanted) in [([1, 1, 1, 2], ListKind::People), ([1, 2, 3, 4], ListKind::Schools)] {
        let rows: Vec<String> = (1..).zip(schools_of_four).map(|(n, school)| row(n, school)).collect();
        let lines: Vec<&str> = std::iter::once(head).chain(rows.iter().map(String::as_str)).collect();
        assert_eq!(plan(&lines, &schools()).kind, wanted, "{schools_of_four:?}");
    }
}

#[test]
fn columns_are_taken_by_what_they_say_best() {
    let cases = [
        // Those that the list is of before those who stand beside them.
        ("ФИО директора | Школа | ФИО учителя | Предмет", "- school name subject"),
        ("ФИО ответственного | Школа | ФИО кандидата", "- school name"),
        ("Координатор | Школа | ФИО", "- school name"),
        ("ФИО | Школа | ФИО директора", "name school -"),
        ("Фамилия | Имя | Школа | ФИО директора", "surname given_name school -"),
        ("ФИО сотрудника | Школа | ФИО руководителя", "name school -"),
        ("ФИО директора | Школа | Телефон", "name school phone"),
        ("ФИО директора | Школа | Телефон директора", "name school phone"),
        ("ФИО директора | Телефон директора | Школа | ФИО участника | Телефон участника", "- - school name phone"),
        ("ФИО | Школа | Контактный телефон | Телефон директора", "name school phone -"),
        ("ФИО | Школа | Предмет | Телефон директора", "name school subject -"),
        ("Name | Surname | School", "given_name surname school"),
        ("Name | School | Subject", "name school subject"),
        // Courses.
        (
            "ФИО | Школа | Последние курсы (тема) | Последние курсы (дата) | Последние курсы (часы)",
            "name school course_title last_course course_hours",
        ),
        ("ФИО | Школа | Последние курсы: тема | Последние курсы: дата", "name school course_title last_course"),
        ("ФИО | Школа | Соңғы курс (тақырыбы) | Соңғы курс (күні)", "name school course_title last_course"),
        ("ФИО | Школа | Последние курсы (с) | Последние курсы (по)", "name school - last_course"),
        ("ФИО | Школа | Дата начала курсов | Дата окончания курсов", "name school - last_course"),
        ("ФИО | Школа | Курс | Дата | Часы", "name school course_title last_course course_hours"),
        (
            "ФИО | Школа | Название последних курсов | Дата прохождения | Объём часов",
            "name school course_title last_course course_hours",
        ),
        ("ФИО | Школа | Курс атауы | Өткен күні | Сағаты", "name school course_title last_course course_hours"),
        ("ФИО | Школа | Название, год прохождения и количество часов последних курсов", "name school last_course"),
        (
            "ФИО | Школа | Название курсов по предмету | Часы курсов за 3 года | Год прохождения курсов",
            "name school course_title course_hours last_course",
        ),
        ("ФИО | Школа | Последние курсы | Часы", "name school last_course course_hours"),
        ("ФИО | Дата | Школа | Последние курсы", "name - school last_course"),
        ("ФИО | Дата рождения | Школа | Курсы", "name born school last_course"),
        // Where people work, if nothing else says it.
        ("ФИО | Район | Опорная школа | Предмет", "name district school subject"),
        ("ФИО | Район | Опорная школа | Школа | Предмет", "name district hub school subject"),
        ("ФИО | Область | Город | Район | Школа", "name region district district school"),
        ("ФИО | Район | Город | Школа", "name district district school"),
        ("ФИО | Район/город | Город | Школа", "name district - school"),
        ("ФИО | Школа | Предмет | 2022 | 2023 | 2024", "name school subject - - -"),
        // The cell of a school may say more.
        ("ФИО | Место работы, должность | Телефон", "name school phone"),
        ("ФИО | Мектебі, лауазымы | Телефон", "name school phone"),
        ("ФИО | Область, район, школа | Предмет", "name school subject"),
        ("ФИО | Область, район | Школа | Предмет", "name region school subject"),
        // A heading of which a word goes on in the next line.
        ("ФИО | Шко-\nла | Долж-\nность | Пред-\nмет | Кон-\nтактный\nтелефон", "name school role subject phone"),
        ("Аты-\nжөні | Мектеп | Пәні", "name school subject"),
        // The name of a school in any form of the words.
        ("№ | Наименование организаций образования | Вид школы | Опорная школа", "number school kind hub"),
        ("№ | Мектептердің толық атаулары | Мектеп түрі | Тірек мектеп", "number school kind hub"),
        ("№ | Названия школ района | Вид школы | Название опорной школы", "number school kind hub"),
        ("ФИО | Наименование организации, проводившей курсы | Школа | Предмет", "name course_title school subject"),
    ];
    for (head, wanted) in cases {
        let head: String = head.to_owned();
        let mut made = sheet(&[&head, "Ким Анна | СОШ № 44"]);
        made.rows.truncate(1);
        assert_eq!(columns(&plan_of(vec![made], &schools())), wanted, "{head}");
    }
}

#[test]
fn two_rows_of_headings_are_one_header() {
    let cases: [(&str, &str, &str); 8] = [
        (
            "№ | ФИО | Школа | Последние курсы | |",
            " | | | Тема | Дата | Часы",
            "number name school course_title last_course course_hours",
        ),
        (
            "№ | ФИО | Школа | Соңғы курстары | |",
            " | | | тақырыбы | күні | сағаты",
            "number name school course_title last_course course_hours",
        ),
        (
            "№ | ФИО | Школа | Курсы повышения квалификации | |",
            " | | | тема | год | кол-во часов",
            "number name school course_title last_course course_hours",
        ),
        ("№ | ФИО | Школа | Последние курсы |", " | | | Дата | Часы", "number name school last_course course_hours"),
        ("№ | ФИО | Школа | Курсы |", " | | | когда | часов", "number name school last_course course_hours"),
        ("№ | ФИО | Школа | Курсы", " | | | год", "number name school last_course"),
        ("№ | Директор | | Учитель | | Школа", " | ФИО | Телефон | ФИО | Предмет |", "number - - name subject school"),
        ("№ | Место работы | | | ФИО", " | Область | Район | Школа | ", "number region district school name"),
    ];
    for (upper, lower, wanted) in cases {
        let mut merged = sheet(&[upper, lower, "1 | Ким Анна | СОШ № 44 с. Ақсу"]);
        let plain = plan_of(vec![merged.clone()], &schools());
        assert_eq!(
            (columns(&plain).as_str(), plain.header.rows.as_slice()),
            (wanted, &[1, 2][..]),
            "{upper} over {lower}"
        );
        // As Excel writes it: headings merged over what they reach, and down where nothing is below.
        let above: Vec<&str> = upper.split('|').map(str::trim).collect();
        let filled: Vec<usize> = (0..above.len()).filter(|i| !above[*i].is_empty()).collect();
        for (at, column) in filled.iter().enumerate() {
            let right = filled.get(at + 1).map_or(above.len(), |next| *next) - 1;
            let down = u32::from(right == *column) + 1;
            let (left, right) = (u32::try_from(*column).unwrap(), u32::try_from(right).unwrap());
            merged.merges.push(Merge { top: 1, bottom: down, left, right });
        }
        assert_eq!(columns(&plan_of(vec![merged], &schools())), wanted, "{upper} merged over {lower}");
    }
    let titled =
        sheet(&["Список слушателей курсов |  | 2024 год", "ФИО | Школа | Дата | Предмет", "Ким Анна | СОШ № 44"]);
    assert_eq!(outcomes(&plan_of(vec![titled], &schools()))[..2], ["title", "header"]);
}

#[test]
fn of_a_city_and_a_district_the_filled_one_counts() {
    let workspace = schools();
    for head in ["№ | ФИО | Область | Город | Район | Школа", "№ | ФИО | Область | Район | Город | Школа"]
    {
        let row = |city: &str, district: &str| {
            let cells =
                if head.find("Город") < head.find("Район") { [city, district] } else { [district, city] };
            format!("1 | Ким Анна | область Абай | {} | {} | СОШ № 44 с. Ақсу", cells[0], cells[1])
        };
        let cases = [
            (row("", "Жарминский район"), "Жарминский район: СОШ № 44 с. Ақсу"),
            (row("-", "Аягозский район"), "Аягозский район: СОШ № 44 с. Ақсу"),
            (row("г. Чарск", "Жарминский район"), "Жарминский район: СОШ № 44 с. Ақсу"),
            (row("Семей", ""), ""),
        ];
        for (row, wanted) in cases {
            let plan = plan(&[head, &row], &workspace);
            assert_eq!(place(&plan, 2, &workspace), wanted, "{head}: {row}");
        }
    }
    let both =
        plan(&["ФИО | Район | Город | Школа", "Ким Анна | Жарминский район | Чарск | СОШ № 44 с. Ақсу"], &workspace);
    assert_eq!(person(&both, 2).note.as_deref(), Some("Город: Чарск"), "nothing is lost");
    let one = plan(
        &["ФИО | Область, район | Школа", "Ким Анна | Акмолинская область, Целиноградский район | СОШ № 44 с. Ақсу"],
        &workspace,
    );
    assert_eq!(place(&one, 2, &workspace), "Целиноградский район: СОШ № 44 с. Ақсу");
    let hub =
        plan(&["№ | ФИО | Район | Опорная школа", "1 | Ким Анна | Жарминский район | СОШ № 44 с. Ақсу"], &workspace);
    assert_eq!(place(&hub, 2, &workspace), "Жарминский район: СОШ № 44 с. Ақсу");
}

#[test]
fn the_sheet_that_tells_most_is_read() {
    let summary =
        ["№ | Область | Район | Школа | Кол-во педагогов", "1 | область Абай | Аягозский район | СОШ № 44 с. Ақсу | 2"];
    let schools_first =
        ["№ | Область | Район | Школа | Вид школы", "1 | область Абай | Аягозский район | СОШ № 44 с. Ақсу | опорная"];
    let people = [
        "№ | ФИО | Район | Школа | Предмет | Категория",
        "1 | Ким Анна | Аягозский район | СОШ № 44 с. Ақсу | физика |",
        "2 | Ким Инна | Аягозский район | СОШ № 44 с. Ақсу | физика |",
    ];
    let example = ["№ | ФИО | Школа", "1 | Иванов Иван | СОШ № 1"];
    let more: Vec<String> =
        (1..20).map(|n| format!("{n} | Ким Анна {n} | Аягозский район | СОШ № 44 с. Ақсу | физика")).collect();
    let more: Vec<&str> = std::iter::once(people[0]).chain(more.iter().map(String::as_str)).collect();
    let cases: [(&str, Vec<&[&str]>, usize); 6] = [
        ("a summary before the people", vec![&summary, &people], 1),
        ("schools before the people", vec![&schools_first, &people], 1),
        ("people before schools", vec![&people, &schools_first], 0),
        ("two parts of a list", vec![&people, &people], 0),
        ("an example before the list", vec![&example, &more], 1),
        ("no header at all", vec![&["Список"], &["Конец"]], 0),
    ];
    for (what, sheets, wanted) in cases {
        let count = sheets.len();
        let plan = plan_of(sheets.into_iter().map(sheet).collect(), &schools());
        let left: Vec<usize> = plan.other_sheets.iter().map(|s| s.index).collect();
        assert_eq!(left, (0..count).filter(|i| *i != wanted).collect::<Vec<_>>(), "{what}");
    }
}

#[test]
fn a_row_of_finer_headings_is_header_though_nothing_is_read_of_it() {
    let head = "№ | Область | Район | Школа | Контингент | | ФИО директора";
    let row = "1 | область Абай | Аягозский район | СОШ № 46 | 500 | 100 | Ким Анна";
    for (below, wanted) in [
        (" | | | | всего | в т.ч. 1-4 классы |", "header"),
        (" | | | | каз | рус |", "header"),
        ("Итого | | | | 500 | 100 |", "total"),
        (" | | | | 500 | 100 |", "total"),
        ("2 | область Абай | Аягозский район | СОШ № 47 | всего | нет |", "ok"),
    ] {
        assert_eq!(outcomes(&plan(&[head, below, row], &schools())), ["header", wanted, "ok"], "{below}");
    }
}

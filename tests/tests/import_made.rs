//! Lists made here, worse than the real ones: other words, other encodings, other places for titles and totals.

mod import_world;

use import_world::{outcomes, person};
use orken_core::change::apply;
use orken_core::command::IdSource;
use orken_core::finding::Code;
use orken_core::import::{Book, Cell, Draft, Field, ImportOptions, ImportPlan, ListKind, Merge, Sheet, Suggestion};
use orken_core::model::{IntakeId, Language, Region, Role, SchoolKind, Subject};
use orken_core::workspace::Workspace;

/// Agrees to the plan.
fn agree(workspace: &mut Workspace, plan: &ImportPlan, ids: &IdSource, intake: Option<IntakeId>) {
    let changes = plan.changes(workspace, ids, intake);
    apply(workspace, &changes).unwrap();
}

/// A sheet from lines of cells parted by `|`.
fn sheet(lines: &[&str]) -> Sheet {
    let rows = lines.iter().map(|l| l.split('|').map(|c| Cell::from(c.trim())).collect());
    Sheet::new("Лист1", rows.collect())
}

fn book(sheets: Vec<Sheet>) -> Book {
    Book { file: "list.xlsx".to_owned(), sheets }
}

fn plan(lines: &[&str], workspace: &Workspace) -> ImportPlan {
    ImportPlan::new(&book(vec![sheet(lines)]), None, ImportOptions::default(), workspace)
}

/// Two regions, three districts, schools whose names lie close together.
fn places() -> Workspace {
    let mut workspace = Workspace::default();
    let list = plan(
        &[
            "Область | Район | Наименование школы | Вид школы | Опорная школа | Кол-во учащихся",
            "Туркестанская область | Сарыагашский район | СОШ № 10 с. Ақсу | опорная | | 500",
            "Туркестанская область | Сарыагашский район | ОСШ № 10 с. Ақсу | МКШ | СОШ № 10 с. Ақсу | 80",
            "Туркестанская область | Сарыагашский район | СОШ имени М.Әуезова с. Бірлік | МКШ | СОШ №10 с.Аксу | 90",
            "Туркестанская область | Келесский район | СОШ № 10 с. Ақсу | общеобразовательная | | 700",
            "Туркестанская область | Келесский район | школа-лицей № 7 с. Тасты | общеобразовательная | | 700",
            "г. Туркестан | г. Туркестан | СОШ № 1 | пилотная | | 900",
            "область Абай | Аягозский район | СОШ имени Абая с. Мыңбұлақ | МКШ | | 120",
        ],
        &workspace,
    );
    assert_eq!(list.counts().accepted, 7);
    agree(&mut workspace, &list, &IdSource::new(1, 1), None);
    workspace
}

fn check(what: &str, lines: &[&str], wanted: &[&str]) -> ImportPlan {
    let plan = plan(lines, &places());
    assert_eq!(outcomes(&plan), wanted, "{what}");
    plan
}

#[test]
fn headers_are_recognised_in_three_languages_below_titles() {
    check(
        "Kazakh",
        &[
            "Педагогтердің тізімі",
            "",
            "Р/с № | Тегі, аты, әкесінің аты | ЖСН | Облыс | Аудан | Мектептің атауы | Лауазымы | Пәні | Біліктілік санаты | Еңбек өтілі | Оқыту тілі | Соңғы курс | Сағат саны | Ескерту",
            "1 | Серіков Асан | | Түркістан облысы | Сарыағаш ауданы | №10 Ақсу ауылындағы орта мектеп | мұғалім | математика | педагог-сарапшы | 7 жыл | қазақша | өтпеген | |",
            "Барлығы: 1",
        ],
        &["title", "blank", "header", "ok", "total"],
    );
    check(
        "English",
        &[
            "List of teachers",
            "No | Full name | IIN | Region | District | School | Position | Subject | Category | Experience | Language | Last course | Hours",
            "1 | Asan Serikov | | Turkistan Region | Keles district | Secondary school No. 10 Aksu village | teacher | Physics | expert | 3 | Kazakh | March 5, 2021 | 40",
            "Total | 1",
        ],
        &["title", "header", "needs_fix", "total"].map(|c| if c == "needs_fix" { "unknown_school" } else { c }),
    );
    let plan = check(
        "a name in three columns, no place but the school",
        &[
            "Фамилия | Имя | Отчество | Школа | Должность | Предмет",
            "Цой | Динара | Армановна | школа-лицей №7 с.Тасты | и.о. директора | ",
        ],
        &["header", "ok"],
    );
    assert_eq!(person(&plan, 2).name, "Цой Динара Армановна");
    assert_eq!((person(&plan, 2).role, person(&plan, 2).acting), (Some(Role::Principal), true));
    assert_eq!(person(&plan, 2).history, None, "without a column for courses nothing is known");
}

#[test]
fn a_header_of_two_rows_is_one() {
    let plan = check(
        "groups of columns",
        &[
            "№ | ФИО | Место работы | | | Должность | Последние курсы |",
            " | | Область | Район | Школа | | Дата | Часы",
            "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8",
            "1 | Ким Анна | Туркестанская область | Келесский район | СОШ № 10 с. Ақсу | учитель | 01.02.2020 | 72",
            "№ | ФИО | Область | Район | Школа | Должность | Последние курсы | Часы",
            "2 | Ким Инна | Туркестанская область | Келесский район | СОШ № 10 с. Ақсу | учитель | нет |",
        ],
        &["header", "header", "numbering", "ok", "header", "ok"],
    );
    assert_eq!(plan.header.rows, [1, 2]);
    assert_eq!(person(&plan, 6).history, Some(Vec::new()));
}

#[test]
fn schools_match_with_tolerance_and_never_by_guess() {
    let head = "ФИО | Область | Район | Школа";
    let cases = [
        ("ТУРКЕСТАНСКАЯ ОБЛАСТЬ | сарыагашский район | сош №10 с.Аксу", "ok"),
        ("Туркестанская обл. | Сарыагашский р-н | «СОШ» № 10\u{a0}с. Ақсу", "ok"),
        ("Түркістан облысы | Сарыағаш ауданы | COШ № 10 с. Aқсу", "ok"),
        ("Туркестанская область | Сарыагашский район | средняя школа N 10 село Аксу", "ok"),
        ("Туркестанская область | Сарыагашский район | М.Әуезов атындағы орта мектеп, Бірлік ауылы", "ok"),
        ("Туркестанская область | Сарыагашский район | КГУ «СОШ имени М. Ауэзова с. Бирлик»", "ok"),
        ("Туркестанская область | Келесский район | лицей № 7 Тасты", "ok"),
        ("Түркістан қаласы | Түркістан қ. | СОШ 1", "ok"),
        ("Туркестанская область | г. Туркестан | № 1", "ok"),
        // The same name in the next district, or in a district that is not known, is another school.
        ("Туркестанская область | Келесский район | СОШ имени М.Әуезова с. Бірлік", "unknown_school"),
        ("Туркестанская область | Сузакский район | СОШ № 10 с. Ақсу", "unknown_school"),
        ("область Абай | Сарыагашский район | СОШ № 10 с. Ақсу", "unknown_school"),
        // Two fit: none is taken.
        ("Туркестанская область | | СОШ № 10 с. Ақсу", "unknown_school"),
        ("Туркестанская область | Сарыагашский район | школа № 10 с. Ақсу", "unknown_school"),
        // One in the whole region, or the whole country.
        ("область Абай | | СОШ имени Абая с. Мынбулак", "ok"),
        (" | | СОШ имени Абая с. Мыңбұлақ", "ok"),
        (" | Аягозский район | СОШ имени Абая с. Мыңбұлақ", "ok"),
        ("Туркестанская область | Сарыагашский район | СОШ № 999 с. Несуществующее", "unknown_school"),
        ("Туркестанская область | Сарыагашский район | ", "unknown_school"),
    ];
    let workspace = places();
    for (place, wanted) in cases {
        let plan = plan(&[head, &format!("Иванова Анна | {place}")], &workspace);
        assert_eq!(outcomes(&plan)[1], wanted, "«{place}»");
    }
    let doubtful = plan(&[head, "Иванова Анна | Туркестанская область | | СОШ № 10 с. Ақсу"], &workspace);
    let offered = doubtful.rows[1].suggestions.iter().filter(|s| matches!(s, Suggestion::School(_, 0)));
    assert_eq!(offered.count(), 2, "both are offered");
    let near =
        plan(&[head, "Иванова Анна | Туркестанская область | Сарыагашский район | СОШ № 10 с. Аксуат"], &workspace);
    assert!(!near.rows[1].suggestions.is_empty(), "near ones are offered");
}

#[test]
fn headings_inside_the_list_and_merged_cells_place_the_rows_below() {
    check(
        "headings",
        &[
            "№ | ФИО | Школа | Должность",
            "Туркестанская область",
            "Келесский район",
            "1 | Ким Анна | СОШ № 10 с. Ақсу | учитель",
            " | Итого по району | 1",
            "Сарыагашский район",
            "1 | Ким Инна | СОШ № 10 с. Ақсу | учитель",
            "область Абай",
            "2 | Ким Жанна | СОШ № 10 с. Ақсу | учитель",
            "3 | |",
            " | Директор ____________ Ким А.А.",
            "Исполнитель: Цой, тел. 123",
        ],
        &[
            "header",
            "group",
            "group",
            "ok",
            "total",
            "group",
            "ok",
            "group",
            "unknown_school",
            "blank",
            "remark",
            "remark",
        ],
    );
    let mut merged = sheet(&[
        "Область | Район | Школа | ФИО",
        "Туркестанская область | Келесский район | СОШ № 10 с. Ақсу | Ким Анна",
        " | | | Ким Инна",
        " | | школа-лицей № 7 с. Тасты | Ким Жанна",
    ]);
    let merge = |top, bottom, column| Merge { top, bottom, left: column, right: column };
    merged.merges = vec![merge(2, 4, 0), merge(2, 4, 1), merge(2, 3, 2)];
    let plan = ImportPlan::new(&book(vec![merged]), None, ImportOptions::default(), &places());
    assert_eq!(outcomes(&plan), ["header", "ok", "ok", "ok"]);
}

#[test]
fn totals_and_remarks_may_stand_anywhere() {
    check(
        "totals",
        &[
            "№ | ФИО | Область | Район | Школа | Должность | Стаж",
            "1 | Ким Анна | Туркестанская область | Келесский район | СОШ № 10 с. Ақсу | учитель | 5",
            "Всего по школе: | 1 | | | | | 5",
            " | | | | Жиыны | | 5",
            " | | | | | | 5",
            "2 | Всеволодов Итог | Туркестанская область | Келесский район | СОШ № 10 с. Ақсу | учитель | 5",
            "Барлығы | 2 педагог",
            "Total: 2",
            "* Стаж на 1 сентября",
        ],
        &["header", "ok", "total", "total", "total", "ok", "total", "total", "remark"],
    );
}

#[test]
fn rows_that_lack_something_say_what() {
    let plan = check(
        "slips",
        &[
            "ФИО | ИИН | Область | Район | Школа | Предмет | Последние курсы | Должность",
            " | 980722201080 | Туркестанская область | Келесский район | СОШ № 10 с. Ақсу | Физика | 01.01.2020 | учитель",
            "Ким Анна | 980722201081 | Туркестанская область | Келесский район | СОШ № 10 с. Ақсу | Физика | 01.01.2020 | учитель",
            "Ким Анна | | Туркестанская область | Келесский район | СОШ № 10 с. Ақсу | Основы всего | 01.01.2020 | учитель",
            "Ким Анна | | Туркестанская область | Келесский район | СОШ № 10 с. Ақсу | Физика | когда-то | учитель",
            "вакансия | | Туркестанская область | Келесский район | СОШ № 10 с. Ақсу | Физика | | учитель",
            "Ким Яна | | Туркестанская область | Келесский район | СОШ № 10 с. Ақсу | | | космонавт",
            " | | Туркестанская область | Келесский район | нет такой | Основы | давно | учитель",
        ],
        &["header", "no_name", "bad_iin", "unknown_subject", "bad_date", "no_name", "ok", "no_name"],
    );
    assert_eq!(plan.rows[7].findings.len(), 4, "every problem of a row is told: {:?}", plan.rows[7].findings);
    let yana = person(&plan, 7);
    assert_eq!((yana.role, yana.note.as_deref()), (None, Some("Должность: космонавт")), "nothing is lost");
    assert_eq!(plan.rows[6].findings[0].code, Code::RowValueUnread);
    assert!(yana.subjects.is_empty());
}

#[test]
fn the_same_person_is_told_from_a_namesake() {
    let place = "Туркестанская область | Келесский район | СОШ № 10 с. Ақсу";
    let other = "Туркестанская область | Сарыагашский район | СОШ № 10 с. Ақсу";
    let rows = [
        format!("Ким Анна | 991231100000 | {place}"),
        format!("КИМ  АННА | | {place}"),
        format!("Ким Анна | 991231100109 | {place}"),
        format!("Ким Анна | | {other}"),
        format!("Ким Анна Петровна | 991231100000 | {other}"),
        format!("Дүйсенов Марат | 991231100000 | {other}"),
        format!("Kим Aннa | 991231100000 | {place}"),
    ];
    let mut lines = vec!["ФИО | ИИН | Область | Район | Школа"];
    lines.extend(rows.iter().map(String::as_str));
    let plan = check(
        "namesakes",
        &lines,
        &["header", "ok", "duplicate", "ok", "ok", "duplicate", "iin_conflict", "duplicate"],
    );
    assert_eq!(plan.rows[2].repeats.as_ref().and_then(|r| r.row), Some(2));
    assert_eq!(plan.rows[5].repeats.as_ref().map(|r| r.differs.clone()), Some(vec![Field::Name, Field::School]));
    let namesake = plan.rows[3].findings.iter().any(|f| f.code == Code::RowNamesake);
    assert!(namesake && plan.rows[1].findings.iter().any(|f| f.code == Code::RowIinOld));
}

#[test]
fn rows_are_mended_in_place_and_everything_follows() {
    let workspace = places();
    let mut plan = plan(
        &[
            "ФИО | Школа | Предмет | Образование",
            "Ким Анна | школа лицей 77 | Основы всего | высшее",
            "Ким Инна | школа лицей 77 | основы  всего |",
            "Ким Анна | школа-лицей № 7 с. Тасты | Физика |",
        ],
        &workspace,
    );
    assert_eq!(outcomes(&plan), ["header", "unknown_school", "unknown_school", "ok"]);
    let lyceum = workspace.schools.iter().find(|s| s.name.contains("лицей")).unwrap().id;
    plan.choose_school(2, lyceum, true);
    plan.evaluate(&workspace);
    assert_eq!(outcomes(&plan), ["header", "unknown_subject", "unknown_subject", "ok"]);
    plan.choose_subjects(2, &[Subject::Law], true);
    plan.evaluate(&workspace);
    assert_eq!(outcomes(&plan), ["header", "ok", "ok", "duplicate"], "row 4 now repeats row 2");
    plan.row_mut(4).unwrap().fix.apart = true;
    plan.set_cell(3, 0, "");
    plan.evaluate(&workspace);
    assert_eq!(outcomes(&plan), ["header", "ok", "no_name", "ok"]);
    plan.row_mut(3).unwrap().fix.leave_out = true;
    plan.set_column(3, Some(Field::Note));
    plan.evaluate(&workspace);
    assert_eq!(outcomes(&plan), ["header", "ok", "left_out", "ok"]);
    assert_eq!(person(&plan, 2).note.as_deref(), Some("высшее"));
    // The plan goes to the page and back as it is.
    let sent = serde_json::to_string(&plan).unwrap();
    assert_eq!(serde_json::from_str::<ImportPlan>(&sent).unwrap(), plan);
}

#[test]
fn a_known_person_is_updated_only_when_asked() {
    let mut workspace = places();
    let ids = IdSource::new(1, 1000);
    let intake = IntakeId(77);
    let lines = ["ФИО | ИИН | Школа | Стаж", "Ким Анна | 991231100000 | школа-лицей № 7 с. Тасты | 5"];
    let first = plan(&lines, &workspace);
    agree(&mut workspace, &first, &ids, Some(intake));
    assert_eq!((workspace.people.len(), workspace.enrolments.len()), (1, 1));
    let lines =
        ["ФИО | ИИН | Школа | Стаж | Телефон", "Ким Анна | 991231100000 | школа-лицей № 7 с. Тасты | 6 | 87011234567"];
    let mut again = plan(&lines, &workspace);
    assert_eq!(outcomes(&again), ["header", "duplicate"]);
    assert_eq!(again.rows[1].repeats.as_ref().map(|r| r.differs.clone()), Some(vec![Field::Experience, Field::Phone]));
    assert!(again.changes(&workspace, &ids, Some(intake)).is_empty(), "already put forward, and not to be updated");
    again.row_mut(2).unwrap().fix.update = true;
    agree(&mut workspace, &again, &ids, Some(intake));
    let person = workspace.people.iter().next().unwrap();
    assert_eq!((person.experience(), person.phone()), (Some(6), Some("+77011234567")));
    assert_eq!(workspace.people.len(), 1);
}

#[test]
fn a_list_of_schools_makes_districts_and_hub_links() {
    let workspace = places();
    let school = |name: &str| workspace.schools.iter().find(|s| s.name.starts_with(name)).unwrap();
    let hub = workspace.schools.iter().find(|s| s.kind == SchoolKind::Hub).unwrap().id;
    assert_eq!(school("ОСШ").hub, Some(hub));
    assert_eq!(
        school("СОШ имени М.Әуезова").hub,
        Some(hub),
        "written otherwise, and the same name stands in another district"
    );
    assert_eq!(workspace.districts.len(), 4);
    let turkistan = workspace.districts.iter().find(|d| d.name == "г. Туркестан").unwrap();
    assert_eq!(Some(turkistan.region), Region::from_code("KZ-61"));
    let plan = check(
        "schools",
        &[
            "Мектептер тізімі",
            "Облыс | Аудан | Мектеп атауы | Мектеп түрі | Тірек мектеп | Оқыту тілі | Оқушы саны | Ендік | Бойлық",
            "Түркістан облысы | Сарыағаш ауданы | СОШ №10 с.Аксу | тірек | | аралас | 500 | 42,5 | 69,1",
            "Түркістан облысы | Сарыағаш ауданы | №11 Ақсу ауылындағы ЖОББМ | ШЖМ | СОШ № 10 с. Ақсу | қазақ | 50 | 42,5 | 69,1",
            "Түркістан облысы | Сарыағаш ауданы | ЖОББМ № 11 Аксу ауылы | ШЖМ | | | | |",
            "Түркістан облысы | Сарыағаш ауданы | | ШЖМ | | | | |",
            "Атлантида | Сарыағаш ауданы | №12 мектеп | ШЖМ | | | | |",
            "Түркістан облысы | | №12 мектеп | ШЖМ | | | | |",
            "Шымкент қ. | | №12 мектеп-лицей | | №1 тірек мектеп | | | 420 | 69",
            "Барлығы | | 3 мектеп | | | | 550 | |",
        ],
        &["title", "header", "duplicate", "ok", "duplicate", "no_name", "unknown_region", "no_district", "ok", "total"],
    );
    assert_eq!(plan.kind, ListKind::Schools);
    let draft = |row: usize| match &plan.rows[row - 1].draft {
        Some(Draft::School(s)) => s.clone(),
        other => panic!("{other:?}"),
    };
    assert!(draft(4).hub.is_some() && draft(4).languages == [Language::Kazakh] && draft(4).location.is_some());
    assert_eq!((draft(9).kind, draft(9).hub), (Some(SchoolKind::Lyceum), None));
    assert_eq!(draft(9).note.as_deref(), Some("Ендік: 420; Бойлық: 69; Тірек мектеп: №1 тірек мектеп"));
    let mut grown = places();
    agree(&mut grown, &plan, &IdSource::new(1, 500), None);
    assert_eq!((grown.schools.len(), grown.districts.len()), (9, 5), "the district in Kazakh is the known one");
}

#[test]
fn other_sheets_and_columns_are_told_of() {
    let sheets = vec![
        sheet(&["Пояснительная записка"]),
        sheet(&["ФИО | Школа | Образование | Диплом", "Ким Анна | школа-лицей № 7 с. Тасты | высшее | =1+1"]),
        sheet(&["ФИО | Школа", "Ким Инна | школа-лицей № 7 с. Тасты"]),
    ];
    let plan = ImportPlan::new(&book(sheets), None, ImportOptions::default(), &places());
    assert_eq!(outcomes(&plan), ["header", "ok"]);
    assert_eq!(plan.other_sheets.iter().map(|s| (s.index, s.rows)).collect::<Vec<_>>(), [(0, 1), (2, 2)]);
    let codes: Vec<Code> = plan.findings.iter().map(|f| f.code).collect();
    assert_eq!(codes, [Code::SheetsLeft, Code::ColumnsLeft]);
    assert_eq!(
        person(&plan, 2).note.as_deref(),
        Some("Образование: высшее; Диплом: =1+1"),
        "what looks like a formula is text"
    );
    let nothing =
        ImportPlan::new(&book(vec![sheet(&["Просто текст", "ещё"])]), None, ImportOptions::default(), &places());
    assert_eq!(outcomes(&nothing), ["title", "title"]);
    assert_eq!(nothing.findings[0].code, Code::NoHeader);
}

//! Cells of names that hold more than one person, and topics that people offer and want.

mod import_world;

use import_world::{country, outcomes, person, plan};
use orken_core::change::apply;
use orken_core::command::IdSource;
use orken_core::finding::Code;
use orken_core::import::Field;
use orken_core::workspace::Workspace;

fn workspace() -> Workspace {
    country(&["область Абай | г. Семей | СОШ № 1"])
}

#[test]
fn two_people_in_one_cell_are_never_one() {
    let workspace = workspace();
    for name in [
        "Иванова А. П., Петрова С. М.",
        "Иванова А.П.,Петрова С.М.",
        "Иванова А. П.\nПетрова С. М.",
        "Иванова Анна Петровна\r\nПетрова Светлана",
        "Иванова А.П.; Петрова С.М.",
        "Иванова А.П. / Петрова С.М.",
        "Иванова А. П. и Петрова С. М.",
        "Ахметова А. және Омарова С.",
        "А.П. Иванова, С.М. Петрова",
        "Иванова А. П. Петрова С. М.",
        "1. Иванова Анна 2. Петрова Светлана",
        "1) Иванова А.П.\n2) Петрова С.М.",
        "Иванова Анна, Иванова Светлана",
        "Иванов А. П., Иванова А. П.",
        "Иванова А. П., Иванова С. М.",
        "Ахметова Айгүл (декрет), Омарова Сәуле",
        "Ахметова Айгүл, Омарова Сәуле Болатқызы",
        "ИВАНОВА АННА, ПЕТРОВА ВЕРА",
        "иванова анна, петрова вера",
        "Иванова Анна Петровна Петрова Вера Михайловна",
        "Серікұлы Нұрлан Асанұлы Болатов Ерлан Сәкенұлы",
        "Kim Anna, Tyan Vera",
        "Ким Анна, Ким Вера, Ким Гуля",
        "Иванова А. П. (Петрова С. М.)",
        "Иванова А. П. (вместо Петровой С. М.)",
        "Ахметова Айгүл, и.о. Омарова Сәуле",
        "Ахметова Айгүл вместо Омаровой Сәуле",
    ] {
        let row = [format!("1 | {name} | СОШ № 1 | физика")];
        let plan = plan(&["№ | ФИО | Школа | Предмет", &row[0]], &workspace);
        assert_eq!(outcomes(&plan)[1], "no_name", "«{name}»");
        assert_eq!(plan.rows[1].findings[0].code, Code::RowSeveralPeople, "«{name}»");
        assert!(plan.changes(&workspace, &IdSource::new(1, 1), None).is_empty());
    }
    for (names, wanted) in [
        ("Иванова, Петрова | Анна, Вера", "no_name"),
        ("Иванова\nПетрова | Анна\nВера", "no_name"),
        ("Иванова/Петрова | Анна", "ok"),
        ("Иванова (Петрова) | Анна", "ok"),
    ] {
        let row = format!("{names} | СОШ № 1 | физика");
        assert_eq!(outcomes(&plan(&["Фамилия | Имя | Школа | Предмет", &row], &workspace))[1], wanted, "{names}");
    }
}

#[test]
fn a_name_that_a_spreadsheet_could_not_work_out_names_nobody() {
    let workspace = workspace();
    let mut made = import_world::sheet(&["Фамилия | Имя | Школа | Предмет", "Ким | Анна | СОШ № 1 | не ведёт"]);
    made.rows[1][0] = orken_core::import::Cell::Error("#REF!".to_owned());
    assert_eq!(outcomes(&import_world::plan_of(vec![made.clone()], &workspace)), ["header", "no_name"]);
    made.rows[1][0] = "Ким".into();
    assert_eq!(outcomes(&import_world::plan_of(vec![made], &workspace)), ["header", "ok"], "no subject");
}

#[test]
fn one_person_is_one_however_the_name_is_written() {
    let workspace = workspace();
    for name in [
        "Иванова, Анна Петровна",
        "Иванова Анна, Петровна",
        "Иванова\nАнна Петровна",
        "Ахметова Айгүл\nБолатқызы",
        "Ахметова Айгүл / Akhmetova Aigul",
        "Ахметова Айгуль Болатовна / Ахметова Айгүл Болатқызы",
        "Иванова А.П. (Иванова Анна Петровна)",
        "Иванова А.П., Иванова Анна Петровна",
        "Иванова (Петрова Анна) Анна",
        "Иванова Анна Петровна (Петрова А. П.)",
        "Ахметова Айгүл г. Усть-Каменогорск Абай",
        "Ахметова Айгүл с. Красный Яр",
        "Ахметова Айгүл (СОШ имени Абая)",
        "Ахметова Айгүл учитель",
        "Мамедова Лейла Гусейн кызы",
        "Ахметова Айгүл, директор",
        "Ахметова Айгүл, Директор Школы",
        "Ахметова Айгүл, Казахский Язык",
        "Ахметова Айгүл, Аягозский Район",
        "Ахметова Айгүл, СОШ № 1",
        "Ахметова Айгүл, Школа Абая",
        "Ахметова Айгүл, педагог-психолог",
        "Мамедов Али Гусейн оглы",
        "Серікұлы Нұрлан Асанұлы",
        "Сейтқазы Нұр Әли Ерланұлы",
        "Б. А. Омаров",
        "Ким И В",
        "Ким-Тян Анна-Мария",
        "Замира Ахметова",
        "12. Иванова Анна Петровна",
        "Иванова Анна Петровна 87011234567",
        "Петров и",
        "О'Нил Мен Анна",
    ] {
        let row = format!("1 | {name} | СОШ № 1 | физика");
        let plan = plan(&["№ | ФИО | Школа | Предмет", &row], &workspace);
        assert_eq!(outcomes(&plan)[1], "ok", "«{name}»");
    }
}

#[test]
fn topics_offered_and_wanted_are_read_in_three_languages() {
    let workspace = workspace();
    for (head, wanted) in [
        ("ФИО | Школа | Может научить | Хочет научиться", "name school offers wants"),
        ("ФИО | Школа | Чем готов делиться | Чему хочет научиться", "name school offers wants"),
        ("ФИО | Школа | Чему может научить коллег | Чему хотел бы научиться", "name school offers wants"),
        ("ФИО | Школа | Готов(а) поделиться опытом | Нужна помощь (темы)", "name school offers wants"),
        (
            "ФИО | Школа | Темы, в которых учитель может быть наставником | Профессиональные затруднения",
            "name school offers wants",
        ),
        (
            "Аты-жөні | Мектебі | Қандай тақырыпта көмектесе алады | Үйренгісі келетін тақырыптар",
            "name school offers wants",
        ),
        ("Аты-жөні | Мектебі | Не үйрете алады | Не үйренгісі келеді", "name school offers wants"),
        ("Аты-жөні | Мектебі | Тәжірибесімен бөлісе алады | Қандай көмек қажет", "name school offers wants"),
        ("ФИО | Школа | Чему Вы могли бы научить коллег? | Чему хотели бы научиться?", "name school offers wants"),
        ("ФИО | Школа | Готовы ли вы быть наставником (тема) | В чем нуждаетесь в помощи", "name school offers wants"),
        ("Аты-жөні | Мектебі | Сіз немен бөлісе аласыз? | Не үйренгіңіз келеді?", "name school offers wants"),
        ("ФИО | Школа | Язык обучения | Готовность к обучению", "name school language -"),
        ("ФИО | Школа | Предмет | Наставник", "name school subject -"),
        ("Full name | School | can offer | wants to learn", "name school offers wants"),
        ("Full name | School | Topics they can teach others | Would like to learn", "name school offers wants"),
        (
            "ФИО | Школа | Предмет | Может научить | Тема курса | Хочет научиться",
            "name school subject offers course_title wants",
        ),
        ("ФИО | Школа | Предмет | Тема самообразования", "name school subject -"),
    ] {
        let plan = plan(&[head, "Ким Анна | СОШ № 1"], &workspace);
        let code = |c: &Option<Field>| c.map_or("-", Field::code);
        assert_eq!(plan.header.mapping.columns.iter().map(code).collect::<Vec<_>>().join(" "), wanted, "{head}");
    }
    for (cell, wanted) in [
        ("формативное оценивание, STEM; робототехника", &["формативное оценивание", "STEM", "робототехника"][..]),
        ("оценивание\nчтение\n", &["оценивание", "чтение"]),
        ("1. Оценивание\n2) Чтение.\n– письмо", &["Оценивание", "Чтение", "письмо"]),
        ("оценивание (формативное, суммативное), чтение", &["оценивание (формативное; суммативное)", "чтение"]),
        ("физика, Физика , физика", &["физика"]),
        ("3D-печать", &["3D-печать"]),
        ("нет", &[]),
        ("-", &[]),
        ("", &[]),
        ("жоқ", &[]),
    ] {
        let row = format!("Ким Анна | СОШ № 1 | {cell} | химия");
        let plan = plan(&["ФИО | Школа | Может научить | Хочет научиться", &row], &workspace);
        assert_eq!(person(&plan, 2).offers, wanted, "«{cell}»");
        assert_eq!(person(&plan, 2).wants, ["химия"], "«{cell}»");
    }
}

#[test]
fn topics_are_recorded_and_brought_in_when_asked() {
    let mut workspace = workspace();
    let ids = IdSource::new(1, 1000);
    let head = "ФИО | Школа | Может научить | Хочет научиться";
    let first = plan(&[head, "Ким Анна | СОШ № 1 | физика | STEM"], &workspace);
    let changes = first.changes(&workspace, &ids, None);
    apply(&mut workspace, &changes).unwrap();
    let topics = |w: &Workspace| {
        let person = w.people.iter().next().unwrap();
        (person.offers().join(", "), person.wants().join(", "))
    };
    assert_eq!(topics(&workspace), ("физика".to_owned(), "STEM".to_owned()));
    let mut again = plan(&[head, "Ким Анна | СОШ № 1 | физика; химия | "], &workspace);
    assert_eq!(again.rows[1].repeats.as_ref().map(|r| r.differs.clone()), Some(vec![Field::Offers]));
    assert!(again.changes(&workspace, &ids, None).is_empty());
    again.row_mut(2).unwrap().fix.update = true;
    let changes = again.changes(&workspace, &ids, None);
    apply(&mut workspace, &changes).unwrap();
    assert_eq!(topics(&workspace), ("физика, химия".to_owned(), "STEM".to_owned()));
}

//! What single cells mean: IINs, numbers, telephones; and words for nothing and nobody.

use chrono::NaiveDate;
use orken_core::import::values::{self, Read};
use orken_core::import::{
    Book, Cell, Draft, Field, ImportOptions, ImportPlan, PersonDraft, Sheet, find_header, map, synonyms,
};
use orken_core::model::Subject;
use orken_core::workspace::Workspace;

fn check<T: PartialEq + std::fmt::Debug>(cases: &[(&str, T)], read: impl Fn(&str) -> T) {
    for (text, wanted) in cases {
        assert_eq!(&read(text), wanted, "«{text}»");
    }
}

#[test]
fn iins_get_their_zeros_back_and_are_checked() {
    let cases = [
        (Cell::Number(50_316_205_227.0), Ok(Some("050316205227"))),
        (Cell::Number(980_722_201_080.0), Ok(Some("980722201080"))),
        (Cell::from("51125122941"), Ok(Some("051125122941"))),
        (Cell::from("980722 201 080"), Ok(Some("980722201080"))),
        (Cell::from("'980722201080"), Ok(Some("980722201080"))),
        (Cell::from("980722201080.0"), Ok(Some("980722201080"))),
        (Cell::Empty, Ok(None)),
        (Cell::from("нет"), Ok(None)),
        (Cell::from("не указан"), Ok(None)),
        (Cell::from("н/д"), Ok(None)),
        (Cell::from("нет данных"), Ok(None)),
        (Cell::from("000000000000"), Ok(None)),
        (Cell::Number(0.0), Ok(None)),
        (Cell::from("ИИН 980722201080"), Ok(Some("980722201080"))),
        (Cell::from("ЖСН: 980722201080"), Ok(Some("980722201080"))),
        (Cell::from("№980722201080"), Ok(Some("980722201080"))),
        (Cell::from("980722201080;"), Ok(Some("980722201080"))),
        (Cell::from("=\"980722201080\""), Ok(Some("980722201080"))),
        (Cell::from("98О722201О8О"), Ok(Some("980722201080"))),
        (Cell::from("980722201080, 051125122941"), Err(())),
        (Cell::from("980722201080 (уточнить)"), Err(())),
        (Cell::from("+77015429565"), Err(())),
        (Cell::from("99133200000"), Err(())),
        (Cell::from("991108177786"), Err(())),
        (Cell::from("9.80722E+11"), Err(())),
        (Cell::from("12345"), Err(())),
        (Cell::Number(-1.0), Err(())),
    ];
    for (cell, wanted) in cases {
        let read = values::iin(&cell).map_err(|_| ());
        let read = read.as_ref().map(|i| i.as_ref().map(|i| i.as_str()));
        assert_eq!(read, wanted.as_ref().copied(), "{cell:?}");
    }
}

#[test]
fn numbers_and_telephones_are_read() {
    let numbers = [
        ("13 лет", Some(13)),
        ("7,5", Some(7)),
        ("01.09.2010", None),
        ("=1+4", None),
        ("1 200", Some(1200)),
        ("много", None),
        ("-3", None),
        ("900", Some(900)),
    ];
    check(&numbers, |t| match values::whole(&Cell::from(t), 1_500) {
        Read::Value(n) => Some(n),
        _ => None,
    });
    let experience = [
        ("13 лет", Some(13)),
        ("7,5", Some(7)),
        ("17 жыл", Some(17)),
        ("20+", Some(20)),
        ("более 20 лет", Some(20)),
        ("5 (пять)", Some(5)),
        ("6 мес.", Some(0)),
        ("3 ай", Some(0)),
        ("11 мес", Some(0)),
        ("6 months", Some(0)),
        ("10 дней", Some(0)),
        ("18 мес.", Some(1)),
        ("7 лет 6 мес.", Some(7)),
        ("5 л. 3 м. 12 дн.", Some(5)),
        ("17 жыл 3 ай", Some(17)),
        ("5 лет (с 2019 г.)", Some(5)),
        ("менее года", Some(0)),
        ("до 1 года", Some(0)),
        ("1 жылға дейін", Some(0)),
        ("полгода", Some(0)),
        ("стажа нет", Some(0)),
        ("0", Some(0)),
        // The year goes on.
        ("5-й год", Some(4)),
        ("5-й год работы", Some(4)),
        ("12-й год работы в школе", Some(11)),
        ("5-й год в школе", Some(4)),
        ("1 учебный год", Some(1)),
        ("2 уч. года", Some(2)),
        ("5 школ", None),
        ("5-ый год педагогической работы", Some(4)),
        ("5-ші жыл", Some(4)),
        ("5th year", Some(4)),
        ("1-й год", Some(0)),
        ("третий год", Some(2)),
        ("үшінші жыл", Some(2)),
        ("5 год", Some(5)),
        ("5 жыл", Some(5)),
        ("5-й разряд", None),
        ("5-й", None),
        ("2015-й год", None),
        ("с 5-го класса", None),
        ("третий", None),
        ("менее 3 лет", None),
        ("5 жылға дейін", None),
        ("20 лет, педагогический 15", None),
        ("12/5", None),
        ("5-10", None),
        ("01.09.2010", None),
        ("с 2010 года", None),
        ("=1+4", None),
        ("1 ставка", None),
        ("25 жас", None),
        ("900", None),
        ("нет", None),
    ];
    check(&experience, |t| match values::years(&Cell::from(t)) {
        Read::Value(n) => Some(n),
        _ => None,
    });
    let hours = [
        ("72", Some(72)),
        ("72 ч.", Some(72)),
        ("80 академических часов", Some(80)),
        ("5 дней, 40 часов", Some(40)),
        ("36 сағат", Some(36)),
        ("2 кредита (60 ч)", Some(60)),
        ("3 дня", None),
        ("2 кредита", None),
        ("36-72", None),
        ("15.03.2021", None),
    ];
    check(&hours, |t| match values::hours(&Cell::from(t)) {
        Read::Value(n) => Some(n),
        _ => None,
    });
    let phones = [
        ("8 (701 542 95 65", Some("+77015429565".to_owned())),
        ("+7703 187 22 28", Some("+77031872228".to_owned())),
        ("701-542-95-65", Some("+77015429565".to_owned())),
        ("87015429565, 87771112233", Some("87015429565, 87771112233".to_owned())),
        ("нет", None),
        ("", None),
    ];
    check(&phones, |t| values::phone(&Cell::from(t)));
}

#[test]
fn nobody_is_told_from_somebody() {
    let nobody = [
        "вакансия",
        "Вакансия 0,5 ставки",
        "вак.",
        "бос орын",
        "нет",
        "жоқ",
        "н/д",
        "не назначен",
        "нет учителя",
        "мұғалім жоқ",
        "требуется учитель",
        "не указано",
    ];
    for text in nobody {
        assert!(synonyms::says_nobody(text), "«{text}»");
    }
    for text in ["Нетесов Иван", "Жоқ Асан", "Бос Анна", "Вакуленко Анна", "Учитель Иван"]
    {
        assert!(!synonyms::says_nobody(text), "«{text}»");
    }
}

#[test]
fn headings_are_known_in_many_words() {
    let cases = [
        ("Обл.", Field::Region),
        ("Р-н", Field::District),
        ("РОО", Field::District),
        ("Наименование РОО", Field::District),
        ("Мектебінің атауы", Field::School),
        ("Т.А.Ж.", Field::Name),
        ("ИНН", Field::Iin),
        ("Кем работает", Field::Role),
        ("Қызмет", Field::Role),
        ("Наименование предмета", Field::Subject),
        ("Пәннің атауы", Field::Subject),
        ("Жүргізетін пәндері", Field::Subject),
        ("Қай пәннен сабақ береді", Field::Subject),
        ("Учитель-предметник", Field::Subject),
        ("Уровень категории", Field::Category),
        ("Квалификация", Field::Category),
        ("На каком языке преподает", Field::Language),
        ("Год последних курсов", Field::LastCourse),
        ("Дата последнего ПК", Field::LastCourse),
        ("Дата прохождения", Field::LastCourse),
        ("Өткен күні", Field::LastCourse),
        ("Соңғы өткен курсының күні", Field::LastCourse),
        ("Курстан өткен мерзімі", Field::LastCourse),
        ("Қай жылы курстан өтті", Field::LastCourse),
        ("Курсовая подготовка", Field::LastCourse),
        ("Название последних курсов", Field::CourseTitle),
        ("Соңғы өткен курсының атауы", Field::CourseTitle),
        ("Тема", Field::CourseTitle),
        ("Час.", Field::CourseHours),
        ("WhatsApp", Field::Phone),
        ("№ телефона", Field::Phone),
        ("Сотка", Field::Phone),
        ("Эл. адрес", Field::Email),
        ("Доп. информация", Field::Note),
        ("За какой опорной школой закреплена", Field::Hub),
        ("Языки обучения", Field::Language),
        ("Количество детей", Field::Pupils),
    ];
    let others = [
        ("Тема самообразования", None),
        ("Дата прохождения аттестации", None),
        ("Аттестациядан өткен күні", None),
        ("Специальность по диплому", None),
        ("Квалификация по диплому", None),
        ("Роль в проекте", None),
        ("Стаж в должности", None),
    ];
    for (heading, wanted) in cases.map(|(h, f)| (h, Some(f))).into_iter().chain(others) {
        assert_eq!(map(&[heading.to_owned()]).columns, [wanted], "«{heading}»");
    }
}

#[test]
fn of_two_columns_the_one_that_is_meant_is_read() {
    let cases: [(&[&str], Field, usize); 7] = [
        (&["ФИО", "Специальность", "Предмет"], Field::Subject, 2),
        (&["Аты-жөні", "Мамандығы", "Пәні"], Field::Subject, 2),
        (&["ФИО", "Специальность по диплому", "Какой предмет преподает"], Field::Subject, 2),
        (&["ФИО", "Предмет", "Специальность"], Field::Subject, 1),
        (&["ФИО", "Специальность"], Field::Subject, 1),
        (&["ФИО", "Общий стаж", "Пед. стаж"], Field::Experience, 2),
        (&["ФИО", "Стаж работы в данной школе", "Стаж"], Field::Experience, 2),
    ];
    for (headings, field, wanted) in cases {
        let headings: Vec<String> = headings.iter().map(|h| (*h).to_owned()).collect();
        assert_eq!(map(&headings).column(field), Some(wanted), "{headings:?}");
    }
}

#[test]
fn values_of_a_row_are_read_together() {
    let rows = [
        "ФИО | ИИН | Дата рождения | Должность | Специальность | Предмет | Стаж | Категория",
        "Ким Анна | | 12.03.85 | директор, учитель физики | история | | 6 мес. | педагог-эксперт (2023)",
        "не назначен | | | учитель | | физика | |",
        "Ким Инна | 000000000000 | 12.03.20 | учитель | | физика | 12/5 |",
    ];
    let rows = rows.iter().map(|l| l.split('|').map(|c| Cell::from(c.trim())).collect());
    let book = Book { file: "list.xlsx".to_owned(), sheets: vec![Sheet::new("Лист1", rows.collect())] };
    assert!(find_header(&book.sheets[0]).is_some());
    let plan = ImportPlan::new(&book, None, ImportOptions::default(), &Workspace::default());
    let person = |row: usize| -> &PersonDraft {
        match &plan.rows[row - 1].draft {
            Some(Draft::Person(p)) => p,
            other => panic!("row {row} is no person: {other:?}"),
        }
    };
    let anna = person(2);
    assert_eq!(anna.born, NaiveDate::from_ymd_opt(1985, 3, 12));
    assert_eq!((anna.experience, anna.subjects.as_slice()), (Some(0), [Subject::Physics].as_slice()));
    assert_eq!(plan.rows[2].code.map(|c| c.code()), Some("no_name"));
    let inna = person(4);
    assert_eq!((inna.born, inna.experience, &inna.iin), (None, None, &None));
    assert_eq!(inna.note.as_deref(), Some("Стаж: 12/5; Дата рождения: 12.03.20"), "nothing is lost");
}

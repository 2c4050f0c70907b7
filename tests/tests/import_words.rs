//! What single texts mean: folding, regions, subjects, roles, dates, IINs, telephones.

use orken_core::import::values::{self, Read};
use orken_core::import::{Cell, fold, fold::tidy, region_named, synonyms};
use orken_core::model::{REGIONS, Region};

fn check<T: PartialEq + std::fmt::Debug>(cases: &[(&str, T)], read: impl Fn(&str) -> T) {
    for (text, wanted) in cases {
        assert_eq!(&read(text), wanted, "«{text}»");
    }
}

#[test]
fn texts_that_people_take_for_the_same_fold_alike() {
    let cases = [
        ("СОШ № 44 с. Ақсу", "сош №44 с.аксу"),
        ("«Бақуатты аудан»", "\"Бакуатты  аудан\""),
        ("Катон-Карагайский район", "катон – карагайский\u{a0}район"),
        ("Ковалёв", "КОВАЛЕВ"),
        ("Смирнов Талғат Мұратұлы", "Смирнoв Тaлғaт Мұрaтұлы"),
        ("Нұрсәуле Өмірбекқызы", "Нурсауле Омирбеккызы"),
        ("Шыңғыс Һәкім", "Шынгыс Хаким"),
        ("School No. 5", "School N5"),
        ("школа N 5", "школа №5"),
        ("Maths", "Mаths"),
        ("Байтұрсынұлы", "Баи\u{306}тұрсынұлы"),
        ("СЕРІК", "CEРIK"),
        ("с. Ақкөл", "c. Ақкөл"),
    ];
    for (one, other) in cases {
        assert_eq!(fold(one), fold(other), "«{one}» and «{other}»");
    }
    for (one, other) in [("СОШ № 4", "СОШ № 44"), ("Абай", "Абая"), ("Асан", "Асем"), ("№ 1 2", "№ 12")]
    {
        assert_ne!(fold(one), fold(other), "«{one}» and «{other}»");
    }
    check(
        &[
            ("  Цой   Динара \u{a0}", "Цой Динара".to_owned()),
            ("Смирнoв", "Смирнов".to_owned()),
            ("John Smith", "John Smith".to_owned()),
        ],
        tidy,
    );
}

#[test]
fn regions_are_known_by_all_their_names() {
    let cases = [
        ("область Абай", 10),
        ("Абай облысы", 10),
        ("Abai Region", 10),
        ("Акмолинская обл.", 11),
        ("Ақмола облысы", 11),
        ("Ақмола", 11),
        ("Акмола обл", 11),
        ("Акмолинской области", 11),
        ("по Туркестанской области", 61),
        ("Ақмола облысы бойынша", 11),
        ("Целиноград", 71),
        ("Ақтөбе облысы", 15),
        ("Алматинская область", 19),
        ("Алматы облысы", 19),
        ("г. Алматы", 75),
        ("Алматы қ.", 75),
        ("ЗКО", 27),
        ("БҚО", 27),
        ("Жетысу", 33),
        ("область Жетісу", 33),
        ("Кызылординская область", 43),
        ("КАРАГАНДИНСКАЯ ОБЛАСТЬ", 35),
        ("Южно-Казахстанская область", 61),
        ("г. Туркестан", 61),
        ("Туркестанская область", 61),
        ("Туркистанская область", 0),
        ("г.Шымкент", 79),
        ("Шымкент қаласы", 79),
        ("Нур-Султан", 71),
        ("Astana city", 71),
        ("ВКО", 63),
        ("KZ-47", 47),
        ("Итого", 0),
        ("", 0),
    ];
    let cases: Vec<_> = cases.iter().map(|(t, iso)| (*t, Region::from_code(&format!("KZ-{iso:02}")))).collect();
    check(&cases, region_named);
}

#[test]
fn no_region_takes_the_name_of_another() {
    for facts in &REGIONS {
        let region = Region::from_code(&format!("KZ-{:02}", facts.iso));
        for name in facts.names {
            let bare = name.trim_end_matches(" облысы").trim_end_matches(" область").trim_start_matches("область ");
            let mut ways = vec![name.to_owned(), name.to_uppercase()];
            if !facts.is_city {
                ways.extend([format!("{bare} обл."), format!("{bare} обл"), format!("{bare} облысы")]);
            }
            ways.iter().for_each(|way| assert_eq!(region_named(way), region, "«{way}»"));
        }
        for centre in facts.centres {
            // Zhambyl and Taraz, Abai and Semey: a centre stands for its region.
            assert_eq!(region_named(&format!("г. {centre}")), region, "«г. {centre}»");
        }
    }
}

#[test]
fn subjects_are_known_in_three_languages_and_in_order() {
    use orken_core::model::Subject::*;
    let cases = [
        ("математика ", Some(vec![Mathematics])),
        ("Қазақ тілі мен әдебиеті", Some(vec![Kazakh])),
        ("Казак тили мен адебиети", Some(vec![Kazakh])),
        ("Русский яз. и литература", Some(vec![Russian])),
        ("Англ. язык", Some(vec![English])),
        ("Информатика и ИКТ", Some(vec![Informatics])),
        ("История", Some(vec![HistoryOfKazakhstan])),
        ("математика, физика", Some(vec![Mathematics, Physics])),
        ("физика/математика", Some(vec![Physics, Mathematics])),
        ("Химия и биология", Some(vec![Chemistry, Biology])),
        ("химия мен биология", Some(vec![Chemistry, Biology])),
        ("учитель математики", Some(vec![Mathematics])),
        ("Математика (5-9 классы)", Some(vec![Mathematics])),
        ("Primary classes", Some(vec![Primary])),
        ("Бастауыш сынып", Some(vec![Primary])),
        ("Жаһандық құзыреттер", Some(vec![GlobalCompetencies])),
        ("Дене шынықтыру", Some(vec![PhysicalEducation])),
        ("Основы всего", None),
        ("математика, основы всего", None),
    ];
    check(&cases, synonyms::subjects);
    assert_eq!(synonyms::nearest_subjects("Матиматика", 3).first(), Some(&Mathematics));
}

#[test]
fn roles_are_known_with_acting_ones() {
    use orken_core::model::Role::*;
    let cases = [
        ("учитель", Some((Teacher, false))),
        ("Мұғалім", Some((Teacher, false))),
        ("директор", Some((Principal, false))),
        ("И.о. директора", Some((Principal, true))),
        ("мектеп директорының м.а.", Some((Principal, true))),
        ("заместитель директора по УВР", Some((VicePrincipal, false))),
        ("Директордың оқу ісі жөніндегі орынбасары", Some((VicePrincipal, false))),
        ("завуч", Some((VicePrincipal, false))),
        ("классный руководитель", Some((Teacher, false))),
        ("педагог-психолог", Some((Psychologist, false))),
        ("Head teacher", Some((Teacher, false))),
        ("Principal", Some((Principal, false))),
        ("әдіскер", Some((Methodologist, false))),
        ("космонавт", None),
    ];
    check(&cases, synonyms::role);
}

#[test]
fn other_closed_lists_know_their_words() {
    use orken_core::model::{Category, GradeBand, Language, Locality, SchoolKind};
    let categories = [
        ("педагог-модератор", Some(Category::Moderator)),
        ("Педагог – сарапшы", Some(Category::Expert)),
        ("зерттеуші", Some(Category::Researcher)),
        ("без категории", Some(Category::NoCategory)),
        ("санатсыз", Some(Category::NoCategory)),
        ("высшая", None),
    ];
    check(&categories, synonyms::category);
    let languages = [
        ("смешанный", Some(vec![Language::Kazakh, Language::Russian])),
        ("қазақ тілі", Some(vec![Language::Kazakh])),
        ("каз/рус", Some(vec![Language::Kazakh, Language::Russian])),
        ("русский, английский", Some(vec![Language::Russian, Language::English])),
        ("клингонский", None),
    ];
    check(&languages, synonyms::languages);
    let kinds = [
        ("МКШ", Some(SchoolKind::SmallClass)),
        ("ШЖМ", Some(SchoolKind::SmallClass)),
        ("опорная", Some(SchoolKind::Hub)),
        ("Тірек мектеп (ресурстық орталық)", Some(SchoolKind::Hub)),
        ("pilot", Some(SchoolKind::Pilot)),
    ];
    check(&kinds, synonyms::school_kind);
    check(&[("ауыл", Some(Locality::Rural)), ("город", Some(Locality::Urban)), ("луна", None)], synonyms::locality);
    let grades = [
        ("5-11", Some(vec![GradeBand::Basic, GradeBand::Senior])),
        ("1, 2, 4 «А»", Some(vec![GradeBand::Primary])),
        ("0", None),
        ("все", None),
    ];
    check(&grades, synonyms::grades);
}

#[test]
fn dates_are_read_as_people_write_them() {
    let cases = [
        ("08.01.2023", "2023-01-08"),
        ("2023-09-05", "2023-09-05"),
        ("22/06/2020", "2020-06-22"),
        ("8.1.23", "2023-01-08"),
        ("5 марта 2021 г.", "2021-03-05"),
        ("2021 жылғы 5 наурыз", "2021-03-05"),
        ("5 наурыз 2021", "2021-03-05"),
        ("March 5, 2021", "2021-03-05"),
        ("5 Mar 2021", "2021-03-05"),
        ("15.03.2021 - 20.03.2021", "2021-03-20"),
        ("Өрлеу, 15.03.2022, 80 ч", "2022-03-15"),
        ("03.2021", "2021-03-31~"),
        ("май 2021", "2021-05-31~"),
        ("2021 ж. мамыр", "2021-05-31~"),
        ("2021", "2021-12-31~"),
        ("2021 г.", "2021-12-31~"),
        ("12/25/2021", "2021-12-25"),
        ("20210315", "2021-03-15"),
        ("нет", "never"),
        ("не проходила", "never"),
        ("өтпеген", "never"),
        ("-", "never"),
        ("  ", "never"),
        ("когда-то давно", "?"),
        ("31.02.2021", "?"),
        ("12.12.1812", "?"),
        ("15.13.2021", "?"),
        ("в прошлом веке", "?"),
    ];
    check(&cases.map(|(t, w)| (t, w.to_owned())), |t| match values::date(&Cell::from(t)) {
        Read::Nothing => "never".to_owned(),
        Read::Value(d) => format!("{}{}", d.date, if d.rounded { "~" } else { "" }),
        Read::Unreadable => "?".to_owned(),
    });
    let serial = values::date(&Cell::Number(44270.0));
    assert!(matches!(serial, Read::Value(d) if d.date.to_string() == "2021-03-15"));
    assert!(matches!(values::date(&Cell::Number(2021.0)), Read::Value(d) if d.rounded));
    assert!(matches!(values::date(&Cell::Number(7.0)), Read::Unreadable));
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
        ("менее года", Some(0)),
        ("1 200", Some(1200)),
        ("много", None),
        ("-3", None),
        ("900", Some(900)),
    ];
    check(&numbers, |t| match values::whole(&Cell::from(t), 1_500) {
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

//! Cells of subjects, posts, grades and courses as people write them.

mod import_world;

use chrono::NaiveDate;
use import_world::{check, country, person};
use orken_core::import::values::{Read, date};
use orken_core::import::{Cell, synonyms};
use orken_core::model::GradeBand;
use orken_core::model::Role::{self, OtherStaff, Principal, Teacher, VicePrincipal};
use orken_core::model::Subject::{self, English, French, German, Kazakh, Physics, Russian};

#[test]
fn a_foreign_language_is_the_one_that_is_named() {
    let cases: &[(&str, Option<&[Subject]>)] = &[
        ("иностранный язык", Some(&[English])),
        ("иностранный язык (английский)", Some(&[English])),
        ("иностранный язык (немецкий)", Some(&[German])),
        ("иностранный язык (французский)", Some(&[French])),
        ("иностранный язык (английский, немецкий)", Some(&[English, German])),
        ("шет тілі (неміс тілі)", Some(&[German])),
        ("ин. яз. (нем.)", Some(&[German])),
        ("иностранный (китайский)", None),
        ("foreign language (German)", Some(&[German])),
        ("Иностранный язык - немецкий", Some(&[German])),
        ("физика, иностранный язык (немецкий)", Some(&[Physics, German])),
    ];
    for (text, wanted) in cases {
        assert_eq!(synonyms::subjects(text).as_deref(), *wanted, "«{text}»");
    }
}

#[test]
fn shortened_languages_behind_a_subject_are_those_of_teaching() {
    let cases: [(&str, &[Subject]); 7] = [
        ("английский язык каз. и рус.", &[English]),
        ("русский язык каз. и рус.", &[Russian]),
        ("казахский язык рус.", &[Kazakh]),
        ("физика, каз. и рус.", &[Physics]),
        ("физика каз. и рус.", &[Physics]),
        ("английский язык, казахский язык", &[English, Kazakh]),
        ("русский и английский язык", &[Russian, English]),
    ];
    for (text, wanted) in cases {
        assert_eq!(synonyms::subjects(text).as_deref(), Some(wanted), "«{text}»");
    }
}

#[test]
fn posts_of_deputies_of_heads_of_no_school_and_of_secretaries() {
    let cases: &[(&str, Option<Role>)] = &[
        ("вице-директор", Some(VicePrincipal)),
        ("вице директор", Some(VicePrincipal)),
        ("вице-директор по УВР", Some(VicePrincipal)),
        ("заместитель руководителя МО", None),
        ("заместитель руководителя", Some(VicePrincipal)),
        ("заместитель руководителя школы", Some(VicePrincipal)),
        ("директор столовой", None),
        ("директор библиотеки", Some(Role::Librarian)),
        ("директор ЦПМ", None),
        ("директор мини-центра", None),
        ("директор по АХЧ", None),
        ("зам. директора по АХЧ", Some(VicePrincipal)),
        ("учитель (резерв на должность директора)", Some(Teacher)),
        ("директор резервіндегі мұғалім", None),
        ("кандидат на должность директора", None),
        ("бывший директор, учитель", Some(Teacher)),
        ("директор", Some(Principal)),
        ("учитель-секретарь", Some(Teacher)),
        ("секретарь-учитель", Some(Teacher)),
        ("секретарь - учитель", Some(Teacher)),
        ("хатшы-мұғалім", Some(Teacher)),
        ("мұғалім-хатшы", Some(Teacher)),
        ("secretary and teacher", Some(Teacher)),
        ("секретарь", Some(OtherStaff)),
    ];
    for (text, wanted) in cases {
        assert_eq!(synonyms::role(text).map(|(role, _)| role), *wanted, "«{text}»");
    }
}

#[test]
fn hours_in_the_cell_of_the_grades_are_no_grades() {
    for text in ["5 (2 ч)", "5 кл - 3 ч, 6 кл - 4 ч", "5-9 (12 часов)", "5 сынып - 2 сағат"] {
        assert_eq!(synonyms::grades(text), Some(vec![GradeBand::Basic]), "«{text}»");
    }
}

#[test]
fn courses_with_the_year_first_in_brackets_or_planned() {
    let day = |y: i32, m: u32, d: u32| NaiveDate::from_ymd_opt(y, m, d);
    let cases = [
        ("2018, 4 сентября", day(2018, 9, 4)),
        ("2018, 22 марта", day(2018, 3, 22)),
        ("2021 15 марта", day(2021, 3, 15)),
        ("2021 (15 марта)", day(2021, 3, 15)),
        ("2018, 22 марта 2019", day(2019, 3, 22)),
        ("III.2021", day(2021, 3, 31)),
        ("2021 (март-апрель)", day(2021, 4, 30)),
        ("2021 (март, 72 ч.)", day(2021, 3, 31)),
        ("2023 (январь-ноябрь)", day(2023, 11, 30)),
        ("2019 (март 2021)", day(2021, 3, 31)),
        ("не проходил с 2015", None),
        ("не проходил в 2022", None),
        ("план 2025", None),
        ("запланировано 2024", None),
        ("Планирование урока, 15.03.2021", day(2021, 3, 15)),
    ];
    for (text, wanted) in cases {
        let got = match date(&Cell::from(text)) {
            Read::Value(read) => Some(read.date),
            Read::Unreadable => None,
            Read::Nothing => panic!("«{text}» is no never"),
        };
        assert_eq!(got, wanted, "«{text}»");
    }
}

#[test]
fn a_word_for_no_patronymic_is_no_part_of_the_name() {
    let workspace = country(&["область Абай | г. Семей | СОШ № 1"]);
    for name in ["Ким Олег нет", "Ким Олег жоқ", "Ким Олег без отчества", "Ким Олег (нет)"]
    {
        let row = format!("{name} | СОШ № 1 | физика");
        let first = ("Ким Олег | СОШ № 1 | физика", "ok г. Семей: СОШ № 1");
        let plan = check(name, &workspace, &[("ФИО | Школа | Предмет", "header"), first, (&row, "duplicate")]);
        assert_eq!(person(&plan, 3).name, "Ким Олег", "«{name}»");
    }
}

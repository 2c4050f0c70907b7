//! Jas Leader Akademiiasy, 2021: two teachers from each of 50 pilot schools become trainers.

use super::{Criterion, Frame, IdSource, Rule, Template, Tongue, day, days, is, quota};
use crate::model::*;

const TRAINERS: [&str; 4] = [
    "Алдабергенов Сырым Ханұлы",
    "Бердіғұлова Әйгерім Нұрқызы",
    "Қасенов Ілияс Маратұлы",
    "Нағыманова Дариға Төреқызы",
];

pub(super) fn records(tongue: Tongue, ids: &IdSource) -> Vec<Record> {
    let mut frame = Frame::new("Jas Leader Akademiiasy".to_owned(), Some(Template::JasLeader2021), ids);
    let title = tongue.of(["Тренерлерді даярлау", "Подготовка тренеров", "Training of trainers"]);
    let modules: Vec<(String, u16)> = [
        tongue.of(["Сыни ойлау", "Критическое мышление", "Critical thinking"]),
        tongue.of(["Командада жұмыс істеу", "Работа в команде", "Teamwork"]),
        tongue.of(["Көпшілік алдында сөйлеу", "Публичное выступление", "Public speaking"]),
        tongue.of(["Уақытты басқару және мақсат қою", "Управление временем и цели", "Time and goals"]),
        tongue.of(["Дау-жанжалды шешу", "Разрешение конфликтов", "Resolving conflict"]),
        tongue.of(["Эмоциялық интеллект", "Эмоциональный интеллект", "Emotional intelligence"]),
        tongue.of(["Курсты жүргізу", "Проведение курса", "Running the course"]),
    ]
    .map(|name| (name, 8))
    .to_vec();
    let course = frame.course(title, CourseForm::InPerson, &modules);
    let venue = tongue.of(["Түркістан қаласы", "г. Туркестан", "Turkistan city"]);
    frame.venue(venue, (43.30, 68.25), &[], (4, 25, RoomKind::Hall));
    for trainer in TRAINERS {
        frame.trainer(trainer, &[], &[Language::Kazakh]);
    }
    let intake = intake(&frame, course, tongue);
    frame.finish(vec![intake])
}

fn intake(frame: &Frame<'_>, course: CourseId, tongue: Tongue) -> Intake {
    let name = tongue.of(["2021 жылғы шілде–тамыз", "Июль–август 2021", "July–August 2021"]);
    let plain = frame.intake(course, name, (day(2021, 7, 26), day(2021, 8, 20)), 100);
    let beyond_primary: Vec<Subject> =
        Subject::ALL.iter().copied().filter(|s| !matches!(s, Subject::Primary | Subject::PreSchool)).collect();
    Intake {
        eligibility: Rule::All(vec![
            is(Criterion::Role(vec![Role::Teacher])),
            Rule::Any(vec![
                is(Criterion::Grades(vec![GradeBand::Basic, GradeBand::Senior])),
                is(Criterion::Subject(beyond_primary)),
            ]),
            is(Criterion::Language(vec![Language::Kazakh])),
        ]),
        quotas: vec![Quota { at_least: Some(2), at_most: Some(2), ..quota(vec![Dimension::School]) }],
        priority: vec![Priority::EarlierLastCourse],
        seed: 2021,
        streams: vec![Stream { days: days(2021, &[(26, 7), (28, 7), (30, 7), (3, 8), (6, 8), (11, 8), (17, 8)]) }],
        ..plain
    }
}

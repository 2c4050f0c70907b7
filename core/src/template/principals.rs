//! Heads of education organisations of Turkistan Region, in three streams in October and November 2024.

use super::{Criterion, Frame, IdSource, Rule, Template, Tongue, day, days, is, quota};
use crate::model::*;

const TRAINERS: [&str; 9] = [
    "Асылбеков Темір Жұмаұлы",
    "Баймұхан Рауан Кенжеұлы",
    "Гришина Елена Марковна",
    "Дәулетова Мақпал Серғалиқызы",
    "Егорова Нина Степановна",
    "Жанәділ Әсет Нұрбекұлы",
    "Исабекова Күләш Тоқтарқызы",
    "Кенжеғали Арман Бейбітұлы",
    "Мұсабаева Перизат Әділқызы",
];

pub(super) fn records(tongue: Tongue, ids: &IdSource) -> Vec<Record> {
    let name =
        tongue.of(["Түркістан облысының басшылары", "Руководители Туркестанской области", "Heads of Turkistan Region"]);
    let mut frame = Frame::new(name, Some(Template::Principals2024), ids);
    let title = tongue.of([
        "Мектептегі басқару: менеджменттің аспектілері мен әдістері",
        "Управление школой: аспекты и методы менеджмента",
        "School management: aspects and methods",
    ]);
    let modules: Vec<(String, u16)> = [
        tongue.of(["Стратегия және жоспарлау", "Стратегия и планирование", "Strategy and planning"]),
        tongue.of(["Ұжымды басқару", "Управление коллективом", "Leading people"]),
        tongue.of(["Білім сапасы", "Качество обучения", "Quality of learning"]),
        tongue.of(["Ресурстар мен құқық", "Ресурсы и право", "Resources and law"]),
        tongue.of(["Мектеп дамуының жобасы", "Проект развития школы", "A school development project"]),
    ]
    .map(|name| (name, 8))
    .to_vec();
    let course = frame.course(title, CourseForm::InPerson, &modules);
    let centre = tongue.of([
        "Облыстық әдістемелік орталық, Түркістан",
        "Областной методический центр, Туркестан",
        "Regional methodological centre, Turkistan",
    ]);
    frame.venue(centre, (43.30, 68.27), &[], (9, 30, RoomKind::Classroom));
    for trainer in TRAINERS {
        frame.trainer(trainer, &[], &[Language::Kazakh, Language::Russian]);
    }
    let intake = intake(&frame, course, tongue);
    frame.finish(vec![intake])
}

fn intake(frame: &Frame<'_>, course: CourseId, tongue: Tongue) -> Intake {
    let name = tongue.of(["2024 жылғы қазан–қараша", "Октябрь–ноябрь 2024", "October–November 2024"]);
    let plain = frame.intake(course, name, (day(2024, 10, 21), day(2024, 11, 16)), 767);
    Intake {
        eligibility: Rule::Any(vec![
            is(Criterion::Role(vec![Role::Principal])),
            Rule::All(vec![is(Criterion::Role(vec![Role::VicePrincipal])), is(Criterion::PostVacant(Role::Principal))]),
        ]),
        quotas: vec![Quota { at_most: Some(1), ..quota(vec![Dimension::School]) }],
        priority: vec![Priority::Prefer(is(Criterion::Role(vec![Role::Principal]))), Priority::EarlierLastCourse],
        streams: vec![
            Stream { days: days(2024, &[(21, 10), (22, 10), (23, 10), (24, 10), (28, 10)]) },
            Stream { days: days(2024, &[(29, 10), (30, 10), (31, 10), (1, 11), (4, 11)]) },
            Stream { days: days(2024, &[(11, 11), (12, 11), (13, 11), (14, 11), (15, 11)]) },
        ],
        grouping: GroupPolicy { min_size: 10, max_size: 30, ..plain.grouping.clone() },
        ..plain
    }
}

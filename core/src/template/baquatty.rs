//! Baquatty Audan, Tselinograd District, 2024: three administrators of each of 30 schools, and 500 teachers by the
//! size of their schools.

use super::{Criterion, Frame, IdSource, Template, Tongue, day, days, is, quota};
use crate::model::*;

const TRAINERS: [&str; 8] = [
    "Абдрахманова Ақбота Еркінқызы",
    "Воронцова Татьяна Глебовна",
    "Ғалиев Мерген Сәбитұлы",
    "Ерденова Жанна Қайырқызы",
    "Климов Степан Аркадьевич",
    "Қуанышев Дәурен Асанұлы",
    "Назарова Лола Бахытовна",
    "Төлеуов Санжар Болатұлы",
];

pub(super) fn records(tongue: Tongue, ids: &IdSource) -> Vec<Record> {
    let name = tongue.of(["Бақуатты аудан", "Бақуатты аудан", "Baquatty Audan"]);
    let mut frame = Frame::new(name, Some(Template::Baquatty2024), ids);
    let heads = modules(&[
        tongue.of(["Басқару жағдаяттары", "Управленческие ситуации", "Management cases"]),
        tongue.of(["Жедел міндеттер", "Оперативные задачи", "Operational tasks"]),
        tongue.of(["Мектептегі оқыту сапасы", "Качество обучения в школе", "Quality of teaching"]),
    ]);
    let teachers = modules(&[
        tongue.of(["Функционалдық сауаттылық", "Функциональная грамотность", "Functional literacy"]),
        tongue.of(["Тапсырмалар құрастыру", "Составление заданий", "Designing tasks"]),
        tongue.of(["Бағалау және кері байланыс", "Оценивание и обратная связь", "Assessment and feedback"]),
    ]);
    let head_title = tongue.of(["Басқару құзыреттері", "Управленческие компетенции", "School management"]);
    let teacher_title =
        tongue.of(["Функционалдық сауаттылық", "Функциональная грамотность", "Functional literacy of pupils"]);
    let head_course = frame.course(head_title, CourseForm::Blended, &heads);
    let teacher_course = frame.course(teacher_title, CourseForm::Blended, &teachers);
    let venue = tongue.of(["Ақмол ауылы, аудан орталығы", "с. Акмол, районный центр", "Akmol, district centre"]);
    frame.venue(venue, (51.05, 70.98), &[], (8, 25, RoomKind::Classroom));
    for trainer in TRAINERS {
        frame.trainer(trainer, &[], &[Language::Kazakh, Language::Russian]);
    }
    let intakes = vec![administrators(&frame, head_course, tongue), functional(&frame, teacher_course, tongue)];
    frame.finish(intakes)
}

fn modules(names: &[String]) -> Vec<(String, u16)> {
    names.iter().map(|name| (name.clone(), 8)).collect()
}

fn administrators(frame: &Frame<'_>, course: CourseId, tongue: Tongue) -> Intake {
    let name = tongue.of(["Әкімшілер, 2024 жылғы маусым", "Администраторы, июнь 2024", "Administrators, June 2024"]);
    let plain = frame.intake(course, name, (day(2024, 6, 10), day(2024, 6, 21)), 90);
    let principals = is(Criterion::Role(vec![Role::Principal]));
    Intake {
        eligibility: is(Criterion::Role(vec![Role::Principal, Role::VicePrincipal])),
        quotas: vec![
            Quota { at_least: Some(3), at_most: Some(3), ..quota(vec![Dimension::School]) },
            Quota {
                only: Some(principals.clone()),
                at_least: Some(1),
                at_most: Some(1),
                ..quota(vec![Dimension::School])
            },
        ],
        priority: vec![Priority::Prefer(principals), Priority::EarlierLastCourse],
        streams: vec![Stream { days: days(2024, &[(10, 6), (11, 6), (12, 6)]) }],
        ..plain
    }
}

fn functional(frame: &Frame<'_>, course: CourseId, tongue: Tongue) -> Intake {
    let name = tongue.of(["Мұғалімдер, 2024 жылғы маусым", "Учителя, июнь 2024", "Teachers, June 2024"]);
    let plain = frame.intake(course, name, (day(2024, 6, 13), day(2024, 6, 28)), 500);
    Intake {
        eligibility: is(Criterion::Role(vec![Role::Teacher])),
        quotas: vec![Quota { shared_by_pupils: Some(500), ..quota(vec![Dimension::School]) }],
        priority: vec![Priority::EarlierLastCourse],
        streams: vec![
            Stream { days: days(2024, &[(13, 6), (14, 6), (17, 6)]) },
            Stream { days: days(2024, &[(18, 6), (19, 6), (20, 6)]) },
            Stream { days: days(2024, &[(24, 6), (25, 6), (26, 6)]) },
        ],
        ..plain
    }
}

//! Remote and rural schools, 2024: principals and teachers of 11 pilot schools at a two-day workshop.

use super::{Criterion, Frame, IdSource, Template, Tongue, day, days, is, quota};
use crate::model::*;

pub(super) fn records(tongue: Tongue, ids: &IdSource) -> Vec<Record> {
    let name = tongue.of(["Ауылдық мектеп шамы", "Сельская школа — светоч", "Rural school lamp (RARS)"]);
    let mut frame = Frame::new(name, Some(Template::Rars2024), ids);
    let title = tongue.of(["Мұғалім көшбасшылығы", "Лидерство учителя", "Teacher leadership"]);
    let modules = [
        tongue.of(["Мұғалім көшбасшылығына кіріспе", "Введение в лидерство учителя", "Teacher-led development"]),
        tongue.of(["Кәсіби оқу қауымдастықтары", "Профессиональные сообщества", "Professional communities"]),
    ]
    .map(|name| (name, 8));
    let course = frame.course(title, CourseForm::InPerson, &modules);
    let venue = tongue.of(["Алматы, университет", "Алматы, университет", "Almaty, university"]);
    frame.venue(venue, (43.24, 76.93), &[], (2, 30, RoomKind::Hall));
    frame.trainer("Сатпаева Меруерт Ахатқызы", &[], &[Language::Kazakh, Language::Russian]);
    frame.trainer("Орлов Игнат Борисович", &[], &[Language::Kazakh, Language::Russian]);
    let intake = intake(&frame, course, tongue);
    frame.finish(vec![intake])
}

fn intake(frame: &Frame<'_>, course: CourseId, tongue: Tongue) -> Intake {
    let name = tongue.of(["2024 жылғы қаңтар", "Январь 2024", "January 2024"]);
    let plain = frame.intake(course, name, (day(2024, 1, 29), day(2024, 1, 30)), 44);
    Intake {
        eligibility: is(Criterion::Role(vec![Role::Principal, Role::Teacher])),
        quotas: vec![
            Quota {
                only: Some(is(Criterion::Role(vec![Role::Principal]))),
                at_least: Some(1),
                at_most: Some(1),
                ..quota(vec![Dimension::School])
            },
            Quota {
                only: Some(is(Criterion::Role(vec![Role::Teacher]))),
                at_least: Some(2),
                at_most: None,
                ..quota(vec![Dimension::School])
            },
        ],
        priority: vec![Priority::EarlierLastCourse],
        streams: vec![Stream { days: days(2024, &[(29, 1), (30, 1)]) }],
        grouping: GroupPolicy { min_size: 10, max_size: 30, ..plain.grouping.clone() },
        ..plain
    }
}

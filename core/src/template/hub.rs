//! Hub schools, October 2024: rural teachers of 56 hub schools and the small-class schools attached to them, in 13
//! subjects at 8 venues.

use std::sync::Arc;

use super::{Criterion, Frame, IdSource, Rule, Template, Text, Tongue, day, days, is, quota};
use crate::model::*;

/// The thirteen subjects of the seminars.
pub(super) const SUBJECTS: [Subject; 13] = [
    Subject::Mathematics,
    Subject::Physics,
    Subject::Chemistry,
    Subject::Biology,
    Subject::Geography,
    Subject::Informatics,
    Subject::Kazakh,
    Subject::Russian,
    Subject::English,
    Subject::HistoryOfKazakhstan,
    Subject::Primary,
    Subject::NaturalScience,
    Subject::GlobalCompetencies,
];

const SOUTH: &[&str] = &["KZ-19", "KZ-33", "KZ-31", "KZ-43", "KZ-61"];
const WEST: &[&str] = &["KZ-23", "KZ-47", "KZ-27", "KZ-15"];

struct VenueData {
    name: Text,
    at: (f64, f64),
    serves: &'static [&'static str],
    subjects: &'static [Subject],
    rooms: u32,
    first_room: RoomKind,
}

const VENUES: [VenueData; 8] = [
    VenueData {
        name: ["Алматы НЗМ", "НИШ Алматы", "NIS Almaty"],
        at: (43.24, 76.89),
        serves: SOUTH,
        subjects: &[],
        rooms: 4,
        first_room: RoomKind::Laboratory,
    },
    VenueData {
        name: ["Түркістан НЗМ", "НИШ Туркестан", "NIS Turkestan"],
        at: (43.30, 68.25),
        serves: SOUTH,
        subjects: &[],
        rooms: 3,
        first_room: RoomKind::Laboratory,
    },
    VenueData {
        name: ["№ 7 IT-лицей, Түркістан", "IT-лицей № 7, Туркестан", "IT Lyceum School No. 7, Turkestan"],
        at: (43.31, 68.24),
        serves: SOUTH,
        subjects: &[Subject::Informatics, Subject::Mathematics, Subject::Physics],
        rooms: 2,
        first_room: RoomKind::Computer,
    },
    VenueData {
        name: ["Астана НЗМ", "НИШ Астана", "NIS Astana"],
        at: (51.13, 71.43),
        serves: &["KZ-11", "KZ-35", "KZ-55", "KZ-39", "KZ-59", "KZ-63", "KZ-10"],
        subjects: &[],
        rooms: 5,
        first_room: RoomKind::Laboratory,
    },
    VenueData {
        name: ["Семей НЗМ", "НИШ Семей", "NIS Semey"],
        at: (50.41, 80.25),
        serves: &["KZ-10", "KZ-63", "KZ-55", "KZ-35"],
        subjects: &[],
        rooms: 3,
        first_room: RoomKind::Laboratory,
    },
    VenueData {
        name: ["Көкшетау НЗМ", "НИШ Кокшетау", "NIS Kokshetau"],
        at: (53.28, 69.39),
        serves: &["KZ-11", "KZ-59", "KZ-39", "KZ-55"],
        subjects: &[],
        rooms: 3,
        first_room: RoomKind::Laboratory,
    },
    VenueData {
        name: ["Атырау НЗМ", "НИШ Атырау", "NIS Atyrau"],
        at: (47.11, 51.92),
        serves: WEST,
        subjects: &[],
        rooms: 3,
        first_room: RoomKind::Laboratory,
    },
    VenueData {
        name: ["Атырау колледждері", "Колледжи Атырау", "Colleges of Atyrau"],
        at: (47.10, 51.90),
        serves: WEST,
        subjects: &[],
        rooms: 2,
        first_room: RoomKind::Computer,
    },
];

/// Two invented trainers a subject: the first teaches in Kazakh, the second in Kazakh and Russian.
const TRAINERS: [[&str; 2]; 13] = [
    ["Байтасов Ержан Мәлікұлы", "Соколова Вера Игоревна"],
    ["Досанов Қайрат Әлиұлы", "Цой Роман Викторович"],
    ["Есімова Гүлнәр Сәкенқызы", "Мельник Ольга Павловна"],
    ["Жарқынова Сая Бекқызы", "Литвинова Анна Олеговна"],
    ["Кәрімов Нұрбол Ғаниұлы", "Ахметзянов Ринат Фаритович"],
    ["Мырзабеков Дамир Айдарұлы", "Пак Евгений Юрьевич"],
    ["Нұрғалиева Шара Ибрагимқызы", "Сәрсенова Алия Маратовна"],
    ["Оспанова Лаура Жанатқызы", "Кузнецова Ирина Львовна"],
    ["Рахманова Динара Ерікқызы", "Ли Марина Сергеевна"],
    ["Сұлтанов Болат Тілекұлы", "Власов Пётр Андреевич"],
    ["Тасболатова Зейнеп Орынқызы", "Иванченко Светлана Юрьевна"],
    ["Умарова Назым Серікқызы", "Гофман Артур Эдуардович"],
    ["Шаймерденова Айым Қуатқызы", "Никитина Дарья Романовна"],
];

const MODULES: [Text; 5] = [
    ["Оқу мақсаттары және бағалау", "Цели обучения и оценивание", "Goals and assessment"],
    ["Пән тереңдігі", "Предметная глубина", "Subject depth"],
    ["Сабақтағы зерттеу әдістері", "Методы исследования на уроке", "Research methods in the lesson"],
    ["Цифрлық құралдар", "Цифровые инструменты", "Digital tools"],
    ["Сабақты жобалау және кері байланыс", "Проектирование урока и обратная связь", "Lesson design and feedback"],
];

pub(super) fn records(tongue: Tongue, ids: &IdSource) -> Vec<Record> {
    let name = tongue.of(["Тірек мектептер", "Опорные школы", "Hub schools"]);
    let mut frame = Frame::new(name, Some(Template::Hub2024), ids);
    let modules: Vec<(String, u16)> = MODULES.iter().map(|&text| (tongue.of(text), 8)).collect();
    let course_name = tongue.of([
        "Ауылдағы тірек мектептердің әлеуетін дамыту: пәндік семинарлар",
        "Развитие потенциала опорных школ на селе: предметные семинары",
        "Development of the potential of hub schools: subject seminars",
    ]);
    let course = frame.course(course_name, CourseForm::InPerson, &modules);
    for venue in VENUES {
        let serves: Vec<Region> = venue.serves.iter().filter_map(|code| Region::from_code(code)).collect();
        let id = frame.venue(tongue.of(venue.name), venue.at, &serves, (venue.rooms, 25, venue.first_room));
        restrict(&mut frame.records, id, venue.subjects);
    }
    for (subject, [kazakh, both]) in SUBJECTS.iter().zip(TRAINERS) {
        frame.trainer(kazakh, &[*subject], &[Language::Kazakh]);
        frame.trainer(both, &[*subject], &[Language::Kazakh, Language::Russian]);
    }
    let intake = intake(&frame, course, tongue);
    frame.finish(vec![intake])
}

fn restrict(records: &mut [Record], id: VenueId, subjects: &[Subject]) {
    for record in records {
        if let Record::Venue(venue) = record
            && venue.id == id
        {
            Arc::make_mut(venue).subjects = subjects.to_vec();
        }
    }
}

fn intake(frame: &Frame<'_>, course: CourseId, tongue: Tongue) -> Intake {
    let reference = day(2024, 10, 10);
    let name = tongue.of(["2024 жылғы қазан", "Октябрь 2024", "October 2024"]);
    let plain = frame.intake(course, name, (reference, day(2024, 11, 1)), 420);
    Intake {
        reference_date: reference,
        eligibility: eligibility(),
        quotas: vec![
            Quota { at_least: Some(6), at_most: Some(8), ..quota(vec![Dimension::HubCluster]) },
            Quota { at_least: Some(12), at_most: Some(60), ..quota(vec![Dimension::Subject]) },
        ],
        priority: vec![
            Priority::Prefer(is(Criterion::LastCourseBefore(day(2021, 10, 10)))),
            Priority::Prefer(is(Criterion::SchoolKind(vec![SchoolKind::SmallClass]))),
            Priority::EarlierLastCourse,
        ],
        seed: 2024,
        streams: vec![
            Stream { days: days(2024, &[(10, 10), (11, 10), (14, 10), (15, 10), (16, 10)]) },
            Stream { days: days(2024, &[(17, 10), (18, 10), (21, 10), (22, 10), (23, 10)]) },
            Stream { days: days(2024, &[(24, 10), (28, 10), (29, 10), (30, 10), (31, 10)]) },
        ],
        online_days: days(2024, &[(1, 11)]),
        grouping: GroupPolicy {
            min_size: 5,
            max_size: 25,
            one_subject: true,
            by_language: true,
            mixing_cost: Some(60),
            group_cost: 100,
            moving_cost: 0,
        },
        timetabling: TimetablePolicy {
            one_module_a_day: true,
            one_venue_per_stream: true,
            room_needs: vec![RoomNeed {
                subjects: vec![Subject::Informatics, Subject::Physics],
                kinds: vec![RoomKind::Laboratory, RoomKind::Computer],
            }],
        },
        ..plain
    }
}

fn eligibility() -> Rule {
    Rule::All(vec![
        is(Criterion::Role(vec![Role::Teacher])),
        is(Criterion::Subject(SUBJECTS.to_vec())),
        is(Criterion::HubCluster),
        is(Criterion::Locality(Locality::Rural)),
        is(Criterion::Experience { at_least: Some(1), at_most: None }),
        is(Criterion::LastCourseBefore(day(2023, 10, 10))),
    ])
}

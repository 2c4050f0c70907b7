//! Invented lists for the hub-school programme: 56 hubs, 224 small-class schools, about 700 teachers. Every person is
//! made up and every birth date is in the 1800s, so that no living person can be meant.

use chrono::{Datelike, NaiveDate};

use super::{IdSource, day, hub};
use crate::model::*;

/// Region, centre of its schools, districts.
type Area = (&'static str, (f64, f64), &'static [&'static str]);

const AREAS: [Area; 16] = [
    ("KZ-10", (50.3, 80.6), &["Аягозский район", "Бескарагайский район", "Бородулихинский район", "Жарминский район"]),
    ("KZ-11", (53.3, 69.3), &["Целиноградский район", "Аккольский район", "Аршалынский район", "Астраханский район"]),
    ("KZ-15", (50.3, 57.5), &["Алгинский район", "Айтекебийский район", "Каргалинский район", "Мартукский район"]),
    ("KZ-19", (43.8, 77.1), &["Балхашский район", "Жамбылский район", "Илийский район", "Карасайский район"]),
    ("KZ-23", (46.8, 51.9), &["Жылыойский район", "Индерский район", "Исатайский район", "Курмангазинский район"]),
    ("KZ-27", (51.1, 51.3), &["Акжаикский район", "Бурлинский район", "Жангалинский район", "Казталовский район"]),
    ("KZ-31", (42.7, 71.3), &["Байзакский район", "Жуалынский район", "Кордайский район", "Меркенский район"]),
    ("KZ-33", (44.7, 78.3), &["Аксуский район", "Алакольский район", "Ескельдинский район", "Кербулакский район"]),
    ("KZ-35", (49.9, 73.1), &["Абайский район", "Актогайский район", "Бухар-Жырауский район"]),
    ("KZ-39", (53.0, 64.1), &["Алтынсаринский район", "Аулиекольский район", "Денисовский район"]),
    ("KZ-43", (44.9, 65.5), &["Аральский район", "Жалагашский район", "Жанакорганский район"]),
    ("KZ-47", (43.7, 50.8), &["Бейнеуский район", "Каракиянский район", "Мангистауский район"]),
    ("KZ-55", (52.5, 77.5), &["Аккулинский район", "Актогайский район", "Баянаульский район"]),
    ("KZ-59", (55.2, 68.9), &["Айыртауский район", "Акжарский район", "Аккайынский район"]),
    ("KZ-61", (43.5, 67.5), &["Байдибекский район", "Жетысайский район", "Казыгуртский район"]),
    ("KZ-63", (50.2, 82.5), &["Глубоковский район", "Зайсанский район", "Катон-Карагайский район"]),
];

const VILLAGES: [&str; 14] = [
    "Ақбұлақ",
    "Бесқайың",
    "Дәнді",
    "Егіндікөл",
    "Жайлау",
    "Заречное",
    "Кеңащы",
    "Көлқамыс",
    "Майбалық",
    "Нұра",
    "Озёрное",
    "Сартөбе",
    "Теректі",
    "Шағалалы",
];
const FAMILIES: [&str; 20] = [
    "Абылайханов",
    "Байсеркенов",
    "Дулатбеков",
    "Елеусізов",
    "Жанболатов",
    "Исатаев",
    "Кенесарин",
    "Қонақбаев",
    "Лукьянов",
    "Мұстафаев",
    "Наурызбаев",
    "Ордабаев",
    "Прохоров",
    "Рақымбаев",
    "Сырымбетов",
    "Тасмағамбетов",
    "Уразалиев",
    "Фёдоров",
    "Шоқанов",
    "Ыбыраев",
];
const WOMEN: [&str; 10] =
    ["Айсұлу", "Бағила", "Гүлжан", "Дария", "Екатерина", "Жібек", "Кәмила", "Лидия", "Назерке", "Хадиша"];
const MEN: [&str; 10] =
    ["Әділ", "Бекзат", "Василий", "Дархан", "Ермек", "Жангир", "Қуаныш", "Мейрам", "Оралбек", "Сәкен"];
const FATHERS: [&str; 10] = ["Ақан", "Бөлек", "Ғани", "Ербол", "Жақып", "Кәрім", "Манас", "Нұртай", "Сапар", "Тұрар"];

/// SplitMix64 (Steele, Lea and Flood, 2014): small, and the same numbers everywhere.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u32) -> u32 {
        u32::try_from(self.next() % u64::from(limit.max(1))).unwrap_or(0)
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(u32::try_from(from.len()).unwrap_or(1)) as usize]
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }
}

/// Districts, schools and people with a nomination each, for this intake of the hub-school template.
#[must_use]
pub fn hub_lists(intake: IntakeId, ids: &IdSource) -> Vec<Record> {
    let mut sample = Sample { draw: Draw(1841), ids, intake, records: Vec::new() };
    for (region, centre, districts) in AREAS {
        if let Some(region) = Region::from_code(region) {
            for name in districts {
                sample.district(region, centre, name);
            }
        }
    }
    sample.records
}

struct Sample<'a> {
    draw: Draw,
    ids: &'a IdSource,
    intake: IntakeId,
    records: Vec<Record>,
}

impl Sample<'_> {
    fn district(&mut self, region: Region, centre: (f64, f64), name: &str) {
        let id: DistrictId = self.ids.take();
        self.records.push(District { id, region, name: name.to_owned() }.into());
        let hub = self.school(id, centre, 0, None);
        let satellites: Vec<SchoolId> = (1..5).map(|n| self.school(id, centre, n, Some(hub))).collect();
        let from_hub = 8 + self.draw.below(3);
        for _ in 0..from_hub {
            self.person(hub);
        }
        for school in satellites {
            let count = self.draw.below(3);
            for _ in 0..count {
                self.person(school);
            }
        }
    }

    fn school(&mut self, district: DistrictId, centre: (f64, f64), number: u32, hub: Option<SchoolId>) -> SchoolId {
        let id: SchoolId = self.ids.take();
        let shift = |draw: &mut Draw| (f64::from(draw.below(2400)) - 1200.0) / 1000.0;
        let location =
            GeoPoint::new(round4(centre.0 + shift(&mut self.draw)), round4(centre.1 + shift(&mut self.draw)));
        let languages = match self.draw.below(10) {
            0 => vec![Language::Russian],
            1 => vec![Language::Kazakh, Language::Russian],
            _ => vec![Language::Kazakh],
        };
        let village = self.draw.pick(&VILLAGES);
        let school = School {
            id,
            district,
            // The number keeps names apart within a district.
            name: format!("СОШ № {} с. {village}", 10 * number + 1 + self.draw.below(9)),
            kind: if hub.is_none() { SchoolKind::Hub } else { SchoolKind::SmallClass },
            locality: Some(Locality::Rural),
            hub,
            hub_unknown: false,
            languages,
            pupils: Some(if hub.is_none() { 400 + self.draw.below(800) } else { 40 + self.draw.below(140) }),
            location,
            tags: Vec::new(),
            note: None,
        };
        self.records.push(school.into());
        id
    }

    fn person(&mut self, school: SchoolId) {
        let id: PersonId = self.ids.take();
        let woman = self.draw.chance(70);
        let person = PersonFields {
            id,
            name: self.name(woman),
            school,
            role: Some(Role::Teacher),
            acting: false,
            subjects: [self.draw.pick(&hub::SUBJECTS)].into_iter().collect(),
            grades: Codes::new(),
            languages: [if self.draw.chance(80) { Language::Kazakh } else { Language::Russian }].into_iter().collect(),
            category: Some(self.draw.pick(&Category::ALL[2..7])),
            experience: if self.draw.chance(95) { Some(u16::try_from(self.draw.below(38)).unwrap_or(0)) } else { None },
            history: Some(self.history()),
            iin: if self.draw.chance(88) { self.iin(woman) } else { None },
            born: None,
            sex: None,
            phone: None,
            email: None,
            tags: Vec::new(),
            offers: Vec::new(),
            wants: Vec::new(),
            note: None,
        };
        self.records.push(person.into());
        let enrolment = Enrolment::nominated(self.ids.take(), self.intake, id);
        self.records.push(enrolment.into());
    }

    fn name(&mut self, woman: bool) -> String {
        let family = self.draw.pick(&FAMILIES);
        let father = self.draw.pick(&FATHERS);
        if woman {
            format!("{family}а {} {father}қызы", self.draw.pick(&WOMEN))
        } else {
            format!("{family} {} {father}ұлы", self.draw.pick(&MEN))
        }
    }

    fn history(&mut self) -> Vec<PastCourse> {
        if self.draw.chance(10) {
            return Vec::new();
        }
        let ended = day(2017, 1, 15) + chrono::Days::new(u64::from(self.draw.below(2500)));
        let hours = AcademicHours(self.draw.pick(&[36, 40, 72, 80]));
        vec![PastCourse { ended, hours: Some(hours), title: None, programme: None }]
    }

    /// A number of someone born in 1860-1899; numbers whose control digit can't be had are passed over.
    fn iin(&mut self, woman: bool) -> Option<Iin> {
        let born: NaiveDate = day(1860, 1, 1) + chrono::Days::new(u64::from(self.draw.below(14_000)));
        let head = format!(
            "{:02}{:02}{:02}{}{:04}",
            born.year() % 100,
            born.month(),
            born.day(),
            if woman { 2 } else { 1 },
            self.draw.below(10_000)
        );
        (0..10).find_map(|control| Iin::parse(&format!("{head}{control}")).ok())
    }
}

fn round4(degrees: f64) -> f64 {
    libm::round(degrees * 10_000.0) / 10_000.0
}

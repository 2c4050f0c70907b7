//! Invented names of schools and people.

use orken_core::solver::random::Random;

const FAMILIES: [&str; 24] = [
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
    "Өтегенов",
    "Әбдіғалиев",
    "Гончаренко",
    "Цыганков",
];
const WOMEN: [&str; 16] = [
    "Айсұлу",
    "Бағила",
    "Гүлжан",
    "Дария",
    "Екатерина",
    "Жібек",
    "Кәмила",
    "Лидия",
    "Назерке",
    "Хадиша",
    "Марфуға",
    "Сара",
    "Ұлбосын",
    "Фатима",
    "Шолпан",
    "Вера",
];
const MEN: [&str; 12] = [
    "Әділ",
    "Бекзат",
    "Василий",
    "Дархан",
    "Ермек",
    "Жангир",
    "Қуаныш",
    "Мейрам",
    "Оралбек",
    "Сәкен",
    "Тимофей",
    "Ілияс",
];
const FATHERS: [&str; 14] = [
    "Ақан",
    "Бөлек",
    "Ғани",
    "Ербол",
    "Жақып",
    "Кәрім",
    "Манас",
    "Нұртай",
    "Сапар",
    "Тұрар",
    "Омар",
    "Сейіт",
    "Ысқақ",
    "Әлім",
];
const VILLAGES: [&str; 18] = [
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
    "Қызылжар",
    "Мереке",
    "Алғабас",
    "Степное",
];

/// The number makes it the only one of its region.
pub(super) fn school(number: u32, rural: bool) -> String {
    let number = number + 1;
    if rural {
        format!("СОШ № {number} с. {}", VILLAGES[number as usize % VILLAGES.len()])
    } else {
        format!("Школа-гимназия № {number}")
    }
}

pub(super) fn person(random: &mut Random) -> String {
    let mut pick = |from: &[&'static str]| from[random.below(from.len())];
    let (family, father) = (pick(&FAMILIES), pick(&FATHERS));
    let (woman, man) = (pick(&WOMEN), pick(&MEN));
    if random.below(100) < 76 {
        format!("{family}а {woman} {father}қызы")
    } else {
        format!("{family} {man} {father}ұлы")
    }
}

//! Rows that look like something else and are people or schools: a good row is never lost to a rule about bad ones.

mod import_world;

use import_world::{check, country};
use orken_core::workspace::Workspace;

fn places() -> Workspace {
    country(&[
        "область Абай | Аягозский район | СОШ № 44 с. Ақсу",
        "область Абай | Аягозский район | СОШ № 46 с. Жаңатұрмыс",
        "область Абай | Аягозский район | СОШ имени М.Әуезова с. Үлгілі",
        "Акмолинская область | Целиноградский район | СОШ № 44 с. Ақсу",
    ])
}

const AT_44: &str = "ok Аягозский район: СОШ № 44 с. Ақсу";
const AT_46: &str = "ok Аягозский район: СОШ № 46 с. Жаңатұрмыс";

#[test]
fn surnames_with_initials_are_no_places() {
    for name in
        ["Омаров Қ.", "Сатов Г.", "Ким Р.Н.", "Омарова Г.А.", "Р.Н. Сатова", "Г. Омарова", "Ом Виктор", "Мо Вера"]
    {
        let row = format!("5 | {name} |");
        check(
            name,
            &places(),
            &[
                ("№ | ФИО | Телефон", "header"),
                ("Аягозский район", "group"),
                ("СОШ № 44 с. Ақсу", "group"),
                (&row, AT_44),
                ("6 | Тест Вера | 87011112236", AT_44),
            ],
        );
    }
}

#[test]
fn people_without_numbers_are_no_signatures() {
    for name in [
        "Маман Айгүл",
        "Омарова Сауле (методист)",
        "Әділбек Айнұр, директордың орынбасары",
        "М.П. Иванова",
        "М.О. Ержанов",
        "Зам Елена",
        "Тел Иван",
    ] {
        let row = format!("{name} | Химия | 5");
        check(
            name,
            &places(),
            &[
                ("ФИО | Предмет | Стаж", "header"),
                ("Аягозский район", "group"),
                ("СОШ № 44 с. Ақсу", "group"),
                (&row, AT_44),
            ],
        );
    }
    check(
        "a post before the name",
        &places(),
        &[
            ("№ | Должность | ФИО | Предмет", "header"),
            ("Аягозский район", "group"),
            ("СОШ № 44 с. Ақсу", "group"),
            (" | зам. директора | Тест Гүл | Физика", AT_44),
        ],
    );
}

#[test]
fn schools_are_no_signatures() {
    for heading in ["М.О.Әуезов атындағы орта мектеп, Үлгілі", "КГУ - СОШ имени Абая", "Маман би атындағы орта мектеп"]
    {
        check(
            heading,
            &places(),
            &[
                ("№ | ФИО | Предмет", "header"),
                ("Аягозский район", "group"),
                ("СОШ № 46 с. Жаңатұрмыс", "group"),
                ("1 | Тест Анна | Химия", AT_46),
                (heading, "group"),
            ],
        );
    }
    check(
        "schools of a list of schools",
        &Workspace::default(),
        &[
            ("Область | Район | Школа | Местность | Кол-во учащихся", "header"),
            ("область Абай | Аягозский район | М.О.Әуезов атындағы мектеп | село | 350", "ok"),
            ("область Абай | Аягозский район | Маман би атындағы мектеп | | 350", "ok"),
        ],
    );
}

#[test]
fn schools_of_one_name_in_two_districts_are_a_list_of_schools() {
    check(
        "headings part the schools",
        &Workspace::default(),
        &[
            ("№ | Школа | ФИО | Вид школы", "header"),
            ("Абай облысы", "group"),
            ("Аягозский район", "group"),
            ("1 | СОШ № 1 | Омаров Аман | МКШ", "ok"),
            ("2 | СОШ № 2 | Омаров Ерлан | МКШ", "ok"),
            ("Бескарагайский район", "group"),
            ("3 | СОШ № 1 | Омаров Қанат | МКШ", "ok"),
            ("4 | СОШ № 2 | Омаров Сәкен | МКШ", "ok"),
        ],
    );
}

#[test]
fn people_with_columns_of_their_schools_are_a_list_of_people() {
    for header in [
        "№ | ФИО | Должность | Область | Район | Школа | Вид школы | Местность",
        "№ | ФИО педагога | Телефон | Область | Район | Школа | Вид школы | Местность",
    ] {
        check(
            header,
            &places(),
            &[
                (header, "header"),
                ("1 | Тест Анна | | область Абай | Аягозский район | СОШ № 44 с. Ақсу | МКШ | село", AT_44),
                ("2 | Тест Вера | | область Абай | Аягозский район | СОШ № 46 с. Жаңатұрмыс | МКШ | село", AT_46),
            ],
        );
    }
}

#[test]
fn a_part_of_a_list_is_no_place() {
    for part in ["Школы района:", "Опорные школы района", "Старшая школа, 10-11 классы"]
    {
        check(
            part,
            &places(),
            &[
                ("№ | ФИО | Школа", "header"),
                ("Аягозский район", "group"),
                ("1 | Тест Анна | СОШ № 44 с. Ақсу", AT_44),
                (part, "remark"),
                ("2 | Тест Вера | СОШ № 44 с. Ақсу", AT_44),
            ],
        );
    }
}

#[test]
fn rows_below_the_header_are_read() {
    check(
        "a name that begins like hours",
        &places(),
        &[
            ("ФИО | Предмет", "header"),
            ("Сағатов Ерлан | Химия", "unknown_school"),
            ("Аягозский район", "group"),
            ("СОШ № 44 с. Ақсу", "group"),
            ("Сағатов Ерлан | Химия", AT_44),
        ],
    );
    check(
        "a title that says where something was held",
        &places(),
        &[
            ("Список участников семинара в Целиноградском районе", "title"),
            ("№ | ФИО | Школа", "header"),
            ("1 | Тест Анна | СОШ № 46 с. Жаңатұрмыс", AT_46),
            ("2 | Тест Вера | СОШ № 44 с. Ақсу", "unknown_school"),
        ],
    );
}

//! Rows between the people that name places in more ways: several at once, in two cells, by their schools; labels.

mod import_world;

use import_world::{check, country};
use orken_core::workspace::Workspace;

const HEADER: (&str, &str) = ("№ | ФИО | Должность | Школа | Предмет", "header");

fn akmola() -> Workspace {
    country(&[
        "Акмолинская область | Аккольский район | СОШ № 1",
        "Акмолинская область | Бурабайский район | СОШ № 1",
        "Акмолинская область | Зерендинский район | СОШ № 1",
        "Акмолинская область | г. Кокшетау | СОШ № 1",
        "Акмолинская область | Есильский район | СОШ № 1",
        "Северо-Казахстанская область | Есильский район | СОШ № 1",
        "Павлодарская область | г. Павлодар | СОШ № 1",
    ])
}

/// The person below a group row that stands below Аккольский район.
fn below(workspace: &Workspace, group: &str, wanted: &str) {
    let person = ("2 | Ким Инна | учитель | СОШ № 1 | физика", wanted);
    let first = ("1 | Ким Анна | учитель | СОШ № 1 | физика", "ok Аккольский район: СОШ № 1");
    check(group, workspace, &[HEADER, ("Аккольский район", "group"), first, (group, "group"), person]);
}

#[test]
fn a_group_of_two_districts_leaves_the_district_open() {
    let workspace = akmola();
    for group in [
        "Бурабайский и Зерендинский районы",
        "Бурабайский, Зерендинский районы",
        "Бурабай және Зеренді аудандары",
        "Школы Бурабайского и Зерендинского районов",
        "2 | Бурабайский и Зерендинский районы",
    ] {
        below(&workspace, group, "unknown_school");
    }
}

#[test]
fn a_group_of_the_schools_of_a_place_is_of_the_place() {
    let workspace = akmola();
    let (city, district) = ("ok г. Кокшетау: СОШ № 1", "ok Бурабайский район: СОШ № 1");
    for (group, wanted) in [
        ("Школы города Кокшетау", city),
        ("Школы г. Кокшетау", city),
        ("Көкшетау қаласының мектептері", city),
        ("Школы Бурабайского района", district),
        ("Бурабай ауданының мектептері", district),
        ("Мектептер: Бурабай ауданы", district),
        ("ОО Бурабайского района", district),
    ] {
        below(&workspace, group, wanted);
    }
}

#[test]
fn a_group_may_be_numbered_in_a_cell_of_its_own_and_stand_in_two() {
    let workspace = akmola();
    for number in ["2", "I", "II", "2.1", "а)", "№2"] {
        below(&workspace, &format!("{number} | Бурабайский район"), "ok Бурабайский район: СОШ № 1");
    }
    for number in ["I", "2.1", "а)", "№ 2"] {
        let group = format!("{number} | СОШ имени Абая");
        let person = "2 | Ким Инна | учитель | | физика";
        check(&group, &workspace, &[HEADER, (&group, "group"), (person, "unknown_school")]);
    }
    for (group, wanted) in [
        ("СКО | Есильский район | | |", "ok Есильский район: СОШ № 1"),
        ("Бурабайский район | Бурабай ауданы | | |", "ok Бурабайский район: СОШ № 1"),
    ] {
        below(&workspace, group, wanted);
    }
}

#[test]
fn labels_may_stand_side_by_side_and_name_the_region_too() {
    let workspace = akmola();
    let (burabay, north) = ("ok Бурабайский район: СОШ № 1", "ok Есильский район: СОШ № 1");
    for (title, wanted) in [
        ("Область: Акмолинская | | Район: Бурабайский", burabay),
        ("Область: | Акмолинская область | Район: | Бурабайский район", burabay),
        ("Область: СКО, Район: Есильский", north),
        ("Район: Есильский район СКО", north),
        ("Район: Аккольский район Акмолинской области", "ok Аккольский район: СОШ № 1"),
        ("Аудан / район: Ақкөл", "ok Аккольский район: СОШ № 1"),
        ("Район: Есильский", "unknown_school"),
    ] {
        let row = "1 | Ким Анна | учитель | СОШ № 1 | физика";
        check(title, &workspace, &[(title, "title"), HEADER, (row, wanted)]);
    }
}

#[test]
fn a_title_with_two_places_or_of_another_place_places_nothing() {
    let workspace = akmola();
    let (akkol, none) = ("ok Аккольский район: СОШ № 1", "unknown_school");
    for (title, wanted) in [
        ("Список педагогов г. Кокшетау и Степногорска", none),
        ("Список педагогов г. Кокшетау, Степногорск", none),
        ("Список педагогов г. Кокшетау, г. Степногорск", none),
        ("Список педагогов г. Кокшетау и сельских районов", none),
        ("Список педагогов города Павлодара и Павлодарского района", none),
        ("Список педагогов г. Павлодар и Павлодарский район", none),
        ("Көкшетау қаласы мен Ақкөл ауданы бойынша мәлімет", none),
        ("Көкшетау қаласы және Ақкөл ауданының педагогтері", none),
        ("Список педагогов на стажировку в школы г. Кокшетау", none),
        ("Список педагогов, стажирующихся по г. Кокшетау", none),
        ("Стажировочные площадки школ г. Кокшетау", none),
        ("Список педагогов на семинар в Аккольский район", none),
        ("Список педагогов без школ г. Кокшетау", none),
        ("Список педагогов, переведенных из школ г. Кокшетау", none),
        ("Список педагогов, принятых из школ г. Кокшетау", none),
        ("Список методистов, за которыми закреплены школы г. Кокшетау", none),
        // The place before such words is theirs.
        ("Список педагогов Аккольского района на стажировку в школы г. Кокшетау", akkol),
        ("Список педагогов Аккольского района, прошедших курсы", akkol),
        ("Список педагогов и директоров Аккольского района", akkol),
        ("Список педагогов г. Кокшетау", "ok г. Кокшетау: СОШ № 1"),
    ] {
        let row = "1 | Ким Анна | учитель | СОШ № 1 | физика";
        check(title, &workspace, &[(title, "title"), HEADER, (row, wanted)]);
    }
}

#[test]
fn an_office_in_the_cell_of_the_school_must_agree_with_the_district() {
    let workspace = akmola();
    let (ok, no) = ("ok Аккольский район: СОШ № 1", "unknown_school");
    for (school, wanted) in [
        ("КГУ \"СОШ № 1\" отдела образования по Аккольскому району управления образования Акмолинской области", ok),
        ("КГУ \"СОШ № 1\" отдела образования Аккольского района", ok),
        ("Ақмола облысы білім басқармасының Ақкөл ауданы бойынша білім бөлімінің № 1 ЖОББМ", ok),
        ("КГУ \"СОШ № 1\" отдела образования по Бурабайскому району", no),
        ("КГУ \"СОШ № 1\" отдела образования города Кокшетау", no),
        ("КГУ \"СОШ № 1\" управления образования Павлодарской области", no),
        ("Ақмола облысы білім басқармасының Бурабай ауданы бойынша білім бөлімінің № 1 ЖОББМ", no),
    ] {
        let row = format!("Ким Анна | Акмолинская область | Аккольский район | {school} | физика");
        check(school, &workspace, &[("ФИО | Область | Район | Школа | Предмет", "header"), (&row, wanted)]);
        let wanted = if wanted == ok { "ok" } else { "unknown_region" };
        let row = format!("Акмолинская область | Аккольский район | {school} | 500");
        let lines = [("Область | Район | Школа | Кол-во учащихся", "header"), (row.as_str(), wanted)];
        check(school, &Workspace::default(), &lines);
    }
    let row =
        "Ким Анна | Павлодарская область | г. Павлодар | КГУ \"СОШ № 1\" отдела образования города Павлодара | физика";
    let lines = [("ФИО | Область | Район | Школа | Предмет", "header"), (row, "ok г. Павлодар: СОШ № 1")];
    check("a city in the genitive", &workspace, &lines);
}

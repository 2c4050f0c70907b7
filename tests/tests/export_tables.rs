//! Tables and calendars out: read back by others, and nothing in them runs.

use chrono::NaiveDate;
use icalendar::parser::{read_calendar, unfold};
use orken_core::exchange::ics::{Event, write as write_ics};
use orken_core::exchange::table::{Table, Value, inert};
use orken_core::exchange::{csv, xlsx};
use orken_core::import::{Cell, read::read};
use orken_core::model::TimeOfDay;

fn table() -> Table {
    let day = NaiveDate::from_ymd_opt(2024, 10, 10).unwrap();
    Table {
        name: "Отбор: [2024]".to_owned(),
        headings: vec!["ФИО".to_owned(), "Балл".to_owned(), "День".to_owned(), "Примечание".to_owned()],
        rows: vec![
            vec!["Өтегенова \"Роза\"; Қыз".into(), Value::Number(-12.5), day.into(), "=HYPERLINK(\"x\",\"y\")".into()],
            vec!["Цой\nАнна".into(), 7_u32.into(), Value::Empty, "+77011234567".into()],
        ],
    }
}

#[test]
fn what_could_begin_a_formula_is_made_inert() {
    let cases = [
        ("=1+1", "'=1+1"),
        ("+7 701", "'+7 701"),
        ("-x", "'-x"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("\rx", "'\rx"),
        ("＝1", "'＝1"),
        ("Цой", "Цой"),
        ("1-2", "1-2"),
        ("", ""),
    ];
    for (text, wanted) in cases {
        assert_eq!(inert(text), wanted, "{text:?}");
    }
}

#[test]
fn csv_is_what_spreadsheets_open() {
    let bytes = csv::write(&table());
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.starts_with("\u{feff}ФИО;Балл;День;Примечание\r\n"));
    let book = read("t.csv", &bytes).unwrap();
    let rows: Vec<Vec<String>> = book.sheets[0].rows.iter().map(|r| r.iter().map(Cell::text).collect()).collect();
    assert_eq!(rows[1], ["Өтегенова \"Роза\"; Қыз", "-12.5", "2024-10-10", "'=HYPERLINK(\"x\",\"y\")"]);
    assert_eq!(rows[2], ["Цой\nАнна", "7", "", "'+77011234567"]);
}

#[test]
fn workbooks_keep_types_and_hold_no_formula() {
    let bytes = xlsx::write(&[table()]).unwrap();
    assert_eq!(bytes, xlsx::write(&[table()]).unwrap(), "the same table makes the same bytes");
    let book = read("t.xlsx", &bytes).unwrap();
    let sheet = &book.sheets[0];
    assert_eq!(sheet.name, "Отбор 2024");
    let day = NaiveDate::from_ymd_opt(2024, 10, 10).unwrap();
    assert_eq!(sheet.rows[1][1..], [Cell::Number(-12.5), Cell::Date(day), Cell::from("'=HYPERLINK(\"x\",\"y\")")]);
    assert_eq!(sheet.rows[2], [Cell::from("Цой\nАнна"), Cell::Number(7.0), Cell::Empty, Cell::from("+77011234567")]);
}

#[test]
fn an_independent_parser_reads_the_calendar() {
    let event = Event {
        uid: "session-17@orken".to_owned(),
        sequence: 2,
        date: NaiveDate::from_ymd_opt(2024, 10, 10).unwrap(),
        from: TimeOfDay::new(9, 0).unwrap(),
        to: TimeOfDay::new(10, 30).unwrap(),
        summary: "Мақсат қою және бағалау; Физика, 1-топ — сабақтың мақсаты мен нәтижесі".to_owned(),
        location: "НЗМ Алматы, 12\\каб.".to_owned(),
        description: "Жол 1\nЖол 2".to_owned(),
    };
    let early = Event { uid: "e".to_owned(), from: TimeOfDay::new(3, 0).unwrap(), ..event.clone() };
    let now = NaiveDate::from_ymd_opt(2024, 9, 1).unwrap().and_hms_opt(2, 30, 0).unwrap();
    let written = write_ics("Тірек мектептер", &[event.clone(), early], now);
    assert!(written.split("\r\n").all(|l| l.len() <= 75), "lines are folded at 75 octets");
    assert!(!written.replace("\r\n", "").contains(['\r', '\n']), "every line ends as the standard says");
    let unfolded = unfold(&written);
    let calendar = read_calendar(&unfolded).unwrap();
    assert_eq!(calendar.components.len(), 2);
    let value = |i: usize, name: &str| {
        let found = calendar.components[i].properties.iter().find(|p| p.name == name);
        found.map(|p| p.val.to_string()).unwrap_or_default()
    };
    let plain = |text: &str| text.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\");
    let cases = [
        ("UID", event.uid.clone()),
        ("DTSTAMP", "20240831T213000Z".to_owned()),
        ("DTSTART", "20241010T040000Z".to_owned()),
        ("DTEND", "20241010T053000Z".to_owned()),
        ("SEQUENCE", "2".to_owned()),
        ("SUMMARY", event.summary.clone()),
        ("LOCATION", event.location.clone()),
        ("DESCRIPTION", event.description.clone()),
    ];
    for (name, wanted) in cases {
        assert_eq!(plain(&value(0, name)), wanted, "{name}");
    }
    assert_eq!(value(1, "DTSTART"), "20241009T220000Z", "an early hour is the day before in UTC");
}

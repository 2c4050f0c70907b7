//! Files of every kind become the same rows, and what is no list is refused with its reason.

use std::io::Write;

use orken_core::change::apply;
use orken_core::command::IdSource;
use orken_core::import::read::{ReadError, read};
use orken_core::import::{Cell, ImportOptions, ImportPlan, Sheet, text};
use orken_core::model::IntakeId;
use orken_core::workspace::Workspace;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

/// Agrees to the plan.
fn agree(workspace: &mut Workspace, plan: &ImportPlan, ids: &IdSource, intake: Option<IntakeId>) {
    let changes = plan.changes(workspace, ids, intake);
    apply(workspace, &changes).unwrap();
}

const LIST: [&str; 5] = [
    "Список педагогов;;;;",
    "ФИО;ИИН;Школа;Последние курсы;Примечание",
    "Серікова Әсел;991231100000;СОШ № 1;15.03.2021;=1+1",
    "Цой Анна;;СОШ № 1;;",
    "Итого;2;;;",
];

fn rows(sheet: &Sheet) -> Vec<Vec<String>> {
    sheet.rows.iter().map(|r| r.iter().map(Cell::text).collect()).collect()
}

fn wanted() -> Vec<Vec<String>> {
    let line = |l: &&str| l.trim_end_matches(';').split(';').map(str::to_owned).collect();
    LIST.iter().map(line).collect()
}

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn ods() -> Vec<u8> {
    let cell = |text: &str| {
        match text {
        "" => "<table:table-cell/>".to_owned(),
        "15.03.2021" => r#"<table:table-cell office:value-type="date" office:date-value="2021-03-15"><text:p>15.03.2021</text:p></table:table-cell>"#.to_owned(),
        "991231100000" => r#"<table:table-cell office:value-type="float" office:value="991231100000"><text:p>991231100000</text:p></table:table-cell>"#.to_owned(),
        text => format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#),
    }
    };
    let row =
        |line: &&str| format!("<table:table-row>{}</table:table-row>", line.split(';').map(cell).collect::<String>());
    let body: String = LIST.iter().map(row).collect();
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="Лист">{body}<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    let manifest = r#"<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"#;
    zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", &content),
    ])
}

fn xlsx() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("dd.mm.yyyy");
    sheet.merge_range(0, 0, 0, 4, "Список педагогов", &Format::new()).unwrap();
    for (row, line) in (1..).zip(&LIST[1..]) {
        for (column, text) in (0..).zip(line.split(';')) {
            match text {
                "" => continue,
                "15.03.2021" => sheet
                    .write_datetime_with_format(row, column, ExcelDateTime::from_ymd(2021, 3, 15).unwrap(), &day)
                    .unwrap(),
                "991231100000" => sheet.write_number(row, column, 991_231_100_000.0).unwrap(),
                text => sheet.write_string(row, column, text).unwrap(),
            };
        }
    }
    sheet.set_row_hidden(3).unwrap();
    book.save_to_buffer().unwrap()
}

/// Windows-1251 as Excel writes it, with `?` for the letters that it lacks.
fn windows_1251(text: &str) -> Vec<u8> {
    let byte = |c: char| match c {
        'А'..='я' => u8::try_from(u32::from(c) - 0x410 + 0xc0).unwrap(),
        '№' => 0xb9,
        'Ё' => 0xa8,
        'ё' => 0xb8,
        'І' => 0xb2,
        'і' => 0xb3,
        c if c.is_ascii() => c as u8,
        _ => b'?',
    };
    text.chars().map(byte).collect()
}

#[test]
fn every_kind_of_file_becomes_the_same_rows() {
    let text = LIST.join("\r\n");
    let utf16: Vec<u8> = "\u{feff}"
        .chars()
        .chain(text.replace(';', "\t").chars())
        .collect::<String>()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let lossless = text.replace("Әсел", "Асел");
    let cases = [
        ("utf-8", text.clone().into_bytes()),
        ("utf-8 with its mark", format!("\u{feff}{text}").into_bytes()),
        ("tabs", text.replace(';', "\t").into_bytes()),
        ("commas", text.replace(';', ",").into_bytes()),
        ("utf-16", utf16),
        ("windows-1251", windows_1251(&lossless)),
        ("xlsx", xlsx()),
        ("ods", ods()),
    ];
    for (what, bytes) in cases {
        let book = read("list", &bytes).unwrap_or_else(|e| panic!("{what}: {e:?}"));
        let mut got = rows(&book.sheets[0]);
        if what == "windows-1251" {
            got[2][0] = "Серікова Әсел".to_owned();
        }
        assert_eq!(got, wanted(), "{what}");
    }
}

#[test]
fn rows_of_a_file_become_people_whatever_its_kind() {
    let mut workspace = Workspace::default();
    let schools = read("s.csv", "Область,Школа,Вид школы\nг. Астана,СОШ № 1,пилотная".as_bytes()).unwrap();
    let schools = ImportPlan::new(&schools, None, ImportOptions::default(), &workspace);
    agree(&mut workspace, &schools, &IdSource::new(1, 1), None);
    for (what, bytes) in [("xlsx", xlsx()), ("ods", ods()), ("csv", LIST.join("\n").into_bytes())] {
        let plan = ImportPlan::new(&read(what, &bytes).unwrap(), None, ImportOptions::default(), &workspace);
        let codes: Vec<_> = plan.rows.iter().map(|r| (r.outcome.code(), r.code.map(|c| c.code()))).collect();
        let ok = ("accepted", None);
        assert_eq!(
            codes,
            [("ignored", Some("title")), ("ignored", Some("header")), ok, ok, ("ignored", Some("total"))],
            "{what}"
        );
        let mut filled = workspace.clone();
        agree(&mut filled, &plan, &IdSource::new(1, 100), None);
        let asel = filled.people.iter().find(|p| p.iin().is_some()).unwrap();
        assert_eq!(asel.note(), Some("=1+1"), "{what}");
        let ended = asel.history().and_then(|mut courses| courses.next()).map(|c| c.ended.to_string());
        assert_eq!(ended.as_deref(), Some("2021-03-15"), "{what}");
    }
}

#[test]
fn what_is_no_list_is_refused_with_its_reason() {
    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let cut = |bytes: Vec<u8>| bytes[..bytes.len() / 2].to_vec();
    let cases: [(&str, Vec<u8>, Option<ReadError>); 13] = [
        ("nothing", Vec::new(), Some(ReadError::Empty)),
        ("spaces", b" \r\n \r\n".to_vec(), Some(ReadError::Empty)),
        ("an empty table", b";;;\n;;;\n".to_vec(), Some(ReadError::Empty)),
        ("a web page named .xls", b"\r\n<html><table><tr><td>1".to_vec(), Some(ReadError::NotTable("html"))),
        ("xml", b"<?xml version='1.0'?><Workbook/>".to_vec(), Some(ReadError::NotTable("xml"))),
        ("pdf", b"%PDF-1.7".to_vec(), Some(ReadError::NotTable("pdf"))),
        ("a picture", b"\x89PNG\r\n".to_vec(), Some(ReadError::NotTable("picture"))),
        ("bytes", b"\x01\x00\x02\x00".to_vec(), Some(ReadError::NotTable("binary"))),
        ("a text document", zip(&[("word/document.xml", "<w/>")]), Some(ReadError::NotTable("document"))),
        ("a zip of files", zip(&[("list.csv", "a;b")]), Some(ReadError::NotTable("archive"))),
        ("a locked workbook", locked, Some(ReadError::Locked)),
        ("half a workbook", cut(xlsx()), None),
        ("a broken .xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and no more".to_vec(), None),
    ];
    for (what, bytes, wanted) in cases {
        let refused = read("x", &bytes).map(|b| b.sheets.len()).unwrap_err();
        match wanted {
            Some(wanted) => assert_eq!(refused, wanted, "{what}"),
            None => assert!(matches!(refused, ReadError::Damaged(_)), "{what}: {refused:?}"),
        }
    }
}

#[test]
fn a_stray_cell_far_away_does_not_fill_the_memory() {
    let sheet = r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>"#;
    let book = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let relations = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let root = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let bytes = zip(&[
        ("_rels/.rels", root),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/worksheets/sheet1.xml", sheet),
    ]);
    assert_eq!(read("x", &bytes).unwrap_err(), ReadError::TooLarge);
}

#[test]
fn delimited_text_keeps_the_rows_that_a_spreadsheet_shows() {
    let cases: [(&str, &[&[&str]]); 8] = [
        ("a;b\r\n1;2\r\n", &[&["a", "b"], &["1", "2"]]),
        ("a,b\n\n\"1,5\",\"x\ny\"", &[&["a", "b"], &[], &["1,5", "x\ny"]]),
        ("a\tb, c\r1\t2", &[&["a", "b, c"], &["1", "2"]]),
        ("sep=|\na|b", &[&["a", "b"]]),
        ("СОШ \"Абай\";1", &[&["СОШ \"Абай\"", "1"]]),
        ("\"сказал \"\"да\"\"\";2", &[&["сказал \"да\"", "2"]]),
        ("\u{feff}a;b;;\n;;;\n;;;", &[&["a", "b"]]),
        ("x;\"never closed\ny;z", &[&["x", "never closed\ny;z"]]),
    ];
    for (written, wanted) in cases {
        let rows: Vec<Vec<String>> =
            text::parse(written).rows.iter().map(|r| r.iter().map(Cell::text).collect()).collect();
        assert_eq!(rows, wanted, "{written:?}");
    }
}

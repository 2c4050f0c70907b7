//! Laws of the import over random grids and random bytes.

use orken_core::import::read::read;
use orken_core::import::{Book, Cell, ImportOptions, ImportPlan, Outcome, Sheet, find_header, fold};
use orken_core::workspace::Workspace;
use proptest::prelude::*;

/// Words that lists are made of, so that random grids come close to real ones.
const WORDS: [&str; 24] = [
    "ФИО",
    "ИИН",
    "Область",
    "Район",
    "Школа",
    "Предмет",
    "Последние курсы",
    "Итого",
    "Всего: 5",
    "Цой Анна",
    "г. Шымкент",
    "Келесский район",
    "СОШ № 1",
    "Физика",
    "когда-то",
    "нет",
    "1",
    "2",
    "991231100000",
    "Директор ____",
    "Name",
    "Пән",
    "Опорная школа",
    "=1+1",
];

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        3 => Just(Cell::Empty),
        6 => prop::sample::select(&WORDS[..]).prop_map(Cell::from),
        1 => "\\PC{0,12}".prop_map(|t| Cell::from(t.as_str())),
        1 => any::<i32>().prop_map(|n| Cell::Number(n.into())),
        1 => Just(Cell::Bool(true)),
        1 => Just(Cell::Error("#REF!".to_owned())),
    ]
}

fn sheet() -> impl Strategy<Value = Sheet> {
    let header = prop::collection::vec(prop::sample::select(&WORDS[..7]).prop_map(Cell::from), 2..7);
    let rows = prop::collection::vec(prop::collection::vec(cell(), 0..8), 0..20);
    (header, rows, 0_usize..4).prop_map(|(header, mut rows, at)| {
        let at = at.min(rows.len());
        rows.insert(at, header);
        Sheet::new("S", rows)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_row_ends_as_exactly_one_outcome(sheet in sheet()) {
        let rows = sheet.rows.len();
        let found = find_header(&sheet);
        let book = Book { file: "f".to_owned(), sheets: vec![sheet] };
        let workspace = Workspace::default();
        let mut plan = ImportPlan::new(&book, None, ImportOptions::default(), &workspace);
        prop_assert_eq!(plan.rows.len(), rows);
        let counts = plan.counts();
        prop_assert_eq!(counts.accepted + counts.duplicate + counts.needs_fix + counts.ignored, rows);
        for (number, row) in (1..).zip(&plan.rows) {
            prop_assert_eq!(row.sheet_row, number);
            // What is ignored or needs something says why; what is accepted or repeated has nothing to say it with.
            prop_assert_eq!(row.code.is_some(), matches!(row.outcome, Outcome::Ignored | Outcome::NeedsFix));
            prop_assert_eq!(row.repeats.is_some(), row.outcome == Outcome::Duplicate);
            prop_assert_eq!(row.draft.is_some(), row.outcome != Outcome::Ignored);
        }
        if let Some(header) = found {
            prop_assert_eq!(&plan.header, &header);
        }
        // Judging again changes nothing.
        let before = plan.clone();
        plan.evaluate(&workspace);
        prop_assert_eq!(before, plan);
    }

    #[test]
    fn folding_twice_folds_once(text in "[\\PC]{0,40}") {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn any_bytes_are_read_or_refused(mut bytes in prop::collection::vec(any::<u8>(), 0..400), start in 0_usize..4) {
        let starts: [&[u8]; 4] = [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe"];
        bytes.splice(0..0, starts[start].iter().copied());
        if let Ok(book) = read("f", &bytes) {
            prop_assert!(book.sheets.iter().all(|s| !s.rows.is_empty()));
            let plan = ImportPlan::new(&book, None, ImportOptions::default(), &Workspace::default());
            prop_assert!(!plan.rows.is_empty());
        }
    }

    #[test]
    fn damaged_workbooks_are_read_or_refused(at in 0_usize..53_000, byte in any::<u8>()) {
        let mut bytes = include_bytes!("../data/rars-2024/schools.xlsx").to_vec();
        let at = at % bytes.len();
        bytes[at] = byte;
        let _either = read("f", &bytes);
    }
}

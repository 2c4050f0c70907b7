//! A copy of the database without the app: a workspace document where the rows can be read, else the rows themselves.

use orken_core::change::apply;
use orken_core::exchange::{ExportOptions, rows, write_document};
use orken_core::log::Head;
use orken_core::workspace::Workspace;
use wasm_bindgen_futures::spawn_local;

use super::{screen, word};
use crate::effects::db::{self, Dump, State};
use crate::effects::{clock, files};
use crate::fetched::{self, NotFetched};
use crate::locale::Key;

pub fn run() {
    let _ =
        screen(Key::RescueHeading, Key::RescueText, None, &[(Key::RescueSave, "save"), (Key::RescueOpen, "reload")]);
}

pub(super) fn save() {
    spawn_local(async {
        let said = match db::dump(db::NAME).await {
            Ok(dump) if dump.state.is_some() => match fetched::rescue().await {
                Ok(document) => offer(&dump, document(&dump)),
                // Without the part that reads records, the rows are saved as they are.
                Err(NotFetched) => offer(&dump, None),
            },
            Ok(_) | Err(_) => Key::RescueNothing,
        };
        let text = web_sys::window().and_then(|w| w.document());
        let text = text.and_then(|d| d.query_selector("[data-testid=crash-text]").ok().flatten());
        if let Some(text) = text {
            text.set_text_content(Some(word(said)));
        }
    });
}

fn offer(dump: &Dump, document: Option<Vec<u8>>) -> Key {
    let day = clock::now().date();
    let (name, bytes, said) = match document {
        Some(bytes) => (format!("orken-{day}.json"), bytes, Key::RescueSaved),
        None => (format!("orken-raw-{day}.json"), raw(dump), Key::RescueRaw),
    };
    if files::save(&name, "application/json", &bytes) { said } else { Key::RescueNothing }
}

/// The document of what the rows say; none where one of them can't be read.
pub fn document(dump: &Dump) -> Option<Vec<u8>> {
    let state: State = serde_json::from_slice(dump.state.as_ref()?).ok()?;
    if state.schema > db::SCHEMA {
        return None;
    }
    let mut workspace = Workspace::default();
    for block in &dump.blocks {
        workspace.restore(rows::read_block(block).ok()?);
    }
    for row in &dump.log {
        let entry = rows::read_entry(row).ok()?;
        if entry.head.seq > state.checkpoint {
            apply(&mut workspace, &entry.changes).ok()?;
        }
    }
    let heads: Option<Vec<Head>> = dump.heads.iter().map(|head| rows::read_head(head).ok()).collect();
    Some(write_document(&workspace, &heads?, ExportOptions { with_iin: true }))
}

/// A row as text: JSON as it is, a packed row as the hexadecimal digits of its bytes.
fn row_text(row: &[u8]) -> String {
    match std::str::from_utf8(row) {
        Ok(text) if text.starts_with(['[', '{']) => text.to_owned(),
        _ => row.iter().fold("hex:".to_owned(), |text, byte| text + &format!("{byte:02x}")),
    }
}

/// The rows as text, in one JSON object.
fn raw(dump: &Dump) -> Vec<u8> {
    let text = |rows: &[Vec<u8>]| -> Vec<String> { rows.iter().map(|row| row_text(row)).collect() };
    let object = serde_json::json!({
        "format": "orken-rows",
        "state": dump.state.as_ref().map(|row| String::from_utf8_lossy(row).into_owned()),
        "heads": text(&dump.heads),
        "blocks": text(&dump.blocks),
        "log": text(&dump.log),
    });
    object.to_string().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::{document, raw};
    use crate::effects::db::{Dump, State};

    fn state() -> Option<Vec<u8>> {
        serde_json::to_vec(&State::new(7)).ok()
    }

    #[test]
    fn unreadable_rows_are_saved_as_they_are() {
        for (name, dump, readable) in [
            ("nothing saved", Dump::default(), false),
            ("empty", Dump { state: state(), ..Dump::default() }, true),
            ("broken block", Dump { state: state(), blocks: vec![b"[{".to_vec()], ..Dump::default() }, false),
            ("packed", Dump { state: state(), blocks: vec![vec![1, 0, 0]], ..Dump::default() }, true),
            (
                "broken packed block",
                Dump { state: state(), blocks: vec![vec![1, 0, 9, 0xFF]], ..Dump::default() },
                false,
            ),
            ("newer", Dump { state: Some(br#"{"schema":99}"#.to_vec()), ..Dump::default() }, false),
        ] {
            assert_eq!(document(&dump).is_some(), readable, "{name}");
            let rows: serde_json::Value = serde_json::from_slice(&raw(&dump)).unwrap();
            assert_eq!(rows["blocks"].as_array().map(Vec::len), Some(dump.blocks.len()), "{name}");
        }
    }

    #[test]
    fn no_byte_of_a_row_is_lost_as_text() {
        for (row, text) in
            [(&b"{\"a\":1}"[..], "{\"a\":1}"), (&[1, 0xFF, 0x0A], "hex:01ff0a"), (b"[\xFF", "hex:5bff"), (b"", "hex:")]
        {
            assert_eq!(super::row_text(row), text);
        }
    }
}

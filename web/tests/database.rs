//! The database in a real browser.

#![cfg(target_arch = "wasm32")]

use std::cell::Cell;
use std::rc::Rc;

use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use orken_web::effects::db::{self, Block, Db, Event, NewEntry, State, Trouble};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

async fn fresh(name: &str) -> Db {
    db::delete(name).await.unwrap();
    open(name).await
}

async fn open(name: &str) -> Db {
    db::open(name, |_| {}).await.unwrap()
}

fn entry(seq: u64) -> NewEntry {
    NewEntry { seq, head: format!("head {seq}").into_bytes(), entry: format!("entry {seq}").into_bytes() }
}

fn at(seq: u64) -> State {
    State { seq, next_id: 10, ..State::new(7) }
}

fn block(key: &str) -> Block {
    Block { key: key.to_owned(), records: format!("records of {key}").into_bytes() }
}

#[wasm_bindgen_test]
async fn what_was_appended_is_there_when_opened_again() {
    let db = fresh("appended").await;
    assert_eq!(db.load().await.unwrap().state, None);
    db.append(0, &[entry(1)], &at(1)).await.unwrap();
    db.append(1, &[entry(2), entry(3)], &at(3)).await.unwrap();
    drop(db);
    let loaded = open("appended").await.load().await.unwrap();
    assert_eq!(loaded.state, Some(at(3)));
    let tail: Vec<_> = loaded.tail.iter().map(|row| row.to_vec()).collect();
    assert_eq!(tail, [1, 2, 3].map(|seq| entry(seq).entry));
    let heads: Vec<_> = loaded.heads.iter().map(|row| row.to_vec()).collect();
    assert_eq!(heads, [1, 2, 3].map(|seq| entry(seq).head));
}

#[wasm_bindgen_test]
async fn of_two_connections_the_second_is_told_that_it_is_behind() {
    let first = fresh("two").await;
    let second = open("two").await;
    first.append(0, &[entry(1)], &at(1)).await.unwrap();
    let refused = second.append(0, &[entry(1)], &at(1)).await.unwrap_err();
    assert_eq!(refused.trouble, Trouble::Behind);
    let (state, missed) = second.after(0).await.unwrap();
    assert_eq!((state, missed.len()), (Some(at(1)), 1));
    second.append(1, &[entry(2)], &at(2)).await.unwrap();
    assert_eq!(first.after(1).await.unwrap().1.len(), 1);
}

#[wasm_bindgen_test]
async fn an_entry_is_never_overwritten_and_an_abort_says_why() {
    let db = fresh("overwrite").await;
    db.append(0, &[entry(1)], &at(1)).await.unwrap();
    let refused = db.append(1, &[entry(1)], &at(2)).await.unwrap_err();
    assert_eq!((refused.trouble, refused.cause.as_str()), (Trouble::Failed, "ConstraintError"));
    assert_eq!(db.load().await.unwrap().state, Some(at(1)), "nothing of a failed append stays");
}

#[wasm_bindgen_test]
async fn what_lies_aside_is_overwritten_only_by_who_read_it_and_goes_when_nobody_wants_it() {
    let db = fresh("aside").await;
    let (first, second) = (b"revis001 one".as_slice(), b"revis002 two".as_slice());
    let revision = |bytes: &[u8]| bytes.first_chunk::<8>().map(|first| u64::from_le_bytes(*first));
    let follows = revision(b"12345678");
    for (name, name_follows, bytes, done) in [
        ("import-1", None, first, true),
        ("import-1", None, second, false),
        ("import-1", follows, second, false),
        ("import-1", revision(first), second, true),
        ("import-2", None, first, true),
    ] {
        assert_eq!(db.put_aside(name, name_follows, Some(bytes)).await.unwrap(), done, "{name} after {name_follows:?}");
    }
    db.append(0, &[entry(1)], &at(1)).await.unwrap();
    db.forget_asides(|name| name == "import-1").await.unwrap();
    assert_eq!(db.asides().await.unwrap(), ["import-2"]);
    assert_eq!(
        (db.aside("import-1").await.unwrap(), db.aside("import-2").await.unwrap()),
        (None, Some(first.to_vec()))
    );
    assert_eq!(db.load().await.unwrap().state, Some(at(1)), "the records stay");
}

#[wasm_bindgen_test]
async fn a_checkpoint_moves_with_its_blocks_and_keeps_later_entries() {
    let db = fresh("checkpoint").await;
    db.append(0, &[entry(1), entry(2), entry(3), entry(4)], &at(4)).await.unwrap();
    db.checkpoint(3, &[block("people/0000"), block("schools/0000")], 2).await.unwrap();
    let loaded = db.load().await.unwrap();
    assert_eq!(loaded.state, Some(State { checkpoint: 3, forgotten: 2, ..at(4) }));
    assert_eq!((loaded.blocks.len(), loaded.tail.len(), loaded.heads.len()), (2, 1, 4));
    assert_eq!(db.entry(2).await.unwrap(), None);
    assert_eq!(db.entry(3).await.unwrap(), Some(entry(3).entry));
    assert_eq!(db.log_sizes(2).await.unwrap(), [(3, 7), (4, 7)]);
    let older = db.checkpoint(3, &[], 0).await.unwrap_err();
    assert_eq!(older.trouble, Trouble::Behind);
}

#[wasm_bindgen_test]
async fn records_of_a_newer_schema_are_not_touched() {
    let db = fresh("newer").await;
    let newer = State { schema: db::SCHEMA + 1, ..at(1) };
    db.append(0, &[entry(1)], &newer).await.unwrap();
    assert_eq!(db.load().await.unwrap_err().trouble, Trouble::Newer);
    assert_eq!(db.append(1, &[entry(2)], &at(2)).await.unwrap_err().trouble, Trouble::Newer);
    let dump = db::dump("newer").await.unwrap();
    assert_eq!((dump.log.len(), dump.state), (1, serde_json::to_vec(&newer).ok()));
}

#[wasm_bindgen_test]
async fn stores_of_a_newer_version_are_refused() {
    db::delete("newer stores").await.unwrap();
    let made = Database::open("newer stores").with_version(9_u32).with_on_upgrade_needed(|_, db| {
        db.create_object_store("something").build()?;
        Ok(())
    });
    made.await.unwrap().close();
    let refused = db::open("newer stores", |_| {}).await.unwrap_err();
    assert_eq!((refused.trouble, refused.cause.as_str()), (Trouble::Newer, "VersionError"));
}

#[wasm_bindgen_test]
async fn a_connection_lets_go_when_a_newer_page_wants_to_upgrade() {
    let wanted = Rc::new(Cell::new(None));
    db::delete("wanted").await.unwrap();
    let heard = Rc::clone(&wanted);
    let db = db::open("wanted", move |event| heard.set(Some(event))).await.unwrap();
    let newer = Database::open("wanted").with_version(2_u32).with_on_upgrade_needed(|_, _| Ok(())).await.unwrap();
    assert_eq!(wanted.get(), Some(Event::Wanted));
    assert_eq!(db.append(0, &[entry(1)], &at(1)).await.unwrap_err().trouble, Trouble::Closed);
    newer.close();
}

#[wasm_bindgen_test]
async fn reading_a_database_that_is_not_there_makes_none() {
    db::delete("absent").await.unwrap();
    assert!(db::dump("absent").await.is_err());
    let db = open("absent").await;
    db.append(0, &[entry(1)], &at(1)).await.unwrap();
}

#[wasm_bindgen_test]
async fn an_emptied_database_is_filled_again_but_never_a_full_one() {
    let db = fresh("refill").await;
    let state = State { checkpoint: 2, forgotten: 2, ..at(2) };
    db.write_all(&[entry(1), entry(2)], &[block("people/0000")], &state).await.unwrap();
    let loaded = db.load().await.unwrap();
    assert_eq!((loaded.state, loaded.blocks.len(), loaded.tail.len()), (Some(state), 1, 0));
    let refused = db.write_all(&[], &[], &at(0)).await.unwrap_err();
    assert_eq!(refused.trouble, Trouble::Behind);
}

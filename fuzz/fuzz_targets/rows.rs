//! Any bytes as a row of the database: read or refused, and what was read of a block is packed and read the same again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use orken_core::exchange::rows::{read_block, read_entry, read_standings, write_block};

fuzz_target!(|bytes: &[u8]| {
    let _entry = read_entry(bytes);
    let _standings = read_standings(bytes);
    let Ok(records) = read_block(bytes) else { return };
    // A block of JSON may hold records of several tables, which are not packed together.
    if let Ok(packed) = write_block(&records) {
        assert_eq!(read_block(&packed), Ok(records));
    }
});

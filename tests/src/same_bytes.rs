//! What must come out the same on the host and in WebAssembly, byte for byte. A new solver or format adds a case here;
//! `cargo xtask test` runs all of them in both places and compares.

use orken_core::model::IntakeId;
use orken_core::solver::budget::Unlimited;
use orken_core::what_if::{Edits, what_if};
use sha2::{Digest, Sha256};

use crate::small::{group, pair, plan, select};
use crate::workspaces::{Bench, hub_sample};

/// The sample, and after each step of the whole job the workspace as a document: lists, selection, groups, timetable; and
/// what a change would do.
fn steps() -> Vec<(&'static str, Vec<u8>)> {
    let (mut bench, intake) = hub_sample();
    let mut done = vec![("the hub-school sample", bench.bytes())];
    for (name, step) in
        [("selected", select as Step), ("in groups", group), ("with a timetable", plan), ("in pairs", pair)]
    {
        step(&mut bench, intake);
        done.push((name, bench.bytes()));
    }
    done.push(("what other places and dearer moves would do", tried(&bench, intake)));
    done
}

/// Fewer places, and a change of venue that costs.
fn tried(bench: &Bench, intake: IntakeId) -> Vec<u8> {
    let edits = Edits { places: Some(400), moving_cost: Some(50), ..Edits::default() };
    let commands = edits.commands(&bench.workspace, intake, &|n| n.to_string()).expect("the intake is there");
    let told = what_if(&bench.workspace, intake, &commands, &mut Unlimited).expect("places may be fewer");
    serde_json::to_vec(&told).expect("it can be written")
}

type Step = fn(&mut Bench, IntakeId);

/// A line a case: its name, length and digest.
#[must_use]
pub fn record() -> String {
    let line = |(name, bytes): (&str, Vec<u8>)| {
        let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{name}: {} bytes, {digest}\n", bytes.len())
    };
    steps().into_iter().map(line).collect()
}

//! Any JSON as an import plan that comes back from the page, judged again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use orken_core::import::ImportPlan;
use orken_core::workspace::Workspace;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(mut plan) = serde_json::from_slice::<ImportPlan>(bytes) {
        plan.evaluate(&Workspace::default());
    }
});

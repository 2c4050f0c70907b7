//! The page.

use leptos::prelude::*;
use orken_web::{app::App, crash};

fn main() {
    crash::watch();
    if !crash::rescue_asked() {
        mount_to_body(App);
    }
}

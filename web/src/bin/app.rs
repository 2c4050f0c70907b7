//! The page.

use leptos::prelude::*;
use orken_web::app::App;

fn main() {
    mount_to_body(App);
}

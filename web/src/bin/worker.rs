//! The worker: import, solvers and heavy formats, away from the page's thread.

use orken_web::worker::{serve::serve, tasks};

fn main() {
    serve(tasks::ALL, tasks::REHEARSAL);
}

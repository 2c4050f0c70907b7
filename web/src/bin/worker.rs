//! The worker: import, solvers and heavy formats, away from the page's thread.

fn main() {}

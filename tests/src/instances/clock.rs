//! A budget of seconds for benches. The solvers themselves never read a clock.

use std::time::{Duration, Instant};

use orken_core::solver::budget::{Budget, Progress};

/// Ends after its seconds.
#[derive(Debug)]
pub struct Clock {
    start: Instant,
    seconds: f64,
    /// Steps that the solver reported last.
    pub steps: u64,
}

impl Clock {
    /// Starts now.
    #[must_use]
    pub fn new(seconds: f64) -> Self {
        Self { start: Instant::now(), seconds, steps: 0 }
    }

    /// Seconds since the start.
    #[must_use]
    pub fn elapsed(&self) -> f64 {
        self.start.elapsed().as_secs_f64()
    }
}

impl Budget for Clock {
    fn should_stop(&mut self) -> bool {
        self.start.elapsed() >= Duration::from_secs_f64(self.seconds)
    }

    fn used(&mut self) -> f64 {
        (self.elapsed() / self.seconds.max(1e-9)).min(1.0)
    }

    fn progress(&mut self, progress: &Progress) {
        self.steps = progress.steps;
    }
}

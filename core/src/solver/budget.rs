//! How long a solver may run, and whom it tells how far it is. A solver asks at regular intervals; it never reads a
//! clock itself.

/// How far a solver is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Steps done: pivots, nodes or moves, as the solver counts them.
    pub steps: u64,
    /// Value of each term of the best result so far, heaviest first; empty while there is none.
    pub best: Vec<i64>,
    /// What is proven that no result can beat, term by term; empty while nothing is known.
    pub bound: Vec<i64>,
}

/// What a solver asks of whoever started it.
pub trait Budget {
    /// True once it should return the best that it has.
    fn should_stop(&mut self) -> bool;

    /// Which share of the budget is used up, from 0 to 1; always 0 where nobody knows. What cools down follows it, so
    /// that it is cold when the budget ends.
    fn used(&mut self) -> f64 {
        0.0
    }

    /// Told now and then, not at every step.
    fn progress(&mut self, _progress: &Progress) {}
}

/// Runs to the end.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unlimited;

impl Budget for Unlimited {
    fn should_stop(&mut self) -> bool {
        false
    }
}

/// Stops after being asked this many times: the same on every machine, unlike a clock.
#[derive(Debug, Clone, Copy)]
pub struct Asks(pub u64);

impl Budget for Asks {
    fn should_stop(&mut self) -> bool {
        let stop = self.0 == 0;
        self.0 = self.0.saturating_sub(1);
        stop
    }
}

/// Stops after being asked this many times, and knows how far it is.
#[derive(Debug, Clone, Copy)]
pub struct Rounds {
    /// Times that it will be asked.
    pub total: u64,
    /// Times that it was asked.
    pub done: u64,
}

impl Rounds {
    /// A budget of this many questions.
    #[must_use]
    pub const fn new(total: u64) -> Self {
        Self { total, done: 0 }
    }
}

impl Budget for Rounds {
    fn should_stop(&mut self) -> bool {
        self.done = self.done.saturating_add(1);
        self.done > self.total
    }

    fn used(&mut self) -> f64 {
        (self.done as f64 / self.total.max(1) as f64).min(1.0)
    }
}

impl<F: FnMut() -> bool> Budget for F {
    fn should_stop(&mut self) -> bool {
        self()
    }
}

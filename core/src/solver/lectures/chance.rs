//! The random side of annealing without a transcendental function: how much worse a step may be at a temperature, and
//! how the temperature falls (Kirkpatrick, Gelatt and Vecchi, "Optimization by simulated annealing", 1983). A step of
//! change d is taken with chance exp(-d / T), which is to say when d is at most T times the negative logarithm of a
//! number drawn evenly from 0 to 1; the logarithms come from a table that is built by arithmetic alone.

use crate::solver::random::Random;

/// Entries of the table: powers of two.
const BITS: u32 = 12;

/// Negative logarithms of evenly spaced numbers.
#[derive(Debug, Clone)]
pub(super) struct Chance {
    table: Vec<f32>,
    whole: f32,
}

impl Chance {
    pub(super) fn new() -> Self {
        let entries = 1_u32 << BITS;
        let value = |index: u32| logarithm(f64::from(entries) / (f64::from(index) + 0.5)) as f32;
        Self { table: (0..entries).map(value).collect(), whole: logarithm(f64::from(entries)) as f32 }
    }

    /// The most that a step may cost; uses the lowest twelve of the given bits, and more numbers for the rare case.
    #[inline]
    pub(super) fn limit(&self, bits: u64, temperature: f32, random: &mut Random) -> i32 {
        let index = (bits & ((1 << BITS) - 1)) as usize;
        if index > 0 {
            return (temperature * self.table[index]) as i32;
        }
        // Below the first entry lies an even distribution once more: the logarithm has no memory.
        let rest = self.table[(random.bits() >> (64 - BITS)) as usize];
        (temperature * (self.whole + rest)) as i32
    }
}

/// The natural logarithm of a number of at least 1, by halving and the series of the inverse hyperbolic tangent.
pub(super) fn logarithm(mut number: f64) -> f64 {
    let mut halvings = 0.0;
    while number > 1.5 {
        number /= 2.0;
        halvings += 1.0;
    }
    let ratio = (number - 1.0) / (number + 1.0);
    let square = ratio * ratio;
    let (mut power, mut sum) = (ratio, 0.0);
    for odd in 0..24 {
        sum += power / f64::from(2 * odd + 1);
        power *= square;
    }
    2.0 * sum + halvings * std::f64::consts::LN_2
}

/// `start * (end / start) ^ share` for a share from 0 to 1: each binary digit of the share is one more square root.
pub(super) fn between(start: f64, end: f64, share: f64) -> f64 {
    let mut factor = end / start;
    let mut result = start;
    let mut rest = share.clamp(0.0, 1.0);
    if rest >= 1.0 {
        return end;
    }
    for _ in 0..40 {
        factor = factor.sqrt();
        rest *= 2.0;
        if rest >= 1.0 {
            rest -= 1.0;
            result *= factor;
        }
    }
    result
}

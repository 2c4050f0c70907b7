//! Terms compared one after the other, packed into as few wide numbers as they fit: each term's weight is more than
//! everything below it can add up to, so that the packed number orders selections exactly as the terms do.

use super::problem::Problem;
use crate::solver::flow::{Cost, Terms};

/// A cost that packed terms can be put into.
pub(super) trait Packed: Cost {
    /// From its words.
    fn from_words(words: &[i128]) -> Self;
    /// Its words.
    fn words(&self) -> &[i128];
}

impl Packed for i128 {
    fn from_words(words: &[i128]) -> Self {
        words.iter().sum()
    }

    fn words(&self) -> &[i128] {
        std::slice::from_ref(self)
    }
}

impl<const N: usize> Packed for Terms<N> {
    fn from_words(words: &[i128]) -> Self {
        Self(std::array::from_fn(|i| words.get(i).copied().unwrap_or(0)))
    }

    fn words(&self) -> &[i128] {
        &self.0
    }
}

#[derive(Debug, Clone, Copy)]
struct Digit {
    word: usize,
    weight: i128,
    radix: i128,
}

/// Where each term stands: shortfall, places left empty, then the costs less their least value.
#[derive(Debug, Clone)]
pub(super) struct Scale {
    digits: Vec<Digit>,
    least: Vec<i64>,
    seats: u32,
}

impl Scale {
    /// For these people to take at most `seats` of, with a shortfall of at most `shortfall`, on a network of `nodes`.
    pub(super) fn new(problem: &Problem, seats: u32, shortfall: u64, nodes: usize) -> Self {
        let of = |k: usize| problem.people.iter().map(move |p| p.cost[k]);
        let least: Vec<i64> = (0..problem.terms).map(|k| of(k).min().unwrap_or(0)).collect();
        let spread = |k: usize| i128::from(of(k).max().unwrap_or(0)) - i128::from(least[k]);
        let mut radixes = vec![i128::from(shortfall) + 1, i128::from(seats) + 1];
        radixes.extend((0..problem.terms).map(|k| spread(k) * i128::from(seats) + 1));
        let room = (1i128 << 120) / ((nodes as i128 + 4) * (i128::from(seats) + i128::from(shortfall) + 2));
        let (mut word, mut weight) = (0, 1i128);
        let mut digits = Vec::with_capacity(radixes.len());
        for radix in radixes.into_iter().rev() {
            if weight > 1 && weight.checked_mul(radix).is_none_or(|product| product > room) {
                (word, weight) = (word + 1, 1);
            }
            digits.push(Digit { word, weight, radix });
            weight = weight.saturating_mul(radix);
        }
        digits.reverse();
        for digit in &mut digits {
            digit.word = word - digit.word;
        }
        Self { digits, least, seats }
    }

    /// Words that the terms take.
    pub(super) fn words(&self) -> usize {
        self.digits.last().map_or(1, |digit| digit.word + 1)
    }

    fn pack<C: Packed>(&self, values: impl Iterator<Item = (usize, i128)>) -> C {
        let mut words = vec![0; self.words()];
        for (term, value) in values {
            let digit = self.digits[term];
            words[digit.word] += value * digit.weight;
        }
        C::from_words(&words)
    }

    /// What one unit of a minimum is worth.
    pub(super) fn minimum<C: Packed>(&self) -> C {
        self.pack(std::iter::once((0, -1)))
    }

    /// What filling one place is worth.
    pub(super) fn place<C: Packed>(&self) -> C {
        self.pack(std::iter::once((1, -1)))
    }

    /// What taking this person costs, the place that they fill included.
    pub(super) fn person<C: Packed>(&self, cost: &[i64]) -> C {
        let costs = cost.iter().zip(&self.least).map(|(c, least)| i128::from(*c) - i128::from(*least));
        self.pack(std::iter::once((1, -1)).chain((2..).zip(costs)))
    }

    /// Objective terms that no selection is better than, from a packed bound; `shortfall` is what was rewarded in all.
    pub(super) fn unpack<C: Packed>(&self, bound: C, shortfall: u64) -> Vec<i64> {
        let all: C = self.pack([(0, i128::from(shortfall)), (1, i128::from(self.seats))].into_iter());
        let sum = bound + all;
        let mut rest: Vec<i128> = sum.words().iter().map(|w| (*w).max(0)).collect();
        // A negative leading word means a bound that says nothing.
        if sum.words().first().is_some_and(|w| *w < 0) {
            rest.fill(0);
        }
        let mut values = Vec::with_capacity(self.digits.len());
        for digit in &self.digits {
            let value = (rest[digit.word] / digit.weight).min(digit.radix - 1);
            rest[digit.word] -= value * digit.weight;
            values.push(i64::try_from(value).unwrap_or(i64::MAX));
        }
        let filled = i64::from(self.seats) - values[1];
        values[1] = -filled;
        for (value, least) in values[2..].iter_mut().zip(&self.least) {
            *value += least * filled;
        }
        values
    }
}

//! Transportation with many people and few places: everyone to one place, no place past its capacity, least cost in all.
//! People are never nodes of the graph. It has the places alone, joined by the cheapest person who could move from one
//! to the other, and the people beyond a place's capacity travel along its shortest paths.
//!
//! Sources: Jewell, "Optimal flow through networks" (1958) and Busacker and Gowen (1960) for successive shortest paths;
//! Edmonds and Karp (1972) for the potentials that keep every step's costs at zero or above. Memory is the costs' table
//! and a few numbers for each pair of places.
mod seating;

use crate::solver::budget::{Budget, Progress};
use seating::Seating;

/// The cost of a pair that may not be.
pub const NEVER: i32 = i32::MAX;

const STEPS_BETWEEN_ASKS: u64 = 256;

/// People, places and what each pair costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transport {
    /// Most people, by place.
    pub capacity: Vec<u32>,
    /// Cost by person and place: person `p` at place `j` is `cost[p * places + j]`, or [`NEVER`].
    pub cost: Vec<i32>,
}

/// A place for everyone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Place, by person.
    pub place: Vec<u32>,
    /// What a seat is worth, by place, at least 0; 0 where seats are left over. Costs plus prices are least at everyone's place.
    pub price: Vec<i64>,
    /// Cost of all.
    pub cost: i64,
}

/// Why there is no assignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TransportError {
    /// The table has not one row of `places` numbers for each person, or a cost is beyond 2³⁰ either way.
    BadTable,
    /// These people may go nowhere.
    Nowhere(Vec<u32>),
    /// These people may go to these places alone, which have too few seats for them.
    Tight {
        /// The people, in order.
        people: Vec<u32>,
        /// All places that any of them may go to, in order.
        places: Vec<u32>,
        /// People more than seats.
        short: u32,
    },
    /// The budget ended first.
    Stopped,
}

/// Who moves so that a person can sit where they were not put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// Person and the place that they move to; the person asked for comes first.
    pub moves: Vec<(u32, u32)>,
    /// What it costs more in all.
    pub cost: i64,
}

impl Transport {
    /// Number of places.
    #[must_use]
    pub fn places(&self) -> usize {
        self.capacity.len()
    }

    /// Number of people.
    #[must_use]
    pub fn people(&self) -> usize {
        self.cost.len().checked_div(self.places()).unwrap_or(0)
    }

    /// What every place costs this person.
    fn row(&self, person: u32) -> &[i32] {
        let places = self.places();
        &self.cost[person as usize * places..][..places]
    }

    /// The cheapest assignment, with the prices that prove it.
    ///
    /// # Errors
    /// See [`TransportError`].
    pub fn solve(&self, budget: &mut (impl Budget + ?Sized)) -> Result<Assignment, TransportError> {
        let mut seating = Seating::new(self)?;
        let mut steps = 0;
        while seating.beyond > 0 {
            if !seating.step() {
                return Err(seating.tight());
            }
            steps += 1;
            if steps % STEPS_BETWEEN_ASKS == 0 {
                let best = vec![i64::from(seating.beyond)];
                budget.progress(&Progress { steps, best, bound: vec![0] });
                if budget.should_stop() {
                    return Err(TransportError::Stopped);
                }
            }
        }
        let sink = self.places();
        let price = (0..sink).map(|j| seating.potential[sink] - seating.potential[j]).collect();
        let cost = seating.cost();
        Ok(Assignment { place: seating.place, price, cost })
    }

    /// What no assignment can cost less than at these prices: everyone's least cost with prices, less the price of all
    /// seats (weak duality). It equals the cost exactly when an assignment is the cheapest.
    #[must_use]
    pub fn bound(&self, price: &[i64]) -> i64 {
        let least = |row: &[i32]| {
            let open = row.iter().zip(price).filter(|(c, _)| **c != NEVER);
            open.map(|(&c, &price)| i64::from(c) + price).min().unwrap_or(0)
        };
        let people: i64 = self.cost.chunks_exact(self.places().max(1)).map(least).sum();
        let seats: i64 = self.capacity.iter().zip(price).map(|(&seats, &price)| i64::from(seats) * price).sum();
        people - seats
    }

    /// The cheapest way to seat this person at this place, from the best assignment to the best one with that wish; none
    /// where no way is left. The place's other people, and whoever they displace, move along the cheapest chain.
    #[must_use]
    pub fn exchange(&self, best: &Assignment, person: u32, wanted: u32) -> Option<Exchange> {
        let places = self.places();
        let fits = best.place.len() == self.people() && best.price.len() == places;
        if !fits || best.place.iter().any(|&place| place as usize >= places) {
            return None;
        }
        let from = *best.place.get(person as usize)?;
        let more = *self.row(person).get(wanted as usize)?;
        if more == NEVER {
            return None;
        }
        let own = i64::from(more) - i64::from(self.row(person)[from as usize]);
        if from == wanted {
            return Some(Exchange { moves: vec![(person, wanted)], cost: 0 });
        }
        let mut seating = Seating::resume(self, best);
        seating.leave(person, from as usize);
        let chain = seating.chain(wanted as usize, from as usize)?;
        let moved: i64 = chain.iter().map(|m| i64::from(m.cost)).sum();
        let others = chain.into_iter().map(|m| (m.person, m.to));
        Some(Exchange { moves: [(person, wanted)].into_iter().chain(others).collect(), cost: own + moved })
    }
}

#[cfg(test)]
mod tests;

//! Several runs of one search from different seeds, of which the best counts (Gomes and Selman 2001). Which runs there are
//! is fixed, and of equal results that of the lowest number is taken: so the result doesn't depend on how many ran at once
//! or which ended first.

/// Runs of a search that doesn't prove its first result best, that one included.
pub const RUNS: u8 = 4;

/// The seed of a run; the first has the seed itself.
#[must_use]
pub const fn seed_of(seed: u64, run: u8) -> u64 {
    seed ^ (run as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The best of the results by what they are worth, the less the better; of equals that of the first run.
pub fn best<A, W: Ord>(results: impl IntoIterator<Item = (u8, A)>, worth: impl Fn(&A) -> W) -> Option<A> {
    results.into_iter().min_by_key(|(run, result)| (worth(result), *run)).map(|(_, result)| result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_coming_in_changes_nothing() {
        let results = [(0, 7), (1, 5), (2, 9), (3, 5)];
        let mut order = results;
        // Every rotation, forwards and backwards.
        for _ in 0..2 {
            for _ in 0..order.len() {
                order.rotate_left(1);
                let tagged = order.map(|(run, worth)| (run, (run, worth)));
                assert_eq!(best(tagged, |(_, worth)| *worth), Some((1, 5)), "{order:?}");
            }
            order.reverse();
        }
        assert_eq!(best([] as [(u8, i32); 0], |&worth| worth), None);
    }

    #[test]
    fn runs_have_seeds_of_their_own() {
        let seeds: std::collections::BTreeSet<u64> = (0..RUNS).map(|run| seed_of(2024, run)).collect();
        assert_eq!(seeds.len(), usize::from(RUNS));
        assert_eq!(seed_of(2024, 0), 2024);
    }
}

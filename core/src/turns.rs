//! Long work in short turns. A page has one thread: what takes longer than a frame must give way now and then to what a
//! person does. Such work is an `async` function here, which gives way between handfuls; where nobody waits it is done at
//! once by the same code.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Items handled between two looks at the clock: a few tenths of a millisecond.
pub const HANDFUL: usize = 500;

/// Says when it is somebody else's turn.
pub trait GiveWay {
    /// Waits where a turn has lasted long enough; called after every handful.
    fn give_way(&mut self) -> impl Future<Output = ()>;
}

/// Never gives way.
#[derive(Debug, Clone, Copy, Default)]
pub struct AtOnce;

impl GiveWay for AtOnce {
    async fn give_way(&mut self) {}
}

/// Does work to its end that gives way to nobody ([`AtOnce`]).
pub fn at_once<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    loop {
        // Nothing in it waits for anything, so the first look finds it done.
        if let Poll::Ready(done) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return done;
        }
    }
}

/// What an iterator gives, a handful a turn.
pub async fn collect<T>(items: impl Iterator<Item = T>, turns: &mut impl GiveWay) -> Vec<T> {
    let mut items = items.fuse();
    let mut all = Vec::with_capacity(items.size_hint().0);
    loop {
        let before = all.len();
        all.extend(items.by_ref().take(HANDFUL));
        if all.len() < before + HANDFUL {
            return all;
        }
        turns.give_way().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting(usize);

    impl GiveWay for Counting {
        async fn give_way(&mut self) {
            self.0 += 1;
        }
    }

    #[test]
    fn everything_is_collected_with_a_turn_for_each_handful() {
        for (items, turns) in [(0, 0), (1, 0), (HANDFUL - 1, 0), (HANDFUL, 1), (2 * HANDFUL + 3, 2)] {
            let mut counting = Counting(0);
            let all = at_once(collect(0..items, &mut counting));
            assert_eq!((all, counting.0), ((0..items).collect(), turns), "{items} items");
        }
    }
}

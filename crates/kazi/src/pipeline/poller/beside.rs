//! Running what is due beside what runs already, so that a slow one delays nobody.

use std::{collections::BTreeSet, future::Future, time::Duration};

use futures_util::{StreamExt, stream::FuturesUnordered};
use tokio::{
    sync::Semaphore,
    time::{MissedTickBehavior, interval},
};
use tokio_util::sync::CancellationToken;

/// How work that comes due is looked for and done.
pub struct Beside {
    /// How often what is due is looked for.
    pub look_every: Duration,
    /// The most that runs at once; what is due beyond that waits for its turn.
    pub at_once: usize,
}

impl Beside {
    /// Does what is due until `stop`, and then waits for what runs. What runs or waits is never begun again
    /// meanwhile.
    ///
    /// # Errors
    /// Whatever `ended` answers; what runs is dropped then.
    pub async fn run<K: Clone + Ord, T, W: Future<Output = T>, E>(
        &self,
        due: impl Fn() -> Vec<(K, W)>,
        stop: &CancellationToken,
        mut ended: impl FnMut(T) -> Result<(), E>,
    ) -> Result<(), E> {
        let turns = Semaphore::new(self.at_once);
        let in_turn = async |key: K, work: W| {
            // It is never closed.
            let _turn = turns.acquire().await;
            (key, work.await)
        };
        let (mut begun, mut running) = (BTreeSet::new(), FuturesUnordered::new());
        let mut look = interval(self.look_every);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        // Nothing may be awaited in the arms: what runs would stand still meanwhile.
        loop {
            tokio::select! {
                () = stop.cancelled() => break,
                Some((key, done)) = running.next() => {
                    begun.remove(&key);
                    ended(done)?;
                }
                _ = look.tick() => {
                    for (key, work) in due() {
                        if begun.insert(key.clone()) {
                            running.push(in_turn(key, work));
                        }
                    }
                }
            }
        }
        while let Some((_, done)) = running.next().await {
            ended(done)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};

    use tokio::time::sleep;

    use super::*;

    const BESIDE: Beside = Beside { look_every: Duration::from_secs(5), at_once: 2 };

    async fn after(name: &'static str, seconds: u64) -> &'static str {
        sleep(Duration::from_secs(seconds)).await;
        name
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_one_delays_nobody_and_is_never_begun_twice() {
        let (stop, ended) = (CancellationToken::new(), RefCell::new(Vec::new()));
        let due = || vec![("slow", after("slow", 600)), ("quick", after("quick", 1))];
        let done = BESIDE.run(due, &stop, |name| {
            ended.borrow_mut().push(name);
            Ok::<_, ()>(())
        });
        let ((), done) = tokio::join!(
            async {
                sleep(Duration::from_secs(62)).await;
                assert_eq!(ended.borrow().as_slice(), ["quick"; 13]);
                stop.cancel();
            },
            done
        );
        done.unwrap();
        assert_eq!(ended.borrow()[13..], ["slow"], "it was waited for");
    }

    #[tokio::test(start_paused = true)]
    async fn no_more_than_allowed_run_at_once_and_all_have_their_turn() {
        let (stop, running, most, ended) =
            (CancellationToken::new(), Cell::new(0), Cell::new(0), RefCell::new(BTreeSet::new()));
        let work = |number: u32| {
            let (running, most) = (&running, &most);
            async move {
                running.set(running.get() + 1);
                most.set(most.get().max(running.get()));
                sleep(Duration::from_secs(1)).await;
                running.set(running.get() - 1);
                number
            }
        };
        let due = || (0..5).map(|number| (number, work(number))).collect();
        let done = BESIDE.run(due, &stop, |number| {
            ended.borrow_mut().insert(number);
            if ended.borrow().len() == 5 {
                stop.cancel();
            }
            Ok::<_, ()>(())
        });
        done.await.unwrap();
        assert_eq!(most.get(), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_fault_ends_it() {
        let stop = CancellationToken::new();
        let due = || vec![("slow", after("slow", 600)), ("quick", after("quick", 1))];
        assert_eq!(BESIDE.run(due, &stop, Err).await, Err("quick"));
    }
}

//! What was acknowledged is there, whatever happens to the process, its disk and its clock.
//! `docs/operations.md` promises it and tells what was seen.
//!
//! `KAZI_KILL_ROUNDS` says how often kazi is killed (16), `KAZI_KILL_SEED` repeats a run. Moments are chosen at
//! random, so these tests wait; but for the soak, which says how, they compare no times.

mod disk;
mod faults;
mod journal;
mod kill;
mod limits;
mod place;
mod removed_source;
mod saved;
mod soak;

/// A xorshift: the same numbers for the same seed.
struct Chance(u64);

impl Chance {
    fn new(seed: u64) -> Self {
        Self(seed.max(1))
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

fn number(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).map_or(usual, |text| text.parse().expect("a number"))
}

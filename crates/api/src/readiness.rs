//! How far the first poll is.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU32, Ordering},
};

use arc_swap::ArcSwapOption;

/// Whether there is something to show, and until then how far the first poll is.
///
/// Begins as not ready. A process that finds leads in its store is ready at once: see
/// [`Readiness::finish`].
#[derive(Debug, Default)]
pub struct Readiness {
    sources: AtomicU32,
    polled: AtomicU32,
    ready: AtomicBool,
    paused: ArcSwapOption<String>,
}

impl Readiness {
    /// Says how many sources the first poll will ask.
    pub fn begin(&self, sources: u32) {
        self.sources.store(sources, Ordering::Relaxed);
        self.polled.store(0, Ordering::Relaxed);
    }

    /// Counts a source whose first poll ended, well or badly.
    pub fn count_polled(&self) {
        self.polled.fetch_add(1, Ordering::Relaxed);
    }

    /// Says that there is something to show.
    pub fn finish(&self) {
        self.ready.store(true, Ordering::Release);
    }

    /// Says why nothing is polled any more, or that it is again.
    pub fn pause(&self, why: Option<String>) {
        self.paused.store(why.map(Arc::new));
    }

    /// Why nothing is polled any more.
    pub fn paused(&self) -> Option<Arc<String>> {
        self.paused.load_full()
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        Progress {
            ready: self.ready.load(Ordering::Acquire),
            polled: self.polled.load(Ordering::Relaxed),
            sources: self.sources.load(Ordering::Relaxed),
        }
    }
}

/// How far the first poll is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Whether there is something to show.
    pub ready: bool,
    /// Sources whose first poll ended.
    pub polled: u32,
    /// Sources that the first poll asks.
    pub sources: u32,
}

//! The machine: its clock, its signals and its limits. Nobody else asks it what time it is.

use jiff::Timestamp;
use kazi_fetcher::Clock;
use tokio_util::sync::CancellationToken;

/// The clock of this machine.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods)] // the one place that reads it
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A token that is cancelled by Ctrl-C or SIGTERM; a second one of them ends the process at once,
/// which loses nothing that was acknowledged.
pub fn stop_on_signals() -> CancellationToken {
    let stop = CancellationToken::new();
    let told = stop.clone();
    tokio::spawn(async move {
        signal().await;
        tracing::info!("stopping; once more to stop at once");
        told.cancel();
        signal().await;
        std::process::exit(130);
    });
    stop
}

/// Linux's number of SIGXFSZ, which ends a process that writes beyond the largest file allowed.
const FILE_TOO_LARGE: i32 = 25;

/// Has a file that may not grow told as an error of the write, like a full disk, for the rest of the process.
pub fn outlive_large_files() {
    use tokio::signal::unix::{SignalKind, signal};
    // A handler that was set stays when what waits for it goes.
    if let Err(error) = signal(SignalKind::from_raw(FILE_TOO_LARGE)) {
        tracing::debug!(%error, "a file that may not grow ends the process");
    }
}

/// How many files and connections this process may have open, once it has asked for all that it can get.
pub fn raise_descriptors_max() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let raised = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum });
    let most = if raised.is_ok() { maximum } else { current };
    most.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX)
}

#[cfg(unix)]
async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

#[cfg(not(unix))]
async fn signal() {
    let _ = tokio::signal::ctrl_c().await;
}

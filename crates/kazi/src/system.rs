//! The machine: its clock and its signals. Nobody else asks it what time it is.

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

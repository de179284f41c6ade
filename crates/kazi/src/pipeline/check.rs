//! Whether all that the store holds reads, down to what the poller keeps there.

use kazi_fetcher::{HostStates, SourceState};
use kazi_store::{CheckReport, Document, LIST_MAX, Store, StoreError};

use super::states::{HOST_STATES_VERSION, SOURCE_STATE_VERSION, read_state};

/// Reads everything and compares.
///
/// # Errors
/// When the store itself cannot answer.
pub async fn check_store(store: &dyn Store) -> Result<CheckReport, StoreError> {
    let mut report = store.check().await?;
    // A state that does not read is forgotten when it is needed, so the operator hears of it here only.
    if report.problems.is_empty() {
        let mut after: Option<String> = None;
        loop {
            let page = store.list_source_states(after.as_deref(), LIST_MAX).await?;
            let Some((last, _)) = page.last() else { break };
            after = Some(last.clone());
            for (source, state) in &page {
                note::<SourceState>(&mut report, "source", source, state, SOURCE_STATE_VERSION);
            }
        }
        for (host, state) in store.list_host_states(None, LIST_MAX).await? {
            note::<HostStates>(&mut report, "host", &host, &state, HOST_STATES_VERSION);
        }
    }
    Ok(report)
}

fn note<T: serde::de::DeserializeOwned>(
    report: &mut CheckReport,
    kind: &str,
    name: &str,
    state: &Document,
    version: u16,
) {
    if read_state::<T>(state, version).is_none() {
        let line =
            format!("the state of {kind} \"{name}\" does not read; it is asked as if for the first time");
        report.problems.push(line);
    }
}

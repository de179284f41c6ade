//! What polls leave to remember, as the store keeps it.

use kazi_domain::SourceId;
use kazi_fetcher::{HostStates, SourceState};
use kazi_store::{Batch, Document, Store, StoreError};

/// The forms in which states are kept.
pub(super) const SOURCE_STATE_VERSION: u16 = 1;
pub(super) const HOST_STATES_VERSION: u16 = 1;
/// The name under which all hosts are kept.
const HOSTS: &str = "hosts";

/// What the store remembers of a source; nothing known where it remembers nothing.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_state(store: &dyn Store, source: &SourceId) -> Result<SourceState, StoreError> {
    let kept = store.find_source_state(source).await?;
    Ok(kept.and_then(|kept| read_state(&kept, SOURCE_STATE_VERSION)).unwrap_or_default())
}

/// What the store remembers of hosts.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_hosts(store: &dyn Store) -> Result<Option<HostStates>, StoreError> {
    let kept = store.list_host_states(None, 10).await?;
    Ok(kept.iter().find_map(|(_, document)| read_state(document, HOST_STATES_VERSION)))
}

/// Puts what is known of a source into a batch.
///
/// # Errors
/// Never for states that a poll left.
pub fn put_state(batch: &mut Batch, source: &SourceId, state: &SourceState) -> anyhow::Result<()> {
    batch.put_source_state(source, state_document(state, SOURCE_STATE_VERSION)?);
    Ok(())
}

/// Puts what is known of hosts into a batch.
///
/// # Errors
/// Never for states that a poll left.
pub fn put_hosts(batch: &mut Batch, hosts: &HostStates) -> anyhow::Result<()> {
    batch.put_host_state(HOSTS, state_document(hosts, HOST_STATES_VERSION)?);
    Ok(())
}

fn state_document(state: &impl serde::Serialize, version: u16) -> anyhow::Result<Document> {
    Ok(Document { version, bytes: serde_json::to_vec(state)? })
}

/// A state of another form is forgotten: sources are then asked as if for the first time, never
/// below their owner's floor.
pub(super) fn read_state<T: serde::de::DeserializeOwned>(document: &Document, version: u16) -> Option<T> {
    (document.version == version).then(|| serde_json::from_slice(&document.bytes).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use kazi_fetcher::Why;

    use super::*;

    /// As a kazi kept them that knew fewer fields; the files are never written anew.
    #[test]
    fn states_that_an_earlier_version_kept_are_read() {
        let kept = |bytes: &[u8]| Document { version: 1, bytes: bytes.to_vec() };
        let source = kept(include_bytes!("../../../../fixtures/records/source-state-1.json"));
        let state: SourceState = read_state(&source, SOURCE_STATE_VERSION).expect("it reads");
        let next = state.next.expect("it waits");
        assert_eq!((next.until.to_string().as_str(), next.why), ("2026-11-24T11:02:00Z", Why::Interval));
        assert!(!state.is_due("2026-11-24T10:59:00Z".parse().expect("a time")), "its owner's floor holds");
        assert_eq!((state.items, state.interval_seconds), (2, 3_600));
        let hosts = kept(include_bytes!("../../../../fixtures/records/host-states-1.json"));
        let hosts: HostStates = read_state(&hosts, HOST_STATES_VERSION).expect("they read");
        assert_eq!(hosts.hosts[0].robots[0].robots.crawl_delay.map(|delay| delay.as_secs()), Some(20));
    }
}

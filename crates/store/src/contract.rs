//! What every engine must do: one set of checks, run against each of them.

use std::sync::Arc;

use kazi_domain::{Lead, LeadId, PostingId, SourceId};

use crate::{
    Batch, Change, ChangeKind, DOCUMENT_BYTES_MAX, Document, DocumentKey, Held, LIST_MAX, Store, StoreError,
    StoreId,
    sample::{lead, lead_of},
};

/// Runs every check on a store of its own, which `open` makes empty.
///
/// # Panics
/// Where the engine does not do what the contract says.
#[allow(clippy::unwrap_used)]
pub async fn check_all(open: impl AsyncFn() -> Arc<dyn Store>) {
    what_is_saved_is_found(&*open().await).await;
    a_lead_is_replaced_whole(&*open().await).await;
    a_posting_moves_between_leads(&*open().await).await;
    leads_are_listed_in_pages(&*open().await).await;
    changes_tell_the_last_of_each_lead(&*open().await).await;
    documents_are_kept_by_kind_and_name(&*open().await).await;
    a_refused_batch_changes_nothing(&*open().await).await;
    a_writer_that_comes_too_late_is_refused(&*open().await).await;
    a_copy_is_numbered_as_its_original(&*open().await).await;
    each_store_has_an_identity(&*open().await, &*open().await).await;
    many_at_once_are_all_kept(open().await).await;
    a_follower_misses_nothing_and_gets_nothing_twice(open().await).await;
    a_snapshot_holds_one_moment(&*open().await).await;
    a_closed_store_takes_no_more(&*open().await).await;
}

fn put(leads: impl IntoIterator<Item = Lead>) -> Batch {
    let mut batch = Batch::default();
    for lead in leads {
        batch.put_lead(lead);
    }
    batch
}

fn document(version: u16, bytes: &[u8]) -> Document {
    Document { version, bytes: bytes.to_vec() }
}

#[allow(clippy::unwrap_used)]
async fn what_is_saved_is_found(store: &dyn Store) {
    assert_eq!(store.find_lead(LeadId(1)).await.unwrap(), None);
    // Shorter and longer than an entry, at the edges, and with every variant of the samples.
    let sizes = [0, 10, 3_000, 4_076, 8_200, 64 * 1024];
    let leads: Vec<Lead> = (0..24).map(|id| lead(id * 7, sizes[id as usize % sizes.len()])).collect();
    store.save(put(leads.clone())).await.unwrap();
    for lead in &leads {
        assert_eq!(store.find_lead(lead.id).await.unwrap().as_ref(), Some(lead));
        assert_eq!(store.find_posting_lead(PostingId(lead.id.0)).await.unwrap(), Some(lead.id));
    }
    let found = store.find_leads(&[leads[3].id, LeadId(999), leads[1].id]).await.unwrap();
    assert_eq!(found, [Some(leads[3].clone()), None, Some(leads[1].clone())]);
    for again in ["from the disk", "from memory, where it keeps them"] {
        let shown = store.show_leads(&[leads[3].id, LeadId(999), leads[1].id]).await.unwrap();
        assert_eq!(shown.iter().map(|lead| lead.as_deref().cloned()).collect::<Vec<_>>(), found, "{again}");
    }
    let many: Vec<LeadId> = (0..=LIST_MAX as u64).rev().map(LeadId).collect();
    let found = store.find_leads(&many).await.unwrap();
    assert_eq!((found.len(), found.last()), (many.len(), Some(&Some(leads[0].clone()))), "none is left out");
    assert_eq!(store.check().await.unwrap().problems, Vec::<String>::new());
}

#[allow(clippy::unwrap_used)]
async fn a_lead_is_replaced_whole(store: &dyn Store) {
    let longer = lead_of(5, &[5, 6, 7], 20_000);
    store.save(put([longer.clone()])).await.unwrap();
    let shown =
        async || store.show_leads(&[LeadId(5)]).await.unwrap().remove(0).map(|lead| Lead::clone(&lead));
    assert_eq!(shown().await, Some(longer));
    let shorter = lead_of(5, &[5], 10);
    store.save(put([shorter.clone()])).await.unwrap();
    assert_eq!(shown().await.as_ref(), Some(&shorter), "readers see it at once");
    assert_eq!(store.find_lead(LeadId(5)).await.unwrap(), Some(shorter));
    assert_eq!(store.find_posting_lead(PostingId(6)).await.unwrap(), None);
    let mut batch = put([lead(5, 99)]);
    batch.remove_lead(LeadId(5)).remove_lead(LeadId(404));
    store.save(batch).await.unwrap();
    assert_eq!(store.find_lead(LeadId(5)).await.unwrap(), None, "the later of two writes holds");
    assert_eq!(shown().await, None);
    assert_eq!(store.find_posting_lead(PostingId(5)).await.unwrap(), None);
    let report = store.check().await.unwrap();
    assert_eq!((report.leads, report.postings, report.problems), (0, 0, Vec::new()));
}

#[allow(clippy::unwrap_used)]
async fn a_posting_moves_between_leads(store: &dyn Store) {
    store.save(put([lead_of(9, &[9, 10], 5), lead(3, 5)])).await.unwrap();
    store.save(put([lead_of(9, &[9], 5), lead_of(3, &[3, 10], 5)])).await.unwrap();
    assert_eq!(store.find_posting_lead(PostingId(10)).await.unwrap(), Some(LeadId(3)));
    // Two leads become one: the posting stays when the lead that held it first goes.
    let mut batch = put([lead_of(3, &[3, 9, 10], 5)]);
    batch.remove_lead(LeadId(9));
    store.save(batch).await.unwrap();
    assert_eq!(store.find_posting_lead(PostingId(9)).await.unwrap(), Some(LeadId(3)));
    assert_eq!(store.check().await.unwrap().problems, Vec::<String>::new());
}

#[allow(clippy::unwrap_used)]
async fn leads_are_listed_in_pages(store: &dyn Store) {
    let ids = [u64::MAX, 0, 256, 3, 70_000];
    store.save(put(ids.map(|id| lead(id, 5_000)))).await.unwrap();
    let mut seen = Vec::new();
    loop {
        let page = store.scan_leads(seen.last().copied(), 2).await.unwrap();
        assert!(page.len() <= 2);
        if page.is_empty() {
            break;
        }
        seen.extend(page.into_iter().map(|lead| lead.id));
    }
    assert_eq!(seen, [0, 3, 256, 70_000, u64::MAX].map(LeadId));
}

#[allow(clippy::unwrap_used)]
async fn changes_tell_the_last_of_each_lead(store: &dyn Store) {
    let first = store.save(put([lead(1, 5), lead(2, 5)])).await.unwrap();
    assert_eq!(store.save(Batch::default()).await.unwrap(), first);
    let mut batch = put([lead(1, 9)]);
    batch.remove_lead(LeadId(2)).remove_lead(LeadId(77));
    let last = store.save(batch).await.unwrap();
    assert!(last > first);
    let changes = store.list_changes(0, 10).await.unwrap();
    let put_one = Change { sequence: first.sequence + 1, lead: LeadId(1), kind: ChangeKind::Put };
    let removed = Change { sequence: last.sequence, lead: LeadId(2), kind: ChangeKind::Removed };
    assert_eq!(changes, [put_one, removed]);
    assert_eq!(store.list_changes(0, 1).await.unwrap(), [put_one]);
    assert_eq!(store.list_changes(put_one.sequence, 10).await.unwrap(), [removed]);
    let again = store.save(put([lead(2, 5)])).await.unwrap();
    let put_two = Change { sequence: again.sequence, lead: LeadId(2), kind: ChangeKind::Put };
    assert_eq!(store.list_changes(0, 10).await.unwrap(), [put_one, put_two]);
}

#[allow(clippy::unwrap_used)]
async fn documents_are_kept_by_kind_and_name(store: &dyn Store) {
    let source: SourceId = "same".parse().unwrap();
    let long = document(9, &vec![7; DOCUMENT_BYTES_MAX]);
    let mut batch = Batch::default();
    batch.put_source_state(&source, document(1, b"source"));
    batch.put_host_state("same", document(2, b"")).put_host_state("other.example:8080", document(2, b"host"));
    batch.put_document("edition/1", document(3, b"one")).put_document("edition/2", long.clone());
    batch.put_document("editions", document(4, b"not one of them"));
    store.save(batch).await.unwrap();
    assert_eq!(store.find_source_state(&source).await.unwrap(), Some(document(1, b"source")));
    let sources = store.list_source_states(None, 10).await.unwrap();
    assert_eq!(sources, [("same".to_owned(), document(1, b"source"))]);
    assert_eq!(store.list_source_states(Some("same"), 10).await.unwrap(), []);
    let hosts = store.list_host_states(None, 10).await.unwrap();
    let other = ("other.example:8080".to_owned(), document(2, b"host"));
    assert_eq!(hosts, [other, ("same".to_owned(), document(2, b""))]);
    assert_eq!(store.list_host_states(Some("other.example:8080"), 10).await.unwrap(), hosts[1..]);
    assert_eq!(store.find_document("edition/2").await.unwrap(), Some(long));
    assert_eq!(store.find_document("same").await.unwrap(), None);
    assert_eq!(store.list_documents("edition/", None, 10).await.unwrap(), ["edition/1", "edition/2"]);
    assert_eq!(store.list_documents("edition/", Some("edition/1"), 10).await.unwrap(), ["edition/2"]);
    let mut batch = Batch::default();
    batch.put_document("edition/2", document(5, b"short now"));
    store.save(batch).await.unwrap();
    assert_eq!(store.find_document("edition/2").await.unwrap(), Some(document(5, b"short now")));
    assert_eq!(store.list_documents("", None, 10).await.unwrap(), ["edition/1", "edition/2", "editions"]);
    assert_eq!(store.check().await.unwrap().problems, Vec::<String>::new());
}

#[allow(clippy::unwrap_used)]
async fn a_refused_batch_changes_nothing(store: &dyn Store) {
    let mut batch = put([lead(1, 5)]);
    batch.put_document("large", document(1, &vec![0; DOCUMENT_BYTES_MAX + 1]));
    assert!(matches!(store.save(batch).await, Err(StoreError::DocumentTooLarge { .. })));
    let mut batch = put([lead(1, 5)]);
    batch.put_host_state(&"x".repeat(201), document(1, b""));
    assert!(matches!(store.save(batch).await, Err(StoreError::Name(_))));
    assert_eq!(store.find_lead(LeadId(1)).await.unwrap(), None);
    store.save(put([lead(1, 5)])).await.unwrap();
}

#[allow(clippy::unwrap_used)]
async fn a_writer_that_comes_too_late_is_refused(store: &dyn Store) {
    let first = store.save(put([lead(1, 5), lead(3, 5)])).await.unwrap();
    let mut late = put([lead(2, 5)]);
    late.put_document("with-it", document(1, b"")).expect(first.sequence - 1);
    let refused = store.save(late).await;
    assert_eq!(refused, Err(StoreError::Moved { expected: first.sequence - 1, found: first.sequence }));
    assert_eq!(store.find_lead(LeadId(2)).await.unwrap(), None);
    assert_eq!(store.find_document("with-it").await.unwrap(), None);
    let mut in_time = put([lead(2, 5)]);
    in_time.expect(first.sequence);
    assert_eq!(store.save(in_time).await.unwrap().sequence, first.sequence + 1);
}

#[allow(clippy::unwrap_used)]
async fn a_copy_is_numbered_as_its_original(store: &dyn Store) {
    let numbered = |leads: &[(u64, u64)]| {
        let mut batch = put(leads.iter().map(|(id, _)| lead(*id, 5)));
        for (id, sequence) in leads {
            batch.number(LeadId(*id), *sequence);
        }
        batch
    };
    assert_eq!(store.save(numbered(&[(1, 40), (2, 20), (3, 30)])).await.unwrap().sequence, 40);
    let mut gone = numbered(&[(2, 50)]);
    gone.remove_lead(LeadId(1)).number(LeadId(1), 45);
    assert_eq!(store.save(gone).await.unwrap().sequence, 50);
    let change = |sequence, id, kind| Change { sequence, lead: LeadId(id), kind };
    let expected =
        [change(30, 3, ChangeKind::Put), change(45, 1, ChangeKind::Removed), change(50, 2, ChangeKind::Put)];
    assert_eq!(store.list_changes(0, 10).await.unwrap(), expected);
    assert_eq!(store.check().await.unwrap().problems, Vec::<String>::new());
}

#[allow(clippy::unwrap_used)]
async fn each_store_has_an_identity(store: &dyn Store, other: &dyn Store) {
    let identity = store.identity().await.unwrap();
    assert_ne!(identity, other.identity().await.unwrap());
    let saved = store.save(put([lead(1, 5)])).await.unwrap();
    assert_eq!(store.identity().await.unwrap(), identity);
    let mut copy = put([lead(1, 5)]);
    copy.identify(identity);
    other.save(copy).await.unwrap();
    assert_eq!(other.identity().await.unwrap(), identity, "a copy has that of its original");
    let mut alone = Batch::default();
    let another = StoreId::new().unwrap();
    alone.identify(another);
    assert_eq!(store.save(alone).await.unwrap(), saved, "no lead has changed for it");
    assert_eq!(store.identity().await.unwrap(), another);
    assert_eq!(store.check().await.unwrap().problems, Vec::<String>::new());
}

/// Writers that overlap, and a reader that only ever asks for what is behind the last change it knows.
#[allow(clippy::unwrap_used)]
async fn a_follower_misses_nothing_and_gets_nothing_twice(store: Arc<dyn Store>) {
    const WRITERS: u64 = 6;
    const EACH: u64 = 25;
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                for number in 0..EACH {
                    // Small and large ones, so that some would overtake others.
                    let text_bytes = if writer.is_multiple_of(2) { 10 } else { 60_000 };
                    store.save(put([lead(writer * EACH + number, text_bytes)])).await.unwrap();
                }
            })
        })
        .collect();
    let (mut after, mut seen) = (0, Vec::new());
    loop {
        let ended = writers.iter().all(tokio::task::JoinHandle::is_finished);
        let changes = store.list_changes(after, 7).await.unwrap();
        for change in &changes {
            assert_eq!(change.sequence, after + 1, "each number follows the one before");
            after = change.sequence;
            seen.push(change.lead);
        }
        if ended && changes.is_empty() {
            break;
        }
        tokio::task::yield_now().await;
    }
    seen.sort_unstable();
    assert_eq!(seen, (0..WRITERS * EACH).map(LeadId).collect::<Vec<_>>());
}

#[allow(clippy::unwrap_used)]
async fn many_at_once_are_all_kept(store: Arc<dyn Store>) {
    let saves: Vec<_> = (0..200)
        .map(|id| {
            let store = Arc::clone(&store);
            tokio::spawn(async move { store.save(put([lead(id, 300)])).await.unwrap().sequence })
        })
        .collect();
    let mut sequences = Vec::new();
    for save in saves {
        sequences.push(save.await.unwrap());
    }
    sequences.sort_unstable();
    sequences.dedup();
    assert_eq!(sequences.len(), 200, "each batch has a number of its own");
    assert_eq!(store.scan_leads(None, 1_000).await.unwrap().len(), 200);
}

#[allow(clippy::unwrap_used)]
async fn a_snapshot_holds_one_moment(store: &dyn Store) {
    let leads: Vec<Lead> = (0..400).map(|id| lead(id, 50)).collect();
    let mut batch = put(leads.clone());
    let source = SourceId::new("a-source").unwrap();
    batch.put_source_state(&source, document(1, b"polled")).put_host_state("host", document(2, b""));
    batch.put_document("name", document(3, b"document"));
    let sequence = store.save(batch).await.unwrap().sequence;
    let mut snapshot = store.snapshot().await.unwrap();
    assert_eq!(snapshot.sequence, sequence);
    let read = async {
        let mut held = Vec::new();
        while let Some(next) = snapshot.next().await.unwrap() {
            held.push(next);
        }
        held
    };
    let (held, saved) = tokio::join!(read, store.save(put([lead(0, 9), lead(900, 9)])));
    saved.unwrap();
    let mut expected: Vec<Held> = leads.into_iter().map(|lead| Held::Lead(Box::new(lead))).collect();
    expected.extend([
        Held::Document(DocumentKey::Source("a-source".to_owned()), document(1, b"polled")),
        Held::Document(DocumentKey::Host("host".to_owned()), document(2, b"")),
        Held::Document(DocumentKey::Named("name".to_owned()), document(3, b"document")),
    ]);
    assert!(held == expected, "it holds {} things", held.len());
    // One that nobody reads to its end keeps nobody waiting.
    drop(store.snapshot().await.unwrap());
    store.save(put([lead(901, 9)])).await.unwrap();
}

#[allow(clippy::unwrap_used)]
async fn a_closed_store_takes_no_more(store: &dyn Store) {
    store.save(put([lead(1, 5)])).await.unwrap();
    store.close().await.unwrap();
    store.close().await.unwrap();
    assert!(matches!(store.save(put([lead(2, 5)])).await, Err(StoreError::Closed(_))));
    let found = store.find_lead(LeadId(1)).await;
    assert!(matches!(found, Ok(Some(_)) | Err(StoreError::Closed(_))), "what it still answers is right");
}

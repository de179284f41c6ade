//! PostgreSQL: the contracts of store and journal, and what several machines agree upon.

#![allow(clippy::unwrap_used)]

use std::{sync::Arc, time::Duration};

use kazi_domain::LeadId;
use kazi_store::{
    Batch, Document, Leases, MemoryStore, Pace, PostgresOptions, PostgresServer, PostgresStore, SledOptions,
    SledStore, Store, StoreError, Turn, Wanted, contract, copy, digest,
    journal::{self, Journal},
    sample::{lead, lead_of},
};

const LONG: Duration = Duration::from_secs(600);
const HOUR: Duration = Duration::from_secs(3600);

async fn open(server: &PostgresServer) -> Arc<PostgresStore> {
    Arc::new(PostgresStore::open(&server.database(), PostgresOptions::default()).await.unwrap())
}

fn wanted(names: &[&str]) -> Vec<Wanted> {
    names.iter().map(|name| Wanted { name: (*name).to_owned(), rest: HOUR }).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_keeps_the_contract() {
    let server = PostgresServer::start();
    contract::check_all(async || open(&server).await as Arc<dyn Store>).await;
    journal::contract::check_all(async || open(&server).await as Arc<dyn Journal>).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn machines_agree() {
    let server = PostgresServer::start();
    a_lease_is_granted_once(&*open(&server).await).await;
    what_was_asked_rests_and_what_was_not_does_not(&*open(&server).await).await;
    a_batch_whose_lease_is_lost_is_refused(&*open(&server).await).await;
    a_batch_judged_by_older_decisions_is_refused(&*open(&server).await).await;
    each_turn_is_given_once(open(&server).await).await;
    a_host_that_asked_for_rest_gets_it(&*open(&server).await).await;
    several_prepare_at_once(&server).await;
    damage_is_found(&server).await;
    a_record_of_a_newer_kazi_is_no_damage(&server).await;
    a_closed_store_holds_no_connection(&server).await;
    a_crash_is_got_over(&server).await;
    all_moves_there_and_back(&server).await;
}

async fn all_moves_there_and_back(server: &PostgresServer) {
    let (here, there, back) = (MemoryStore::default(), open(server).await, MemoryStore::default());
    let mut batch = Batch::default();
    for id in 0..450 {
        batch.put_lead(lead_of(id * 2, &[id * 2, id * 2 + 1], 300));
    }
    let document = |byte| Document { version: 3, bytes: vec![byte; 9] };
    batch.put_source_state(&"board".parse().unwrap(), document(1)).put_host_state("board", document(2));
    for number in 0..40 {
        batch.put_document(&format!("edition/{number}"), document(number));
    }
    here.save(batch).await.unwrap();
    copy(&here, &*there, |_| {}).await.unwrap();
    copy(&*there, &back, |_| {}).await.unwrap();
    let expected = digest(&here).await.unwrap();
    assert_eq!((expected.leads, expected.postings, expected.documents), (450, 900, 42));
    assert_eq!(digest(&*there).await.unwrap(), expected);
    assert_eq!(digest(&back).await.unwrap(), expected);
    let mut one_byte = Batch::default();
    one_byte.put_document("edition/7", document(8));
    back.save(one_byte).await.unwrap();
    assert_ne!(digest(&back).await.unwrap().checksum, expected.checksum);
}

async fn a_lease_is_granted_once(store: &dyn Leases) {
    let all = wanted(&["a", "b", "c"]);
    let first = store.lease(&all, 2, LONG).await.unwrap();
    assert_eq!(first.len(), 2);
    let second = store.lease(&all, 9, LONG).await.unwrap();
    assert_eq!(second.len(), 1);
    assert!(first.iter().all(|lease| lease.name != second[0].name));
    assert_eq!(store.lease(&all, 9, LONG).await.unwrap(), []);
    assert!(store.renew(&second[0], LONG).await.unwrap());
}

async fn what_was_asked_rests_and_what_was_not_does_not(store: &dyn Leases) {
    let leases = store.lease(&wanted(&["asked", "not"]), 9, LONG).await.unwrap();
    for lease in &leases {
        store.release(lease, lease.name == "asked").await.unwrap();
        assert!(!store.renew(lease, LONG).await.unwrap(), "it was given back");
    }
    let again = store.lease(&wanted(&["asked", "not"]), 9, LONG).await.unwrap();
    assert_eq!(again.iter().map(|lease| lease.name.as_str()).collect::<Vec<_>>(), ["not"]);
    // One that runs out by itself, because its holder was killed, rests as if it had asked.
    let lost = store.lease(&wanted(&["lost"]), 9, Duration::ZERO).await.unwrap();
    assert!(!store.renew(&lost[0], LONG).await.unwrap());
    assert_eq!(store.lease(&wanted(&["lost"]), 9, LONG).await.unwrap(), []);
}

async fn a_batch_whose_lease_is_lost_is_refused(store: &PostgresStore) {
    let never = [Wanted { name: "source".to_owned(), rest: Duration::ZERO }];
    let lost = store.lease(&never, 1, Duration::ZERO).await.unwrap().remove(0);
    let held = store.lease(&never, 1, LONG).await.unwrap().remove(0);
    let batch = |lease| {
        let mut batch = Batch::default();
        batch.put_lead(lead(1, 5)).under(lease);
        batch
    };
    assert_eq!(store.save(batch(&lost)).await, Err(StoreError::LeaseLost("source".to_owned())));
    assert_eq!(store.find_lead(LeadId(1)).await.unwrap(), None);
    store.save(batch(&held)).await.unwrap();
    let refused = MemoryStore::default().save(batch(&held)).await;
    assert_eq!(refused, Err(StoreError::NoLeases("source".to_owned())));
    let folder = tempfile::tempdir().unwrap();
    let sled = SledStore::open(&folder.path().join("store"), SledOptions::default()).await.unwrap();
    assert_eq!(sled.save(batch(&held)).await, Err(StoreError::NoLeases("source".to_owned())));
}

async fn a_batch_judged_by_older_decisions_is_refused(store: &PostgresStore) {
    let batch = |head| {
        let mut batch = Batch::default();
        batch.put_lead(lead(1, 5)).expect_entries(head);
        batch
    };
    store.append(journal::contract::entry(1), None).await.unwrap();
    assert_eq!(store.save(batch(0)).await, Err(StoreError::Decided { expected: 0, found: 1 }));
    assert_eq!(store.find_lead(LeadId(1)).await.unwrap(), None);
    store.save(batch(1)).await.unwrap();
}

async fn each_turn_is_given_once(store: Arc<PostgresStore>) {
    let pace = Pace { gap: Duration::from_secs(100), burst: 2, wait_max: Duration::from_secs(100_000) };
    let asked: Vec<_> = (0..12)
        .map(|_| {
            let store = Arc::clone(&store);
            tokio::spawn(async move { store.take_turn("host.example", pace).await.unwrap() })
        })
        .collect();
    let mut waits = Vec::new();
    for asked in asked {
        let Turn::After(wait) = asked.await.unwrap() else { panic!("there is time for all") };
        waits.push(wait.as_secs_f64() / 100.0);
    }
    waits.sort_by(f64::total_cmp);
    // Two at once, then one a gap; a little less, for time goes on while they ask.
    for (place, wait) in waits.iter().enumerate() {
        let expected = place.saturating_sub(1) as f64;
        assert!(*wait <= expected && *wait > expected - 0.3, "turn {place} after {wait} gaps");
    }
    let hurried = Pace { wait_max: Duration::from_secs(1), ..pace };
    let refused = store.take_turn("host.example", hurried).await.unwrap();
    assert!(matches!(refused, Turn::NotBefore(wait) if wait > Duration::from_secs(1000)), "{refused:?}");
}

async fn a_host_that_asked_for_rest_gets_it(store: &dyn Leases) {
    let pace = Pace { gap: Duration::from_secs(1), burst: 4, wait_max: Duration::from_secs(60) };
    store.rest_host("tired.example", HOUR).await.unwrap();
    store.rest_host("tired.example", Duration::ZERO).await.unwrap();
    let refused = store.take_turn("tired.example", pace).await.unwrap();
    assert!(matches!(refused, Turn::NotBefore(wait) if wait > HOUR / 2), "{refused:?}");
    assert_eq!(store.take_turn("other.example", pace).await.unwrap(), Turn::After(Duration::ZERO));
}

async fn several_prepare_at_once(server: &PostgresServer) {
    let url = server.database();
    let opens: Vec<_> = (0..5)
        .map(|_| {
            let url = url.clone();
            tokio::spawn(
                async move { PostgresStore::open(&url, PostgresOptions::default()).await.map(|_| ()) },
            )
        })
        .collect();
    for open in opens {
        assert_eq!(open.await.unwrap(), Ok(()));
    }
}

/// Bits flipped in a row: no answer is wrong, and the check names what is.
async fn damage_is_found(server: &PostgresServer) {
    let url = server.database();
    let store = PostgresStore::open(&url, PostgresOptions::default()).await.unwrap();
    let mut batch = Batch::default();
    batch.put_lead(lead(1, 500)).put_lead(lead(2, 500));
    store.save(batch).await.unwrap();
    let pool = sqlx::PgPool::connect(&url).await.unwrap();
    let bend = "update lead set body = set_byte(body, 200, get_byte(body, 200) # 4) \
                where id = (select min(id) from lead)";
    sqlx::query(bend).execute(&pool).await.unwrap();
    sqlx::query("delete from posting where id = (select max(id) from posting)").execute(&pool).await.unwrap();
    assert!(matches!(store.find_lead(LeadId(1)).await, Err(StoreError::Damaged { .. })));
    assert!(store.find_lead(LeadId(2)).await.unwrap().is_some());
    let problems = store.check().await.unwrap().problems;
    assert_eq!(problems.len(), 2, "{problems:?}");
}

async fn a_record_of_a_newer_kazi_is_no_damage(server: &PostgresServer) {
    let url = server.database();
    let store = PostgresStore::open(&url, PostgresOptions::default()).await.unwrap();
    let mut batch = Batch::default();
    batch.put_lead(lead(1, 5));
    store.save(batch).await.unwrap();
    let pool = sqlx::PgPool::connect(&url).await.unwrap();
    // A frame of version 9 around an empty body, with the checksum that belongs to it.
    let key = [&b"l"[..], &1_u64.to_be_bytes()].concat();
    let framed = [&9_u16.to_le_bytes()[..], &[0; 4]].concat();
    let checksum = crc32fast::hash(&[&key[..], &framed].concat());
    let framed = [&framed[..], &checksum.to_le_bytes()].concat();
    sqlx::query("update lead set body = $1").bind(framed).execute(&pool).await.unwrap();
    let newer = store.find_lead(LeadId(1)).await;
    assert!(matches!(newer, Err(StoreError::Newer { found: 9, known: 1, .. })), "{newer:?}");
    assert_eq!(store.check().await.unwrap().problems.len(), 1);
}

async fn a_closed_store_holds_no_connection(server: &PostgresServer) {
    let url = server.database();
    let store = PostgresStore::open(&url, PostgresOptions::default()).await.unwrap();
    let mut batch = Batch::default();
    batch.put_lead(lead(1, 5));
    store.save(batch).await.unwrap();
    store.close().await.unwrap();
    assert!(matches!(store.find_lead(LeadId(1)).await, Err(StoreError::Closed(_))));
    let pool = sqlx::PgPool::connect(&url).await.unwrap();
    let others = "select count(*) from pg_stat_activity \
                  where datname = current_database() and application_name = 'kazi'";
    // The server lists a connection a moment longer than it is open.
    let mut open = 1;
    for _ in 0..100 {
        (open,) = sqlx::query_as::<_, (i64,)>(others).fetch_one(&pool).await.unwrap();
        if open == 0 {
            break;
        }
        sqlx::query("select pg_sleep(0.05)").execute(&pool).await.unwrap();
    }
    assert_eq!(open, 0);
}

async fn a_crash_is_got_over(server: &PostgresServer) {
    let store = open(server).await;
    let mut batch = Batch::default();
    batch.put_lead(lead(1, 5));
    store.save(batch.clone()).await.unwrap();
    server.crash();
    assert!(matches!(store.find_lead(LeadId(1)).await, Err(StoreError::Away { .. })));
    assert!(matches!(store.save(batch).await, Err(StoreError::Away { .. })));
    server.restart();
    assert!(store.find_lead(LeadId(1)).await.unwrap().is_some(), "it is there, and answers by itself");
}

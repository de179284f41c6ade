//! Saving a batch: one transaction, under the lock of the row that numbers changes.

use std::collections::{BTreeMap, BTreeSet};

use kazi_domain::LeadId;
use sqlx::{PgConnection, Postgres, Transaction};

use super::{
    PostgresStore,
    answer::{Fault, within},
    open::CHANNEL,
    rows::{self, count, of_row, seal_document, seal_lead, to_row},
};
use crate::{
    Batch, LEAD_BYTES_MAX, Saved, StoreError,
    batch::{DocumentKey, LeadWrite, check_documents},
    journal::hold_journal,
    record::{LEAD_VERSION, write_lead},
};

/// How often a transaction is run again that clashed with another.
const TRIES: u32 = 5;
/// Rows in one statement, so that none is hundreds of megabytes long.
const ROWS_AT_ONCE: usize = 200;

/// Saves a batch whole or not at all.
pub(super) async fn save(store: &PostgresStore, batch: &Batch) -> Result<Saved, StoreError> {
    check_documents(batch)?;
    let encoded = encode(batch)?;
    within(&store.name, async {
        for _ in 1..TRIES {
            match transaction(store, batch, &encoded).await {
                Err(clash) if clash.is_clash() => {}
                done => return done,
            }
        }
        transaction(store, batch, &encoded).await
    })
    .await
}

/// The leads to write, in the order of their rows.
type Encoded = Vec<(i64, Vec<u8>)>;

fn encode(batch: &Batch) -> Result<Encoded, StoreError> {
    let mut encoded = Vec::new();
    for (id, write) in &batch.leads {
        let LeadWrite::Put(lead) = write else { continue };
        let body = write_lead(lead).map_err(|error| StoreError::Io {
            path: "postgres".into(),
            reason: format!("lead {id}: {error}"),
        })?;
        if body.len() > LEAD_BYTES_MAX {
            return Err(StoreError::LeadTooLarge { lead: *id, bytes: body.len(), bytes_max: LEAD_BYTES_MAX });
        }
        encoded.push((to_row(id.0), seal_lead(*id, LEAD_VERSION, &body)));
    }
    Ok(encoded)
}

async fn transaction(store: &PostgresStore, batch: &Batch, encoded: &Encoded) -> Result<Saved, Fault> {
    let mut transaction = store.pool.begin().await?;
    let sequence = if batch.leads.is_empty() && batch.expected.is_none() {
        rows::sequence(&mut *transaction).await?
    } else {
        write_leads(&mut transaction, batch, encoded).await?
    };
    for lease in &batch.leases {
        super::leases::hold(&mut transaction, lease).await?;
    }
    write_documents(&mut transaction, batch).await?;
    if let Some(original) = batch.identity {
        let statement = "update store set identity = $1::uuid";
        sqlx::query(statement).bind(original.to_string()).execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(Saved { sequence })
}

/// Writes leads, postings and changes; answers the number of the last change.
async fn write_leads(
    transaction: &mut Transaction<'_, Postgres>,
    batch: &Batch,
    encoded: &Encoded,
) -> Result<u64, Fault> {
    let statement = "select sequence from store for update";
    let (before,): (i64,) = sqlx::query_as(statement).fetch_one(&mut **transaction).await?;
    batch.check_expected(count(before))?;
    if let Some(expected) = batch.expected_entries {
        hold_journal(&mut *transaction, expected).await?;
    }
    let there = take_out(transaction, batch).await?;
    for leads in encoded.chunks(ROWS_AT_ONCE) {
        let (ids, bodies): (Vec<i64>, Vec<&[u8]>) =
            leads.iter().map(|(id, body)| (*id, body.as_slice())).unzip();
        let statement = "insert into lead (id, body) select * from unnest($1::bigint[], $2::bytea[]) \
                         on conflict (id) do update set body = excluded.body";
        sqlx::query(statement).bind(ids).bind(bodies).execute(&mut **transaction).await?;
    }
    write_postings(transaction, batch).await?;
    let after = write_changes(transaction, batch, before, &there).await?;
    Ok(count(after))
}

/// Removes what the leads of a batch left; answers which of them were there.
async fn take_out(connection: &mut PgConnection, batch: &Batch) -> Result<BTreeSet<LeadId>, Fault> {
    let all: Vec<i64> = batch.leads.keys().map(|id| to_row(id.0)).collect();
    let there: Vec<(i64,)> = sqlx::query_as("select id from lead where id = any($1)")
        .bind(&all)
        .fetch_all(&mut *connection)
        .await?;
    sqlx::query("delete from posting where lead = any($1)").bind(&all).execute(&mut *connection).await?;
    let removed = batch.leads.iter().filter(|(_, write)| matches!(write, LeadWrite::Remove));
    let removed: Vec<i64> = removed.map(|(id, _)| to_row(id.0)).collect();
    sqlx::query("delete from lead where id = any($1)").bind(removed).execute(&mut *connection).await?;
    Ok(there.into_iter().map(|(row,)| LeadId(of_row(row))).collect())
}

async fn write_postings(connection: &mut PgConnection, batch: &Batch) -> Result<(), Fault> {
    let mut postings: BTreeMap<i64, i64> = BTreeMap::new();
    for (id, write) in &batch.leads {
        if let LeadWrite::Put(lead) = write {
            postings.extend(lead.postings().iter().map(|p| (to_row(p.posting.id.0), to_row(id.0))));
        }
    }
    let (ids, leads): (Vec<i64>, Vec<i64>) = postings.into_iter().unzip();
    let statement = "insert into posting (id, lead) select * from unnest($1::bigint[], $2::bigint[]) \
                     on conflict (id) do update set lead = excluded.lead";
    sqlx::query(statement).bind(ids).bind(leads).execute(connection).await?;
    Ok(())
}

async fn write_changes(
    connection: &mut PgConnection,
    batch: &Batch,
    before: i64,
    there: &BTreeSet<LeadId>,
) -> Result<i64, Fault> {
    let changed = batch.leads.iter().filter_map(|(id, write)| match write {
        LeadWrite::Put(_) => Some((*id, false)),
        LeadWrite::Remove => there.contains(id).then_some((*id, true)),
    });
    let (mut leads, mut numbers, mut removed, mut after) = (Vec::new(), Vec::new(), Vec::new(), before);
    for (lead, gone) in changed {
        let number = i64::try_from(batch.number_behind(count(after), lead)).unwrap_or(i64::MAX);
        after = after.max(number);
        leads.push(to_row(lead.0));
        numbers.push(number);
        removed.push(gone);
    }
    if leads.is_empty() {
        return Ok(before);
    }
    let statement = "insert into change (lead, sequence, removed) \
                     select * from unnest($1::bigint[], $2::bigint[], $3::bool[]) \
                     on conflict (lead) do update set sequence = excluded.sequence, removed = excluded.removed";
    sqlx::query(statement).bind(leads).bind(numbers).bind(removed).execute(&mut *connection).await?;
    sqlx::query("update store set sequence = $1").bind(after).execute(&mut *connection).await?;
    sqlx::query("select pg_notify($1, $2)")
        .bind(CHANNEL)
        .bind(after.to_string())
        .execute(&mut *connection)
        .await?;
    Ok(after)
}

async fn write_documents(connection: &mut PgConnection, batch: &Batch) -> Result<(), Fault> {
    for (key, document) in &batch.documents {
        let (kind, name) = (rows::kind_of(key), DocumentKey::name(key).as_bytes());
        let statement = "insert into document (kind, name, body) values ($1, $2, $3) \
                         on conflict (kind, name) do update set body = excluded.body";
        let written = sqlx::query(statement).bind(kind).bind(name).bind(seal_document(kind, name, document));
        written.execute(&mut *connection).await?;
    }
    Ok(())
}

//! What can be read.

use std::collections::HashMap;

use kazi_domain::{Lead, LeadId, PostingId};
use sqlx::{PgExecutor, PgPool};

use super::answer::Fault;
use crate::{
    Change, ChangeKind, Document, LIST_MAX, StoreId,
    batch::DocumentKey,
    frame::{seal, unseal},
    record::read_lead,
};

pub(super) const SOURCE: i16 = 1;
pub(super) const HOST: i16 = 2;
pub(super) const NAMED: i16 = 3;

/// A number without sign as one with it, in the same order.
pub(super) fn to_row(number: u64) -> i64 {
    (number ^ (1 << 63)).cast_signed()
}

/// Takes [`to_row`] back.
pub(super) fn of_row(row: i64) -> u64 {
    row.cast_unsigned() ^ (1 << 63)
}

/// Counts are below the sign.
pub(super) fn count(row: i64) -> u64 {
    u64::try_from(row).unwrap_or(0)
}

fn limit_of(limit: usize) -> i64 {
    i64::try_from(limit.min(LIST_MAX)).unwrap_or(i64::MAX)
}

fn lead_key(id: LeadId) -> [u8; 9] {
    let mut key = [b'l'; 9];
    key[1..].copy_from_slice(&id.0.to_be_bytes());
    key
}

pub(super) fn seal_lead(id: LeadId, version: u16, body: &[u8]) -> Vec<u8> {
    seal(&lead_key(id), version, body)
}

pub(super) fn decode_lead(row: i64, framed: &[u8]) -> Result<Lead, Fault> {
    let id = LeadId(of_row(row));
    let what = || format!("lead {id}");
    let (version, body) = unseal(&lead_key(id), framed).map_err(|error| Fault::frame(&what(), &error))?;
    let lead = read_lead(version, body).map_err(|error| Fault::record(&what(), &error))?;
    if lead.id == id { Ok(lead) } else { Err(Fault::Damaged(format!("{} holds another lead", what()))) }
}

pub(super) fn kind_of(key: &DocumentKey) -> i16 {
    match key {
        DocumentKey::Source(_) => SOURCE,
        DocumentKey::Host(_) => HOST,
        DocumentKey::Named(_) => NAMED,
    }
}

fn document_key(kind: i16, name: &[u8]) -> Vec<u8> {
    [&kind.to_be_bytes()[..], name].concat()
}

pub(super) fn seal_document(kind: i16, name: &[u8], document: &Document) -> Vec<u8> {
    seal(&document_key(kind, name), document.version, &document.bytes)
}

pub(super) fn decode_document(kind: i16, name: &[u8], framed: &[u8]) -> Result<Document, Fault> {
    let what = || format!("document \"{}\"", name.escape_ascii());
    let (version, bytes) =
        unseal(&document_key(kind, name), framed).map_err(|error| Fault::frame(&what(), &error))?;
    Ok(Document { version, bytes: bytes.to_vec() })
}

pub(super) fn text(name: Vec<u8>) -> Result<String, Fault> {
    String::from_utf8(name).map_err(|error| Fault::Damaged(format!("a name is no text: {error}")))
}

pub(super) async fn place(pool: &PgPool) -> Result<(StoreId, u64), Fault> {
    let row: (String, i64) =
        sqlx::query_as("select identity::text, sequence from store").fetch_one(pool).await?;
    let identity = row.0.parse().map_err(|error| Fault::Damaged(format!("{error}: \"{}\"", row.0)))?;
    Ok((identity, count(row.1)))
}

pub(super) async fn sequence(database: impl PgExecutor<'_>) -> Result<u64, Fault> {
    let (sequence,): (i64,) = sqlx::query_as("select sequence from store").fetch_one(database).await?;
    Ok(count(sequence))
}

pub(super) async fn find_leads(pool: &PgPool, ids: &[LeadId]) -> Result<Vec<Option<Lead>>, Fault> {
    let mut found: HashMap<LeadId, Lead> = HashMap::with_capacity(ids.len());
    for ids in ids.chunks(LIST_MAX) {
        let rows: Vec<i64> = ids.iter().map(|id| to_row(id.0)).collect();
        let rows: Vec<(i64, Vec<u8>)> =
            sqlx::query_as("select id, body from lead where id = any($1)").bind(rows).fetch_all(pool).await?;
        for (row, body) in rows {
            let lead = decode_lead(row, &body)?;
            found.insert(lead.id, lead);
        }
    }
    // An id may be asked for twice.
    Ok(ids.iter().map(|id| found.get(id).cloned()).collect())
}

pub(super) async fn find_posting_lead(pool: &PgPool, posting: PostingId) -> Result<Option<LeadId>, Fault> {
    let row: Option<(i64,)> = sqlx::query_as("select lead from posting where id = $1")
        .bind(to_row(posting.0))
        .fetch_optional(pool)
        .await?;
    Ok(row.map(|(lead,)| LeadId(of_row(lead))))
}

pub(super) async fn scan_leads(
    database: impl PgExecutor<'_>,
    after: Option<LeadId>,
    limit: usize,
) -> Result<Vec<Lead>, Fault> {
    let Some(from) = after.map_or(Some(0), |LeadId(after)| after.checked_add(1)) else {
        return Ok(Vec::new());
    };
    let rows: Vec<(i64, Vec<u8>)> =
        sqlx::query_as("select id, body from lead where id >= $1 order by id limit $2")
            .bind(to_row(from))
            .bind(limit_of(limit))
            .fetch_all(database)
            .await?;
    rows.into_iter().map(|(row, body)| decode_lead(row, &body)).collect()
}

pub(super) async fn list_changes(pool: &PgPool, after: u64, limit: usize) -> Result<Vec<Change>, Fault> {
    let statement =
        "select sequence, lead, removed from change where sequence > $1 order by sequence limit $2";
    let rows: Vec<(i64, i64, bool)> = sqlx::query_as(statement)
        .bind(i64::try_from(after).unwrap_or(i64::MAX))
        .bind(limit_of(limit))
        .fetch_all(pool)
        .await?;
    let change = |(sequence, lead, removed)| Change {
        sequence: count(sequence),
        lead: LeadId(of_row(lead)),
        kind: if removed { ChangeKind::Removed } else { ChangeKind::Put },
    };
    Ok(rows.into_iter().map(change).collect())
}

pub(super) async fn find_document(pool: &PgPool, key: &DocumentKey) -> Result<Option<Document>, Fault> {
    let (kind, name) = (kind_of(key), key.name().as_bytes());
    let row: Option<(Vec<u8>,)> = sqlx::query_as("select body from document where kind = $1 and name = $2")
        .bind(kind)
        .bind(name)
        .fetch_optional(pool)
        .await?;
    row.map(|(body,)| decode_document(kind, name, &body)).transpose()
}

pub(super) async fn list_states(
    pool: &PgPool,
    kind: i16,
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<(String, Document)>, Fault> {
    // No name is empty, so all are behind that.
    let statement = "select name, body from document where kind = $1 and name > $2 order by name limit $3";
    let rows: Vec<(Vec<u8>, Vec<u8>)> = sqlx::query_as(statement)
        .bind(kind)
        .bind(after.unwrap_or_default().as_bytes())
        .bind(limit_of(limit))
        .fetch_all(pool)
        .await?;
    let read = |(name, body): (Vec<u8>, Vec<u8>)| {
        let document = decode_document(kind, &name, &body)?;
        Ok((text(name)?, document))
    };
    rows.into_iter().map(read).collect()
}

pub(super) async fn list_documents(
    pool: &PgPool,
    prefix: &str,
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<String>, Fault> {
    let statement = "select name from document where kind = $1 and name > $2 and name >= $3 \
                     and substring(name from 1 for length($3)) = $3 order by name limit $4";
    let rows: Vec<(Vec<u8>,)> = sqlx::query_as(statement)
        .bind(NAMED)
        .bind(after.unwrap_or_default().as_bytes())
        .bind(prefix.as_bytes())
        .bind(limit_of(limit))
        .fetch_all(pool)
        .await?;
    rows.into_iter().map(|(name,)| text(name)).collect()
}

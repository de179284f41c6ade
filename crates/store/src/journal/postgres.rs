//! The journal in the database, for several machines.

use async_trait::async_trait;
use sqlx::{PgConnection, PgPool, Postgres, Transaction};

use super::{
    ENTRY_BYTES_MAX, Journal, JournalError, JournalPage, LostEntry, NewEntry, READ_BYTES_MAX, READ_MAX, line,
};
use crate::{
    StoreError,
    postgres::{CHANNEL, Fault, PostgresStore, within},
};

/// Which advisory lock numbers the entries: "kazi" and a count.
const LOCK: i64 = 0x6b61_7a69_0001;

type Row = (i64, Vec<u8>);

/// Writes an entry in a transaction that is still open; a refusal of the journal itself is no fault.
async fn write(
    pool: &PgPool,
    entry: &NewEntry,
    expected_head: Option<u64>,
) -> Result<Result<(u64, Transaction<'static, Postgres>), JournalError>, Fault> {
    let mut transaction = pool.begin().await?;
    // Held to the end of the transaction: entries become visible in their order.
    sqlx::query("select pg_advisory_xact_lock($1)").bind(LOCK).execute(&mut *transaction).await?;
    let head = find_head(&mut transaction).await?;
    if let Some(expected) = expected_head.filter(|expected| *expected != head) {
        return Ok(Err(JournalError::Conflict { expected, head }));
    }
    let sequence = head + 1;
    let line =
        line::write(sequence, entry.at, &entry.what).map_err(|error| Fault::Damaged(error.to_string()))?;
    if line.len() > ENTRY_BYTES_MAX {
        return Ok(Err(JournalError::TooLarge { bytes: line.len() }));
    }
    sqlx::query("insert into journal (sequence, body) values ($1, $2)")
        .bind(i64::try_from(sequence).unwrap_or(i64::MAX))
        .bind(line.into_bytes())
        .execute(&mut *transaction)
        .await?;
    sqlx::query("select pg_notify($1, 'journal')").bind(CHANNEL).execute(&mut *transaction).await?;
    Ok(Ok((sequence, transaction)))
}

/// Rows behind a place, as many as go into one page.
async fn read(pool: &PgPool, sequence: u64, limit: usize) -> Result<Vec<Row>, Fault> {
    let statement = "\
        with page as (
            select sequence, body from journal where sequence > $1 order by sequence limit $2
        ), measured as (
            select sequence, body, row_number() over place as row,
                sum(octet_length(body)) over place as bytes
            from page window place as (order by sequence)
        )
        select sequence, body from measured where row = 1 or bytes <= $3 order by sequence";
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let rows = sqlx::query_as(statement)
        .bind(i64::try_from(sequence).unwrap_or(i64::MAX))
        .bind(number(limit.min(READ_MAX)))
        .bind(number(READ_BYTES_MAX))
        .fetch_all(pool)
        .await?;
    Ok(rows)
}

impl PostgresStore {
    #[allow(clippy::needless_pass_by_value)] // the form that map_err calls
    fn refused(&self, error: StoreError) -> JournalError {
        JournalError::Io { path: self.name.as_ref().into(), reason: error.to_string() }
    }
}

/// Refuses a transaction where the journal has moved from `expected`, and keeps it there to its end.
pub(crate) async fn hold_journal(connection: &mut PgConnection, expected: u64) -> Result<(), Fault> {
    sqlx::query("select pg_advisory_xact_lock_shared($1)").bind(LOCK).execute(&mut *connection).await?;
    let found = find_head(connection).await?;
    if found == expected { Ok(()) } else { Err(StoreError::Decided { expected, found }.into()) }
}

async fn find_head(connection: &mut PgConnection) -> Result<u64, Fault> {
    let (head,): (i64,) =
        sqlx::query_as("select coalesce(max(sequence), 0) from journal").fetch_one(connection).await?;
    Ok(u64::try_from(head).unwrap_or(0))
}

#[async_trait]
impl Journal for PostgresStore {
    async fn append(&self, entry: NewEntry, expected_head: Option<u64>) -> Result<u64, JournalError> {
        let written = within(&self.name, write(&self.pool, &entry, expected_head)).await;
        let (sequence, transaction) = written.map_err(|error| self.refused(error))??;
        let committed = within(&self.name, async { Ok(transaction.commit().await?) }).await;
        committed.map_err(|error| JournalError::Unsure {
            path: self.name.as_ref().into(),
            reason: error.to_string(),
        })?;
        Ok(sequence)
    }

    async fn read_after(&self, sequence: u64, limit: usize) -> Result<JournalPage, JournalError> {
        let rows = within(&self.name, read(&self.pool, sequence, limit)).await;
        let mut page = JournalPage::default();
        for (sequence, body) in rows.map_err(|error| self.refused(error))? {
            let sequence = u64::try_from(sequence).unwrap_or(0);
            match line::read(body.strip_suffix(b"\n").unwrap_or(&body)) {
                Ok(entry) if entry.sequence == sequence => page.entries.push(entry),
                Ok(_) => page.lost.push(LostEntry { sequence, why: "it is another entry".to_owned() }),
                Err(why) => page.lost.push(LostEntry { sequence, why }),
            }
        }
        Ok(page)
    }
}

//! The journal in the database, for several machines.

use async_trait::async_trait;
use sqlx::PgConnection;

use super::{ENTRY_BYTES_MAX, Journal, JournalError, JournalPage, LostEntry, NewEntry, READ_MAX, line};
use crate::postgres::{CHANNEL, PostgresStore};

/// Which advisory lock numbers the entries: "kazi" and a count.
const LOCK: i64 = 0x6b61_7a69_0001;

impl PostgresStore {
    fn refused(&self, error: &sqlx::Error) -> JournalError {
        JournalError::Io { path: self.name.as_ref().into(), reason: error.to_string() }
    }
}

async fn find_head(connection: &mut PgConnection) -> Result<u64, sqlx::Error> {
    let (head,): (i64,) =
        sqlx::query_as("select coalesce(max(sequence), 0) from journal").fetch_one(connection).await?;
    Ok(u64::try_from(head).unwrap_or(0))
}

/// Entries as rows: numbers and lines.
fn rows_of(entries: Vec<NewEntry>, before: u64) -> Result<(Vec<i64>, Vec<Vec<u8>>), JournalError> {
    let (mut numbers, mut lines) = (Vec::new(), Vec::new());
    for (sequence, entry) in (before + 1..).zip(entries) {
        let line = line::write(sequence, entry.at, &entry.what)
            .map_err(|_| JournalError::TooLarge { bytes: usize::MAX })?;
        if line.len() > ENTRY_BYTES_MAX {
            return Err(JournalError::TooLarge { bytes: line.len() });
        }
        numbers.push(i64::try_from(sequence).unwrap_or(i64::MAX));
        lines.push(line.into_bytes());
    }
    Ok((numbers, lines))
}

#[async_trait]
impl Journal for PostgresStore {
    async fn append(&self, entries: Vec<NewEntry>, expected_head: Option<u64>) -> Result<u64, JournalError> {
        let refused = |error| self.refused(&error);
        let mut transaction = self.pool.begin().await.map_err(refused)?;
        // Held to the end of the transaction: entries become visible in their order.
        let lock = sqlx::query("select pg_advisory_xact_lock($1)").bind(LOCK);
        lock.execute(&mut *transaction).await.map_err(refused)?;
        let before = find_head(&mut transaction).await.map_err(refused)?;
        if let Some(expected) = expected_head.filter(|expected| *expected != before) {
            return Err(JournalError::Conflict { expected, head: before });
        }
        let (numbers, lines) = rows_of(entries, before)?;
        let after = before + numbers.len() as u64;
        let statement =
            "insert into journal (sequence, body) select * from unnest($1::bigint[], $2::bytea[])";
        let insert = sqlx::query(statement).bind(numbers).bind(lines);
        insert.execute(&mut *transaction).await.map_err(refused)?;
        let tell = sqlx::query("select pg_notify($1, 'journal')").bind(CHANNEL);
        tell.execute(&mut *transaction).await.map_err(refused)?;
        transaction.commit().await.map_err(refused)?;
        Ok(after)
    }

    async fn read_after(&self, sequence: u64, limit: usize) -> Result<JournalPage, JournalError> {
        let statement = "select sequence, body from journal where sequence > $1 order by sequence limit $2";
        let rows: Vec<(i64, Vec<u8>)> = sqlx::query_as(statement)
            .bind(i64::try_from(sequence).unwrap_or(i64::MAX))
            .bind(i64::try_from(limit.min(READ_MAX)).unwrap_or(i64::MAX))
            .fetch_all(&self.pool)
            .await
            .map_err(|error| self.refused(&error))?;
        let mut page = JournalPage::default();
        for (sequence, body) in rows {
            let sequence = u64::try_from(sequence).unwrap_or(0);
            match line::read(body.strip_suffix(b"\n").unwrap_or(&body)) {
                Ok(entry) if entry.sequence == sequence => page.entries.push(entry),
                Ok(_) => page.lost.push(LostEntry { sequence, why: "it is another entry".to_owned() }),
                Err(why) => page.lost.push(LostEntry { sequence, why }),
            }
        }
        Ok(page)
    }

    async fn head(&self) -> Result<u64, JournalError> {
        let mut connection = self.pool.acquire().await.map_err(|error| self.refused(&error))?;
        find_head(&mut connection).await.map_err(|error| self.refused(&error))
    }
}

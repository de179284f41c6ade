//! Leases and turns. The clock is the database's.

use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use sqlx::PgConnection;

use super::{
    PostgresStore,
    answer::{Fault, within},
};
use crate::{Lease, Leases, Pace, StoreError, Turn, Wanted};

/// Microseconds, which the database counts in. Nothing here lasts 292 000 years.
fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX / 4)
}

fn duration(micros: i64) -> Duration {
    Duration::from_micros(u64::try_from(micros).unwrap_or(0))
}

/// Refuses a transaction whose lease is no longer held, and keeps others from taking it meanwhile.
pub(super) async fn hold(connection: &mut PgConnection, lease: &Lease) -> Result<(), Fault> {
    let statement =
        "select true from lease where name = $1 and token = $2 and until > clock_timestamp() for update";
    let held: Option<(bool,)> = sqlx::query_as(statement)
        .bind(lease.name.as_bytes())
        .bind(lease.token)
        .fetch_optional(connection)
        .await?;
    held.map(|_| ()).ok_or_else(|| StoreError::LeaseLost(lease.name.clone()).into())
}

#[async_trait]
impl Leases for PostgresStore {
    async fn lease(
        &self,
        wanted: &[Wanted],
        limit: usize,
        length: Duration,
    ) -> Result<Vec<Lease>, StoreError> {
        let names: Vec<&[u8]> = wanted.iter().map(|wanted| wanted.name.as_bytes()).collect();
        let rests: Vec<i64> = wanted.iter().map(|wanted| micros(wanted.rest)).collect();
        let asked = async {
            sqlx::query("insert into lease (name) select unnest($1::bytea[]) on conflict do nothing")
                .bind(&names)
                .execute(&self.pool)
                .await?;
            // A lease that ends by itself, because its holder was killed, rests after its end: its
            // holder may have asked the source up to the last moment.
            let statement = "\
                with free as (
                    select name from lease
                    where name = any($1) and until <= clock_timestamp() and not_before <= clock_timestamp()
                    order by name limit $3 for update skip locked
                )
                update lease set token = nextval('lease_token'),
                    until = clock_timestamp() + $4 * interval '1 microsecond',
                    not_before = clock_timestamp() + ($4 + wanted.rest) * interval '1 microsecond'
                from free join unnest($1, $2::bigint[]) as wanted (name, rest) using (name)
                where lease.name = free.name
                returning lease.name, lease.token, wanted.rest";
            let rows: Vec<(Vec<u8>, i64, i64)> = sqlx::query_as(statement)
                .bind(&names)
                .bind(&rests)
                .bind(i64::try_from(limit).unwrap_or(i64::MAX))
                .bind(micros(length))
                .fetch_all(&self.pool)
                .await?;
            Ok(rows)
        };
        let lease = |(name, token, rest): (Vec<u8>, i64, i64)| Lease {
            name: String::from_utf8_lossy(&name).into_owned(),
            token,
            rest: duration(rest),
        };
        Ok(within(&self.name, asked).await?.into_iter().map(lease).collect())
    }

    async fn renew(&self, lease: &Lease, length: Duration) -> Result<bool, StoreError> {
        let statement = "update lease set until = clock_timestamp() + $3 * interval '1 microsecond',
                             not_before = clock_timestamp() + ($3 + $4) * interval '1 microsecond'
                         where name = $1 and token = $2 and until > clock_timestamp()";
        let renewed = async {
            let done = sqlx::query(statement)
                .bind(lease.name.as_bytes())
                .bind(lease.token)
                .bind(micros(length))
                .bind(micros(lease.rest))
                .execute(&self.pool)
                .await?;
            Ok(done.rows_affected() == 1)
        };
        within(&self.name, renewed).await
    }

    async fn release(&self, lease: &Lease, asked: bool) -> Result<(), StoreError> {
        let rest = if asked { micros(lease.rest) } else { 0 };
        let statement = "update lease set until = '-infinity',
                             not_before = clock_timestamp() + $3 * interval '1 microsecond'
                         where name = $1 and token = $2";
        let released = async {
            sqlx::query(statement)
                .bind(lease.name.as_bytes())
                .bind(lease.token)
                .bind(rest)
                .execute(&self.pool)
                .await?;
            Ok(())
        };
        within(&self.name, released).await
    }

    async fn take_turn(&self, host: &str, pace: Pace) -> Result<Turn, StoreError> {
        let slack = micros(pace.gap).saturating_mul(i64::from(pace.burst.max(1)) - 1);
        let taken = async {
            sqlx::query("insert into host_turn (host) values ($1) on conflict do nothing")
                .bind(host.as_bytes())
                .execute(&self.pool)
                .await?;
            // GCRA: the turn comes when all before it have had their gap, less the burst. The row is
            // locked, so that two who ask at once get two turns.
            let statement = "\
                with locked as (
                    select host, next_at, rests_until from host_turn where host = $1 for update
                ), asked as materialized (
                    select locked.*, clock_timestamp() as now from locked
                ), turn as (
                    select host, now, greatest(next_at, now) as arrival,
                        greatest(next_at - $3 * interval '1 microsecond', rests_until, now) as at
                    from asked
                ), taken as (
                    update host_turn set next_at = greatest(turn.arrival, turn.at) + $2 * interval '1 microsecond'
                    from turn where host_turn.host = turn.host
                        and turn.at - turn.now <= $4 * interval '1 microsecond'
                    returning host_turn.host
                )
                select (extract(epoch from turn.at - turn.now) * 1000000)::bigint,
                    exists (select from taken) from turn";
            let row: (i64, bool) = sqlx::query_as(statement)
                .bind(host.as_bytes())
                .bind(micros(pace.gap))
                .bind(slack)
                .bind(micros(pace.wait_max))
                .fetch_one(&self.pool)
                .await?;
            Ok(row)
        };
        let (wait, taken) = within(&self.name, taken).await?;
        Ok(if taken { Turn::After(duration(wait)) } else { Turn::NotBefore(duration(wait)) })
    }

    async fn rest_host(&self, host: &str, rest: Duration) -> Result<(), StoreError> {
        let statement = "insert into host_turn as h (host, rests_until)
                         values ($1, clock_timestamp() + $2 * interval '1 microsecond')
                         on conflict (host) do update
                         set rests_until = greatest(h.rests_until, excluded.rests_until)";
        let rested = async {
            sqlx::query(statement).bind(host.as_bytes()).bind(micros(rest)).execute(&self.pool).await?;
            Ok(())
        };
        within(&self.name, rested).await
    }

    async fn now(&self) -> Result<Timestamp, StoreError> {
        let asked = async {
            let statement = "select (extract(epoch from clock_timestamp()) * 1000000)::bigint";
            let (micros,): (i64,) = sqlx::query_as(statement).fetch_one(&self.pool).await?;
            Timestamp::from_microsecond(micros).map_err(|error| Fault::Damaged(error.to_string()))
        };
        within(&self.name, asked).await
    }
}

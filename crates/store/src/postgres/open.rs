//! Connecting, and the tables.

use std::{str::FromStr, sync::Arc, time::Duration};

use sqlx::{
    PgPool, SqlStr,
    migrate::{Migration, MigrationType, Migrator},
    postgres::{PgConnectOptions, PgListener, PgPoolOptions},
};
use tokio::{sync::Notify, task::AbortHandle};

use super::{PostgresStore, answer::Fault};
use crate::StoreError;

/// The channel on which changes are told.
pub(crate) const CHANNEL: &str = "kazi_change";
/// How long to wait before listening again where that failed.
const LISTEN_AGAIN: Duration = Duration::from_secs(1);

/// The steps of the tables, in order. Forward only, and each leaves what older processes use: add what
/// may be null or has a default, and take away only what no running version uses any more.
const MIGRATIONS: [(i64, &str, &str); 1] = [(1, "store", include_str!("../../migrations/0001_store.sql"))];

/// How to use the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostgresOptions {
    /// The most connections of this process.
    pub connections_max: u32,
    /// How long to wait for one.
    pub connect_within: Duration,
}

impl Default for PostgresOptions {
    fn default() -> Self {
        Self { connections_max: 8, connect_within: Duration::from_secs(5) }
    }
}

impl PostgresStore {
    /// Takes the database at `url`, which is asked only when something is wanted of it. Runs inside
    /// a tokio runtime.
    ///
    /// # Errors
    /// [`StoreError::Name`] for a `url` that is none; it does not repeat it, for it may hold a password.
    pub fn connect(url: &str, options: PostgresOptions) -> Result<Self, StoreError> {
        let wrong =
            |_| StoreError::Name("the address of the database, such as postgres://host/kazi".to_owned());
        let connect = PgConnectOptions::from_str(url).map_err(wrong)?.application_name("kazi").options([
            // A process that stops within a transaction must not hold up the others.
            ("idle_in_transaction_session_timeout", "10s"),
            ("statement_timeout", "60s"),
            ("tcp_keepalives_idle", "15"),
            ("tcp_keepalives_interval", "5"),
            ("tcp_keepalives_count", "3"),
        ]);
        let database = connect.get_database().unwrap_or_default();
        let name: Arc<str> =
            format!("postgres://{}:{}/{database}", connect.get_host(), connect.get_port()).into();
        let pool = PgPoolOptions::new()
            .max_connections(options.connections_max)
            .acquire_timeout(options.connect_within)
            .connect_lazy_with(connect);
        let changed = Arc::new(Notify::new());
        let listener = tokio::spawn(listen(pool.clone(), Arc::clone(&changed)));
        let listening = Arc::new(Listening(listener.abort_handle()));
        Ok(Self { pool, name, changed, listening })
    }

    /// Brings the tables to the newest form. Any number of processes may do so at once.
    ///
    /// # Errors
    /// [`StoreError::Away`] where the database does not answer, [`StoreError::Io`] where it refuses.
    pub async fn prepare(&self) -> Result<(), StoreError> {
        let step = |(version, description, sql): (i64, &'static str, &'static str)| {
            let sql = SqlStr::from_static(sql);
            Migration::new(version, description.into(), MigrationType::Simple, sql, false)
        };
        let mut migrator = Migrator::with_migrations(MIGRATIONS.map(step).into());
        // A newer version may have gone further; what this one uses is still there.
        migrator.set_ignore_missing(true);
        migrator.run(&self.pool).await.map_err(|error| match error {
            sqlx::migrate::MigrateError::Execute(error) => Fault::from(error).of(&self.name),
            other => StoreError::Io { path: self.name.as_ref().into(), reason: other.to_string() },
        })
    }

    /// Connects and prepares.
    ///
    /// # Errors
    /// As [`Self::connect`] and [`Self::prepare`].
    pub async fn open(url: &str, options: PostgresOptions) -> Result<Self, StoreError> {
        let store = Self::connect(url, options)?;
        store.prepare().await?;
        Ok(store)
    }
}

/// The task that listens. It ends with the store, and gives its connection back.
pub(crate) struct Listening(AbortHandle);

impl Listening {
    pub(super) fn stop(&self) {
        self.0.abort();
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Passes on what is told on the channel.
async fn listen(pool: PgPool, changed: Arc<Notify>) {
    loop {
        let heard = async {
            let mut listener = PgListener::connect_with(&pool).await?;
            listener.listen(CHANNEL).await?;
            loop {
                // None says that the connection was lost: something may have been told meanwhile.
                listener.try_recv().await?;
                changed.notify_waiters();
            }
        };
        let lost: Result<(), sqlx::Error> = heard.await;
        if let Err(error) = lost {
            tracing::debug!(%error, "not listening for changes; they are looked for instead");
        }
        tokio::time::sleep(LISTEN_AGAIN).await;
    }
}

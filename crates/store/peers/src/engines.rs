//! The engines, each with every batch on the disk before the next.

use std::{fs, fs::File, path::PathBuf};

use anyhow::{Context, bail, ensure};
use kazi_domain::LeadId;
use kazi_store::{Batch, LIST_MAX, PostgresOptions, PostgresStore, SledOptions, SledStore, Store};
use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition};
use sqlx::{Connection, PgConnection, Row};
use tokio::runtime::Runtime;

use crate::{
    folder_bytes,
    records::{self, Made},
};

/// Memory for the cache of each engine that has one: what kazi gives to its own.
const CACHE_BYTES: u64 = 48 * 1024 * 1024;
const TABLE: TableDefinition<u64, &[u8]> = TableDefinition::new("records");

/// One of those that are compared.
pub trait Engine {
    /// Has these records on the disk.
    fn save(&mut self, made: Made) -> anyhow::Result<()>;
    /// Finds one record.
    fn find(&mut self, number: u64) -> anyhow::Result<()>;
    /// Reads every record; how many there are.
    fn scan(&mut self) -> anyhow::Result<u64>;
    /// What it takes of the disk.
    fn disk_bytes(&mut self) -> anyhow::Result<u64>;
    /// Ends as it should.
    fn close(self: Box<Self>) -> anyhow::Result<()>;
}

/// Opens or makes one, in a folder or a database.
pub fn open(name: &str, place: &str) -> anyhow::Result<Box<dyn Engine>> {
    let folder = PathBuf::from(place);
    Ok(match name {
        "sled" => {
            let db = sled::Config::new().path(&folder).cache_capacity(CACHE_BYTES).open()?;
            Box::new(Sled { db, folder })
        }
        "kazi-sled" => {
            let runtime = Runtime::new()?;
            let store = Box::new(runtime.block_on(SledStore::open(&folder, SledOptions::default()))?);
            Box::new(Kazi { runtime, store, disk: Disk::Folder(folder) })
        }
        "kazi-postgres" => {
            let runtime = Runtime::new()?;
            let store = Box::new(runtime.block_on(PostgresStore::open(place, PostgresOptions::default()))?);
            Box::new(Kazi { runtime, store, disk: Disk::Database(place.to_owned()) })
        }
        "redb" => {
            fs::create_dir_all(&folder)?;
            let cache = usize::try_from(CACHE_BYTES)?;
            let db = Database::builder().set_cache_size(cache).create(folder.join("records.redb"))?;
            Box::new(Redb { db, folder })
        }
        "sqlite" => {
            fs::create_dir_all(&folder)?;
            let db = rusqlite::Connection::open(folder.join("records.sqlite"))?;
            db.pragma_update(None, "journal_mode", "WAL")?;
            db.pragma_update(None, "synchronous", "FULL")?;
            db.pragma_update(None, "cache_size", -i64::try_from(CACHE_BYTES / 1024)?)?;
            db.execute_batch(
                "CREATE TABLE IF NOT EXISTS record (id INTEGER PRIMARY KEY, body BLOB NOT NULL)",
            )?;
            Box::new(Sqlite { db, folder })
        }
        "postgres" => {
            let runtime = Runtime::new()?;
            let mut db = runtime.block_on(PgConnection::connect(place))?;
            let fsync: String = runtime.block_on(async {
                let make = "CREATE TABLE IF NOT EXISTS bare (id BIGINT PRIMARY KEY, body BYTEA NOT NULL)";
                sqlx::query(make).execute(&mut db).await?;
                sqlx::query_scalar("SHOW fsync").fetch_one(&mut db).await
            })?;
            ensure!(fsync == "on", "PostgreSQL must run with fsync = on to be compared");
            Box::new(Postgres { runtime, db })
        }
        other => bail!("there is no engine \"{other}\""),
    })
}

struct Sled {
    db: sled::Db,
    folder: PathBuf,
}

impl Engine for Sled {
    fn save(&mut self, made: Made) -> anyhow::Result<()> {
        let mut batch = sled::Batch::default();
        for (key, body) in made.keys.iter().zip(made.bodies) {
            batch.insert(&key.to_be_bytes(), body);
        }
        self.db.apply_batch(batch)?;
        self.db.flush()?;
        // What `flush` leaves out on Linux.
        File::open(self.folder.join("db"))?.sync_all()?;
        Ok(())
    }

    fn find(&mut self, number: u64) -> anyhow::Result<()> {
        self.db.get(records::key(number).to_be_bytes())?.context("it is there")?;
        Ok(())
    }

    fn scan(&mut self) -> anyhow::Result<u64> {
        let mut found = 0;
        for record in self.db.iter() {
            found += u64::from(!record?.1.is_empty());
        }
        Ok(found)
    }

    fn disk_bytes(&mut self) -> anyhow::Result<u64> {
        folder_bytes(&self.folder)
    }

    fn close(self: Box<Self>) -> anyhow::Result<()> {
        self.db.flush()?;
        Ok(())
    }
}

struct Redb {
    db: Database,
    folder: PathBuf,
}

impl Engine for Redb {
    fn save(&mut self, made: Made) -> anyhow::Result<()> {
        let change = self.db.begin_write()?;
        {
            let mut table = change.open_table(TABLE)?;
            for (key, body) in made.keys.iter().zip(&made.bodies) {
                table.insert(key, body.as_slice())?;
            }
        }
        change.commit()?;
        Ok(())
    }

    fn find(&mut self, number: u64) -> anyhow::Result<()> {
        let table = self.db.begin_read()?.open_table(TABLE)?;
        table.get(records::key(number))?.context("it is there")?;
        Ok(())
    }

    fn scan(&mut self) -> anyhow::Result<u64> {
        let table = self.db.begin_read()?.open_table(TABLE)?;
        let mut found = 0;
        for record in table.iter()? {
            found += u64::from(!record?.1.value().is_empty());
        }
        Ok(found)
    }

    fn disk_bytes(&mut self) -> anyhow::Result<u64> {
        folder_bytes(&self.folder)
    }

    fn close(self: Box<Self>) -> anyhow::Result<()> {
        Ok(())
    }
}

struct Sqlite {
    db: rusqlite::Connection,
    folder: PathBuf,
}

impl Engine for Sqlite {
    fn save(&mut self, made: Made) -> anyhow::Result<()> {
        let change = self.db.transaction()?;
        {
            let mut insert = change.prepare_cached("INSERT INTO record VALUES (?1, ?2)")?;
            for (key, body) in made.keys.iter().zip(&made.bodies) {
                insert.execute((key.cast_signed(), body))?;
            }
        }
        change.commit()?;
        Ok(())
    }

    fn find(&mut self, number: u64) -> anyhow::Result<()> {
        let id = records::key(number).cast_signed();
        self.db.query_row("SELECT length(body) FROM record WHERE id = ?1", [id], |_| Ok(()))?;
        Ok(())
    }

    fn scan(&mut self) -> anyhow::Result<u64> {
        let mut select = self.db.prepare("SELECT body FROM record ORDER BY id")?;
        let mut rows = select.query([])?;
        let mut found = 0;
        while let Some(row) = rows.next()? {
            found += u64::from(!row.get_ref(0)?.as_blob()?.is_empty());
        }
        Ok(found)
    }

    fn disk_bytes(&mut self) -> anyhow::Result<u64> {
        folder_bytes(&self.folder)
    }

    fn close(self: Box<Self>) -> anyhow::Result<()> {
        self.db.close().map_err(|(_, error)| error.into())
    }
}

struct Postgres {
    runtime: Runtime,
    db: PgConnection,
}

impl Engine for Postgres {
    fn save(&mut self, made: Made) -> anyhow::Result<()> {
        let ids: Vec<i64> = made.keys.iter().map(|key| key.cast_signed()).collect();
        let insert = "INSERT INTO bare SELECT * FROM UNNEST($1::BIGINT[], $2::BYTEA[])";
        let insert = sqlx::query(insert).bind(ids).bind(made.bodies);
        self.runtime.block_on(insert.execute(&mut self.db))?;
        Ok(())
    }

    fn find(&mut self, number: u64) -> anyhow::Result<()> {
        let find =
            sqlx::query("SELECT body FROM bare WHERE id = $1").bind(records::key(number).cast_signed());
        self.runtime.block_on(find.fetch_one(&mut self.db))?;
        Ok(())
    }

    fn scan(&mut self) -> anyhow::Result<u64> {
        let (mut found, mut after) = (0, None);
        loop {
            let page = "SELECT id, body FROM bare WHERE $1::BIGINT IS NULL OR id > $1 ORDER BY id LIMIT $2";
            let page = sqlx::query(page).bind(after).bind(i64::try_from(LIST_MAX)?);
            let page = self.runtime.block_on(page.fetch_all(&mut self.db))?;
            let Some(last) = page.last() else { return Ok(found) };
            after = Some(last.try_get::<i64, _>(0)?);
            for row in &page {
                found += u64::from(!row.try_get::<&[u8], _>(1)?.is_empty());
            }
        }
    }

    fn disk_bytes(&mut self) -> anyhow::Result<u64> {
        let size = sqlx::query_scalar("SELECT pg_total_relation_size('bare')");
        let size: i64 = self.runtime.block_on(size.fetch_one(&mut self.db))?;
        Ok(u64::try_from(size)?)
    }

    fn close(self: Box<Self>) -> anyhow::Result<()> {
        let Self { runtime, db } = *self;
        Ok(runtime.block_on(db.close())?)
    }
}

/// Where a store of kazi lies.
enum Disk {
    Folder(PathBuf),
    Database(String),
}

/// kazi's own store: records with versions and checksums, an index of postings, and numbered changes.
struct Kazi {
    runtime: Runtime,
    store: Box<dyn Store>,
    disk: Disk,
}

impl Engine for Kazi {
    fn save(&mut self, made: Made) -> anyhow::Result<()> {
        let mut batch = Batch::default();
        for lead in made.leads {
            batch.put_lead(lead);
        }
        self.runtime.block_on(self.store.save(batch))?;
        Ok(())
    }

    fn find(&mut self, number: u64) -> anyhow::Result<()> {
        let found = self.runtime.block_on(self.store.find_lead(LeadId(records::key(number))))?;
        found.context("it is there")?;
        Ok(())
    }

    fn scan(&mut self) -> anyhow::Result<u64> {
        let (mut found, mut after) = (0, None);
        loop {
            let page = self.runtime.block_on(self.store.scan_leads(after, LIST_MAX))?;
            let Some(last) = page.last() else { return Ok(found) };
            after = Some(last.id);
            found += page.len() as u64;
        }
    }

    fn disk_bytes(&mut self) -> anyhow::Result<u64> {
        match &self.disk {
            Disk::Folder(folder) => folder_bytes(folder),
            Disk::Database(url) => self.runtime.block_on(async {
                let mut db = PgConnection::connect(url).await?;
                let size = "SELECT sum(pg_total_relation_size(oid))::BIGINT FROM pg_class \
                            WHERE relname IN ('lead', 'posting', 'change')";
                let size: i64 = sqlx::query_scalar(size).fetch_one(&mut db).await?;
                Ok(u64::try_from(size)?)
            }),
        }
    }

    fn close(self: Box<Self>) -> anyhow::Result<()> {
        Ok(self.runtime.block_on(self.store.close())?)
    }
}

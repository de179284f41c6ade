//! What other commands may ask of the process that holds the store, over a socket in the data folder.
//!
//! Whoever connects writes one line, `backup` or `check`. A backup comes as it is, and says itself whether
//! it came whole; a check comes as one JSON object. One is answered at a time: both read all there is.

use std::{
    fs, io,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use anyhow::bail;
use kazi_fetcher::Clock;
use kazi_store::{CheckReport, Store, StoreError, backup, journal::JournalHead};
use serde::{Deserialize, Serialize};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{UnixListener, UnixStream},
    time::timeout,
};
use tokio_util::sync::CancellationToken;

use super::{Engine, acknowledged::find_head, check_store, data::QUESTIONS};
use crate::system::SystemClock;

/// How long whoever connected may take to say what for.
const ASKED_WITHIN: Duration = Duration::from_secs(5);
/// After a question could not be taken, because there are no descriptors left, say.
const ACCEPT_AGAIN_AFTER: Duration = Duration::from_millis(200);
/// The longest question, in bytes.
const QUESTION_BYTES_MAX: u64 = 32;

/// What a check of the store found, on its way to another process.
#[derive(Serialize, Deserialize)]
pub struct Checked {
    /// Leads read.
    pub leads: u64,
    /// Postings of those leads.
    pub postings: u64,
    /// Documents and states read.
    pub documents: u64,
    /// What is wrong.
    pub problems: Vec<String>,
    /// How much of the journal was acknowledged.
    #[serde(default)]
    pub acknowledged: Option<JournalHead>,
}

impl From<CheckReport> for Checked {
    fn from(report: CheckReport) -> Self {
        let CheckReport { leads, postings, documents, problems } = report;
        Self { leads, postings, documents, problems, acknowledged: None }
    }
}

/// Where questions are taken.
pub struct Questions {
    listener: UnixListener,
    path: PathBuf,
    /// The user that this process runs as.
    user: u32,
}

impl Questions {
    /// Listens in the folder `data`. Only whoever holds its store calls this, so a socket that is there
    /// was left by one that was killed.
    ///
    /// # Errors
    /// When the system refuses, such as for a path too long for a socket.
    pub fn listen(data: &Path) -> io::Result<Self> {
        let path = data.join(QUESTIONS);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let listener = UnixListener::bind(&path)?;
        let user = fs::metadata(&path)?.uid();
        Ok(Self { listener, path, user })
    }

    /// Answers until `stop`.
    pub async fn answer(self, engine: Arc<Engine>, stop: CancellationToken) {
        loop {
            let asked = tokio::select! {
                () = stop.cancelled() => break,
                asked = self.listener.accept() => asked,
            };
            let stream = match asked {
                Ok((stream, _)) => stream,
                Err(error) => {
                    tracing::warn!(%error, "a question of another command could not be taken");
                    tokio::time::sleep(ACCEPT_AGAIN_AFTER).await;
                    continue;
                }
            };
            let answered = async {
                self.refuse_strangers(&stream)?;
                answer_one(&engine, stream).await
            };
            tokio::select! {
                () = stop.cancelled() => break,
                answered = answered => if let Err(error) = answered {
                    tracing::warn!("a question of another command was not answered: {error:#}");
                },
            }
        }
        // The next process removes one that stays.
        let _ = fs::remove_file(&self.path);
    }

    /// A backup holds the hashes of passwords: only the user of this process and root get one.
    fn refuse_strangers(&self, stream: &UnixStream) -> anyhow::Result<()> {
        let user = stream.peer_cred()?.uid();
        if user != self.user && user != 0 {
            bail!("the user of number {user} may not ask");
        }
        Ok(())
    }
}

async fn answer_one(engine: &Engine, stream: UnixStream) -> anyhow::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut question = String::new();
    timeout(ASKED_WITHIN, BufReader::new(read.take(QUESTION_BYTES_MAX)).read_line(&mut question)).await??;
    match question.trim_end() {
        "backup" => {
            let now = SystemClock.now();
            let contents = backup::write(&*engine.store, &**engine.desk.journal(), now, &mut write).await?;
            tracing::info!(%contents, "a backup was taken");
        }
        "check" => {
            let checked = checked(&*engine.store).await?;
            write.write_all(&serde_json::to_vec(&checked)?).await?;
        }
        other => bail!("there is no question \"{}\"", other.escape_debug()),
    }
    write.shutdown().await?;
    Ok(())
}

/// What a check finds in a store of one machine.
///
/// # Errors
/// When the store itself cannot answer.
pub async fn checked(store: &dyn Store) -> Result<Checked, StoreError> {
    // First, for entries may come meanwhile.
    let acknowledged = find_head(store).await?;
    Ok(Checked { acknowledged, ..check_store(store).await?.into() })
}

/// Asks the process that holds the store of `data`; nothing where there is none that takes questions.
///
/// # Errors
/// When there is one and it cannot be asked.
pub async fn ask(data: &Path, question: &str) -> io::Result<Option<UnixStream>> {
    let mut stream = match UnixStream::connect(data.join(QUESTIONS)).await {
        Ok(stream) => stream,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused) => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    stream.write_all(format!("{question}\n").as_bytes()).await?;
    Ok(Some(stream))
}

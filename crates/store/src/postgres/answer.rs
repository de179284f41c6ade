//! What an error of the database means, and how long its answers may take.

use std::{path::PathBuf, time::Duration};

use crate::{
    StoreError,
    frame::FrameError,
    record::{LEAD_VERSION, RecordError},
};

/// An answer that takes longer counts as none: a connection whose other end vanished never says so.
const ANSWER_WITHIN: Duration = Duration::from_secs(20);

/// Why an answer did not come.
#[derive(Debug)]
pub(crate) enum Fault {
    Database(sqlx::Error),
    /// A row that is not what was written.
    Damaged(String),
    /// What the store itself refuses.
    Refused(StoreError),
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Refused(error)
    }
}

impl Fault {
    /// A lead or document whose frame does not hold.
    pub(super) fn frame(what: &str, error: &FrameError) -> Self {
        Self::Damaged(format!("{what}: {error}"))
    }

    /// A lead whose body does not read.
    pub(super) fn record(what: &str, error: &RecordError) -> Self {
        match error {
            RecordError::Version(found) if *found > LEAD_VERSION => {
                Self::Refused(StoreError::Newer { what: what.to_owned(), found: *found, known: LEAD_VERSION })
            }
            error => Self::Damaged(format!("{what}: {error}")),
        }
    }

    /// Whether the same transaction may well succeed when it is run again.
    pub(super) fn is_clash(&self) -> bool {
        matches!(self.code().as_deref(), Some("40001" | "40P01"))
    }

    /// The error of the store called `name`.
    pub(super) fn of(self, name: &str) -> StoreError {
        let away = self.is_away();
        match self {
            Self::Refused(error) => error,
            Self::Damaged(reason) => StoreError::Damaged { path: PathBuf::from(name), reason },
            Self::Database(sqlx::Error::PoolClosed) => StoreError::Closed("it was closed".to_owned()),
            Self::Database(error) if away => {
                StoreError::Away { store: name.to_owned(), reason: error.to_string() }
            }
            Self::Database(error) => StoreError::Io { path: PathBuf::from(name), reason: error.to_string() },
        }
    }

    fn code(&self) -> Option<String> {
        let Self::Database(sqlx::Error::Database(error)) = self else { return None };
        error.code().map(std::borrow::Cow::into_owned)
    }

    /// Whether the database did not answer, rather than refuse. The classes of its codes are listed in
    /// PostgreSQL's appendix A: 08 connection, 53 resources, 57 intervention of an operator.
    fn is_away(&self) -> bool {
        match self {
            Self::Database(sqlx::Error::Database(_)) => {
                self.code().is_some_and(|code| ["08", "53", "57"].iter().any(|class| code.starts_with(class)))
            }
            Self::Database(error) => matches!(
                error,
                sqlx::Error::Io(_)
                    | sqlx::Error::Tls(_)
                    | sqlx::Error::Protocol(_)
                    | sqlx::Error::PoolTimedOut
                    | sqlx::Error::WorkerCrashed
            ),
            _ => false,
        }
    }
}

/// Waits for an answer of the store called `name`, but not for ever.
pub(crate) async fn within<T>(
    name: &str,
    answer: impl Future<Output = Result<T, Fault>>,
) -> Result<T, StoreError> {
    match tokio::time::timeout(ANSWER_WITHIN, answer).await {
        Ok(answer) => answer.map_err(|fault| fault.of(name)),
        Err(_) => Err(StoreError::Away {
            store: name.to_owned(),
            reason: format!("no answer within {} seconds", ANSWER_WITHIN.as_secs()),
        }),
    }
}

//! The commands for those who look after what is kept: copies, checks, another store.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::DataArgs;

/// `kazi backup`
#[derive(Debug, Args)]
pub struct BackupArgs {
    #[command(flatten)]
    pub data: DataArgs,
    /// The file to write, which must not be there yet.
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
}

/// `kazi restore`
#[derive(Debug, Args)]
pub struct RestoreArgs {
    #[command(flatten)]
    pub data: DataArgs,
    /// The backup.
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Only say whether the backup is whole and what it holds.
    #[arg(long)]
    pub check: bool,
}

/// `kazi check`
#[derive(Debug, Args)]
pub struct CheckArgs {
    #[command(flatten)]
    pub data: DataArgs,
    /// Go on with a journal that lost entries, while kazi is stopped: what was typed in them is given up.
    #[arg(long)]
    pub accept_journal: bool,
    /// One JSON object.
    #[arg(long)]
    pub json: bool,
}

/// `kazi compact`
#[derive(Debug, Args)]
pub struct CompactArgs {
    #[command(flatten)]
    pub data: DataArgs,
}

/// An engine of the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Engine {
    /// A folder on this machine, in the data folder.
    Sled,
    /// The database that `KAZI_STORE` or `kazi.toml` names.
    Postgres,
}

/// `kazi migrate`
#[derive(Debug, Args)]
pub struct MigrateArgs {
    #[command(flatten)]
    pub data: DataArgs,
    /// What is copied.
    #[arg(long)]
    pub from: Engine,
    /// Where to; it must be empty.
    #[arg(long)]
    pub to: Engine,
}

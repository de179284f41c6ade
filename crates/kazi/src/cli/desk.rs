//! The commands for the desk: the skill book, who may log in, keys of programs.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};

use super::DataArgs;

/// `kazi skills`
#[derive(Debug, Args)]
pub struct SkillsArgs {
    #[command(flatten)]
    pub data: DataArgs,
    /// What to do.
    #[command(subcommand)]
    pub command: SkillsCommand,
}

/// `kazi skills …`. A book is a TOML file, or a table where its name ends in .csv.
#[derive(Debug, Subcommand)]
pub enum SkillsCommand {
    /// Check a book: every fault with its place.
    Lint {
        /// The book.
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// Show which leads a book would change, beside today.
    Preview {
        /// The book.
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// Make a book the next edition.
    Publish {
        /// The book.
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// Why, for those who read the list of editions.
        #[arg(long, value_name = "TEXT")]
        why: String,
        /// The edition that it was made from; refused where another one is current by now.
        #[arg(long, value_name = "EDITION")]
        base: Option<u32>,
    },
    /// Put the entries of a file into the current book, in the place of those of the same id, and publish.
    Import {
        /// The entries.
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// Why, for those who read the list of editions.
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
    /// Write an edition to standard output or a file.
    Export {
        /// Write a table for spreadsheets.
        #[arg(long)]
        csv: bool,
        /// Which edition; the current one where none is named.
        #[arg(long, value_name = "EDITION")]
        edition: Option<u32>,
        /// The file; standard output where it is "-" or not given.
        #[arg(value_name = "FILE", default_value = "-", value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// List the editions: who, when, why, what.
    Editions,
    /// Publish an earlier edition again.
    Restore {
        /// Its number; 0 is the one that ships.
        edition: u32,
        /// Why, for those who read the list of editions.
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
    /// Precision and recall of each skill and field over the trainers' verdicts.
    Measure {
        /// One JSON object a skill or field.
        #[arg(long)]
        json: bool,
    },
}

/// `kazi key`
#[derive(Debug, Args)]
pub struct KeyArgs {
    #[command(flatten)]
    pub data: DataArgs,
    /// What to do.
    #[command(subcommand)]
    pub command: KeyCommand,
}

/// `kazi key …`
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Make a key, which is shown once.
    Add {
        /// Whose it is.
        name: String,
    },
    /// Let a key do nothing any more.
    Remove {
        /// Whose it is.
        name: String,
    },
    /// List the keys.
    List,
}

/// `kazi trainer`
#[derive(Debug, Args)]
pub struct TrainerArgs {
    #[command(flatten)]
    pub data: DataArgs,
    /// What to do.
    #[command(subcommand)]
    pub command: TrainerCommand,
}

/// `kazi trainer …`
#[derive(Debug, Subcommand)]
pub enum TrainerCommand {
    /// Let somebody log in; a password is made and shown once.
    Add {
        /// The name to log in with.
        name: String,
        /// Read the password from standard input instead.
        #[arg(long)]
        stdin: bool,
    },
    /// Give a trainer a new password; whoever is logged in with the old one is logged out.
    Password {
        /// The name.
        name: String,
        /// Read the password from standard input instead.
        #[arg(long)]
        stdin: bool,
    },
    /// Let somebody log in no more; what they decided stays.
    Remove {
        /// The name.
        name: String,
    },
    /// List who may log in.
    List,
}

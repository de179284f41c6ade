//! The command line.

mod desk;
mod kept;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use clap::{Args, Parser, Subcommand, ValueHint};
use clap_complete::Shell;

use crate::{
    commands::asked::{FilterArgs, ReaderArgs},
    config::listen_address,
};

pub use desk::{KeyArgs, KeyCommand, SkillsArgs, SkillsCommand, TrainerArgs, TrainerCommand};
pub use kept::{BackupArgs, CheckArgs, CompactArgs, Engine, MigrateArgs, RestoreArgs};

/// Freelance work from many feeds, ranked by what an hour of it really leaves.
#[derive(Debug, Parser)]
#[command(name = "kazi", version, max_term_width = 100, after_help = AFTER_HELP)]
pub struct Cli {
    /// The folder with the configuration; what it does not hold is built in.
    #[arg(long, global = true, env = "KAZI_CONFIG", value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub config: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const AFTER_HELP: &str = "\
Begin with:
  kazi demo                     see it work on made-up sources, at http://127.0.0.1:7878
  kazi init config              write the commented configuration
  kazi serve --data data        poll the sources that are on, and serve

Exit codes: 0 done; 1 it failed; 2 wrong arguments or configuration; 3 some lines or sources could
not be read and the rest were.";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Replay made-up sources over loopback HTTP through the real fetcher, print the best leads, serve.
    Demo(DemoArgs),
    /// Poll the sources that are on, and serve pages and API until stopped.
    Serve(ServeArgs),
    /// Poll once and say what came of it.
    Poll(PollArgs),
    /// Print the best leads as a table.
    Top(TopArgs),
    /// Write the best leads as one self-contained file to pass on by Bluetooth, WhatsApp or print.
    Digest(DigestArgs),
    /// Show how a lead's figures came about, with the words they rest on.
    Explain(ExplainArgs),
    /// Read a recorded document and write one JSON posting a line.
    Parse(crate::commands::parse::ParseArgs),
    /// Read JSON postings, one a line, and write what kazi makes of each.
    Assess(AssessArgs),
    /// Write the configuration with comments, to edit.
    Init(InitArgs),
    /// What is polled, how it goes, and what its owners allow.
    Sources(SourcesArgs),
    /// The skill book: check it, see what a change does, publish an edition.
    Skills(SkillsArgs),
    /// Who may log in as a trainer.
    Trainer(TrainerArgs),
    /// Keys by which programs may ask the API more often.
    Key(KeyArgs),
    /// Copy all that one store and journal hold into others, and compare. Stop every other kazi first.
    Migrate(MigrateArgs),
    /// Write all data to one file, also while `kazi serve` runs.
    Backup(BackupArgs),
    /// Fill an empty data folder from a backup.
    Restore(RestoreArgs),
    /// Read everything that is kept and say what is damaged.
    Check(CheckArgs),
    /// Write the store anew, so that it takes less space; `kazi serve` must not run.
    Compact(CompactArgs),
    /// Write completions for a shell to standard output.
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Write the manual page to standard output.
    Man,
}

impl Command {
    /// The data folder of a command that may make files in one.
    pub fn data(&self) -> Option<&Path> {
        let data = match self {
            Self::Demo(args) => return args.data.as_deref(),
            Self::Assess(args) => return args.data.as_deref(),
            Self::Serve(args) => &args.data,
            Self::Poll(args) => &args.data,
            Self::Top(args) => &args.data,
            Self::Digest(args) => &args.data,
            Self::Explain(args) => &args.data,
            Self::Skills(args) => &args.data,
            Self::Backup(args) => &args.data,
            Self::Restore(args) => &args.data,
            Self::Check(args) => &args.data,
            Self::Compact(args) => &args.data,
            Self::Key(args) => &args.data,
            Self::Trainer(args) => &args.data,
            Self::Migrate(args) => &args.data,
            Self::Sources(SourcesArgs { command: Some(SourcesCommand::Status { data, .. }) }) => data,
            Self::Sources(_) | Self::Parse(_) | Self::Init(_) | Self::Completions { .. } | Self::Man => {
                return None;
            }
        };
        Some(&data.data)
    }

    /// The data folder of a command that only reads it, which must be there.
    pub fn reads(&self) -> Option<&Path> {
        let data = match self {
            Self::Top(args) => &args.data,
            Self::Digest(args) => &args.data,
            Self::Explain(args) => &args.data,
            Self::Backup(args) => &args.data,
            Self::Check(args) => &args.data,
            Self::Compact(args) => &args.data,
            Self::Sources(SourcesArgs { command: Some(SourcesCommand::Status { data, .. }) }) => data,
            Self::Skills(SkillsArgs {
                data,
                command:
                    SkillsCommand::Preview { .. }
                    | SkillsCommand::Export { .. }
                    | SkillsCommand::Editions
                    | SkillsCommand::Measure { .. },
            }) => data,
            Self::Key(KeyArgs { data, command: KeyCommand::List | KeyCommand::Remove { .. } }) => data,
            Self::Trainer(TrainerArgs {
                data,
                command: TrainerCommand::List | TrainerCommand::Remove { .. },
            }) => data,
            Self::Assess(args) => return args.data.as_deref(),
            _ => return None,
        };
        Some(&data.data)
    }
}

/// Where data lies.
#[derive(Debug, Args)]
pub struct DataArgs {
    /// The folder with the data.
    #[arg(long, global = true, env = "KAZI_DATA", default_value = "data", value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub data: PathBuf,
}

/// `kazi demo`
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Keep the data here and go on from it next time, instead of in a scratch folder.
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub data: Option<PathBuf>,
    /// Where to serve.
    #[arg(long, default_value = "127.0.0.1:7878", value_name = "ADDRESS", value_parser = listen_address)]
    pub listen: SocketAddr,
    /// Stop after the table.
    #[arg(long)]
    pub once: bool,
}

/// `kazi serve`
#[derive(Debug, Args)]
pub struct ServeArgs {
    #[command(flatten)]
    pub data: DataArgs,
    /// Where to serve, instead of what `kazi.toml` says.
    #[arg(long, value_name = "ADDRESS", value_parser = listen_address)]
    pub listen: Option<SocketAddr>,
    /// Serve only, and leave polling to other machines that share the store.
    #[arg(long)]
    pub no_poll: bool,
}

/// `kazi poll`
#[derive(Debug, Args)]
pub struct PollArgs {
    #[command(flatten)]
    pub data: DataArgs,
    /// The sources to poll; all that are on where none is named.
    #[arg(value_name = "SOURCE")]
    pub sources: Vec<String>,
    /// One JSON object a source.
    #[arg(long)]
    pub json: bool,
    /// Go on polling what is due until stopped, and serve nothing.
    #[arg(long, conflicts_with_all = ["sources", "json"])]
    pub keep_on: bool,
}

/// `kazi top`
#[derive(Debug, Args)]
pub struct TopArgs {
    #[command(flatten)]
    pub data: DataArgs,
    #[command(flatten)]
    pub filter: FilterArgs,
    /// How many.
    #[arg(short = 'n', long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=100))]
    pub limit: u16,
    /// One JSON object a lead.
    #[arg(long)]
    pub json: bool,
}

/// `kazi digest`
#[derive(Debug, Args)]
pub struct DigestArgs {
    #[command(flatten)]
    pub data: DataArgs,
    #[command(flatten)]
    pub filter: FilterArgs,
    /// How many.
    #[arg(short = 'n', long, default_value_t = 100, value_parser = clap::value_parser!(u16).range(1..=100))]
    pub limit: u16,
    /// Its language.
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = ["en", "fr", "sw", "ar", "so"])]
    pub language: String,
    /// A currency to show beside US dollars, such as KES.
    #[arg(long, value_name = "CURRENCY")]
    pub currency: Option<String>,
    /// Where your readers find the site, such as `https://kazi.example`: the file links there for newer work.
    #[arg(long, value_name = "ADDRESS", value_hint = ValueHint::Url)]
    pub site: Option<String>,
    /// Plain text for a message, instead of a page; a file that ends in `.txt` is plain text too.
    #[arg(long)]
    pub text: bool,
    /// The file, which is only written once all is well; standard output where it is "-" or not given.
    #[arg(value_name = "FILE", default_value = "-", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
}

/// `kazi explain`
#[derive(Debug, Args)]
pub struct ExplainArgs {
    #[command(flatten)]
    pub data: DataArgs,
    /// The lead's id, as `kazi top` shows it; its first digits do when no other begins with them.
    pub lead: String,
    #[command(flatten)]
    pub reader: ReaderArgs,
}

/// `kazi assess`
#[derive(Debug, Args)]
pub struct AssessArgs {
    /// Judge by the trainers' edition of the skill book in this data folder; by skills.toml without.
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub data: Option<PathBuf>,
    /// Judge for this profile, a TOML file; for somebody in Kenya without.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub profile: Option<PathBuf>,
    /// The postings; standard input where it is "-" or not given.
    #[arg(value_name = "FILE", default_value = "-", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
}

/// `kazi init`
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The folder to write into; files that are there are left as they are.
    #[arg(default_value = "config", value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
}

/// `kazi sources`
#[derive(Debug, Args)]
pub struct SourcesArgs {
    /// Which view of them.
    #[command(subcommand)]
    pub command: Option<SourcesCommand>,
}

/// `kazi sources …`
#[derive(Debug, Subcommand)]
pub enum SourcesCommand {
    /// List them: on or off and why, how often, what their owners allow.
    List {
        /// One JSON object a source.
        #[arg(long)]
        json: bool,
    },
    /// Show what a recorded document or a live source yields, field by field.
    Check {
        /// The id of a source to ask now; with --source, a file.
        what: String,
        /// Read the file as this source's; nobody is asked.
        #[arg(long, value_name = "SOURCE")]
        source: Option<String>,
    },
    /// How each one's last poll went and when the next is due, and why then.
    Status {
        #[command(flatten)]
        data: DataArgs,
        /// One JSON object a source.
        #[arg(long)]
        json: bool,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_in_order() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_data_folder_is_named_before_or_behind_what_to_do() {
        for line in [
            "kazi trainer --data d list",
            "kazi trainer list --data d",
            "kazi trainer add amina --data d",
            "kazi key list --data d",
            "kazi skills editions --data d",
            "kazi skills restore 3 --why again --data d",
        ] {
            let cli = Cli::try_parse_from(line.split(' ')).unwrap_or_else(|error| panic!("{line}: {error}"));
            let data = match cli.command {
                Command::Trainer(args) => args.data,
                Command::Key(args) => args.data,
                Command::Skills(args) => args.data,
                other => panic!("{other:?}"),
            };
            assert_eq!(data.data, PathBuf::from("d"), "{line}");
        }
    }
}

//! kazi: freelance work from many feeds, ranked by what an hour of it really leaves.

mod cli;
mod commands;
mod config;
mod log;
mod pipeline;
mod progress;
mod replay;
mod system;
mod table;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::{CommandFactory, Parser};
use cli::{Cli, Command};
use config::{Config, ConfigError};
use pipeline::{data::expect_data, owner::Owner};
use progress::tell;

/// Lists and judgements make and drop many small texts on several threads, which this one does in less time than the
/// system's own and without holding on to what it once needed.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Exit codes, as `--help` lists them.
mod exit {
    pub const FAILED: u8 = 1;
    pub const WRONG_ARGUMENTS: u8 = 2;
    pub const PARTLY: u8 = 3;
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    start_log(&cli.command);
    let mut out = io::stdout().lock();
    match &cli.command {
        Command::Completions { shell } => {
            // The generator itself stumbles over an output that is full.
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "kazi", &mut script);
            return ended(out.write_all(&script).and_then(|()| out.flush()).map_err(Into::into));
        }
        Command::Man => {
            return ended(clap_mangen::Man::new(Cli::command()).render(&mut out).map_err(Into::into));
        }
        Command::Init(args) => return ended(commands::init::run(args, &mut out)),
        _ => {}
    }
    let config = match config::load(cli.config.as_deref()) {
        Ok(config) => config,
        Err(errors) => return wrong_configuration(errors),
    };
    for note in &config.notes {
        tell(format_args!("kazi: {note}"));
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return ended(Err(error.into())),
    };
    // Asked before the command makes anything.
    let owner = cli.command.data().and_then(Owner::find);
    let done = runtime.block_on(run(&cli, &config, &mut out));
    if let Some(Err(error)) = owner.map(|owner| owner.give()) {
        tell(format_args!(
            "kazi: files that root made in the data folder could not be given to its owner: {error}"
        ));
    }
    match done {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(exit::PARTLY),
        Err(error) => ended(Err(error)),
    }
}

/// Runs a command that needs the configuration; answers how many lines or sources could not be read.
async fn run(cli: &Cli, config: &Config, out: &mut impl Write) -> anyhow::Result<u64> {
    system::outlive_large_files();
    if let Some(data) = cli.command.reads() {
        expect_data(config, data).map_err(|wrong| commands::WrongArguments(wrong.to_string()))?;
    }
    let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    match &cli.command {
        Command::Demo(args) => commands::demo::run(config, args, out).await.map(|()| 0),
        Command::Serve(args) => commands::serve::run(config, args, out).await.map(|()| 0),
        Command::Poll(args) => commands::poll::run(config, args, out).await.map(count),
        Command::Top(args) => commands::top::run(config, args, out).await.map(|()| 0),
        Command::Digest(args) => commands::digest::run(config, args, out).await.map(|()| 0),
        Command::Explain(args) => commands::explain::run(config, args, out).await.map(|()| 0),
        Command::Parse(args) => commands::filters::parse(config, args, out).map(|()| 0),
        Command::Assess(args) => commands::filters::assess(config, args, out).await,
        Command::Sources(args) => commands::sources::run(config, args, out).await.map(count),
        Command::Skills(args) => commands::skills::run(config, args, out).await.map(count),
        Command::Backup(args) => commands::backup::run(config, args, out).await.map(|()| 0),
        Command::Restore(args) => commands::restore::run(args, out).await.map(|()| 0),
        Command::Check(args) => commands::check::run(config, args, out).await.map(count),
        Command::Compact(args) => commands::compact::run(args, out).await.map(|()| 0),
        Command::Key(args) => commands::key::run(config, args, out).await.map(|()| 0),
        Command::Trainer(args) => commands::trainer::run(config, args, out).await.map(|()| 0),
        Command::Migrate(args) => commands::migrate::run(config, args, out).await.map(|()| 0),
        Command::Init(_) | Command::Completions { .. } | Command::Man => Ok(0),
    }
}

/// Logs go to standard error. Commands that people watch show progress instead, and only what went wrong.
fn start_log(command: &Command) {
    let goes_on = match command {
        Command::Serve(_) => true,
        Command::Poll(args) => args.keep_on,
        _ => false,
    };
    // The driver of the database tells of every connection that the database closed.
    let usual = if goes_on { "info,sqlx=warn,sqlx_core=warn" } else { "error" };
    log::start(usual);
}

fn ended(done: anyhow::Result<()>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // A reader such as `head` that has seen enough is no failure.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let error = match error.downcast::<ConfigError>() {
                Ok(fault) => return wrong_configuration(vec![fault]),
                Err(error) => error,
            };
            tell(format_args!("kazi: {error:#}"));
            let wrong = error.is::<commands::WrongArguments>();
            ExitCode::from(if wrong { exit::WRONG_ARGUMENTS } else { exit::FAILED })
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let broken = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    error.downcast_ref::<io::Error>().is_some_and(broken)
}

fn wrong_configuration(errors: Vec<ConfigError>) -> ExitCode {
    for error in errors {
        tell(format_args!("{:?}", miette::Report::new(error)));
    }
    ExitCode::from(exit::WRONG_ARGUMENTS)
}

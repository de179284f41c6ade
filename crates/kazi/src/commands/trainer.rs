//! `kazi trainer`: who may log in. It works while `kazi serve` runs, which notices within a second.

use std::io::Write;

use anyhow::{Context, bail};
use kazi_desk::{Decision, hash_password, new_password};
use kazi_fetcher::Clock;

use super::OPERATOR;
use crate::{
    cli::{TrainerArgs, TrainerCommand},
    config::Config,
    pipeline::open_journal,
    system::SystemClock,
    table::table,
};

/// Runs `kazi trainer`.
///
/// # Errors
/// When a name or password cannot be used, or the journal not be written.
pub async fn run(config: &Config, args: &TrainerArgs, out: &mut impl Write) -> anyhow::Result<()> {
    let (desk, notices) = open_journal(config, &args.data.data).await?;
    for notice in notices {
        tracing::error!("{notice}");
    }
    let there = |name: &String| desk.state().trainers.contains_key(name);
    let (name, stdin) = match &args.command {
        TrainerCommand::Add { name, .. } if there(name) => {
            bail!(
                "there is a trainer \"{name}\" already: `kazi trainer password {name}` makes a new password"
            )
        }
        TrainerCommand::Password { name, .. } if !there(name) => {
            bail!("there is no trainer \"{name}\": `kazi trainer list` lists them")
        }
        TrainerCommand::Add { name, stdin } | TrainerCommand::Password { name, stdin } => (name, *stdin),
        TrainerCommand::Remove { name } => {
            let decision = Decision::TrainerRemoved { name: name.clone() };
            desk.decide(OPERATOR, decision, SystemClock.now()).await?;
            writeln!(out, "{name} may not log in any more")?;
            return Ok(());
        }
        TrainerCommand::List => {
            let mut table = table(["trainer", "changes in draft"]);
            let state = desk.state();
            for name in state.trainers.keys() {
                table.add_row([name.clone(), state.draft(name).edits.len().to_string()]);
            }
            writeln!(out, "{table}")?;
            return Ok(());
        }
    };
    let password = if stdin { read_password()? } else { new_password()? };
    let password_hash = hash_password(&password)?;
    let decision = Decision::TrainerAdded { name: name.clone(), password_hash };
    desk.decide(OPERATOR, decision, SystemClock.now()).await?;
    writeln!(out, "{name} may log in at /en/desk")?;
    if !stdin {
        writeln!(out, "password: {password}")?;
        writeln!(out, "It is shown this once. Pass it on by word of mouth, not by mail.")?;
    }
    Ok(())
}

fn read_password() -> anyhow::Result<String> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).context("no password on standard input")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

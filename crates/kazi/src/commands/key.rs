//! `kazi key`: keys of programs. It works while `kazi serve` runs, which notices within a second.

use std::io::Write;

use kazi_desk::{Decision, Secret};
use kazi_fetcher::Clock;

use super::OPERATOR;
use crate::{
    cli::{KeyArgs, KeyCommand},
    config::Config,
    pipeline::open_journal,
    system::SystemClock,
    table::table,
};

/// What keys may do as yet: read, more often than an address may.
const SCOPE: &str = "read";

/// Runs `kazi key`.
///
/// # Errors
/// When a name cannot be used, or the journal not be written.
pub async fn run(config: &Config, args: &KeyArgs, out: &mut impl Write) -> anyhow::Result<()> {
    let (desk, notices) = open_journal(config, &args.data.data).await?;
    for notice in notices {
        tracing::error!("{notice}");
    }
    match &args.command {
        KeyCommand::Add { name } => {
            let key = Secret::new()?;
            let (secret_hash, scopes) = (key.hash(), vec![SCOPE.to_owned()]);
            let decision = Decision::KeyAdded { name: name.clone(), secret_hash, scopes };
            desk.decide(OPERATOR, decision, SystemClock.now()).await?;
            writeln!(out, "key: {}", key.reveal())?;
            writeln!(out, "It is shown this once. Send it as: Authorization: Bearer KEY")?;
        }
        KeyCommand::Remove { name } => {
            desk.decide(OPERATOR, Decision::KeyRemoved { name: name.clone() }, SystemClock.now()).await?;
            writeln!(out, "{name} is no key any more")?;
        }
        KeyCommand::List => {
            let mut table = table(["key", "may", "since"]);
            let state = desk.state();
            for key in state.keys.values() {
                table.add_row([
                    key.name.clone(),
                    key.scopes.join(" "),
                    key.at.strftime("%Y-%m-%d").to_string(),
                ]);
            }
            writeln!(out, "{table}")?;
        }
    }
    Ok(())
}

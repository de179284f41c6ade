//! The two filters for other tools, with the configuration that they need: their forms stand in files
//! of their own.

use std::{
    collections::BTreeSet,
    io::{self, Write},
    path::Path,
};

use anyhow::Context;
use kazi_api::find_meant;
use kazi_domain::{Assessment, LocationIs, Posting, Profile, SkillBook, SkillId};
use kazi_fetcher::{Clock, Source};
use kazi_scoring::worth::{SkillTree, worth};

use super::{assess, parse};
use crate::{
    cli::AssessArgs,
    config::{Config, ConfigError, Document},
    pipeline::{compile, open_journal},
    system::SystemClock,
};

/// Runs `kazi assess` with the configuration; answers how many lines could not be read.
///
/// # Errors
/// When a file cannot be read or the answer not be written.
pub async fn assess(config: &Config, args: &AssessArgs, out: &mut impl Write) -> anyhow::Result<u64> {
    let mut documents = config.rules.clone();
    if let Some(data) = &args.data {
        let (desk, _) = open_journal(config, data).await?;
        documents.book = SkillBook::clone(&desk.state().book);
    }
    let profile = match &args.profile {
        Some(path) => read_profile(path, &documents.book)?,
        None => Profile::default(),
    };
    let tree = SkillTree::new(&documents.book);
    let rules = compile(documents)?;
    let source_traits = |name: &str| {
        let source = config.sources.of_recording(name);
        source.map(|source| assess::SourceTraits {
            location_is: location_of(source),
            work_is: source.work_is,
            platform: source.platform.clone(),
        })
    };
    let now = SystemClock.now();
    let rank = &config.settings.rank;
    let worth_of = |posting: &Posting, assessment: &Assessment| {
        worth(rank, &tree, &profile, assessment, posting.posted_at.unwrap_or(now), now).usd
    };
    let judging =
        assess::Judging { rules: &rules, profile: &profile, source_traits: &source_traits, worth: &worth_of };
    let errors = io::stderr().lock();
    if args.file.as_os_str() == "-" {
        return Ok(assess::run(&judging, io::stdin().lock(), out, errors)?);
    }
    let file =
        std::fs::File::open(&args.file).with_context(|| format!("cannot read {}", args.file.display()))?;
    Ok(assess::run(&judging, io::BufReader::new(file), out, errors)?)
}

/// Reads a profile, all of whose skills the book has.
fn read_profile(path: &Path, book: &SkillBook) -> Result<Profile, ConfigError> {
    let document = Document::read_path(path)?;
    let profile: Profile = document.parse()?;
    let known: BTreeSet<&str> = book.skills.iter().map(|skill| skill.id.as_str()).collect();
    match profile.skills.keys().map(SkillId::as_str).find(|skill| !known.contains(skill)) {
        None => Ok(profile),
        Some(unknown) => Err(unknown_skill(&document, unknown, known)),
    }
}

fn unknown_skill(document: &Document, unknown: &str, known: BTreeSet<&str>) -> ConfigError {
    let mend = find_meant(unknown, known).map_or_else(
        || "`kazi skills export` writes those that there are".to_owned(),
        |meant| format!("did you mean \"{meant}\"?"),
    );
    document.error_in("skills", unknown, format!("there is no skill \"{unknown}\"")).mend(mend)
}

/// What the place in a recording of a source says. Marketplaces show where the client lives; their APIs
/// may tell where freelancers must live as well, and then the mapping says which of the two it takes.
fn location_of(source: &Source) -> LocationIs {
    if source.platform.is_some() { LocationIs::Client } else { source.location_is }
}

/// Runs `kazi parse` with the configuration.
///
/// # Errors
/// As [`parse::run`], and when the source named is none.
pub fn parse(config: &Config, args: &parse::ParseArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let source = match &args.source {
        Some(name) => match config.sources.of_recording(name) {
            Some(source) => Some(source),
            None => anyhow::bail!("there is no source \"{name}\"; `kazi sources` lists them"),
        },
        None => None,
    };
    let read_as = source.map(Source::read_as);
    Ok(parse::run(args, read_as.as_ref(), SystemClock.now(), out, &mut io::stderr().lock())?)
}

//! `kazi skills`: the skill book by file. What needs the journal alone works while `kazi serve` runs,
//! which notices a new edition within a second; what needs the leads says so where it cannot have them.

use std::{fs, io::Write, path::Path, sync::Arc};

use anyhow::{Context, bail};
use kazi_desk::{
    BookFault, Decision, Desk, Eyes, Measure, Preview, Subject, measure_today, preview, read_book,
    read_sheet, write_book, write_sheet,
};
use kazi_domain::{Profile, SkillBook};
use kazi_fetcher::Clock;

use super::OPERATOR;
use crate::{
    cli::{SkillsArgs, SkillsCommand},
    config::Config,
    pipeline::{Engine, Purpose, open_journal},
    system::SystemClock,
    table::table,
};

/// Leads of a preview that are printed.
const SHOWN: usize = 30;

/// Runs `kazi skills`; answers how many faults were found.
///
/// # Errors
/// When a file cannot be read, the journal not be written, or another kazi holds the store.
pub async fn run(config: &Config, args: &SkillsArgs, out: &mut impl Write) -> anyhow::Result<usize> {
    let data = &args.data.data;
    match &args.command {
        SkillsCommand::Lint { file } => return lint(file, out),
        SkillsCommand::Preview { file } => show_preview(config, data, file, out).await?,
        SkillsCommand::Measure { json } => show_measures(config, data, *json, out).await?,
        SkillsCommand::Publish { file, why, base } => {
            let (desk, _) = open_journal(config, data).await?;
            let base = base.unwrap_or_else(|| desk.state().edition());
            publish(&desk, base, text_of(file)?, why, None, out).await?;
        }
        SkillsCommand::Import { file, why } => {
            let (desk, _) = open_journal(config, data).await?;
            let state = desk.state();
            let book = merged(&state.book, read_entries(file)?);
            publish(&desk, state.edition(), write_book(&book), why, None, out).await?;
        }
        SkillsCommand::Export { csv, edition, file } => {
            let (desk, _) = open_journal(config, data).await?;
            let text = desk.edition_text(edition.unwrap_or_else(|| desk.state().edition())).await?;
            let text = if *csv { write_sheet(&checked(&text)?)? } else { text.to_string() };
            if file.as_os_str() == "-" {
                out.write_all(text.as_bytes())?;
            } else {
                fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))?;
            }
        }
        SkillsCommand::Editions => list_editions(config, data, out).await?,
        SkillsCommand::Restore { edition, why } => {
            let (desk, _) = open_journal(config, data).await?;
            let text = desk.edition_text(*edition).await?.to_string();
            publish(&desk, desk.state().edition(), text, why, Some(*edition), out).await?;
        }
    }
    Ok(0)
}

fn read_file(file: &Path) -> anyhow::Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

fn is_sheet(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}

/// The text of a book; canonical where it comes of a table.
fn text_of(file: &Path) -> anyhow::Result<String> {
    let text = read_file(file)?;
    if !is_sheet(file) {
        return Ok(text);
    }
    Ok(write_book(&read_sheet(&text).with_context(|| file.display().to_string())?))
}

/// Entries that need not be a whole book: their parents may stand in the current one.
fn read_entries(file: &Path) -> anyhow::Result<SkillBook> {
    let text = read_file(file)?;
    let named = || file.display().to_string();
    if is_sheet(file) {
        return read_sheet(&text).with_context(named);
    }
    toml::from_str(&text).with_context(named)
}

fn merged(book: &SkillBook, entries: SkillBook) -> SkillBook {
    let mut book = book.clone();
    for field in entries.fields {
        match book.fields.iter_mut().find(|known| known.id == field.id) {
            Some(known) => *known = field,
            None => book.fields.push(field),
        }
    }
    for skill in entries.skills {
        match book.skills.iter_mut().find(|known| known.id == skill.id) {
            Some(known) => *known = skill,
            None => book.skills.push(skill),
        }
    }
    book
}

fn checked(text: &str) -> anyhow::Result<SkillBook> {
    match read_book(text) {
        Ok((book, _)) => Ok(book),
        Err(faults) => bail!("{}", lines_of(&faults)),
    }
}

fn lines_of(faults: &[BookFault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn lint(file: &Path, out: &mut impl Write) -> anyhow::Result<usize> {
    match read_book(&text_of(file)?) {
        Ok((book, _)) => {
            let (fields, skills) = (book.fields.len(), book.skills.len());
            writeln!(out, "{}: {fields} fields and {skills} skills, no fault", file.display())?;
            Ok(0)
        }
        Err(faults) => {
            for fault in &faults {
                writeln!(out, "{}: {fault}", file.display())?;
            }
            Ok(faults.len())
        }
    }
}

async fn publish(
    desk: &Desk,
    base: u32,
    text: String,
    why: &str,
    restored: Option<u32>,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let decision = Decision::Published { base, text, why: why.to_owned(), restored, number: None };
    let state = desk.decide(OPERATOR, decision, SystemClock.now()).await?;
    writeln!(out, "edition {} is published", state.edition())?;
    for line in state.editions.last().into_iter().flat_map(|edition| edition.difference.lines()) {
        writeln!(out, "  {line}")?;
    }
    Ok(())
}

async fn list_editions(config: &Config, data: &Path, out: &mut impl Write) -> anyhow::Result<()> {
    let (desk, _) = open_journal(config, data).await?;
    let mut table = table(["edition", "when", "who", "why", "entries changed"]);
    for edition in desk.state().editions.iter().rev() {
        let when = edition.at.strftime("%Y-%m-%d %H:%M").to_string();
        let count = edition.difference.len().to_string();
        table.add_row([edition.number.to_string(), when, edition.by.clone(), edition.why.clone(), count]);
    }
    writeln!(out, "{table}")?;
    Ok(())
}

/// Opens the store, or says what to do where another kazi has it.
async fn open_engine(config: &Config, data: &Path) -> anyhow::Result<Engine> {
    Engine::open(config, &config.sources, data, Purpose::Read, SystemClock.now()).await.context(
        "the leads are needed for this; where `kazi serve` runs on this folder, its page /en/desk shows the same",
    )
}

async fn show_preview(config: &Config, data: &Path, file: &Path, out: &mut impl Write) -> anyhow::Result<()> {
    let matcher = match read_book(&text_of(file)?) {
        Ok((_, matcher)) => matcher,
        Err(faults) => bail!("{}", lines_of(&faults)),
    };
    let engine = open_engine(config, data).await?;
    let rules = Arc::new(engine.rules.load().with_matcher(matcher));
    let eyes = Eyes { profile: Profile::default(), now: SystemClock.now() };
    let (snapshot, state) = (engine.catalog.snapshot(), engine.desk.state());
    let shown = preview(&*engine.shown, snapshot, rules, &state, eyes).await;
    engine.close().await?;
    print_preview(&shown?, out)
}

fn print_preview(preview: &Preview, out: &mut impl Write) -> anyhow::Result<()> {
    for line in preview.difference.lines() {
        writeln!(out, "{line}")?;
    }
    let Preview { affected, read, gain, lose, moved, .. } = preview;
    writeln!(
        out,
        "\n{affected} leads may be read or fit otherwise; of the {read} best, {gain} gain, {lose} lose, and {moved} \
         move for a reader who names no skill or only one of those that change"
    )?;
    let mut table = table(["lead", "title", "gains", "loses", "today", "then", "for who has"]);
    let told = |list: &[(Subject, String)]| {
        list.iter().map(|(subject, words)| named(subject, words)).collect::<Vec<_>>().join(", ")
    };
    for lead in preview.leads.iter().take(SHOWN) {
        table.add_row([
            lead.lead.to_string(),
            lead.title.clone(),
            told(&lead.gained),
            told(&lead.lost),
            format!("${:.2}", lead.before.worth_usd),
            format!("${:.2}", lead.after.worth_usd),
            lead.reader.as_ref().map(ToString::to_string).unwrap_or_default(),
        ]);
    }
    writeln!(out, "{table}")?;
    for (subject, (before, after)) in &preview.measures {
        writeln!(out, "{}: {} → {}", named(subject, ""), in_words(before), in_words(after))?;
    }
    Ok(())
}

fn named(subject: &Subject, words: &str) -> String {
    let id = match subject {
        Subject::Field(field) => field.to_string(),
        Subject::Skill(skill) => skill.to_string(),
    };
    if words.is_empty() { id } else { format!("{id} \"{words}\"") }
}

fn in_words(measure: &Measure) -> String {
    let share =
        |share: Option<f64>| share.map_or_else(|| "?".to_owned(), |share| format!("{:.0} %", share * 100.0));
    format!("precision {}, recall {}", share(measure.precision()), share(measure.recall()))
}

async fn show_measures(config: &Config, data: &Path, json: bool, out: &mut impl Write) -> anyhow::Result<()> {
    let engine = open_engine(config, data).await?;
    let state = engine.desk.state();
    let measures = measure_today(&*engine.shown, &state).await;
    engine.close().await?;
    let mut table = table(["skill or field", "precision", "recall", "right", "wrong", "missed"]);
    let share =
        |share: Option<f64>| share.map_or_else(|| "?".to_owned(), |share| format!("{:.0} %", share * 100.0));
    for (subject, counts) in measures? {
        if json {
            let row = serde_json::json!({
                "about": subject, "precision": counts.precision(), "recall": counts.recall(), "counts": counts,
            });
            writeln!(out, "{row}")?;
        } else {
            let count = |count: u32| count.to_string();
            table.add_row([
                named(&subject, ""),
                share(counts.precision()),
                share(counts.recall()),
                count(counts.right),
                count(counts.wrong),
                count(counts.missed),
            ]);
        }
    }
    if !json {
        writeln!(out, "{table}")?;
    }
    Ok(())
}

//! `kazi top`: the best leads as a table in the terminal.

use std::io::Write;

use comfy_table::{Cell, CellAlignment, Row};
use jiff::{SignedDuration, Timestamp};
use kazi_api::{Listing, ReadQuestion, SeenLead, Shelf};
use kazi_catalog::{
    HiddenReason::{self, Closed, Ended, Flagged, NotAnOffer},
    Page, Query,
};
use kazi_domain::{FieldId, PayNote, PayReading};
use kazi_fetcher::Clock;

use super::listed::{rank, say_unnamed};
use crate::{
    cli::TopArgs,
    config::Config,
    pipeline::{Engine, Purpose, sources_unpolled},
    progress::tell,
    system::SystemClock,
    table::table,
};

/// The longest title shown.
const TITLE_CHARS_MAX: usize = 60;

/// Runs `kazi top`.
///
/// # Errors
/// When a filter is wrong or the store cannot be had.
pub async fn run(config: &Config, args: &TopArgs, out: &mut impl Write) -> anyhow::Result<()> {
    let now = SystemClock.now();
    let engine = Engine::open(config, &config.sources, &args.data.data, Purpose::Read, now).await?;
    let sources = sources_unpolled(config.sources.all());
    let asked = args.filter.read(config, &engine);
    let ranked = match asked {
        Ok(ReadQuestion { query, profile, .. }) => {
            let query = Query { limit: usize::from(args.limit), ..query };
            let (snapshot, store) = (engine.catalog.snapshot(), &*engine.shown);
            rank(&Shelf { snapshot: &snapshot, store, sources: &sources, now }, query, &profile).await
        }
        Err(wrong) => Err(wrong),
    };
    let unnamed = say_unnamed(config, &engine, now).await;
    engine.close().await?;
    let ranked = ranked?;
    if let Some(unnamed) = unnamed? {
        tell(format_args!("kazi: {unnamed}"));
        if !args.json {
            return Ok(());
        }
    }
    if args.json { print_json(&ranked, out) } else { print(&ranked, out) }
}

/// Prints the table.
///
/// # Errors
/// When `out` cannot be written.
pub fn print(ranked: &Listing, out: &mut impl Write) -> anyhow::Result<()> {
    if ranked.leads.is_empty() {
        writeln!(out, "No lead passes. Take a filter away, or poll first: kazi poll")?;
        return Ok(());
    }
    let mut table = table(["#", "$/h", "net $/h", "pays", "work", "field", "where, when", "lead"]);
    for (number, seen) in ranked.leads.iter().enumerate() {
        table.add_row(row(number + 1, seen, ranked.now));
    }
    for column in [0, 1, 2] {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    writeln!(out, "{table}")?;
    let page = &ranked.page;
    let shown_all_the_same = match ranked.leads.iter().filter(|seen| !seen.hidden.is_empty()).count() {
        0 => String::new(),
        count => format!(", {count} of them hidden unless asked for"),
    };
    writeln!(
        out,
        "{} of {} leads{shown_all_the_same}; {} more are hidden{}",
        ranked.leads.len(),
        page.total,
        page.hidden,
        why_hidden(page)
    )?;
    writeln!(
        out,
        "$/h: worth to you, after fit, age, trust and reach; net $/h: what an hour leaves, ~ where estimated."
    )?;
    Ok(())
}

fn row(number: usize, seen: &SeenLead, now: Timestamp) -> Row {
    let lead = &seen.lead;
    let best = lead.best();
    let net = best.assessment.net_hourly.as_ref().map_or_else(
        || "?".to_owned(),
        |net| {
            let sign = if net.basis == kazi_domain::Basis::Estimated { "~" } else { "" };
            format!("{sign}{:.2}", net.usd.likely.to_f64())
        },
    );
    let nothing = best.assessment.net_hourly.as_ref().is_some_and(|net| net.no_pay().is_some());
    let pays = match &best.assessment.pay {
        Some(reading) => pay_in_words(reading),
        None => if nothing { "nothing" } else { "not stated" }.to_owned(),
    };
    let age = now.duration_since(lead.posted_at());
    Row::from(vec![
        Cell::new(number),
        Cell::new(format!("{:.2}", seen.worth.usd)),
        Cell::new(net),
        Cell::new(pays),
        Cell::new(work(seen)),
        Cell::new(best.assessment.fields.first().map_or("", FieldId::as_str)),
        Cell::new(format!("{}, {}", best.posting.source, age_in_words(age))),
        Cell::new(lead.id),
    ])
}

/// A pay, and that it is not believed where it is not.
pub fn pay_in_words(reading: &PayReading) -> String {
    let doubt = if reading.notes.contains(&PayNote::NotBelieved) { ", not believed" } else { "" };
    format!("{}{doubt}", reading.pay)
}

/// The title, and under it what a reader should know.
fn work(seen: &SeenLead) -> String {
    let title = shortened(&seen.lead.best().posting.title);
    match beware(seen) {
        nothing if nothing.is_empty() => title,
        beware => format!("{title}\n{beware}"),
    }
}

/// What a reader should know before a lead: its warnings, and why it is hidden unless asked for.
fn beware(seen: &SeenLead) -> String {
    let hidden = seen.hidden.iter().filter_map(|reason| match reason {
        Closed => Some("closed to you"),
        Ended => Some("ended"),
        NotAnOffer => Some("offers no work"),
        // It stands among the warnings.
        Flagged(_) => None,
    });
    let flags = seen.lead.assessment().flags.iter().map(|flag| format!("! {}", flag.id));
    flags.chain(hidden.map(str::to_owned)).collect::<Vec<_>>().join(", ")
}

/// Text from outside goes to the terminal without control characters, which could rewrite the screen.
fn shortened(title: &str) -> String {
    let mut text: String = title.chars().filter(|c| !c.is_control()).take(TITLE_CHARS_MAX + 1).collect();
    if text.chars().count() > TITLE_CHARS_MAX {
        text.pop();
        text.push('…');
    }
    text
}

/// An age as people say it: `12 min`, `5 h`, `3 d`.
pub fn age_in_words(age: SignedDuration) -> String {
    match age.as_mins() {
        ..=0 => "just now".to_owned(),
        minutes @ 1..=59 => format!("{minutes} min"),
        minutes @ 60..=2879 => format!("{} h", minutes / 60),
        minutes => format!("{} d", minutes / 1440),
    }
}

/// How long ago it was: `12 min ago`, and `just now`.
pub fn ago_in_words(age: SignedDuration) -> String {
    match age.as_mins() {
        ..=0 => age_in_words(age),
        _ => format!("{} ago", age_in_words(age)),
    }
}

fn why_hidden(page: &Page) -> String {
    let reasons: Vec<String> = page
        .hidden_by
        .iter()
        .map(|(reason, count)| match reason {
            Closed => format!("{count} closed to you"),
            Flagged(flag) => format!("{count} flagged {flag}"),
            Ended => format!("{count} ended"),
            NotAnOffer => format!("{count} offer no work"),
        })
        .collect();
    if reasons.is_empty() { String::new() } else { format!(": {}", reasons.join(", ")) }
}

/// A reason to hide a lead as the API names it, a warning by its own name.
fn in_short(reason: &HiddenReason) -> &str {
    match reason {
        Closed => "closed",
        Ended => "ended",
        NotAnOffer => "not-an-offer",
        Flagged(flag) => flag.as_str(),
    }
}

/// Writes one JSON object a lead.
///
/// # Errors
/// When `out` cannot be written.
pub fn print_json(ranked: &Listing, out: &mut impl Write) -> anyhow::Result<()> {
    for SeenLead { lead, worth, hidden } in &ranked.leads {
        let best = lead.best();
        let row = serde_json::json!({
            "id": lead.id,
            "worth_usd": worth.usd,
            "net_hourly_usd": best.assessment.net_hourly.as_ref().map(|net| net.usd),
            "pay": best.assessment.pay.as_ref().map(|reading| reading.pay.to_string()),
            "title": best.posting.title,
            "fields": best.assessment.fields,
            "skills": lead.assessment().skills.iter().map(|found| &found.skill).collect::<Vec<_>>(),
            "reach": worth.verdict,
            "flags": lead.assessment().flags.iter().map(|flag| &flag.id).collect::<Vec<_>>(),
            "trust": lead.assessment().trust,
            "hidden": hidden.iter().map(in_short).collect::<Vec<_>>(),
            "source": best.posting.source,
            "posted_at": lead.posted_at().to_string(),
            "url": best.posting.url,
        });
        writeln!(out, "{row}")?;
    }
    Ok(())
}

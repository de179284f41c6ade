//! `kazi top`: the best leads as a table in the terminal.

use std::io::Write;

use comfy_table::{Cell, CellAlignment, Row};
use jiff::{SignedDuration, Timestamp};
use kazi_api::ReadQuestion;
use kazi_catalog::{Catalog, Hit, Page, Query, Snapshot};
use kazi_domain::{FieldId, Lead, Profile};
use kazi_fetcher::Clock;
use kazi_store::Store;

use crate::{
    cli::TopArgs,
    config::Config,
    pipeline::{Engine, Purpose},
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
    let engine = Engine::open(config, &args.data.data, Purpose::Read, now).await?;
    let asked = args.filter.read(config, &engine);
    let ranked = match asked {
        Ok(ReadQuestion { query, profile }) => {
            let query = Query { limit: usize::from(args.limit), ..query };
            rank(&engine.catalog, &*engine.shown, &query, &profile, now).await
        }
        Err(wrong) => Err(wrong),
    };
    engine.close().await?;
    let ranked = ranked?;
    if args.json { print_json(&ranked, out) } else { print(&ranked, now, out) }
}

/// The leads of a page with their texts, as one reader takes them.
pub struct Ranked {
    /// Counts and the rest.
    pub page: Page,
    /// Each hit with its lead, in order.
    pub leads: Vec<(Hit, Lead)>,
}

/// Asks the catalog, and the store for what the catalog does not hold.
///
/// # Errors
/// When the store cannot be read.
pub async fn rank(
    catalog: &Catalog,
    store: &dyn Store,
    query: &Query,
    profile: &Profile,
    now: Timestamp,
) -> anyhow::Result<Ranked> {
    let page = Snapshot::search(&catalog.snapshot(), query, profile, now)?;
    let ids: Vec<_> = page.hits.iter().map(|hit| hit.id).collect();
    let found = store.find_leads(&ids).await?;
    let seen = page.hits.iter().copied().zip(found);
    let leads = seen.filter_map(|(hit, lead)| Some((hit, lead?.seen_by(profile)))).collect();
    Ok(Ranked { page, leads })
}

/// Prints the table.
///
/// # Errors
/// When `out` cannot be written.
pub fn print(ranked: &Ranked, now: Timestamp, out: &mut impl Write) -> anyhow::Result<()> {
    if ranked.leads.is_empty() {
        writeln!(out, "No lead passes. Take a filter away, or poll first: kazi poll")?;
        return Ok(());
    }
    let mut table = table(["#", "$/h", "net $/h", "pays", "work", "field", "where, when", "lead"]);
    for (number, (hit, lead)) in ranked.leads.iter().enumerate() {
        table.add_row(row(number + 1, hit, lead, now));
    }
    for column in [0, 1, 2] {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    writeln!(out, "{table}")?;
    let page = &ranked.page;
    writeln!(
        out,
        "{} of {} leads; {} more are hidden{}",
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

fn row(number: usize, hit: &Hit, lead: &Lead, now: Timestamp) -> Row {
    let best = lead.best();
    let net = best.assessment.net_hourly.as_ref().map_or_else(
        || "?".to_owned(),
        |net| {
            let sign = if net.basis == kazi_domain::Basis::Estimated { "~" } else { "" };
            format!("{sign}{:.2}", net.usd.likely.to_f64())
        },
    );
    let pays = best
        .assessment
        .pay
        .as_ref()
        .map_or_else(|| "not stated".to_owned(), |reading| reading.pay.to_string());
    let age = now.duration_since(lead.posted_at());
    Row::from(vec![
        Cell::new(number),
        Cell::new(format!("{:.2}", hit.worth_usd)),
        Cell::new(net),
        Cell::new(pays),
        Cell::new(shortened(&best.posting.title)),
        Cell::new(best.assessment.fields.first().map_or("", FieldId::as_str)),
        Cell::new(format!("{}, {}", best.posting.source, age_in_words(age))),
        Cell::new(lead.id),
    ])
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

fn why_hidden(page: &Page) -> String {
    use kazi_catalog::HiddenReason::{Closed, Ended, Flagged, NotAnOffer};
    let reasons: Vec<String> = page
        .hidden_by
        .iter()
        .map(|(reason, count)| match reason {
            Closed => format!("{count} closed to people in Kenya"),
            Flagged(flag) => format!("{count} flagged {flag}"),
            Ended => format!("{count} ended"),
            NotAnOffer => format!("{count} offer no work"),
        })
        .collect();
    if reasons.is_empty() { String::new() } else { format!(": {}", reasons.join(", ")) }
}

/// Writes one JSON object a lead.
///
/// # Errors
/// When `out` cannot be written.
pub fn print_json(ranked: &Ranked, out: &mut impl Write) -> anyhow::Result<()> {
    for (hit, lead) in &ranked.leads {
        let best = lead.best();
        let row = serde_json::json!({
            "id": lead.id,
            "worth_usd": hit.worth_usd,
            "net_hourly_usd": best.assessment.net_hourly.as_ref().map(|net| net.usd),
            "pay": best.assessment.pay.as_ref().map(|reading| reading.pay.to_string()),
            "title": best.posting.title,
            "fields": best.assessment.fields,
            "skills": lead.assessment().skills.iter().map(|found| &found.skill).collect::<Vec<_>>(),
            "reach": hit.verdict,
            "flags": lead.assessment().flags.iter().map(|flag| &flag.id).collect::<Vec<_>>(),
            "source": best.posting.source,
            "posted_at": lead.posted_at().to_string(),
            "url": best.posting.url,
        });
        writeln!(out, "{row}")?;
    }
    Ok(())
}

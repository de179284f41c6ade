//! `kazi explain`: how a lead's figures came about, with the words they rest on.

use std::{io::Write, sync::Arc};

use anyhow::bail;
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use kazi_api::{KnownSources, ReadQuestion, without_unshown};
use kazi_domain::{AssessedPosting, Evidence, Lead, LeadId, Profile, Rates, SkillId, Verdict};
use kazi_fetcher::Clock;
use kazi_scoring::{
    hourly::sum_in_words,
    worth::{RankRules, SkillTree, Worth, worth},
};
use kazi_store::Store;

use super::top::{ago_in_words, pay_in_words};
use crate::{
    cli::ExplainArgs,
    config::Config,
    pipeline::{Engine, Purpose, sources_unpolled},
    system::SystemClock,
};

/// Leads looked at to complete a shortened id.
const SCAN: usize = 5_000;

/// Runs `kazi explain`.
///
/// # Errors
/// When no lead, or more than one, begins with what was given.
pub async fn run(config: &Config, args: &ExplainArgs, out: &mut impl Write) -> anyhow::Result<()> {
    let now = SystemClock.now();
    let engine = Engine::open(config, &config.sources, &args.data.data, Purpose::Read, now).await?;
    let asked = args.reader.read(config, &engine);
    let sources = sources_unpolled(config.sources.all());
    let lead = find(&*engine.shown, &sources, &args.lead).await;
    engine.close().await?;
    let (ReadQuestion { profile, .. }, lead) = (asked?, lead?);
    let snapshot = engine.catalog.snapshot();
    let old_after = i64::from(config.settings.rates.old_after_days);
    let old_before = TimeZone::UTC.to_datetime(now).date().saturating_sub(old_after.days());
    let rates = engine.rates();
    Explanation {
        rank: snapshot.rules(),
        tree: snapshot.tree(),
        profile: &profile,
        rates: &rates,
        old_before,
        now,
    }
    .write(Arc::unwrap_or_clone(lead), out)
}

/// The lead of this id, or the only one whose id begins so, with what may be shown of it.
async fn find(store: &dyn Store, sources: &KnownSources, begins: &str) -> anyhow::Result<Arc<Lead>> {
    let shown = |lead| without_unshown(Arc::new(lead), sources);
    if let Ok(id) = begins.parse::<LeadId>()
        && let Some(lead) = store.find_lead(id).await?.and_then(shown)
    {
        return Ok(lead);
    }
    let (mut after, mut found) = (None, Vec::new());
    loop {
        let leads = store.scan_leads(after, SCAN).await?;
        let Some(last) = leads.last() else { break };
        after = Some(last.id);
        let named = leads.into_iter().filter(|lead| lead.id.to_string().starts_with(begins));
        found.extend(named.filter_map(shown));
    }
    match (found.pop(), found.len()) {
        (None, _) => bail!("no lead that may be shown begins with \"{begins}\"; `kazi top` shows their ids"),
        (Some(lead), 0) => Ok(lead),
        (Some(_), more) => bail!("{} leads begin with \"{begins}\": give more of the id", more + 1),
    }
}

/// In whose eyes, and when.
pub(super) struct Explanation<'a> {
    pub(super) rank: &'a RankRules,
    pub(super) tree: &'a SkillTree,
    pub(super) profile: &'a Profile,
    pub(super) rates: &'a Rates,
    /// Rates of a day before this are old.
    pub(super) old_before: Date,
    pub(super) now: Timestamp,
}

impl Explanation<'_> {
    pub(super) fn write(&self, lead: Lead, out: &mut impl Write) -> anyhow::Result<()> {
        let lead = lead.seen_by(self.profile);
        let best = lead.best();
        let assessment = lead.assessment();
        let worth = worth(self.rank, self.tree, self.profile, assessment, lead.posted_at(), self.now);
        writeln!(
            out,
            "{}\n{}\n",
            plain(&best.posting.title),
            best.posting.url.as_deref().unwrap_or("no address")
        )?;
        self.write_worth(&worth, out)?;
        writeln!(out, "\nWhat an hour leaves")?;
        match &assessment.pay {
            Some(reading) => {
                writeln!(out, "  pays {} — {}", pay_in_words(reading), quoted(&reading.evidence))?;
            }
            // The sum quotes the words that say so.
            None if assessment.net_hourly.as_ref().is_some_and(|net| net.no_pay().is_some()) => {}
            None => writeln!(out, "  pay is not stated")?,
        }
        if let Some(net) = &assessment.net_hourly {
            for line in sum_in_words(net, self.rates, self.old_before) {
                writeln!(out, "  {line}")?;
            }
        }
        writeln!(out, "\nWhat it asks for")?;
        for found in &assessment.skills {
            writeln!(out, "  {} ({:.2}) — {}", found.skill, found.weight, quoted(&found.evidence))?;
        }
        if let Some(evidence) = &assessment.reach.evidence {
            writeln!(out, "\nWho may take it\n  {:?} — {}", assessment.reach.scope, quoted(evidence))?;
        }
        for flag in &assessment.flags {
            writeln!(out, "\nWarning: {} ({:?}) — {}", flag.id, flag.severity, quoted(&flag.evidence))?;
        }
        write_postings(&lead, self.now, out)
    }

    fn write_worth(&self, worth: &Worth, out: &mut impl Write) -> anyhow::Result<()> {
        let factors = &worth.factors;
        let net = factors.net_hourly_usd.map_or_else(|| "unknown".to_owned(), |usd| format!("${usd:.2}"));
        writeln!(out, "worth ${:.2} an hour", worth.usd)?;
        writeln!(out, "  net hourly {net}")?;
        writeln!(out, "  × fit   {:.2}  {}", factors.fit, fit_in_words(worth))?;
        writeln!(out, "  × open  {:.2}  offered {}", factors.open, ago_in_words(worth.age))?;
        writeln!(out, "  × trust {:.2}", factors.trust)?;
        let reach = match worth.verdict {
            Verdict::Open => "open to you",
            Verdict::Group => "open to a group or agency",
            Verdict::Unknown => "it does not say who may take it",
            Verdict::Closed => "closed to you",
        };
        writeln!(out, "  × reach {:.2}  {reach}", factors.reach)?;
        Ok(())
    }
}

fn fit_in_words(worth: &Worth) -> String {
    let fit = &worth.fit;
    let asked = fit.have.len() + fit.partly.len() + fit.missing.len();
    if asked == 0 {
        return "say what you have with --have figma,wordpress".to_owned();
    }
    let names = |skills: &[SkillId]| skills.iter().map(SkillId::as_str).collect::<Vec<_>>().join(", ");
    let mut words = format!("you have {} of {asked}", fit.have.len());
    for (skills, what) in [(&fit.partly, "partly"), (&fit.missing, "missing")] {
        if !skills.is_empty() {
            words.push_str(&format!("; {what} {}", names(skills)));
        }
    }
    words
}

fn write_postings(lead: &Lead, now: Timestamp, out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "\nWhere it is offered")?;
    for AssessedPosting { posting, assessment, same, first_seen, closed_at } in lead.postings() {
        let left = assessment
            .net_hourly
            .as_ref()
            .map_or(String::new(), |net| format!(", leaves ${} an hour", net.usd.likely));
        let ended = if closed_at.is_some() { ", ended" } else { "" };
        let seen = ago_in_words(now.duration_since(*first_seen));
        let title = plain(&posting.title);
        writeln!(out, "  {} ({same:?}, first seen {seen}{left}{ended}): {title}", posting.source)?;
    }
    Ok(())
}

fn quoted(evidence: &Evidence) -> String {
    format!("“{}”", plain(&evidence.words))
}

/// Text from outside goes to the terminal without control characters, which could rewrite the screen.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

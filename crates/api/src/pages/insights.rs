//! What pays, and what to learn next: each figure as a number and as a small drawing beside it.

mod drawing;

use askama::Template;
use axum::response::Response;
use kazi_catalog::{Insight, LearnNext, Topic};
use kazi_domain::{Level, SkillId};

use self::drawing::Scale;
use super::{frame::Frame, mistake::Mistake, render_kept, skills, visit::Visit};
use crate::{
    Facts,
    asked::{Asked, FILTERS, PROFILE, Pairs},
    listing,
    source_info::{kept_for, known_weeks},
    words::Words,
};

/// Rows of each table: the rest says little about little work.
const LEARN_MAX: usize = 10;
const FIELDS_MAX: usize = 15;
const SKILLS_MAX: usize = 15;

#[derive(Template)]
#[template(path = "insights.html", whitespace = "minimize")]
struct InsightsPage {
    frame: Frame,
    has_skills: bool,
    learn: Vec<LearnRow>,
    tables: Vec<PayTable>,
    /// What the drawings mean, with the end of their scale, and what cannot be drawn yet.
    help: Vec<String>,
}

/// A skill to learn.
struct LearnRow {
    name: String,
    href: String,
    opens: String,
    leaves: Option<String>,
    bar: String,
    added: String,
    learning: String,
}

/// What some topics pay.
struct PayTable {
    heading: String,
    rows: Vec<PayRow>,
}

/// What one topic pays.
struct PayRow {
    name: String,
    href: String,
    leads: String,
    /// How many are new, and how many were before; nothing where that is not known yet.
    moves: Option<String>,
    /// From the lower to the upper quarter, with a mark at the middle.
    quarters: Option<String>,
    /// The weeks that are known.
    weeks: Option<String>,
    median: String,
    range: String,
}

/// `GET /{language}/insights`
pub(crate) async fn show(visit: Visit) -> Result<Response, Mistake> {
    let mut asked = visit.ask(&[FILTERS, PROFILE]).map_err(|problem| visit.mistake(problem))?;
    let snapshot = visit.app.catalog.snapshot();
    let settled = listing::settle(&visit.app, &mut asked.query, &asked.profile, &snapshot, visit.now).await;
    settled.map_err(|problem| visit.mistake(problem))?;
    let (weeks, now) = (known_weeks(&visit.sources, visit.now), visit.now);
    let Asked { query, profile, .. } = asked.clone();
    let read = move || {
        (snapshot.insights(&query, &profile, now, &weeks), snapshot.learn_next(&query, &profile, now))
    };
    let (insights, learn) = listing::aside(read).await.map_err(|problem| visit.mistake(problem))?;
    render_kept(&InsightsPage::new(&insights, &learn, &asked, &visit), kept_for(&visit.sources, []))
}

impl InsightsPage {
    fn new(insights: &[Insight], learn: &[LearnNext], asked: &Asked, visit: &Visit) -> Self {
        let (words, facts) = (visit.words, &*visit.facts);
        let mut frame = visit.frame("insights-heading", "insights", "insights").made_at(visit.now);
        frame.index = visit.is_plain();
        let of = |is: fn(&Topic) -> bool, most: usize| -> Vec<&Insight> {
            insights.iter().filter(|insight| is(&insight.topic)).take(most).collect()
        };
        let fields = of(|topic| matches!(topic, Topic::Field(_)), FIELDS_MAX);
        let skills = of(|topic| matches!(topic, Topic::Skill(_)), SKILLS_MAX);
        let highs = fields.iter().chain(&skills).filter_map(|insight| insight.net_hourly);
        let scale = Scale::up_to(highs.map(|net| net.high).fold(0.0, f64::max));
        let profile = visit.profile();
        let row = |insight: &&Insight| pay_row(insight, &profile, scale, words, facts);
        let table = |key: &str, insights: &[&Insight]| PayTable {
            heading: words.say(key),
            rows: insights.iter().map(row).collect(),
        };
        let tables = [table("fields-pay", &fields), table("skills-pay", &skills)];
        Self {
            has_skills: !asked.profile.skills.is_empty(),
            learn: learn_rows(learn, asked, &profile, words, facts),
            tables: tables.into_iter().filter(|table| !table.rows.is_empty()).collect(),
            help: help(&[fields, skills].concat(), scale, words),
            frame,
        }
    }
}

/// What the drawings of these topics mean.
fn help(shown: &[&Insight], scale: Scale, words: Words) -> Vec<String> {
    let mut help = vec![words.fill("drawings-help", "money", &words.usd_about(scale.end_usd))];
    if shown.iter().any(|insight| has_weeks(insight)) {
        help.push(words.say("weeks-help"));
    }
    if shown.iter().any(|insight| insight.halves().is_none()) {
        help.push(words.say("pays-moves-unknown"));
    }
    help
}

/// Whether anything is known of its weeks.
fn has_weeks(insight: &Insight) -> bool {
    insight.posted_by_week.iter().any(Option::is_some)
}

/// The list of work of a topic, for the same reader.
fn list_of(name: &str, id: &str, profile: &Pairs, words: Words) -> String {
    format!("/{}/{}", words.tongue.code(), profile.with(name, Some(id)).as_query())
}

fn pay_row(insight: &Insight, profile: &Pairs, scale: Scale, words: Words, facts: &Facts) -> PayRow {
    let (name, href) = match &insight.topic {
        Topic::Field(id) => (words.field(id, facts), list_of("field", id.as_str(), profile, words)),
        Topic::Skill(id) => (facts.skill_name(id).to_owned(), list_of("skill", id.as_str(), profile, words)),
    };
    let moves = |(later, earlier): (u64, u64)| {
        let counts = [("later", words.whole(later).into()), ("earlier", words.whole(earlier).into())];
        words.with("pays-moves", counts)
    };
    let net = insight.net_hourly;
    PayRow {
        name,
        href,
        leads: words.count("pays-leads", insight.leads),
        moves: insight.halves().map(moves),
        quarters: net.map(|net| scale.quarters(&net)),
        weeks: has_weeks(insight).then(|| drawing::weeks(&insight.posted_by_week)),
        median: net.map_or_else(|| "?".to_owned(), |net| words.usd_about(net.median)),
        range: net.map_or_else(
            || words.say("pay-unknown"),
            |net| {
                let (low, high) = (words.usd_about(net.low), words.usd_about(net.high));
                words.with("amount-range", [("low", low.into()), ("high", high.into())])
            },
        ),
    }
}

fn learn_rows(
    learn: &[LearnNext],
    asked: &Asked,
    profile: &Pairs,
    words: Words,
    facts: &Facts,
) -> Vec<LearnRow> {
    let shown = &learn[..learn.len().min(LEARN_MAX)];
    let most = shown.iter().map(|next| next.opens).max().unwrap_or(0);
    let row = |next: &LearnNext| LearnRow {
        name: facts.skill_name(&next.skill).to_owned(),
        href: list_of("skill", next.skill.as_str(), profile, words),
        opens: words.count("learn-opens", next.opens),
        leaves: next.opened_median_usd.map(|usd| words.fill("learn-leaves", "money", &words.usd_about(usd))),
        bar: drawing::bar(next.opens, most),
        added: words.count("learn-better", next.leads),
        learning: learning(&next.skill, asked, profile, words),
    };
    shown.iter().map(row).collect()
}

/// The page of the reader's skills with this one among them, as one that is being learnt.
fn learning(skill: &SkillId, asked: &Asked, profile: &Pairs, words: Words) -> String {
    let mut with = asked.profile.clone();
    with.skills.insert(skill.clone(), Level::Learning);
    let pairs = profile.with("have", skills::have(&with).as_deref());
    format!("/{}/skills{}", words.tongue.code(), pairs.as_query())
}

//! One piece of work: the sum, the reasons, the words.

use askama::Template;
use axum::{
    extract::{Path, rejection::PathRejection},
    http::HeaderMap,
    response::Response,
};
use jiff::tz::TimeZone;
use kazi_domain::{AssessedPosting, LeadId, Part, Verdict};

use super::{
    DESK_STYLE,
    frame::Frame,
    list::{Item, SourceLink, Warning},
    mistake::Mistake,
    render_kept, render_private,
    text::{Prose, safe_link},
    visit::Visit,
};
use crate::{
    asked::{Asked, PROFILE},
    desk::{LeadDesk, trainer_of},
    listing::{self, SeenLead},
    problem::{self, Problem},
    source_info::{allow_indexing, kept_for, may_index},
    wire::Eyes,
    words::SumRow,
};

/// The most postings of the same work that a page names.
const POSTINGS_MAX: usize = 12;

#[derive(Template)]
#[template(path = "lead.html", whitespace = "minimize")]
struct LeadPage {
    frame: Frame,
    id: String,
    item: Item,
    sum: Vec<SumRow>,
    reach: Reach,
    platforms: Vec<PlatformWords>,
    skills: Vec<SkillWords>,
    warnings: Vec<(Warning, String)>,
    postings: Vec<Offer>,
    postings_heading: String,
    prose: Prose,
    answer: Option<Answer>,
    back: String,
    /// The address that keeps this lead, where no script does.
    save: String,
    share: String,
    fit: String,
    desk: Option<LeadDesk>,
}

/// Whether the reader may take it.
struct Reach {
    verdict: String,
    sentence: String,
    quote: Option<String>,
    more: Vec<String>,
}

/// What a platform asks for.
struct PlatformWords {
    name: String,
    sentences: Vec<Sentence>,
    read_on: Option<String>,
    terms: Option<String>,
}

/// A sentence, in English where nobody has translated it.
struct Sentence {
    text: String,
    english: bool,
}

/// A skill asked for and where it stands.
struct SkillWords {
    name: String,
    place: String,
    quote: String,
}

/// A posting of the work.
struct Offer {
    source: SourceLink,
    company: Option<String>,
    pay: Option<String>,
    leaves: String,
    same: String,
    ended: bool,
    href: Option<String>,
}

/// The way to the work itself.
struct Answer {
    href: String,
    label: String,
    followed: bool,
}

/// `GET /{language}/leads/{id}`
pub(crate) async fn show(
    visit: Visit,
    path: Result<Path<(String, String)>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Mistake> {
    let mistake = |problem| visit.mistake(problem);
    let Path((_, id)) =
        path.map_err(|error| mistake(Problem::new(&problem::ROUTE_NOT_FOUND, error.body_text())))?;
    let id: LeadId =
        id.parse().map_err(|error| mistake(Problem::new(&problem::LEAD_NOT_FOUND, format!("{error}"))))?;
    let asked = visit.ask(&[PROFILE]).map_err(mistake)?;
    let seen = listing::find_lead(&visit.app, id, &asked.profile).await.map_err(mistake)?;
    let mut page = LeadPage::new(&seen, &asked, &visit);
    let trainer = trainer_of(&visit.app, &headers, visit.words);
    page.desk = trainer.map(|trainer| LeadDesk::new(&trainer, &seen.lead, visit.words, &visit.facts));
    let mut response = if page.desk.is_some() {
        page.frame.style = DESK_STYLE;
        render_private(&page)?
    } else {
        render_kept(&page, kept_for(&visit.sources, [&*seen.lead]))?
    };
    allow_indexing(&mut response, &visit.sources, [&*seen.lead]);
    Ok(response)
}

impl LeadPage {
    fn new(seen: &SeenLead, asked: &Asked, visit: &Visit) -> Self {
        let (words, pairs) = (visit.words, &visit.pairs);
        let eyes = visit.eyes(&asked.profile);
        let best = seen.lead.best();
        let factors = words.factors(seen, eyes.profile, eyes.facts, eyes.now);
        let mut sum = words.sum_rows(best, eyes.facts, eyes.today());
        sum.extend(words.worth_rows(&factors, best.assessment.net_hourly.as_ref(), seen.worth.usd));
        let mut item = Item::new(seen, asked, eyes, &visit.profile());
        let in_currency = asked.currency.filter(|_| best.assessment.net_hourly.is_some());
        item.in_currency = in_currency
            .and_then(|currency| words.worth_in(seen.worth.usd, currency, eyes.facts, eyes.today()));
        let postings = seen.lead.postings();
        let path = format!("leads/{}", seen.lead.id);
        let mut frame = Frame::new(words, best.posting.title.clone(), &path, pairs).made_at(eyes.now);
        frame.notes = visit.notes();
        frame.index = visit.is_plain() && may_index(eyes.sources, [&*seen.lead]);
        Self {
            id: seen.lead.id.to_string(),
            sum,
            reach: reach(seen, eyes),
            platforms: platforms(postings, eyes),
            skills: skills(best, eyes),
            warnings: warnings(seen, eyes),
            postings: postings.iter().take(POSTINGS_MAX).map(|posting| offer(posting, eyes)).collect(),
            postings_heading: match postings.len() {
                1 => words.say("postings-heading"),
                many => words.with("postings-heading-many", [("count", many.into())]),
            },
            prose: Prose::new(&best.posting.description, &best.assessment),
            answer: answer(best, eyes),
            save: format!(
                "/{}/saved{}",
                words.tongue.code(),
                pairs.with("lead", Some(&seen.lead.id.to_string())).as_query()
            ),
            share: frame.share.clone(),
            fit: words.fit(seen, eyes.profile, eyes.facts),
            back: format!("/{}/{}", words.tongue.code(), visit.profile().as_query()),
            item,
            desk: None,
            frame,
        }
    }
}

fn reach(seen: &SeenLead, eyes: Eyes<'_>) -> Reach {
    let words = eyes.words;
    let reach = &seen.lead.best().assessment.reach;
    let names: Vec<String> = reach.languages.iter().map(|language| words.language(language)).collect();
    let mut more = Vec::new();
    if !reach.places.is_empty() {
        more.push(words.with("reach-places", [("places", words.list(&reach.places).into())]));
    }
    if !names.is_empty() {
        more.push(words.with("reach-languages", [("languages", words.list(&names).into())]));
    }
    Reach {
        verdict: words.say(match seen.worth.verdict {
            Verdict::Open => "reach-yes",
            Verdict::Group => "reach-as-group",
            Verdict::Unknown => "reach-maybe",
            Verdict::Closed => "reach-no",
        }),
        sentence: words.reach(reach, seen.worth.verdict, eyes.profile),
        quote: reach
            .evidence
            .as_ref()
            .map(|evidence| evidence.words.clone())
            .filter(|quote| !quote.is_empty()),
        more,
    }
}

fn platforms(postings: &[AssessedPosting], eyes: Eyes<'_>) -> Vec<PlatformWords> {
    let mut ids: Vec<_> = postings.iter().filter_map(|posting| posting.posting.platform.as_ref()).collect();
    ids.dedup();
    let known = ids.into_iter().filter_map(|id| eyes.facts.platform(id));
    let words = eyes.words;
    let today = TimeZone::UTC.to_datetime(eyes.now).date();
    known
        .filter(|platform| platform.to_know().next().is_some())
        .map(|platform| PlatformWords {
            name: platform.name.clone(),
            sentences: platform
                .to_know()
                .map(|fact| match words.platform_fact(fact) {
                    Some(text) => Sentence { text, english: false },
                    None => Sentence { text: fact.text.clone(), english: true },
                })
                .collect(),
            read_on: platform.read_on.map(|day| {
                let key = if platform.is_stale(today) { "read-on-stale" } else { "read-on" };
                words.with(key, [("date", words.date(day).into())])
            }),
            terms: platform.terms_url.as_deref().and_then(safe_link).map(str::to_owned),
        })
        .collect()
}

fn skills(posting: &AssessedPosting, eyes: Eyes<'_>) -> Vec<SkillWords> {
    let words = |found: &kazi_domain::SkillMatch| SkillWords {
        name: eyes.facts.skill_name(&found.skill).to_owned(),
        place: eyes.words.say(match found.part {
            Part::Title => "skill-where-title",
            Part::Tags => "skill-where-tags",
            _ => "skill-where-text",
        }),
        quote: found.evidence.words.clone(),
    };
    posting.assessment.skills.iter().map(words).collect()
}

/// Each warning with the words it rests on.
fn warnings(seen: &SeenLead, eyes: Eyes<'_>) -> Vec<(Warning, String)> {
    let quote = |id: &kazi_domain::FlagId| {
        let flags = &seen.lead.assessment().flags;
        flags.iter().find(|flag| flag.id == *id).map(|flag| flag.evidence.words.clone()).unwrap_or_default()
    };
    super::list::warnings(seen, eyes).into_iter().map(|(id, warning)| (warning, quote(id))).collect()
}

fn offer(assessed: &AssessedPosting, eyes: Eyes<'_>) -> Offer {
    let words = eyes.words;
    let leaves = assessed.assessment.net_hourly.as_ref();
    Offer {
        source: SourceLink::new(assessed.posting.source.as_str(), eyes),
        company: assessed.posting.company.clone(),
        pay: assessed.assessment.pay.as_ref().map(|reading| words.pay_read(reading)),
        leaves: leaves.map_or_else(
            || words.say("posting-leaves-unknown"),
            |net| match net.no_pay() {
                Some(_) => words.say("pays-nothing"),
                None => words.with("posting-leaves", [("money", words.usd(net.usd.likely).into())]),
            },
        ),
        same: words.say(match assessed.same {
            kazi_domain::SameWork::First => "same-first",
            kazi_domain::SameWork::Url => "same-url",
            kazi_domain::SameWork::Text => "same-text",
            kazi_domain::SameWork::Near => "same-near",
        }),
        ended: assessed.closed_at.is_some(),
        href: assessed.posting.url.as_deref().and_then(safe_link).map(str::to_owned),
    }
}

fn answer(best: &AssessedPosting, eyes: Eyes<'_>) -> Option<Answer> {
    let href = best.posting.url.as_deref().and_then(safe_link)?.to_owned();
    let id = &best.posting.source;
    let source = eyes.sources.find(id.as_str());
    let name = source.map_or(id.as_str(), |source| &source.name).to_owned();
    let attribution = source.and_then(|source| source.rights.attribution.as_ref());
    let label = eyes.words.with("posting-read", [("source", name.into())]);
    Some(Answer { href, label, followed: attribution.is_some_and(|asked| asked.followed) })
}

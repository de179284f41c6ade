//! One file to pass on by Bluetooth, WhatsApp or print: the list with all that is needed to judge it, as a
//! self-contained page or as plain text.

use std::{collections::BTreeSet, sync::Arc};

use askama::Template;
use axum::{
    http::{HeaderValue, header},
    response::Response,
};
use jiff::tz::TimeZone;

use super::{Taken, leads_of, take};
use crate::{
    App, KeepInfo, KnownSources,
    asked::{Asked, Pairs},
    http::Origin,
    listing::{Listing, SeenLead},
    pages::{
        STYLE, Visit,
        frame::Bare,
        list::{self, Item},
        mistake::Mistake,
        safe_link,
    },
    problem::{self, Problem},
    source_info::kept_for,
    wire::Eyes,
    words::{Tongue, Words},
};

/// Leads in a digest that names no limit.
const LEADS: usize = 100;
/// The largest digest, in bytes: what goes by Bluetooth in a moment and by data for next to nothing. A
/// hundred leads of usual length fit; where they do not, the last are left to the list.
const BYTES_MAX: usize = 100_000;
/// The most of a posting's own words that a digest holds, in bytes, and the least that says anything.
const EXCERPT_BYTES: std::ops::RangeInclusive<usize> = 40..=200;
/// What the markup around an excerpt takes, in bytes.
const EXCERPT_MARKUP_BYTES: usize = 40;
/// The longest title in a digest, in bytes, and the longest where the leads would not all fit.
const TITLE_BYTES_MAX: usize = 100;
const TIGHT_TITLE_BYTES_MAX: usize = 60;
/// The longest word on fit, in bytes, and the skills named, where the leads would not all fit.
const TIGHT_FIT_BYTES_MAX: usize = 60;
const TIGHT_SKILLS_MAX: usize = 3;

/// A form of the digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DigestForm {
    /// A page with its styles in it, which needs nothing else.
    Html,
    /// Plain text, for a message.
    Text,
}

/// What a digest is to hold.
#[derive(Clone, Copy, Debug)]
pub struct DigestOrder<'a> {
    /// The code of its language: en, fr, sw, ar, so.
    pub language: &'a str,
    /// Filters and profile, as in the address of the list.
    pub query: &'a str,
    /// The address at which the site is found, such as `https://kazi.example`; empty where there is none.
    pub site: &'a str,
    /// How it is written.
    pub form: DigestForm,
}

/// Writes a digest.
///
/// # Errors
/// Says what of the order cannot be used, or that the store could not be read.
pub async fn write_digest(app: &Arc<App>, order: DigestOrder<'_>) -> Result<String, String> {
    let tongue = Tongue::find(order.language).ok_or("the languages are en, fr, sw, ar and so")?;
    let pairs = Pairs::of_form(Some(order.query)).map_err(|problem| problem.in_words())?;
    let visit = Visit::new(app, Words { tongue }, pairs);
    write(&visit, order.site, order.form).await.map_err(|problem| problem.in_words())
}

/// `GET /{language}/digest.html`
pub(crate) async fn as_html(visit: Visit, origin: Origin) -> Result<Response, Mistake> {
    answer(&visit, &origin, DigestForm::Html).await
}

/// `GET /{language}/digest.txt`
pub(crate) async fn as_text(visit: Visit, origin: Origin) -> Result<Response, Mistake> {
    answer(&visit, &origin, DigestForm::Text).await
}

async fn answer(visit: &Visit, origin: &Origin, form: DigestForm) -> Result<Response, Mistake> {
    let text = write(visit, &origin.0, form).await.map_err(|problem| visit.mistake(problem))?;
    let (media_type, ending) = match form {
        DigestForm::Html => ("text/html; charset=utf-8", "html"),
        DigestForm::Text => ("text/plain; charset=utf-8", "txt"),
    };
    let day = TimeZone::UTC.to_datetime(visit.now).date();
    let name = format!("attachment; filename=\"kazi-{day}.{ending}\"");
    let mut response = origin.mark(text);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=60"));
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

#[derive(Template)]
#[template(path = "digest.html", whitespace = "minimize")]
struct HtmlDigest<'a> {
    frame: Bare,
    parts: &'a Parts,
}

#[derive(Template)]
#[template(path = "digest.txt", escape = "none", whitespace = "preserve")]
struct TextDigest<'a> {
    w: Words,
    parts: &'a Parts,
}

/// What both forms say.
struct Parts {
    language: &'static str,
    direction: &'static str,
    count: String,
    made: String,
    /// Where newer work is found.
    newer: Option<(String, String)>,
    delete: Option<String>,
    left_out: Option<String>,
    /// What of the address is not as it was.
    notes: Vec<String>,
    /// How many of the list the file holds, where it does not hold all.
    shown: Option<String>,
    leads: Vec<DigestLead>,
}

/// A lead in a digest.
struct DigestLead {
    item: Item,
    id: String,
    href: Option<String>,
    offered: String,
    fit: String,
    facts: Vec<String>,
    excerpt: String,
}

async fn write(visit: &Visit, site: &str, form: DigestForm) -> Result<String, Problem> {
    let words = visit.words;
    let taken = take(visit, LEADS).await?;
    let mut parts = Parts::new(visit, &taken, site);
    let render = |parts: &Parts| {
        let written = match form {
            DigestForm::Html => HtmlDigest { frame: Bare { w: words, style: STYLE }, parts }.render(),
            DigestForm::Text => TextDigest { w: words, parts }.render(),
        };
        written.map_err(|error| Problem::new(&problem::INTERNAL, format!("{error}")))
    };
    let mut bare = render(&parts)?;
    for tighten in [Parts::advise_once, Parts::shorten] {
        if bare.len() > BYTES_MAX {
            tighten(&mut parts);
            bare = render(&parts)?;
        }
    }
    while bare.len() > BYTES_MAX && parts.leads.pop().is_some() {
        parts.shown = shown(parts.leads.len(), &taken, words);
        bare = render(&parts)?;
    }
    if form == DigestForm::Text || !parts.quote(BYTES_MAX - bare.len(), &taken) {
        return Ok(bare);
    }
    let quoting = render(&parts)?;
    Ok(if quoting.len() <= BYTES_MAX { quoting } else { bare })
}

impl Parts {
    fn new(visit: &Visit, taken: &Taken, site: &str) -> Self {
        let (words, pairs, sources) = (visit.words, &visit.pairs, &visit.sources);
        let Taken { asked, listing, left_out } = taken;
        let eyes = Eyes { now: listing.now, ..visit.eyes(&asked.profile) };
        let profile = visit.profile();
        let day = |time| words.date(TimeZone::UTC.to_datetime(time).date());
        let strictest = kept_for(sources, leads_of(listing));
        let until = strictest.filter(|_| has_a_limit(sources, listing)).map(|kept| day(listing.now + kept));
        let list = format!("{site}/{}/{}", words.tongue.code(), pairs.with("limit", None).as_query());
        Self {
            language: words.tongue.code(),
            direction: words.tongue.direction(),
            count: list::count(listing, asked, words),
            made: words.fill("made", "date", &day(listing.now)),
            newer: (!site.is_empty()).then(|| (words.say("digest-newer"), list)),
            delete: until.map(|date| words.fill("digest-delete", "date", &date)),
            left_out: (*left_out > 0)
                .then(|| words.count("digest-left-out", u64::try_from(*left_out).unwrap_or(u64::MAX))),
            notes: visit.notes(),
            leads: listing.leads.iter().map(|seen| digest_lead(seen, asked, eyes, &profile)).collect(),
            shown: shown(listing.leads.len(), taken, words),
        }
    }

    /// Says what to do about a kind of warning where it is met first, and only names it after that.
    fn advise_once(&mut self) {
        let mut advised = BTreeSet::new();
        for warning in self.leads.iter_mut().flat_map(|lead| &mut lead.item.warnings) {
            if !advised.insert(warning.name.clone()) {
                warning.advice.clear();
            }
        }
    }

    /// Cuts what each lead says to what it is found and judged by.
    fn shorten(&mut self) {
        for lead in &mut self.leads {
            lead.item.title = shortened(&lead.item.title, TIGHT_TITLE_BYTES_MAX);
            lead.item.asked.truncate(TIGHT_SKILLS_MAX);
            lead.fit = shortened(&lead.fit, TIGHT_FIT_BYTES_MAX);
        }
    }

    /// Gives each lead the beginning of its text, where `bytes` are enough for all to say something.
    fn quote(&mut self, bytes: usize, taken: &Taken) -> bool {
        let each = (bytes / self.leads.len().max(1)).saturating_sub(EXCERPT_MARKUP_BYTES);
        for (lead, seen) in self.leads.iter_mut().zip(&taken.listing.leads) {
            let most = each.min(*EXCERPT_BYTES.end());
            lead.excerpt = shortened(&seen.lead.best().posting.description, most);
        }
        each >= *EXCERPT_BYTES.start()
    }
}

/// How many of the list are in the file; nothing where all are.
fn shown(leads: usize, taken: &Taken, words: Words) -> Option<String> {
    let leads = u64::try_from(leads).unwrap_or(u64::MAX);
    (leads < taken.listing.page.total).then(|| words.count("digest-shown", leads))
}

/// Whether the owner of any source in the list limits how long its postings are kept.
fn has_a_limit(sources: &KnownSources, listing: &Listing) -> bool {
    let limited =
        |id: &str| sources.find(id).is_some_and(|source| matches!(source.rights.keep, KeepInfo::For(_)));
    leads_of(listing).flat_map(kazi_domain::Lead::postings).any(|p| limited(p.posting.source.as_str()))
}

fn digest_lead(seen: &SeenLead, asked: &Asked, eyes: Eyes<'_>, profile: &Pairs) -> DigestLead {
    let words = eyes.words;
    let best = seen.lead.best();
    let mut item = Item::new(seen, asked, eyes, profile);
    item.title = shortened(&item.title, TITLE_BYTES_MAX);
    let day = words.date(TimeZone::UTC.to_datetime(seen.lead.posted_at()).date());
    DigestLead {
        id: seen.lead.id.to_string(),
        href: best.posting.url.as_deref().and_then(safe_link).map(str::to_owned),
        // A file is read days later: "3 hours ago" would lie by then.
        offered: words.fill("digest-offered", "date", &day),
        facts: item.facts.split_off(1),
        fit: words.fit(seen, eyes.profile, eyes.facts),
        excerpt: String::new(),
        item,
    }
}

/// The beginning of a text on one line, cut between words.
fn shortened(text: &str, bytes_max: usize) -> String {
    let mut out = String::new();
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if out.len() + word.len() + 1 > bytes_max {
            out.push('…');
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn a_beginning_is_cut_between_words() {
        for (text, bytes, cut) in [
            ("one two three", 100, "one two three"),
            ("one\n\ntwo\0three", 8, "one two…"),
            ("تصميم شعار", 12, "تصميم…"),
            ("", 10, ""),
            ("endlesswordwithoutaspace", 10, "…"),
        ] {
            assert_eq!(shortened(text, bytes), cut, "{text}");
        }
    }
}

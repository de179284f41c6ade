//! A lead in the list.

use kazi_domain::{Flag, FlagId, NetHourly, Severity};

use crate::{
    asked::{Asked, Pairs},
    listing::SeenLead,
    pages::text::safe_link,
    wire::Eyes,
    words::{FitWords, Words, worth_note},
};

/// The most skills that an item names, and the most warnings.
const SKILLS_MAX: usize = 6;
const WARNINGS_MAX: usize = 2;

/// A lead in the list.
pub(crate) struct Item {
    pub href: String,
    pub title: String,
    /// The language of the title, where one can tell.
    pub language: String,
    pub company: Option<String>,
    pub worth: String,
    pub worth_note: String,
    pub in_currency: Option<String>,
    pub pay: String,
    pub left: Option<String>,
    pub fit: FitWords,
    /// Skills asked for, where the reader has named none.
    pub asked: Vec<String>,
    pub warnings: Vec<Warning>,
    pub hidden: Vec<String>,
    /// Age, reach, language: short facts.
    pub facts: Vec<String>,
    pub source: SourceLink,
    pub more_postings: Option<String>,
}

/// A warning in words.
pub(crate) struct Warning {
    pub severe: bool,
    pub call: String,
    pub name: String,
    pub advice: String,
}

/// Where a posting comes from, named as its owner asks.
pub(crate) struct SourceLink {
    pub name: String,
    pub href: Option<String>,
    pub followed: bool,
}

impl Item {
    pub(crate) fn new(seen: &SeenLead, asked: &Asked, eyes: Eyes<'_>, profile: &Pairs) -> Self {
        let words = eyes.words;
        let best = seen.lead.best();
        let assessment = seen.lead.assessment();
        let net = assessment.net_hourly.as_ref();
        let mut fit = words.fit_names(seen, eyes.facts);
        fit.missing.truncate(SKILLS_MAX);
        let more = seen.lead.postings().len() - 1;
        let names = assessment.skills.iter().map(|found| eyes.facts.skill_name(&found.skill).to_owned());
        Self {
            href: format!("/{}/leads/{}{}", words.tongue.code(), seen.lead.id, profile.as_query()),
            title: best.posting.title.clone(),
            language: assessment.language.as_ref().map(ToString::to_string).unwrap_or_default(),
            company: best.posting.company.clone(),
            worth: net.map_or_else(|| "?".to_owned(), |_| words.usd_float(seen.worth.usd)),
            worth_note: words.say(worth_note(net)),
            in_currency: asked
                .currency
                .filter(|_| net.is_some())
                .and_then(|currency| words.usd_in(seen.worth.usd, currency, &eyes.facts.rates)),
            pay: pay(seen, words),
            left: left(net, words),
            fit,
            asked: if asked.profile.skills.is_empty() {
                names.take(SKILLS_MAX).collect()
            } else {
                Vec::new()
            },
            warnings: warnings(seen, eyes)
                .into_iter()
                .take(WARNINGS_MAX)
                .map(|(_, warning)| warning)
                .collect(),
            hidden: hidden(seen, asked, eyes),
            facts: facts(seen, eyes),
            source: SourceLink::new(best.posting.source.as_str(), eyes),
            more_postings: (more > 0).then(|| words.with("postings-more", [("count", more.into())])),
        }
    }
}

fn hidden(seen: &SeenLead, asked: &Asked, eyes: Eyes<'_>) -> Vec<String> {
    let country = asked.profile.country;
    seen.hidden.iter().map(|reason| eyes.words.hidden_reason(reason, country, eyes.facts)).collect()
}

/// What a pay leaves, where the figure rests on one: else it is said in place of the pay.
pub(crate) fn left(net: Option<&NetHourly>, words: Words) -> Option<String> {
    net.filter(|net| net.rests_on_pay()).map(|net| words.left(net))
}

/// What is paid, or what such work usually leaves.
pub(crate) fn pay(seen: &SeenLead, words: Words) -> String {
    let assessment = &seen.lead.best().assessment;
    match (&assessment.pay, &assessment.net_hourly) {
        (Some(reading), _) => words.pay_read(reading),
        (None, Some(net)) if net.no_pay().is_some() => words.say("pays-nothing"),
        (None, Some(net)) => {
            words.with("pay-not-stated-usual", [("money", words.usd(net.usd.likely).into())])
        }
        (None, None) => words.say("pay-not-stated"),
    }
}

/// Warnings, worst first.
pub(crate) fn warnings<'a>(seen: &'a SeenLead, eyes: Eyes<'_>) -> Vec<(&'a FlagId, Warning)> {
    let mut seen_ids = Vec::new();
    let flags = seen.lead.assessment().flags.iter();
    let first = flags.filter(|flag| {
        let new = !seen_ids.contains(&&flag.id);
        seen_ids.push(&flag.id);
        new
    });
    let warning = |flag: &'a Flag| {
        let (name, advice) = eyes.words.flag(&flag.id, eyes.facts);
        let call = eyes.words.say(match flag.severity {
            Severity::Severe => "severe",
            Severity::Caution => "careful",
            Severity::Notice => "notice",
        });
        (&flag.id, Warning { severe: flag.severity == Severity::Severe, call, name, advice })
    };
    first.map(warning).collect()
}

/// Age, reach, whether papers are asked for, and the language where it is not the page's.
pub(crate) fn facts(seen: &SeenLead, eyes: Eyes<'_>) -> Vec<String> {
    let words = eyes.words;
    let assessment = &seen.lead.best().assessment;
    let mut facts = vec![words.ago(seen.lead.posted_at(), eyes.now)];
    facts.push(words.reach(&assessment.reach, seen.worth.verdict, eyes.profile));
    let platform = seen.lead.best().posting.platform.as_ref().and_then(|id| eyes.facts.platform(id));
    let asks = platform.filter(|platform| platform.asks_for_papers());
    facts.extend(asks.map(|_| words.say("papers-asked")));
    let other = assessment.language.as_ref().filter(|language| language.code() != words.tongue.code());
    facts.extend(
        other.map(|language| words.with("written-in", [("language", words.language(language).into())])),
    );
    facts
}

impl SourceLink {
    pub(crate) fn new(id: &str, eyes: Eyes<'_>) -> Self {
        let source = eyes.sources.find(id);
        match source.and_then(|source| source.rights.attribution.as_ref()) {
            Some(asked) => Self {
                name: asked.text.clone(),
                href: safe_link(&asked.link).map(str::to_owned),
                followed: asked.followed,
            },
            None => {
                let name = source.map_or(id, |source| &source.name).to_owned();
                Self { name, href: None, followed: false }
            }
        }
    }
}

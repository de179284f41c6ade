//! A small site of made-up leads, for the tests and for `cargo run -p kazi-api --example sample_site`.

use std::sync::Arc;

use arc_swap::ArcSwap;
use jiff::{SignedDuration, Timestamp, civil::date};
use kazi_api::{
    App, AttributionInfo, Facts, FlagInfo, Health, KeepInfo, Limits, PlatformInfo, Readiness, RightsInfo,
    SourceInfo, SourceStatus,
};
use kazi_catalog::{Catalog, LeadChange, Shown};
use kazi_domain::{
    Amount, AssessedPosting, Assessment, Basis, Country, Currency, Evidence, FieldId, Flag, FlagId, Kind,
    Lead, LeadId, Money, NetHourly, Origin, Part, Pay, PayReading, Per, PlatformId, Posting, PostingId,
    Rates, ReachReading, SameWork, Scope, Severity, SkillBook, SkillId, SkillMatch, SourceId, Spread,
    SumLine,
};
use kazi_scoring::hourly::{FactTopic, PlatformFact};
use kazi_scoring::worth::{RankRules, SkillTree};
use kazi_store::{Batch, MemoryStore, Store};
use rust_decimal::Decimal;
use serde_json::json;
use tokio_util::sync::CancellationToken;

/// The moment at which the site stands still.
pub fn now() -> Timestamp {
    "2026-11-23T12:00:00Z".parse().expect("a time")
}

/// A lead in the making; the default is well-paid work that everybody may take.
pub struct Sample {
    pub id: u64,
    pub source: &'static str,
    pub title: String,
    pub company: Option<String>,
    pub description: String,
    pub url: String,
    /// Hours ago.
    pub age: i64,
    /// Low, high, currency, per.
    pub pay: Option<(i64, i64, Currency, Per)>,
    /// Dollars an hour: low, likely, high; nothing where not even a usual figure is known.
    pub net: Option<(i64, i64, i64)>,
    pub field: &'static str,
    pub skills: Vec<&'static str>,
    pub reach: ReachReading,
    pub flags: Vec<(&'static str, Severity, String)>,
    pub language: &'static str,
    pub kind: Kind,
    pub closed: bool,
}

impl Sample {
    pub fn new(id: u64, title: &str) -> Self {
        let reach = ReachReading {
            scope: Scope::Anywhere,
            evidence: Some(Evidence { part: Part::Location, start: 0, words: "Remote, anywhere".into() }),
            ..ReachReading::unknown()
        };
        Self {
            id,
            source: "sample-board",
            title: title.to_owned(),
            company: Some("Baobab Studio".to_owned()),
            description: "We need somebody careful.\nTell us what you have made.\n\nBudget as stated."
                .to_owned(),
            url: format!("https://board.example/jobs/{id}"),
            age: 3,
            pay: Some((300, 300, Currency::USD, Per::Project)),
            net: Some((15, 24, 27)),
            field: "web-design",
            skills: vec!["figma", "html"],
            reach,
            flags: Vec::new(),
            language: "en",
            kind: Kind::Offer,
            closed: false,
        }
    }

    /// One posting of it.
    pub fn posting(&self) -> AssessedPosting {
        let source = SourceId::new(self.source).expect("a name");
        let mut posting = Posting::new(PostingId(self.id), source, &self.title);
        posting.description.clone_from(&self.description);
        posting.company.clone_from(&self.company);
        posting.url = Some(self.url.clone());
        posting.posted_at = Some(now() - SignedDuration::from_hours(self.age));
        posting.platform = Some(PlatformId::new("sample-board").expect("a name"));
        AssessedPosting {
            assessment: self.assessment(),
            same: SameWork::First,
            first_seen: now() - SignedDuration::from_hours(self.age),
            closed_at: self.closed.then(|| now() - SignedDuration::from_hours(1)),
            posting,
        }
    }

    /// A lead of that posting alone.
    pub fn lead(&self) -> Lead {
        Lead::new(LeadId(self.id), vec![self.posting()]).expect("a posting")
    }

    fn assessment(&self) -> Assessment {
        let evidence = |part, words: &str| Evidence { part, start: 0, words: words.to_owned() };
        let pay = self.pay.and_then(|(low, high, currency, per)| {
            let pay = Pay::new(usd(low), usd(high), Some(currency), Some(per), None)?;
            let quote = format!("Budget: {} {low}", currency.code());
            let evidence = evidence(Part::PayText, &quote);
            Some(PayReading { pay, origin: Origin::Stated, evidence, notes: Vec::new() })
        });
        let skill = |id: &&'static str| SkillMatch {
            skill: SkillId::new(id).expect("a name"),
            part: Part::Title,
            weight: 0.8,
            evidence: evidence(Part::Title, id),
        };
        let flag = |(id, severity, words): &(&str, Severity, String)| Flag {
            id: FlagId::new(id).expect("a name"),
            severity: *severity,
            evidence: evidence(Part::Description, words),
        };
        Assessment {
            kind: self.kind,
            net_hourly: self.net_hourly(),
            pay,
            fields: vec![FieldId::new(self.field).expect("a name")],
            skills: self.skills.iter().map(skill).collect(),
            reach: self.reach.clone(),
            trust: if self.flags.is_empty() { 1.0 } else { 0.4 },
            flags: self.flags.iter().map(flag).collect(),
            language: self.language.parse().ok(),
        }
    }

    fn net_hourly(&self) -> Option<NetHourly> {
        let (low, likely, high) = self.net?;
        let spread = Spread { low: usd(low)?, likely: usd(likely)?, high: usd(high)? };
        let left = SumLine::Left { usd: usd(likely * 11)?, hours: 11.into(), hourly_usd: usd(likely)? };
        let sum = match self.pay {
            Some((low, _, currency, per)) => vec![
                SumLine::Pay {
                    money: Money { amount: usd(low)?, currency },
                    per,
                    piece: None,
                    basis: Basis::Stated,
                },
                SumLine::Fee {
                    platform: PlatformId::new("sample-board").ok()?,
                    usd: usd(30)?,
                    percent: Some(10.into()),
                    basis: Basis::Stated,
                },
                SumLine::Bids { usd: Amount::from_micros(2_400_000), basis: Basis::Estimated },
                SumLine::Hours { hours: Decimal::new(95, 1), basis: Basis::Stated, task: None },
                SumLine::Unpaid { hours: Decimal::new(15, 1), basis: Basis::Estimated },
                left,
            ],
            None => vec![SumLine::Usual { usd: usd(likely)?, field: FieldId::new(self.field).ok() }],
        };
        let basis = if self.pay.is_some() { Basis::Stated } else { Basis::Estimated };
        Some(NetHourly { usd: spread, ranked_usd: spread.likely, basis, sum })
    }
}

fn usd(units: i64) -> Option<Amount> {
    Amount::from_units(units)
}

/// Reach limited to some countries.
pub fn only_in(codes: &[&str], words: &str) -> ReachReading {
    let countries = codes.iter().map(|code| code.parse::<Country>().expect("a code")).collect();
    ReachReading {
        scope: Scope::Restricted,
        places: vec![words.to_owned()],
        countries: Some(countries),
        evidence: Some(Evidence { part: Part::Location, start: 0, words: format!("{words} only") }),
        ..ReachReading::unknown()
    }
}

/// Leads of every kind that a page must be able to show.
pub fn leads() -> Vec<Lead> {
    let mut clinic = Sample::new(1, "New look for the site of a dental clinic");
    clinic.skills = vec!["figma", "html", "css", "webflow"];
    "Our site looks tired. A new layout in Figma first, then HTML.\nAbout nine hours.\n\nBudget: USD 300."
        .clone_into(&mut clinic.description);
    let elsewhere = AssessedPosting {
        same: SameWork::Near,
        ..Sample { source: "other-board", id: 101, ..Sample::new(101, "Clinic site, new look") }.posting()
    };
    let clinic = Lead::new(LeadId(1), vec![clinic.posting(), elsewhere]).expect("postings");

    let mut shop = Sample::new(2, "Fixes to the theme of a Shopify shop");
    shop.pay = Some((18, 25, Currency::USD, Per::Hour));
    shop.net = Some((14, 17, 21));
    shop.skills = vec!["shopify", "css"];
    shop.age = 26;
    shop.reach = only_in(&["KE", "UG", "TZ"], "East Africa");

    let mut french = Sample::new(3, "Refonte du site d’une association");
    french.pay = None;
    french.net = Some((9, 12, 17));
    french.language = "fr";
    french.skills = vec!["wordpress"];
    french.age = 50;

    let mut sample_first = Sample::new(4, "Five screens for a fitness app");
    sample_first.pay = Some((90, 90, Currency::EUR, Per::Project));
    sample_first.net = Some((6, 9, 11));
    sample_first.flags = vec![("free-work", Severity::Caution, "send us a free sample first".to_owned())];

    let mut deposit = Sample::new(5, "Earn $500 a day with your phone");
    deposit.flags = vec![("upfront-fee", Severity::Severe, "a small deposit".to_owned())];
    deposit.field = "microtask";

    let mut closed = Sample::new(6, "Brand designer, US only");
    closed.reach = only_in(&["US"], "United States");
    closed.field = "graphic-design";

    let mut ended = Sample::new(7, "Poster for a concert");
    ended.closed = true;
    ended.field = "graphic-design";

    let mut arabic = Sample::new(8, "تصميم شعار لمتجر عطور");
    arabic.pay = Some((15_000, 20_000, Currency::KES, Per::Project));
    arabic.net = Some((5, 8, 10));
    arabic.language = "ar";
    arabic.field = "graphic-design";
    arabic.skills = vec!["illustrator"];

    let mut unknown = Sample::new(9, "Somebody good with spreadsheets");
    unknown.pay = None;
    unknown.net = None;
    unknown.skills = Vec::new();
    unknown.reach = ReachReading::unknown();

    let mut unshown = Sample::new(10, "Never to be shown");
    unshown.source = "secret-board";

    let rest = [shop, french, sample_first, deposit, closed, ended, arabic, unknown, unshown];
    std::iter::once(clinic).chain(rest.iter().map(Sample::lead)).collect()
}

/// A site that shows these leads.
pub async fn site(leads: Vec<Lead>) -> App {
    let book = book();
    let may_be_shown = sources().into_iter().filter(|source| source.rights.may_show).map(|source| source.id);
    let catalog = Catalog::new(RankRules::default(), SkillTree::new(&book));
    let catalog = catalog.showing(Shown::Of(may_be_shown.collect()));
    let store = MemoryStore::default();
    let mut batch = Batch::default();
    for lead in &leads {
        batch.put_lead(lead.clone());
    }
    store.save(batch).await.expect("saved");
    catalog.apply(leads.into_iter().map(|lead| LeadChange::Put(Arc::new(lead))).collect());
    let readiness = Readiness::default();
    readiness.finish();
    App {
        catalog: Arc::new(catalog),
        store: Arc::new(store),
        facts: Arc::new(ArcSwap::from_pointee(facts(book))),
        sources: Arc::new(ArcSwap::from_pointee(sources().into_iter().collect())),
        readiness: Arc::new(readiness),
        desk: None,
        stale: Arc::new(|| None),
        cards: kazi_api::Cards::default(),
        clock: Arc::new(now),
        metrics: Arc::new(|| "kazi_leads 9\n".to_owned()),
        limits: Limits::default(),
        proxies: [].into(),
        stop: CancellationToken::new(),
    }
}

fn facts(book: SkillBook) -> Facts {
    let fact = |about, text: &str, key: Option<&str>| PlatformFact {
        about,
        text: text.to_owned(),
        key: key.map(str::to_owned),
        source: Some("its help pages".to_owned()),
        read_on: date(2026, 11, 12),
    };
    let rates = [(Currency::KES, Decimal::new(1295, 1)), (Currency::EUR, Decimal::new(92, 2))];
    let platform = PlatformInfo {
        id: PlatformId::new("sample-board").expect("a name"),
        name: "Sample Board".to_owned(),
        terms_url: Some("https://board.example/terms".to_owned()),
        read_on: Some(date(2026, 11, 12)),
        facts: vec![
            fact(FactTopic::Payout, "Pays to M-Pesa.", None),
            fact(
                FactTopic::Identity,
                "Which papers it asks for in Kenya was not looked up; ask your trainer.",
                Some("papers-unknown"),
            ),
        ],
    };
    let flag = |id: &str| FlagInfo {
        id: FlagId::new(id).expect("a name"),
        name: id.to_owned(),
        advice: "Be careful.".to_owned(),
    };
    Facts {
        book: book.into(),
        gone: kazi_desk::Gone::default(),
        rates_old_after_days: 7,
        rates: Rates::new(date(2026, 11, 20), "a test", rates).expect("rates"),
        platforms: vec![platform],
        flags: ["free-work", "upfront-fee", "off-platform"].map(flag).into(),
    }
}

fn book() -> SkillBook {
    let skill = |id: &str, name: &str, field: &str| json!({ "id": id, "name": name, "fields": [field], "weight": 0.8 });
    let book = json!({
        "field": [
            { "id": "web-design", "name": "Web design" },
            { "id": "graphic-design", "name": "Graphic design" },
            { "id": "web-development", "name": "Web development" },
            { "id": "microtask", "name": "Microtasks" },
        ],
        "skill": [
            skill("figma", "Figma", "web-design"),
            skill("webflow", "Webflow", "web-design"),
            skill("wordpress", "WordPress", "web-design"),
            skill("illustrator", "Illustrator", "graphic-design"),
            skill("html", "HTML", "web-development"),
            skill("css", "CSS", "web-development"),
            skill("shopify", "Shopify", "web-development"),
        ],
    });
    serde_json::from_value(book).expect("a skill book")
}

fn sources() -> Vec<SourceInfo> {
    let source = |id: &str, name: &str, may_show, may_index| SourceInfo {
        id: SourceId::new(id).expect("a name"),
        name: name.to_owned(),
        off: None,
        rights: RightsInfo {
            attribution: Some(AttributionInfo {
                text: name.to_owned(),
                link: format!("https://{id}.example/"),
                followed: may_index,
            }),
            may_show,
            may_index,
            keep: KeepInfo::For(SignedDuration::from_hours(24)),
            floor: SignedDuration::from_hours(1),
            terms_url: Some(format!("https://{id}.example/terms")),
            read_on: Some(date(2026, 10, 3)),
        },
        status: SourceStatus {
            health: Health::Fine,
            last_poll: Some(now() - SignedDuration::from_mins(12)),
            result: "200, 42 items".to_owned(),
            items: 42,
            new: 3,
            next_poll: Some(now() + SignedDuration::from_mins(48)),
            next_reason: "its owner allows once an hour".to_owned(),
            backing_off: false,
            read_since: Some(now() - SignedDuration::from_hours(24 * 70)),
            keeps_ended: SignedDuration::from_hours(24 * 60),
        },
    };
    let mut down = source("down-board", "Down Board", true, true);
    down.status.health = Health::Failing;
    down.status.result = "no answer within 10 s".to_owned();
    down.status.backing_off = true;
    let mut off = source("off-board", "Off Board", true, true);
    off.off = Some("its terms forbid a job-search service".to_owned());
    vec![
        source("sample-board", "Sample Board", true, true),
        source("other-board", "Other Board", true, false),
        source("secret-board", "Secret Board", false, false),
        down,
        off,
    ]
}

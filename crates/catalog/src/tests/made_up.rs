//! Leads, profiles and queries made up for tests.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use kazi_domain::{
    Amount, AssessedPosting, Assessment, Basis, Country, Currency, Evidence, Experience, FieldId, Flag,
    FlagId, Kind, Language, Lead, LeadId, Level, NetHourly, Origin, Part, Pay, PayReading, Per, Posting,
    PostingId, Profile, ReachReading, SameWork, Scope, Severity, Skill, SkillBook, SkillId, SkillMatch,
    SourceId, Spread, Verdict,
};
use kazi_scoring::worth::{RankRules, SkillTree};
use proptest::{
    collection::{btree_set, vec},
    option,
    prelude::*,
    sample::select,
};

use crate::{FacetKind, Query, Shown, Sort};

/// Ids of leads lie below this.
pub(super) const LEADS: u64 = 60;

const DAY_S: i64 = 86_400;
const SKILLS: [&str; 6] = ["html", "css", "wordpress", "elementor", "logo", "excel"];
const WORDS: [&str; 16] = [
    "logo",
    "Élève",
    "web",
    "c++",
    "kazi",
    "shop",
    "data",
    "shops",
    "designer",
    "designers",
    "œuvre",
    "stories",
    "store",
    "مواقع",
    "الموقع",
    "شعارات",
];

pub(super) fn now() -> Timestamp {
    Timestamp::from_second(20_000 * DAY_S).unwrap()
}

fn day(days: i64) -> Timestamp {
    now() - SignedDuration::from_secs(days * DAY_S)
}

fn name<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

fn some_of<T>(names: &'static [&'static str]) -> impl Strategy<Value = Vec<T>>
where
    T: std::str::FromStr<Err: std::fmt::Debug> + std::fmt::Debug,
{
    prop_oneof![9 => Just(0..1), 1 => Just(1..3)].prop_flat_map(move |size| {
        vec(select(names), size).prop_map(|names| names.into_iter().map(name).collect())
    })
}

/// Factors that are powers of two.
pub(super) fn rules() -> RankRules {
    RankRules {
        half_life_days: 1.0,
        fit_floor: 0.25,
        fit_unknown: 0.5,
        learning: 0.5,
        able: 1.0,
        part_for_whole: 0.5,
        whole_for_part: 0.5,
        reach_group: 0.25,
        reach_unknown: 0.5,
        reach_closed: 0.125,
    }
}

/// Elementor is a part of WordPress.
pub(super) fn tree() -> SkillTree {
    let parent = |id: &str, parent: Option<&str>| Skill {
        id: name(id),
        name: id.to_owned(),
        fields: Vec::new(),
        parent: parent.map(name),
        weight: 1.0,
        aliases: Vec::new(),
        negatives: Vec::new(),
        esco: None,
        onet: None,
    };
    let skills = vec![parent("wordpress", None), parent("elementor", Some("wordpress"))];
    SkillTree::new(&SkillBook { fields: Vec::new(), skills })
}

/// A lead whose pay tells which batch put it.
pub(super) fn plain(id: u64, usd: i64) -> Lead {
    let source: SourceId = name("remoteok");
    let mut assessment = blank();
    assessment.net_hourly = Some(net_hourly(usd));
    Lead::new(LeadId(id), vec![assessed(Posting::new(PostingId(id), source, "kazi"), assessment, 1)]).unwrap()
}

/// A lead of one posting with this title.
pub(super) fn titled(id: u64, title: &str) -> Lead {
    let posting = Posting::new(PostingId(id), name("remoteok"), title);
    Lead::new(LeadId(id), vec![assessed(posting, blank(), 1)]).unwrap()
}

/// A lead that pays 88 dollars on a board which is for Americans, and 12 on one for all.
pub(super) fn on_two_boards(id: u64) -> Lead {
    let member = |number: u64, source: &str, title: &str, usd, country: Option<&str>| {
        let mut assessment = blank();
        assessment.net_hourly = Some(net_hourly(usd));
        assessment.reach.scope = if country.is_some() { Scope::Restricted } else { Scope::Anywhere };
        assessment.reach.countries = country.map(|code| [name::<Country>(code)].into_iter().collect());
        assessed(Posting::new(PostingId(id * 10 + number), name(source), title), assessment, 1)
    };
    let postings = vec![
        member(1, "microwork", "kazi dear", 88, Some("US")),
        member(2, "himalayas", "kazi for little", 12, None),
    ];
    Lead::new(LeadId(id), postings).unwrap()
}

/// A lead that asks for one skill.
pub(super) fn skilled(id: u64, skill: &str) -> Lead {
    let posting = Posting::new(PostingId(id), name("remoteok"), "kazi");
    let mut assessment = blank();
    assessment.skills =
        vec![SkillMatch { skill: name(skill), part: Part::Title, weight: 1.0, evidence: evidence() }];
    Lead::new(LeadId(id), vec![assessed(posting, assessment, 1)]).unwrap()
}

fn assessed(posting: Posting, assessment: Assessment, seen_days: i64) -> AssessedPosting {
    let first_seen = day(seen_days);
    AssessedPosting { posting, assessment, same: SameWork::First, first_seen, closed_at: None }
}

fn blank() -> Assessment {
    Assessment {
        kind: Kind::Offer,
        pay: None,
        net_hourly: None,
        fields: Vec::new(),
        skills: Vec::new(),
        reach: ReachReading::unknown(),
        flags: Vec::new(),
        trust: 1.0,
        language: None,
    }
}

fn net_hourly(usd: i64) -> NetHourly {
    let ranked_usd = Amount::from_units(usd).unwrap();
    // What is left is no order of what ranks.
    let likely = Amount::from_units(usd + usd.rem_euclid(4)).unwrap();
    let usd = Spread { low: ranked_usd, likely, high: likely };
    NetHourly { usd, ranked_usd, basis: Basis::Stated, sum: Vec::new() }
}

fn evidence() -> Evidence {
    Evidence { part: Part::Title, start: 0, words: String::new() }
}

fn reach() -> impl Strategy<Value = ReachReading> {
    let scope = select(&[Scope::Anywhere, Scope::Restricted, Scope::Onsite, Scope::Unknown][..]);
    let countries = option::of(vec(select(&["KE", "US", "UG"][..]), 1..3));
    (scope, countries, some_of::<Language>(&["en", "fr"]), any::<bool>()).prop_map(
        |(scope, countries, languages, group)| ReachReading {
            scope,
            countries: countries.map(|codes| codes.into_iter().map(name::<Country>).collect()),
            languages,
            group,
            ..ReachReading::unknown()
        },
    )
}

fn skills() -> impl Strategy<Value = Vec<SkillMatch>> {
    let skill = (select(&SKILLS[..]), select(&[0.2_f32, 0.5, 1.0][..])).prop_map(|(skill, weight)| {
        SkillMatch { skill: name(skill), part: Part::Title, weight, evidence: evidence() }
    });
    vec(skill, 0..5)
}

fn flags() -> impl Strategy<Value = Vec<Flag>> {
    let severity = select(&[Severity::Notice, Severity::Caution, Severity::Severe][..]);
    let flag = (select(&["fee", "telegram"][..]), severity).prop_map(|(id, severity)| Flag {
        id: name(id),
        severity,
        evidence: evidence(),
    });
    prop_oneof![3 => vec(flag.clone(), 0..1), 1 => vec(flag, 1..3)]
}

fn assessment() -> impl Strategy<Value = Assessment> {
    let kind = prop_oneof![6 => Just(Kind::Offer), 1 => Just(Kind::Seeking)];
    let net = option::weighted(0.8, select(&[-3_i64, 0, 4, 8, 8, 16][..]));
    let language = option::of(select(&["en", "sw", "fr"][..]));
    let per = option::of(select(&[Per::Hour, Per::Project][..]));
    let trust = select(&[0.0_f32, 0.5, 1.0, 1.0][..]);
    let fields = some_of::<FieldId>(&["web-design", "graphic-design"]);
    (kind, net, fields, skills(), reach(), flags(), trust, language, per).prop_map(
        |(kind, net, fields, skills, reach, flags, trust, language, per)| Assessment {
            kind,
            pay: Pay::new(
                Amount::from_units(9).filter(|_| per.is_some()),
                None,
                Some(Currency::USD),
                per,
                None,
            )
            .map(|pay| PayReading {
                pay,
                origin: Origin::Stated,
                evidence: evidence(),
                notes: Vec::new(),
            }),
            net_hourly: net.map(net_hourly),
            fields,
            skills,
            reach,
            flags,
            trust,
            language: language.map(name),
        },
    )
}

fn posting() -> impl Strategy<Value = AssessedPosting> {
    let tag = option::weighted(0.3, select(&["junior", "senior", "junior to senior"][..]));
    let texts = (vec(select(&WORDS[..]), 1..4), vec(select(&WORDS[..]), 0..6), tag);
    let source = select(&["remoteok", "himalayas", "microwork"][..]);
    let ends = (option::weighted(0.2, -9_i64..9), option::weighted(0.1, 0_i64..3));
    (0..LEADS * 2, source, texts, assessment(), 0_i64..5, ends).prop_map(
        |(id, source, (title, description, tag), assessment, seen_days, (expires, closed))| {
            let mut posting = Posting::new(PostingId(id), name(source), &title.join(" "));
            posting.description = description.join("-");
            posting.tags.extend(tag.map(str::to_owned));
            posting.expires_at = expires.map(day);
            let mut assessed = assessed(posting, assessment, seen_days);
            assessed.closed_at = closed.map(day);
            assessed
        },
    )
}

/// Whose postings may be shown: mostly all, else those of some.
pub(super) fn whose() -> impl Strategy<Value = Shown> {
    let some = btree_set(select(&["remoteok", "himalayas", "microwork"][..]).prop_map(name), 0..3);
    prop_oneof![2 => Just(Shown::All), 3 => some.prop_map(Shown::Of)]
}

pub(super) fn lead() -> impl Strategy<Value = Lead> {
    (0..LEADS, prop_oneof![3 => vec(posting(), 1..3), 1 => vec(posting(), 3..6)])
        .prop_map(|(id, postings)| Lead::new(LeadId(id), postings).expect("a posting at least"))
}

pub(super) fn profile() -> impl Strategy<Value = Profile> {
    let level = select(&[Level::Learning, Level::Able, Level::Strong][..]);
    let skills = proptest::collection::btree_map(select(&SKILLS[..]).prop_map(name::<SkillId>), level, 0..4);
    let country = select(&["KE", "US", "DE"][..]);
    (country, some_of::<Language>(&["en", "fr", "sw"]), skills).prop_map(|(country, languages, skills)| {
        Profile { country: name(country), languages, skills, ..Profile::default() }
    })
}

type Values =
    (Vec<FieldId>, Vec<SkillId>, Vec<SkillId>, Vec<SourceId>, Vec<SourceId>, Vec<Language>, Vec<FlagId>);

fn values() -> impl Strategy<Value = Values> {
    (
        some_of(&["web-design", "graphic-design", "nothing"]),
        some_of(&SKILLS),
        some_of(&SKILLS),
        some_of(&["remoteok", "himalayas", "gone"]),
        some_of(&["remoteok", "microwork"]),
        some_of(&["en", "sw", "fr"]),
        some_of(&["fee", "telegram"]),
    )
}

fn texts() -> impl Strategy<Value = String> {
    let word = prop_oneof![4 => select(&WORDS[..]), 1 => select(&["-logo", "eleve", "-c++", "absent", "-", "\"shop\"", "eleves", "-shops", "oeuvres", "موقع", "الشعار", "lo*", "el*", "k*", "sh*"][..])];
    prop_oneof![6 => Just(String::new()), 1 => vec(word, 1..3).prop_map(|words| words.join(" "))]
}

fn facets() -> impl Strategy<Value = Vec<FacetKind>> {
    let all = vec![
        FacetKind::Field,
        FacetKind::Skill,
        FacetKind::Source,
        FacetKind::Language,
        FacetKind::Flag,
        FacetKind::Verdict,
    ];
    proptest::sample::subsequence(all, 0..=6)
}

pub(super) fn query() -> impl Strategy<Value = Query> {
    let usd = || option::weighted(0.1, (-5_i64..25).prop_map(|usd| Amount::from_units(usd).unwrap()));
    let verdict = select(&[Verdict::Open, Verdict::Group, Verdict::Unknown, Verdict::Closed][..]);
    let verdicts = prop_oneof![9 => Just(Vec::new()), 1 => vec(verdict, 1..3)];
    let within = option::weighted(0.1, (0_i64..6).prop_map(|days| SignedDuration::from_secs(days * DAY_S)));
    let sort = select(&[Sort::Worth, Sort::Worth, Sort::NetHourly, Sort::Posted, Sort::Fit][..]);
    let has_pay = option::weighted(0.1, any::<bool>());
    let per = select(&[Per::Hour, Per::Project, Per::Month][..]);
    let pers = prop_oneof![9 => Just(Vec::new()), 1 => vec(per, 1..3)];
    let level = prop_oneof![9 => Just(Vec::new()), 1 => vec(select(&Experience::ALL[..]), 1..3)];
    let filters =
        (values(), usd(), usd(), verdicts, within, (has_pay, pers, level), proptest::bool::weighted(0.3));
    let only = option::weighted(0.1, btree_set((0..LEADS * 2).prop_map(LeadId), 0..30).prop_map(Arc::new));
    let asked = (filters, (texts(), only), sort, 0_usize..12, facets());
    asked.prop_map(|(filters, (text, only), sort, limit, facets)| {
        let (
            values,
            min_hourly_usd,
            max_hourly_usd,
            verdicts,
            posted_within,
            (has_pay, pers, levels),
            include_hidden,
        ) = filters;
        let (fields, skills_any, skills_all, sources, exclude_sources, languages, flags) = values;
        Query {
            fields,
            skills_any,
            skills_all,
            min_hourly_usd,
            max_hourly_usd,
            sources,
            exclude_sources,
            languages,
            verdicts,
            posted_within,
            has_pay,
            pers,
            levels,
            flags,
            include_hidden,
            text,
            only,
            sort,
            limit,
            cursor: None,
            facets,
        }
    })
}

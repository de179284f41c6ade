//! The parameters of the API and the pages: one table each, from which requests are read, mistakes
//! explained and the API described.

use kazi_catalog::{FacetKind, PAGE_MAX, Sort};
use kazi_desk::DecisionKind;
use kazi_domain::{Experience, Language, Level, Per, Verdict};

use super::{
    described::{boolean, form, forms, number, one, some, text},
    parameter::{Meaning, Parameter},
    values::{Fault, among, count, hourly_usd, list, one_of, parsed, search, short, within, yes_or_no},
};
use crate::wire::LEAD_PARTS;

/// The longest search, in characters.
const TEXT_CHARS_MAX: usize = 300;
/// The longest name of somebody who decides.
const PERSON_CHARS_MAX: usize = 40;
/// Beyond any place of a journal.
const PLACES_MAX: u64 = 1_000_000_000_000_000_000;
/// Dollars an hour.
const HOURLY_FORM: &str = r"^[0-9]{1,5}(\.[0-9]{1,2})?$";
/// A language of ISO 639, with a country or a script behind it if wanted, which counts for nothing.
const LANGUAGE_FORM: &str = "^[A-Za-z]{2,3}([-_][A-Za-z0-9_-]*)?$";

fn names<'a, T>(known: impl Iterator<Item = (&'a str, T)>) -> impl Iterator<Item = &'a str> {
    known.map(|(name, _)| name)
}

const VERDICTS: [(&str, Verdict); 4] = [
    ("open", Verdict::Open),
    ("group", Verdict::Group),
    ("unknown", Verdict::Unknown),
    ("closed", Verdict::Closed),
];

const PERS: [(&str, Per); 7] = [
    ("hour", Per::Hour),
    ("day", Per::Day),
    ("week", Per::Week),
    ("month", Per::Month),
    ("year", Per::Year),
    ("project", Per::Project),
    ("piece", Per::Piece),
];

const SORTS: [(&str, Sort); 4] =
    [("worth", Sort::Worth), ("net_hourly", Sort::NetHourly), ("posted", Sort::Posted), ("fit", Sort::Fit)];

pub(crate) const FACETS: [(&str, FacetKind); 6] = [
    ("field", FacetKind::Field),
    ("skill", FacetKind::Skill),
    ("source", FacetKind::Source),
    ("language", FacetKind::Language),
    ("flag", FacetKind::Flag),
    ("reach", FacetKind::Verdict),
];

const LEVELS: [(&str, Level); 3] =
    [("learning", Level::Learning), ("able", Level::Able), ("strong", Level::Strong)];

/// What a list of leads can be narrowed by.
pub(crate) const FILTERS: &[Parameter] = &[
    Parameter {
        name: "field",
        about: "Work of one of these fields; see /api/v1/fields.",
        example: "web-design,graphic-design",
        values: |known| some(names(known.fields())),
        read: |asked, value, known| asked.fields(value, known).map(|given| asked.query.fields = given),
    },
    Parameter {
        name: "skill",
        about: "Work that asks for one of these skills; see /api/v1/skills.",
        example: "figma,wordpress",
        values: |known| some(names(known.skills())),
        read: |asked, value, known| asked.skills(value, known).map(|given| asked.query.skills_any = given),
    },
    Parameter {
        name: "skill_all",
        about: "Work that asks for all of these skills.",
        example: "html,css",
        values: |known| some(names(known.skills())),
        read: |asked, value, known| asked.skills(value, known).map(|given| asked.query.skills_all = given),
    },
    Parameter {
        name: "min_hourly",
        about: "At least so many US dollars are left for an hour; work of which nothing is known is left out.",
        example: "10",
        values: |_| form(HOURLY_FORM),
        read: |asked, value, _| hourly_usd(value).map(|given| asked.query.min_hourly_usd = Some(given)),
    },
    Parameter {
        name: "max_hourly",
        about: "At most so many US dollars are left for an hour.",
        example: "60",
        values: |_| form(HOURLY_FORM),
        read: |asked, value, _| hourly_usd(value).map(|given| asked.query.max_hourly_usd = Some(given)),
    },
    Parameter {
        name: "source",
        about: "Shown by one of these sources; see /api/v1/sources.",
        example: "remoteok",
        values: |known| some(names(known.sources())),
        read: |asked, value, known| {
            asked.configured(value, known.sources(), known).map(|given| asked.query.sources = given)
        },
    },
    Parameter {
        name: "exclude_source",
        about: "Shown by a source that is none of these.",
        example: "remoteok",
        values: |known| some(names(known.sources())),
        read: |asked, value, known| {
            asked.configured(value, known.sources(), known).map(|given| asked.query.exclude_sources = given)
        },
    },
    Parameter {
        name: "language",
        about: "Written in one of these languages, by two or three letters of ISO 639.",
        example: "en,fr",
        values: |_| forms(LANGUAGE_FORM),
        read: |asked, value, _| languages(value).map(|given| asked.query.languages = given),
    },
    Parameter {
        name: "posted_within",
        about: "Offered within this time: a number and m, h, d or w.",
        example: "3d",
        values: |_| form("^([1-9][0-9]{0,2}[mhd]|[1-9][0-9]?w)$"),
        read: |asked, value, _| within(value).map(|given| asked.query.posted_within = Some(given)),
    },
    Parameter {
        name: "has_pay",
        about: "Whether the pay is stated.",
        example: "true",
        values: |_| boolean(),
        read: |asked, value, _| yes_or_no(value).map(|given| asked.query.has_pay = Some(given)),
    },
    Parameter {
        name: "per",
        about: "Pay is stated by one of these: hour, day, week, month, year, project, piece.",
        example: "hour,project",
        values: |_| some(PERS.map(|(name, _)| name)),
        read: |asked, value, _| among(value, PERS.into_iter()).map(|given| asked.query.pers = given),
    },
    Parameter {
        name: "level",
        about: "The title or a tag asks for this much experience: entry, intermediate, expert.",
        example: "entry",
        values: |_| some(Experience::ALL.map(Experience::as_str)),
        read: |asked, value, _| {
            let known = Experience::ALL.into_iter().map(|level| (level.as_str(), level));
            among(value, known).map(|given| asked.query.levels = given)
        },
    },
    Parameter {
        name: "flags",
        about: "Carries one of these warnings; together with include_hidden for the severe ones.",
        example: "free-work",
        values: |known| some(names(known.flags())),
        read: |asked, value, known| {
            asked.configured(value, known.flags(), known).map(|given| asked.query.flags = given)
        },
    },
    Parameter {
        name: "reach",
        about: "Whether the reader may take it: open, group, unknown, closed. Without it all but the closed.",
        example: "open,group",
        values: |_| some(VERDICTS.map(|(name, _)| name)),
        read: |asked, value, _| among(value, VERDICTS.into_iter()).map(|given| asked.query.verdicts = given),
    },
    Parameter {
        name: "include_hidden",
        about: "Whether to show what is hidden otherwise: closed, badly flagged, ended, no offer.",
        example: "true",
        values: |_| boolean(),
        read: |asked, value, _| yes_or_no(value).map(|given| asked.query.include_hidden = given),
    },
    Parameter {
        name: "q",
        about: "Words of the title, the text or the tags, all of them, in any form of English, French and Arabic, at most 16; in quotes as typed and in a row; one behind a minus must be missing, one with a star may go on.",
        example: "logo \"web design\" desi* -crypto",
        values: |_| text(TEXT_CHARS_MAX),
        read: |asked, value, _| search(value, TEXT_CHARS_MAX).map(|given| asked.query.text = given),
    },
    Parameter {
        name: "sort",
        about: "The order: worth, net_hourly, posted, fit; the greatest first.",
        example: "worth",
        values: |_| one(SORTS.map(|(name, _)| name)),
        read: |asked, value, _| one_of(value, SORTS.into_iter()).map(|given| asked.query.sort = given),
    },
    LIMIT,
    Parameter {
        name: "cursor",
        about: "Where the page before ended: its \"next\". Stays right while leads come and go.",
        example: "",
        values: |_| form("^1[wnpf][0-9a-f]{48}$"),
        read: |asked, value, _| parsed(value).map(|given| asked.query.cursor = Some(given)),
    },
    Parameter {
        name: "facets",
        about: "What to count beside the leads: field, skill, source, language, flag, reach.",
        example: "field,skill",
        values: |_| some(FACETS.map(|(name, _)| name)),
        read: |asked, value, _| among(value, FACETS.into_iter()).map(|given| asked.query.facets = given),
    },
];

/// From where on to follow what changes.
pub(crate) const FOLLOW: &[Parameter] = &[SINCE];

/// Which changes are wanted.
pub(crate) const CHANGES: &[Parameter] = &[SINCE, LIMIT];

/// Which decisions of trainers are wanted.
pub(crate) const ACTIVITY: &[Parameter] = &[
    Parameter {
        name: "by",
        about: "Only what this person decided; \"operator\" is the command line.",
        example: "amina",
        values: |_| text(PERSON_CHARS_MAX),
        read: |asked, value, _| short(value, PERSON_CHARS_MAX).map(|given| asked.activity.by = Some(given)),
    },
    Parameter {
        name: "kind",
        about: "Only decisions of this kind: edition, draft, verdict, mark, lead, account.",
        example: "edition",
        values: |_| one(DecisionKind::ALL.map(DecisionKind::as_str)),
        read: |asked, value, _| {
            let known = DecisionKind::ALL.into_iter().map(|kind| (kind.as_str(), kind));
            one_of(value, known).map(|given| asked.activity.kind = Some(given))
        },
    },
    Parameter {
        name: "cursor",
        about: "Where the page before ended: its \"next\". Stays right while decisions come.",
        example: "",
        values: |_| form("^[1-9][0-9]{0,17}$"),
        read: |asked, value, _| {
            let place = value.parse().ok().filter(|place| (1..PLACES_MAX).contains(place));
            let wrong = || Fault::new("what an earlier answer gave as \"next\", such as 812");
            place.ok_or_else(wrong).map(|place| asked.before = Some(place))
        },
    },
];

/// How many rows of an answer are wanted.
pub(crate) const ROWS: &[Parameter] = &[LIMIT];

const LIMIT: Parameter = Parameter {
    name: "limit",
    about: "Rows of one answer, 1 to 100; 20 without it.",
    example: "20",
    values: |_| number(PAGE_MAX),
    read: |asked, value, _| count(value, PAGE_MAX).map(|given| asked.query.limit = given),
};

const SINCE: Parameter = Parameter {
    name: "since",
    about: "The \"next\" of the answer before, or the \"at\" of a change.",
    example: "",
    values: |_| form("^[0-9]{1,18}-[0-9]{1,18}(-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$"),
    read: |asked, value, _| {
        value.parse().map_err(|wrong: &str| Fault::new(wrong)).map(|given| asked.since = Some(given))
    },
};

/// How much of each lead is wanted.
pub(crate) const SPARSE: &[Parameter] = &[Parameter {
    name: "fields",
    about: "Only these parts of each lead, for small answers.",
    example: "id,title,worth,url",
    values: |_| some(LEAD_PARTS),
    read: |asked, value, _| {
        among(value, LEAD_PARTS.into_iter().map(|name| (name, name))).map(|given| asked.parts = given)
    },
}];

/// Who is asking.
pub(crate) const PROFILE: &[Parameter] = &[
    Parameter {
        name: "have",
        about: "The reader's skills, each with a level if wanted: learning, able (the usual), strong.",
        example: "figma:strong,wordpress:learning",
        values: |known| {
            let skills: Vec<&str> = names(known.skills()).collect();
            forms(&format!("^({})(:(learning|able|strong))?$", skills.join("|")))
        },
        read: |asked, value, known| {
            for given in list(value)? {
                let (skill, level) = given.split_once(':').unwrap_or((given, "able"));
                let level = one_of(level, LEVELS.into_iter())?;
                if let Some(skill) = asked.skill(skill, known, Meaning::LeftOut)? {
                    // Of two that became one, the better known counts.
                    let had = asked.profile.skills.entry(skill).or_insert(level);
                    *had = level.max(*had);
                }
            }
            Ok(())
        },
    },
    Parameter {
        name: "country",
        about: "Where the reader lives, by two letters of ISO 3166; KE without it.",
        example: "KE",
        values: |_| form("^[A-Za-z]{2}$"),
        read: |asked, value, _| parsed(value).map(|given| asked.profile.country = given),
    },
    Parameter {
        name: "speaks",
        about: "The languages the reader works in; without it none is held against a lead.",
        example: "en,sw",
        values: |_| forms(LANGUAGE_FORM),
        read: |asked, value, _| languages(value).map(|given| asked.profile.languages = given),
    },
    Parameter {
        name: "currency",
        about: "A currency to show beside US dollars, by three letters of ISO 4217 in any case.",
        example: "KES",
        values: |known| {
            let codes: Vec<&str> = known.facts.rates.currencies().map(|currency| currency.code()).collect();
            one(codes)
        },
        read: |asked, value, known| {
            let currencies = known.facts.rates.currencies().map(|currency| (currency.code(), currency));
            let currency = one_of(&value.to_ascii_uppercase(), currencies)?;
            asked.profile.currency = currency;
            asked.currency = Some(currency);
            Ok(())
        },
    },
];

fn languages(value: &str) -> Result<Vec<Language>, Fault> {
    list(value)?.into_iter().map(parsed).collect()
}

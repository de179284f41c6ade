//! Everything judged about a posting, each judgement with its evidence.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{
    evidence::{Evidence, Part},
    id::{FieldId, FlagId, PlatformId, SkillId, TaskId},
    money::{Amount, Money},
    pay::{PayReading, Per},
    place::{Country, CountrySet, Language},
    profile::Profile,
};

/// Whether a posting offers work at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Somebody wants work done.
    Offer,
    /// A worker advertises.
    Seeking,
    /// Neither: talk, goods, housing.
    Other,
}

/// Whether a figure was said or is a guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The posting, its source or the platform's published terms say so.
    Stated,
    /// A guess from the trainers' tables or from what such work usually is.
    Estimated,
}

/// Three views of one figure. `low <= likely <= high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spread<T> {
    /// If things go badly.
    pub low: T,
    /// What to count on.
    pub likely: T,
    /// If things go well.
    pub high: T,
}

/// What an hour of the work leaves after fees and unpaid time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetHourly {
    /// US dollars an hour; below zero where fees and bids eat more than the pay.
    pub usd: Spread<Amount>,
    /// The figure that ranks, in US dollars an hour: the likely one, drawn towards what such work
    /// usually leaves as far as it rests on estimates.
    pub ranked_usd: Amount,
    /// Stated only when pay, hours and fees all were.
    pub basis: Basis,
    /// The sum as on paper, of the likely figure, first line first.
    pub sum: Vec<SumLine>,
}

impl NetHourly {
    /// The words by which the posting says that its work pays nothing, where it does.
    pub fn no_pay(&self) -> Option<&Evidence> {
        match self.sum.first() {
            Some(SumLine::NoPay { evidence }) => Some(evidence),
            _ => None,
        }
    }

    /// Whether it is reckoned from a pay that the posting states, and not from what such work usually leaves.
    pub fn rests_on_pay(&self) -> bool {
        matches!(self.sum.first(), Some(SumLine::Pay { .. }))
    }
}

/// A line of the sum from pay to net hourly. Data, so that each language words it in its own way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "kebab-case")]
pub enum SumLine {
    /// What is paid, as stated: the middle of a range.
    Pay {
        /// How much.
        money: Money,
        /// For what.
        per: Per,
        /// The piece, with [`Per::Piece`].
        piece: Option<String>,
        /// Whether said.
        basis: Basis,
    },
    /// Pay is not stated: what work of this field or these skills usually leaves an hour.
    Usual {
        /// US dollars an hour.
        usd: Amount,
        /// The field the figure is of; nothing for all work.
        field: Option<FieldId>,
    },
    /// The posting says that the work pays nothing.
    NoPay {
        /// The words.
        evidence: Evidence,
    },
    /// Turned into US dollars.
    Rate {
        /// Units of the currency that a dollar buys.
        per_usd: Decimal,
        /// The result in US dollars.
        usd: Amount,
        /// The day of the rate.
        day: jiff::civil::Date,
    },
    /// The platform's fee.
    Fee {
        /// The platform.
        platform: PlatformId,
        /// US dollars taken.
        usd: Amount,
        /// Its share of the pay, in percent; nothing for a fixed sum.
        percent: Option<Decimal>,
        /// Whether published or guessed.
        basis: Basis,
    },
    /// What bidding costs, over the chance of winning.
    Bids {
        /// US dollars.
        usd: Amount,
        /// Whether published or guessed.
        basis: Basis,
    },
    /// What it costs to get the money to Kenya.
    Payout {
        /// US dollars taken.
        usd: Amount,
        /// Whether published or guessed.
        basis: Basis,
    },
    /// Pieces that one hour makes.
    Pieces {
        /// How many.
        per_hour: Decimal,
        /// Whether said.
        basis: Basis,
    },
    /// Hours that the pay covers.
    Hours {
        /// Hours.
        hours: Decimal,
        /// Whether said.
        basis: Basis,
        /// The type of task the guess is of.
        task: Option<TaskId>,
    },
    /// Hours nobody pays for: finding the work, messages, revisions.
    Unpaid {
        /// Hours.
        hours: Decimal,
        /// Whether said.
        basis: Basis,
    },
    /// What is left for an hour.
    Left {
        /// US dollars left in all.
        usd: Amount,
        /// Over so many hours.
        hours: Decimal,
        /// US dollars an hour.
        hourly_usd: Amount,
    },
}

/// A skill that the work asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SkillMatch {
    /// The skill.
    pub skill: SkillId,
    /// The part where it stands most prominently.
    #[serde(rename = "where")]
    pub part: Part,
    /// How much it counts in the fit: how specific it is and where it was said, above 0 up to 1.
    pub weight: f32,
    /// The words.
    pub evidence: Evidence,
}

/// Where and by whom work may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// From anywhere.
    Anywhere,
    /// From a distance, but within limits.
    Restricted,
    /// In person.
    Onsite,
    /// The posting does not say.
    Unknown,
}

/// Whether a reader may take the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Yes.
    Open,
    /// As a group or agency.
    Group,
    /// The posting does not say.
    Unknown,
    /// No.
    Closed,
}

/// What was read about who may take the work, before anybody's profile is held against it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReachReading {
    /// The scope.
    pub scope: Scope,
    /// The places named, as worded.
    pub places: Vec<String>,
    /// The countries it is limited to; nothing where no limit was read or its words are not known.
    pub countries: Option<CountrySet>,
    /// The languages it asks for at a native or working level; all of them are needed.
    pub languages: Vec<Language>,
    /// Whether a group or agency may take it where a single person may not.
    pub group: bool,
    /// The sentence it rests on.
    pub evidence: Option<Evidence>,
}

impl ReachReading {
    /// Nothing read.
    pub fn unknown() -> Self {
        Self {
            scope: Scope::Unknown,
            places: Vec::new(),
            countries: None,
            languages: Vec::new(),
            group: false,
            evidence: None,
        }
    }

    /// Whether somebody in `country` may take it, languages aside.
    pub fn verdict_in(&self, country: Country) -> Verdict {
        let named = self.countries.as_ref().map(|countries| countries.contains(country));
        let closed = if self.group { Verdict::Group } else { Verdict::Closed };
        match (self.scope, named) {
            (_, Some(true)) | (Scope::Anywhere, None) => Verdict::Open,
            (Scope::Unknown, None) => Verdict::Unknown,
            (Scope::Restricted, None) => {
                if self.group {
                    Verdict::Group
                } else {
                    Verdict::Unknown
                }
            }
            (_, Some(false)) | (Scope::Onsite, None) => closed,
        }
    }

    /// Whether somebody with this profile may take it: the country, and the languages where the
    /// profile names any.
    pub fn verdict_for(&self, profile: &Profile) -> Verdict {
        let speaks = |language| profile.languages.is_empty() || profile.languages.contains(language);
        if self.languages.iter().all(speaks) { self.verdict_in(profile.country) } else { Verdict::Closed }
    }
}

/// How bad a warning is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Notice,
    /// Be careful.
    Caution,
    /// Hidden unless asked for.
    Severe,
}

/// A warning about a posting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flag {
    /// The kind of warning.
    pub id: FlagId,
    /// How bad.
    pub severity: Severity,
    /// The words.
    pub evidence: Evidence,
}

/// Everything judged about a posting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// Whether it offers work.
    pub kind: Kind,
    /// Its pay, where it states one.
    pub pay: Option<PayReading>,
    /// What an hour leaves; nothing where not even a usual figure is known.
    pub net_hourly: Option<NetHourly>,
    /// The fields the work is of, most fitting first.
    pub fields: Vec<FieldId>,
    /// The skills it asks for, most weighty first.
    pub skills: Vec<SkillMatch>,
    /// Who may take it.
    pub reach: ReachReading,
    /// Warnings, worst first.
    pub flags: Vec<Flag>,
    /// 1 where nothing warns, towards 0 with every flag.
    pub trust: f32,
    /// The language the posting is written in, where one can tell.
    pub language: Option<Language>,
}

/// How much experience work asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Experience {
    /// Little or none: juniors, interns, beginners.
    Entry,
    /// Some.
    Intermediate,
    /// Much: seniors, leads, experts.
    Expert,
}

impl Experience {
    /// All of them, the least first.
    pub const ALL: [Self; 3] = [Self::Entry, Self::Intermediate, Self::Expert];

    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::Intermediate => "intermediate",
            Self::Expert => "expert",
        }
    }
}

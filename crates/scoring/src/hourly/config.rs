//! The tables as configuration holds them: `platforms.toml`, `effort.toml`, `rates.toml`.

use jiff::{ToSpan, civil::Date};
use kazi_domain::{Basis, Currency, FieldId, PlatformId, Rates, RatesError, SkillId, Spread, TaskId};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// After so many days a figure read off somebody's page is shown as stale.
pub const STALE_AFTER_DAYS: i32 = 180;

/// Whether something read on `read_on` is too old to be shown without saying so.
pub fn is_stale(read_on: Date, today: Date) -> bool {
    read_on.checked_add(STALE_AFTER_DAYS.days()).is_ok_and(|last| last < today)
}

/// Low, likely and high as written down: `{ low = 4, likely = 8, high = 16 }`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// The least.
    pub low: Decimal,
    /// What to count on.
    pub likely: Decimal,
    /// The most.
    pub high: Decimal,
}

impl Figures {
    /// The same as a spread.
    pub fn spread(self) -> Spread<Decimal> {
        Spread { low: self.low, likely: self.likely, high: self.high }
    }
}

/// `platforms.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlatformsConfig {
    /// The platform whose terms stand in where a posting names none, such as `direct`.
    #[serde(default)]
    pub fallback: Option<PlatformId>,
    /// The platforms.
    #[serde(default, rename = "platform")]
    pub platforms: Vec<PlatformConfig>,
}

/// What a platform takes and asks for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlatformConfig {
    /// Its id.
    pub id: PlatformId,
    /// Its name as it writes it.
    pub name: String,
    /// Its share of the pay; nothing for a platform that takes none.
    #[serde(default)]
    pub fee: Option<FeeConfig>,
    /// What it costs to bid for work there.
    #[serde(default)]
    pub bids: Option<BidsConfig>,
    /// What it costs to get the money to Kenya.
    #[serde(default)]
    pub payout: Option<PayoutConfig>,
    /// What a student should know before the click: papers, ways to be paid, age, groups.
    #[serde(default, rename = "fact")]
    pub facts: Vec<PlatformFact>,
}

/// A platform's share.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeConfig {
    /// Percent of the pay, where it is the same for every sum.
    #[serde(default)]
    pub percent: Option<Figures>,
    /// Percent by part of the sum, the smallest part first.
    #[serde(default, rename = "tier")]
    pub tiers: Vec<FeeTier>,
    /// The least it takes of a fixed price.
    #[serde(default)]
    pub minimum: Option<Decimal>,
    /// The currency of `minimum` and of the tiers.
    pub currency: Currency,
    /// Whether the platform publishes it.
    pub basis: Basis,
    /// Where it was read.
    pub source: String,
    /// When it was read.
    pub read_on: Date,
}

/// Percent of the part of a sum up to a limit.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeTier {
    /// The limit; nothing for the last tier.
    #[serde(default)]
    pub up_to: Option<Decimal>,
    /// Percent of the part below the limit.
    pub percent: Decimal,
}

/// What bidding costs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BidsConfig {
    /// US dollars a bid.
    pub usd: Figures,
    /// The chance of winning a bid, in percent; `low` is the worst chance.
    pub chance_percent: Figures,
    /// Whether the platform publishes it. The chance never is.
    pub basis: Basis,
    /// Where it was read.
    pub source: String,
    /// When it was read.
    pub read_on: Date,
}

/// What it costs to be paid.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayoutConfig {
    /// Percent of what is paid out.
    pub percent: Figures,
    /// US dollars a payout beside it.
    pub fixed_usd: Decimal,
    /// Whether published.
    pub basis: Basis,
    /// Where it was read.
    pub source: String,
    /// When it was read.
    pub read_on: Date,
}

/// A fact about a platform, for students to read before they spend a day on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlatformFact {
    /// What it is about.
    pub about: FactTopic,
    /// One plain sentence in English; what nobody has looked up says so.
    pub text: String,
    /// The name of its translations, where there are any.
    #[serde(default)]
    pub key: Option<String>,
    /// Where it was read; nothing where it is not known.
    #[serde(default)]
    pub source: Option<String>,
    /// When it was read, or last looked for.
    pub read_on: Date,
}

/// What a fact about a platform is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactTopic {
    /// The papers it asks for.
    Identity,
    /// The ways to be paid, seen from Kenya.
    Payout,
    /// Whether a group or agency may work there.
    Group,
    /// The least age.
    Age,
    /// Where one must live.
    Country,
    /// What it takes.
    Fee,
}

/// `effort.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EffortConfig {
    /// Hours nobody pays for, by the way of being paid.
    #[serde(default)]
    pub unpaid: UnpaidConfig,
    /// What work usually leaves, by field.
    #[serde(default, rename = "usual")]
    pub usual: Vec<UsualConfig>,
    /// Hours by type of task.
    #[serde(default, rename = "task")]
    pub tasks: Vec<TaskConfig>,
    /// Pieces an hour.
    #[serde(default, rename = "piece")]
    pub pieces: Vec<PieceConfig>,
}

/// Hours nobody pays for, by the way of being paid.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct UnpaidConfig {
    /// With a fixed price.
    pub project: UnpaidTime,
    /// With pay by the hour.
    pub hour: UnpaidTime,
    /// With pay by the piece.
    pub piece: UnpaidTime,
    /// With pay by the day or longer.
    pub salary: UnpaidTime,
}

/// Hours nobody pays for: a part that every job has, and a share of the paid hours.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnpaidTime {
    /// Hours with every job, however small: finding it, talking, handing over.
    pub hours: Figures,
    /// Hours beside every paid hour.
    pub share: Figures,
}

impl Default for UnpaidTime {
    fn default() -> Self {
        let none = Figures { low: Decimal::ZERO, likely: Decimal::ZERO, high: Decimal::ZERO };
        Self { hours: none, share: none }
    }
}

/// What work of a field usually leaves an hour.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UsualConfig {
    /// The field; nothing for all work.
    #[serde(default)]
    pub field: Option<FieldId>,
    /// US dollars an hour.
    pub usd: Figures,
    /// Hours of a usual job, where neither the posting nor a type of task tells.
    pub hours: Figures,
    /// What the figures rest on.
    pub source: String,
    /// When they were last looked at.
    pub read_on: Date,
}

/// Hours of a type of task.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskConfig {
    /// Its id.
    pub id: TaskId,
    /// The fields it occurs in; none for all.
    #[serde(default)]
    pub fields: Vec<FieldId>,
    /// Skills that speak for it, beside its words.
    #[serde(default)]
    pub skills: Vec<SkillId>,
    /// Words or phrases of a posting that speak for it.
    pub words: Vec<String>,
    /// Hours it takes.
    pub hours: Figures,
}

/// How many pieces an hour makes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PieceConfig {
    /// The names of the piece, in the singular, in any language.
    pub names: Vec<String>,
    /// Names that stand before their number or around it: `maneno 10,000`, `saa 10 za sauti`.
    #[serde(default)]
    pub before: Vec<String>,
    /// Words one of which the posting must hold; entries with words are asked first.
    #[serde(default)]
    pub words: Vec<String>,
    /// Words that do as well in a title, and mean nothing in a text: `rate` is in half of them.
    #[serde(default)]
    pub title_words: Vec<String>,
    /// Pieces an hour; `low` is the slowest.
    pub per_hour: Figures,
    /// How many words such a piece has, where a posting may say so: `articles of 1000 words`.
    #[serde(default)]
    pub written: bool,
    /// Whether `5 pages` in a posting with a fixed price tells how much work it is.
    #[serde(default)]
    pub counted: bool,
    /// The fields in which it does; none for all.
    #[serde(default)]
    pub counted_fields: Vec<FieldId>,
    /// Whether minutes told of such a piece are its length and not the work in it: `two minutes each`.
    #[serde(default)]
    pub timed: bool,
}

/// `rates.toml`: units of each currency that one US dollar buys, with their day.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RatesConfig {
    /// The day the rates are of.
    pub day: Date,
    /// Who gave them.
    pub source: String,
    /// Units that one US dollar buys, by code; codes that ISO 4217 does not know are passed over.
    pub per_usd: std::collections::BTreeMap<String, f64>,
}

impl RatesConfig {
    /// The table that pay is converted by.
    ///
    /// # Errors
    /// When no rate is left or one is not above zero.
    pub fn rates(&self) -> Result<Rates, RatesError> {
        let known = self.per_usd.iter().filter_map(|(code, rate)| {
            let currency = Currency::from_code(code)?;
            Some((currency, Decimal::try_from(*rate).unwrap_or_default()))
        });
        Rates::new(self.day, &self.source, known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn figures_go_stale_after_half_a_year() {
        let read_on = date(2026, 1, 1);
        assert!(!is_stale(read_on, date(2026, 6, 30)));
        assert!(is_stale(read_on, date(2026, 7, 1)));
    }

    #[test]
    fn rates_of_unknown_codes_are_passed_over_and_bad_ones_refused() {
        let text = "day = \"2026-08-08\"\nsource = \"test\"\n[per_usd]\nKES = 129.5\nZZZ = 3.0\n";
        let config: RatesConfig = toml::from_str(text).unwrap();
        let rates = config.rates().unwrap();
        assert_eq!(rates.per_usd(Currency::KES).unwrap().to_string(), "129.5");
        assert_eq!(rates.currencies().count(), 2);
        let bad: RatesConfig = toml::from_str(&text.replace("129.5", "-1.0")).unwrap();
        assert!(bad.rates().is_err());
    }
}

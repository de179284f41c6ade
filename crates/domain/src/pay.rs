//! What a posting states that the work pays.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    evidence::Evidence,
    money::{Amount, Currency},
};

/// What a pay is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// An hour of work.
    Hour,
    /// The whole job.
    Project,
    /// A day of work.
    Day,
    /// A week of work.
    Week,
    /// A month of work.
    Month,
    /// A year of work.
    Year,
    /// One piece: a word, a page, an image, a task. The posting or its source names it.
    Piece,
}

impl Per {
    /// The name on the wire and in configuration.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Project => "project",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
            Self::Piece => "piece",
        }
    }
}

/// Where a pay comes from, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// A field of the source's own.
    Structured,
    /// Words of the posting.
    Stated,
    /// A guess, by the source or by kazi.
    Estimated,
}

/// An amount or a range of pay, its currency and what it is for.
///
/// Built by [`Pay::new`] only, so that it is never empty, negative or upside down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pay {
    low: Option<Amount>,
    high: Option<Amount>,
    currency: Option<Currency>,
    per: Option<Per>,
    piece: Option<String>,
}

impl Pay {
    /// A pay from `low` to `high`; one of them alone says "from" or "up to".
    ///
    /// Ends given upside down are swapped. `currency` is nothing where the posting names none: it is
    /// never taken to be dollars. `per` is nothing where a reader could not tell. `piece` is kept
    /// with [`Per::Piece`] alone. Nothing is answered where neither end is above zero; an end of zero
    /// or less beside a good one is dropped.
    pub fn new(
        low: Option<Amount>,
        high: Option<Amount>,
        currency: Option<Currency>,
        per: Option<Per>,
        piece: Option<String>,
    ) -> Option<Self> {
        let above_zero = |amount: &Amount| *amount > Amount::ZERO;
        let (low, high) = match (low.filter(above_zero), high.filter(above_zero)) {
            (None, None) => return None,
            (Some(low), Some(high)) if low > high => (Some(high), Some(low)),
            ends => ends,
        };
        let piece = piece.filter(|_| per == Some(Per::Piece));
        Some(Self { low, high, currency, per, piece })
    }

    /// The least it pays, where stated.
    pub fn low(&self) -> Option<Amount> {
        self.low
    }

    /// The most it pays, where stated.
    pub fn high(&self) -> Option<Amount> {
        self.high
    }

    /// The currency, where stated.
    pub fn currency(&self) -> Option<Currency> {
        self.currency
    }

    /// What it is for, where one can tell.
    pub fn per(&self) -> Option<Per> {
        self.per
    }

    /// The piece it is for: `word`, `page`, `image`, `task`.
    pub fn piece(&self) -> Option<&str> {
        self.piece.as_deref()
    }
}

impl fmt::Display for Pay {
    /// The canonical form, which reads back as the same pay: `USD 40.00 to 60.00 per hour`,
    /// `from KES 500.00 per day`, `up to EUR 90.00 per project`, `USD 0.05 per word`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.currency.map_or("", |currency| currency.code());
        let space = if code.is_empty() { "" } else { " " };
        match (self.low, self.high) {
            (Some(low), Some(high)) if low == high => write!(f, "{code}{space}{low}")?,
            (Some(low), Some(high)) => write!(f, "{code}{space}{low} to {high}")?,
            (Some(low), None) => write!(f, "from {code}{space}{low}")?,
            (None, Some(high)) => write!(f, "up to {code}{space}{high}")?,
            (None, None) => {}
        }
        match (self.per, &self.piece) {
            (Some(Per::Piece), Some(piece)) => write!(f, " per {piece}"),
            (Some(per), _) => write!(f, " per {}", per.as_str()),
            (None, _) => Ok(()),
        }
    }
}

/// The parts of a [`Pay`] as written down: in configuration, on disk, on the wire.
#[derive(Deserialize)]
struct PayParts {
    low: Option<Amount>,
    high: Option<Amount>,
    currency: Option<Currency>,
    per: Option<Per>,
    piece: Option<String>,
}

impl<'de> Deserialize<'de> for Pay {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let parts = PayParts::deserialize(deserializer)?;
        Self::new(parts.low, parts.high, parts.currency, parts.per, parts.piece)
            .ok_or_else(|| serde::de::Error::custom("a pay needs a low or a high above zero"))
    }
}

/// Something worth telling about how a pay was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PayNote {
    /// The source gave the ends upside down.
    Swapped,
    /// The source's fields and the posting's words, or two sentences, say different things.
    Contradicted,
    /// The source itself guessed it.
    Predicted,
    /// The currency is the source's usual one, not stated.
    CurrencyAssumed,
    /// What it is paid for is the source's usual unit or a guess by its size, not stated.
    PerAssumed,
    /// Several roles with several pays.
    SeveralRoles,
    /// It holds a bonus or commission beside the base.
    WithBonus,
    /// Stated after tax.
    AfterTax,
    /// Stated for two weeks, kept as half of it a week.
    FromTwoWeeks,
    /// Stated for several pieces or spans of time, kept as one: 30 minutes as an hour.
    FromBatch,
    /// More than anybody pays, or next to nothing: it is not counted on.
    NotBelieved,
}

/// What was read about the pay of a posting, and the words that made us think so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayReading {
    /// The pay.
    pub pay: Pay,
    /// Where it comes from.
    pub origin: Origin,
    /// The words.
    pub evidence: Evidence,
    /// What a reader should know about it.
    pub notes: Vec<PayNote>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(units: i64) -> Option<Amount> {
        Amount::from_units(units)
    }

    #[test]
    fn upside_down_is_swapped_and_nothing_is_nothing() {
        let pay = Pay::new(units(60), units(40), Some(Currency::USD), Some(Per::Hour), None).unwrap();
        assert_eq!(pay.to_string(), "USD 40.00 to 60.00 per hour");
        assert_eq!(Pay::new(units(0), None, None, None, None), None);
        let open = Pay::new(units(0), units(90), None, Some(Per::Project), Some("page".into())).unwrap();
        assert_eq!(open.to_string(), "up to 90.00 per project");
    }
}

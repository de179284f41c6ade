//! What a word can mean where pay is read.

use kazi_domain::{Currency, Per};

/// What a pay is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// An hour, a day, a week, a month, a year, or the whole job.
    Time(Per),
    /// Two of them: two weeks, Arabic "ساعتين".
    Two(Per),
    /// A piece by its name.
    Piece(&'static str),
    /// Something that is sold by the piece and not made: a seat, a ticket.
    Goods,
}

/// Small words that join amounts and units. A word can be several at once: French "à", Spanish "hasta".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub(super) enum Glue {
    /// "per", "each".
    Per = 1,
    /// "an": an amount "an hour".
    An = 1 << 1,
    /// Between the ends of a range.
    To = 1 << 2,
    /// Between the ends of a range that "between" opened.
    And = 1 << 3,
    /// Opens a range.
    Between = 1 << 4,
    /// Says that the amount is the least.
    From = 1 << 5,
    /// Says that the amount is the most.
    UpTo = 1 << 6,
    /// Says nothing about pay and may stand between an amount and its unit.
    Filler = 1 << 7,
    /// After an amount: "or more".
    OpenAbove = 1 << 8,
    /// Joins a starting rate to a later one: "increases to".
    Rising = 1 << 9,
    /// Makes a number the place in a row: "5th".
    Ordinal = 1 << 10,
    /// Makes a budget somebody else's money: "marketing budget".
    NotOwn = 1 << 11,
    /// "About".
    About = 1 << 12,
    /// After tax.
    AfterTax = 1 << 13,
    /// Says that an amount follows from the pay: "works out to", "equals".
    Derived = 1 << 14,
    /// Says where or how an amount is paid: a platform, a way to be paid, "fixed".
    Settles = 1 << 15,
}

/// The ways in which a word joins, or some word among several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Glues(u16);

impl Glues {
    /// None.
    pub(super) const NONE: Self = Self(0);

    /// Whether one is among them.
    pub(super) const fn hold(self, glue: Glue) -> bool {
        self.0 & glue as u16 != 0
    }

    /// These and those.
    pub(super) const fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }
}

/// What a word says about whose money an amount near it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Pay by the month or the year.
    Salary,
    /// Pay of any kind.
    Pay,
    /// Says that somebody gives something.
    Offer,
    /// A rate, by the hour or the piece.
    Rate,
    /// The sum for the whole job.
    Budget,
    /// Money of the company.
    Funding,
    /// A benefit beside the pay.
    Extra,
    /// What goods cost.
    Price,
    /// What the worker or somebody else pays.
    Fee,
    /// A number of people or things.
    Count,
}

/// Currencies of several countries that share a name or a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// By the sign: dollars and the pesos of the Americas.
    DollarSign,
    /// By the name.
    Dollar,
    Shilling,
    Pound,
    Franc,
    Peso,
    Krone,
    Dinar,
    Dirham,
}

impl Family {
    /// By its name in `words.txt`.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "$" => Self::DollarSign,
            "dollar" => Self::Dollar,
            "shilling" => Self::Shilling,
            "pound" => Self::Pound,
            "franc" => Self::Franc,
            "peso" => Self::Peso,
            "krone" => Self::Krone,
            "dinar" => Self::Dinar,
            "dirham" => Self::Dirham,
            _ => return None,
        })
    }
}

/// A currency as a posting marks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// The currency, where the mark alone decides.
    pub currency: Option<Currency>,
    /// The name shared with other countries' currencies.
    pub family: Option<Family>,
    /// Whether it is a code or a sign that names its country: `CAD`, `C$`.
    pub exact: bool,
    /// Whether it is a hundredth: cents, pence.
    pub minor: bool,
    /// Whether it is a word of small letters, which stands after the amount in most languages.
    pub word: bool,
}

/// All that a word can mean.
#[derive(Clone, Debug, Default)]
pub(super) struct Sense {
    /// What a pay is for.
    pub unit: Option<Unit>,
    /// Whether the unit needs no "per": "hourly".
    pub adverb: bool,
    /// Whether the unit needs one, as the word alone means something else: Indonesian "jam".
    pub bound: bool,
    /// Whether it is of several and does not end in "s": "Stunden".
    pub plural: bool,
    /// Whether it is a verb among the words for prices and funds, and never says what the work is about.
    pub verb: bool,
    /// What it joins.
    pub glue: Glues,
    /// Whose money.
    pub role: Option<(Role, i32)>,
    /// The currency.
    pub mark: Option<Mark>,
    /// What it multiplies the number before it with; 0 for nothing.
    pub scale: i64,
    /// Whether it stands before the number that it multiplies: "elfu tatu".
    pub fronted: bool,
    /// The number below a hundred that it is; 0 for none.
    pub value: i64,
    /// The currency that alone is counted so: rupees in lakhs.
    pub counts: Option<Currency>,
    /// Whether an amount in words may begin with it.
    pub begins_amount: bool,
    /// The country, for adjectives such as "Canadian".
    pub nation: Option<&'static str>,
}

impl Sense {
    /// Whether it joins anything.
    pub(super) fn joins(&self) -> bool {
        self.glue != Glues::NONE
    }

    /// Whether it joins in this way.
    pub(super) fn is(&self, glue: Glue) -> bool {
        self.glue.hold(glue)
    }

    /// Whether it stands for hundreds or thousands.
    pub(super) fn is_heap(&self) -> bool {
        /// The largest number that one word stands for in such amounts.
        const LARGEST: i64 = 100_000;
        matches!(self.scale, 100..=LARGEST)
    }

    /// Whether it is a word for what somebody is paid.
    pub(super) fn speaks_of_pay(&self) -> bool {
        matches!(self.role, Some((role, 1..)) if role != Role::Offer)
    }

    /// Adds the meaning that a line of `words.txt` begins with, such as `unit hour`.
    pub(super) fn add(&mut self, kind: &str, value: &'static str) -> Option<()> {
        match kind {
            "unit" | "each" | "after-per" | "several" => {
                self.unit = Some(unit(value)?);
                self.adverb |= kind == "each";
                self.bound |= kind == "after-per";
                self.plural |= kind == "several";
            }
            "piece" => self.unit = Some(Unit::Piece(value)),
            "apiece" => (self.unit, self.adverb) = (Some(Unit::Piece(value)), true),
            "goods" => self.unit = Some(Unit::Goods),
            "scale" => {
                let (scale, currency) = value.split_once(' ').unwrap_or((value, ""));
                self.scale = scale.parse().ok()?;
                self.counts = Currency::from_code(currency);
            }
            "fronted" => self.fronted = true,
            "number" => self.value = value.parse().ok()?,
            "lakh-a-year" => {
                (self.scale, self.counts) = (LAKH, Some(Currency::INR));
                self.unit = Some(Unit::Time(Per::Year));
                self.adverb = true;
            }
            "nation" => self.nation = Some(value),
            "verb" => self.verb = true,
            "money" | "minor" | "family" => self.mark = Some(mark(kind, value)?),
            _ => match (role(kind), glue(kind)) {
                (Some(role), _) => self.role = Some((role, value.parse().ok()?)),
                (None, Some(glue)) => self.glue = self.glue.and(Glues(glue as u16)),
                (None, None) => return None,
            },
        }
        self.begins_amount = self.value > 0 || self.is_heap();
        Some(())
    }
}

/// A hundred thousand, by which South Asia counts.
pub(super) const LAKH: i64 = 100_000;

/// Ten thousand, by which East Asia counts.
pub(super) const MYRIAD: i64 = 10_000;

fn unit(name: &str) -> Option<Unit> {
    Some(match name {
        "hour" => Unit::Time(Per::Hour),
        "day" => Unit::Time(Per::Day),
        "week" => Unit::Time(Per::Week),
        "two-weeks" => Unit::Two(Per::Week),
        "two-hours" => Unit::Two(Per::Hour),
        "two-days" => Unit::Two(Per::Day),
        "two-months" => Unit::Two(Per::Month),
        "month" => Unit::Time(Per::Month),
        "year" => Unit::Time(Per::Year),
        "project" => Unit::Time(Per::Project),
        _ => return None,
    })
}

/// The currency that a line of `words.txt` begins with, such as `money USD`.
pub(super) fn mark(kind: &str, value: &'static str) -> Option<Mark> {
    let (family, code) = match kind {
        "family" => {
            let (family, code) = value.split_once(' ')?;
            (Some(Family::named(family)?), code)
        }
        _ => (None, value),
    };
    let currency = Currency::from_code(code);
    if currency.is_none() && code != "-" {
        return None;
    }
    Some(Mark {
        currency,
        family,
        exact: kind == "money" || kind == "cased",
        minor: kind.ends_with("minor"),
        word: true,
    })
}

fn role(name: &str) -> Option<Role> {
    Some(match name {
        "salary" => Role::Salary,
        "pay" => Role::Pay,
        "offer" => Role::Offer,
        "rate" => Role::Rate,
        "budget" => Role::Budget,
        "funding" => Role::Funding,
        "extra" => Role::Extra,
        "price" => Role::Price,
        "fee" => Role::Fee,
        "count" => Role::Count,
        _ => return None,
    })
}

fn glue(name: &str) -> Option<Glue> {
    Some(match name {
        "per" => Glue::Per,
        "an" => Glue::An,
        "to" => Glue::To,
        "and" => Glue::And,
        "between" => Glue::Between,
        "from" => Glue::From,
        "upto" => Glue::UpTo,
        "filler" => Glue::Filler,
        "about" => Glue::About,
        "open-above" => Glue::OpenAbove,
        "rising" => Glue::Rising,
        "after-tax" => Glue::AfterTax,
        "ordinal" => Glue::Ordinal,
        "not-own" => Glue::NotOwn,
        "derived" => Glue::Derived,
        "settles" => Glue::Settles,
        _ => return None,
    })
}

//! Words that say something in few places, in the groups of `words.txt`.

/// Words that say something in few places, and nothing to those who read amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// "This", "the": what they name is the one job.
    This,
    /// "Whole": on either side of the job.
    Whole,
    /// The job, behind "for this".
    Job,
    /// Work by the minute that is a minute of time: calls.
    Live,
    /// Work by the minute of a recording.
    Recorded,
    /// An incentive, which is what some are paid and others get on top.
    Incentive,
    /// Says that an incentive comes on top.
    OnTop,
    /// A fee, which somebody pays or the worker takes.
    Fee,
    /// Who takes a fee: "consultancy fee".
    TakesFee,
    /// An English noun that is a unit in another language: "tag".
    English,
    /// Behind a word for a benefit, a fund or a price no noun that this one describes.
    NoNoun,
    /// Written with a full stop that ends no sentence.
    Shortened,
    /// A unit among these, which may end a sentence all the same.
    ShortenedUnit,
    /// A word for money that is none in some places: "pay attention", "sales page".
    Ambiguous,
    /// A currency in short beside thousands.
    ShortMoney,
    /// Before or behind a country: the southern one of two.
    South,
    /// Right behind an amount: pay, and whether before tax.
    TaxedAs,
    /// Says that what is named before an amount is that much.
    Copula,
    /// An amount is over before it, and what follows comes with it or does not.
    JoinedOn,
    /// What comes on top by the work that is done.
    Bonus,
    /// Before a benefit: it is not in the amount.
    Excluding,
    /// Who does so with a budget is not paid it.
    Managing,
    /// Before "charge", "fee" or "price": the worker names his own.
    OwnPrice,
    /// Between who pays and "pay".
    Modal,
    /// Who pays and is no client.
    OtherPayer,
    /// Between an amount and how it is settled, "M-" of M-Pesa among them.
    SettledBy,
    /// Ends the name of how an amount is settled.
    SettledNoun,
    /// How contractors are taxed, right behind their rate.
    TaxedBy,
    /// A unit that stands behind a rate as often as behind a count.
    AlsoRate,
    /// Joins a rate to its unit: "prix du mot".
    Of,
    /// Before what is paid for.
    For,
    /// Half of what follows.
    Half,
    /// A quarter of what follows.
    Quarter,
    /// One of several: "each one", "kila mmoja", "cada una".
    OneOf,
    /// In a message behind an amount: it is all of the pay.
    InAll,
    /// Before an amount that somebody got and tells of.
    Reported,
    /// Before an amount that its writer is short of.
    Needing,
    /// Behind an amount that went elsewhere.
    Gone,
    /// No piece of work behind an article.
    NoPiece,
    /// A Swahili span of time, whose count stands behind it.
    Span,
    /// A small number.
    Numeral,
    /// A tax that the client pays on top.
    SalesTax,
    /// Spanish and nothing else.
    Spanish,
    /// A small word of Spanish, and of other languages.
    SmallSpanish,
    /// "5 € les 100 mots".
    PluralArticle,
    /// Makes an amount one of many.
    Typical,
    /// Before what a company takes in: "a brand doing $80k a month".
    Doing,
    /// Behind what an amount differs by.
    Above,
    /// The least.
    Least,
    /// The most.
    Most,
}

impl Group {
    /// The group of a line of `words.txt`.
    pub(super) fn named(kind: &str) -> Option<Self> {
        Some(match kind {
            "this" => Self::This,
            "whole" => Self::Whole,
            "job" => Self::Job,
            "live" => Self::Live,
            "recorded" => Self::Recorded,
            "incentive" => Self::Incentive,
            "on-top" => Self::OnTop,
            "a-fee" => Self::Fee,
            "takes-fee" => Self::TakesFee,
            "english" => Self::English,
            "no-noun" => Self::NoNoun,
            "shortened" => Self::Shortened,
            "shortened-unit" => Self::ShortenedUnit,
            "ambiguous" => Self::Ambiguous,
            "short-money" => Self::ShortMoney,
            "south" => Self::South,
            "taxed-as" => Self::TaxedAs,
            "copula" => Self::Copula,
            "joined-on" => Self::JoinedOn,
            "named-bonus" => Self::Bonus,
            "excluding" => Self::Excluding,
            "managing" => Self::Managing,
            "own-price" => Self::OwnPrice,
            "modal" => Self::Modal,
            "other-payer" => Self::OtherPayer,
            "settled-by" => Self::SettledBy,
            "settled-noun" => Self::SettledNoun,
            "taxed-by" => Self::TaxedBy,
            "also-rate" => Self::AlsoRate,
            "of" => Self::Of,
            "for" => Self::For,
            "half" => Self::Half,
            "quarter" => Self::Quarter,
            "one-of" => Self::OneOf,
            "in-all" => Self::InAll,
            "reported" => Self::Reported,
            "needing" => Self::Needing,
            "gone" => Self::Gone,
            "no-piece" => Self::NoPiece,
            "span" => Self::Span,
            "numeral" => Self::Numeral,
            "sales-tax" => Self::SalesTax,
            "spanish" => Self::Spanish,
            "small-spanish" => Self::SmallSpanish,
            "plural-article" => Self::PluralArticle,
            "typical" => Self::Typical,
            "turning-over" => Self::Doing,
            "above" => Self::Above,
            "least" => Self::Least,
            "most" => Self::Most,
            _ => return None,
        })
    }
}

/// The groups that a word is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Groups(u64);

impl Groups {
    /// No group.
    pub(super) const NONE: Self = Self(0);

    /// Whether a group is among them.
    pub(super) const fn hold(self, group: Group) -> bool {
        self.0 >> group as u32 & 1 != 0
    }

    /// Whether no other than some groups are among them.
    pub(super) const fn are_only(self, some: Self) -> bool {
        self.0 & !some.0 == 0
    }

    /// These and one more.
    pub(super) const fn with(self, group: Group) -> Self {
        Self(self.0 | 1 << group as u32)
    }

    /// These and those.
    pub(super) const fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }
}

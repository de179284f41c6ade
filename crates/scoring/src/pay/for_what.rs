//! What an amount is for, and which share of it is for one of that.

use std::borrow::Cow;

use kazi_domain::{PayNote, Per};

use super::{rough::share, sense::Unit};

/// What an amount is for, as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnitRead {
    /// What it is for.
    pub per: Per,
    /// The piece, with [`Per::Piece`]: `word`, `100 words`.
    pub piece: Option<Cow<'static, str>>,
    /// The share of the amount that is for one of it, where it was said for several spans of time: half for
    /// two weeks, twice for thirty minutes.
    pub share: Share,
    /// Whether it is something that is sold, not work.
    pub goods: bool,
    /// Whether no list knows the piece.
    pub unlisted: bool,
    /// Whether it is a bare noun, as in "$28 hr"; without a currency that is a span of time.
    pub loose: bool,
}

impl UnitRead {
    /// A unit of the lists.
    pub(super) fn of(unit: Unit) -> Self {
        match unit {
            Unit::Time(per) => Self::bare(per),
            Unit::Two(per) => Self::of_several(per, 2),
            Unit::Piece(name) => Self::piece(name),
            Unit::Goods => Self { goods: true, ..Self::bare(Per::Piece) },
        }
    }

    /// A unit without a piece.
    pub(super) fn bare(per: Per) -> Self {
        Self { per, piece: None, share: Share::ALL, goods: false, unlisted: false, loose: false }
    }

    /// One of several spans of time.
    pub(super) fn of_several(per: Per, count: i64) -> Self {
        Self { share: Share::one_of(count), ..Self::bare(per) }
    }

    /// An hour, of which so many minutes were said.
    pub(super) fn of_minutes(minutes: i64) -> Self {
        Self { share: Share::hour_of(minutes), ..Self::bare(Per::Hour) }
    }

    pub(super) fn piece(name: impl Into<Cow<'static, str>>) -> Self {
        Self { piece: Some(name.into()), ..Self::bare(Per::Piece) }
    }
}

/// A share of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Share {
    times: u32,
    of: u32,
}

impl Share {
    pub(super) const ALL: Self = Self { times: 1, of: 1 };
    const HALF: Self = Self { times: 1, of: 2 };
    pub(super) const TWICE: Self = Self { times: 2, of: 1 };

    /// One of several.
    pub(super) fn one_of(count: i64) -> Self {
        Self { times: 1, of: u32::try_from(count).unwrap_or(u32::MAX) }
    }

    /// An hour, by minutes.
    pub(super) fn hour_of(minutes: i64) -> Self {
        Self { times: 60, of: u32::try_from(minutes).unwrap_or(u32::MAX) }
    }

    /// The share of an amount in millionths.
    pub(super) fn of(self, micros: i64) -> i64 {
        match self {
            Self::ALL => micros,
            _ => share(micros, self.times.into(), self.of.max(1).into()).unwrap_or(i64::MAX),
        }
    }

    /// What to say of it.
    pub(super) fn note(self, per: Per) -> Option<PayNote> {
        match self {
            Self::ALL => None,
            Self::HALF if per == Per::Week => Some(PayNote::FromTwoWeeks),
            _ => Some(PayNote::FromBatch),
        }
    }
}

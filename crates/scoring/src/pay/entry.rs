//! What the list of words says of one of them.

use super::{
    group::{Group, Groups},
    sense::{Mark, Sense},
};

/// What is known of a word.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// What it means.
    pub sense: Option<Sense>,
    /// The currency that it is where it is written in these very letters.
    pub cased: Option<(&'static str, Mark)>,
    /// The groups that it is of.
    pub groups: Groups,
}

impl Entry {
    /// Whether a word names a currency or speaks of pay.
    pub(super) fn is_money(&self) -> bool {
        let says = |sense: &Sense| sense.mark.is_some() || sense.speaks_of_pay() || sense.fronted;
        self.cased.is_some() || self.groups.hold(Group::ShortMoney) || self.sense.as_ref().is_some_and(says)
    }
}

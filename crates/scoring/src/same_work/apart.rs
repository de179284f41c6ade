//! What tells two postings of one source apart, however alike their texts: a long text about a firm stands
//! under each of its jobs, and what differs is a word of the title or the sum.

use kazi_domain::{Posting, WorkIs};
use serde::{Deserialize, Serialize};

use super::{
    body::words, figures::Runs, hashes::word_key, names::Names, order::in_both, specifics::Specifics,
    title::work_keys,
};

/// What a posting says that another of its source, in nearly the same words, does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ToldApart {
    /// Of the words of the title that say which work it is, sorted: signs and single capitals with them
    /// (`C#`, `banner B`), dates and what says that it is shown again without.
    title: Box<[u32]>,
    /// Those of them that name the posting's own place, where an online board shows a job once per place.
    place: Option<Box<[u32]>>,
    /// The sums that it names, in thousandths, sorted.
    sums: Box<[u64]>,
}

impl ToldApart {
    pub(super) fn of(posting: &Posting, names: &Names, runs: &Runs<'_>) -> Self {
        let mut title = work_keys(&posting.title, &names.title);
        if !names.hirer.is_empty() {
            let hirer: Vec<u32> = words(&names.hirer).map(word_key).collect();
            title.retain(|word| !hirer.contains(word));
        }
        let own = names.place.as_deref().filter(|_| posting.work_is == WorkIs::Online);
        let place = own.map(|place| {
            let place: Vec<u32> = words(place).map(word_key).collect();
            title.extract_if(.., |word| place.contains(word)).collect()
        });
        Self { title: title.into(), place, sums: runs.sums().into() }
    }

    /// Whether one title names what the other does not: another word in its stead, or one more that the
    /// text of the other never uses.
    pub(super) fn titles_differ(
        &self,
        other: &Self,
        ours: Option<&Specifics>,
        theirs: Option<&Specifics>,
    ) -> bool {
        let both_placed = self.place.is_some() && other.place.is_some();
        let (mine, yours) = (self.only(other, both_placed), other.only(self, both_placed));
        let (further, text) = match (mine.is_empty(), yours.is_empty()) {
            (true, true) => return false,
            (false, false) => return true,
            (false, true) => (mine, theirs),
            (true, false) => (yours, ours),
        };
        !text.is_some_and(|text| further.iter().all(|word| text.says(*word)))
    }

    /// Whether each names a sum that the other does not.
    pub(super) fn sums_differ(&self, other: &Self) -> bool {
        let common = in_both(&self.sums, &other.sums).count();
        common < self.sums.len() && common < other.sums.len()
    }

    /// The words of this title that the other does not have.
    fn only(&self, other: &Self, both_placed: bool) -> Vec<u32> {
        let place = self.place.iter().flatten().filter(|_| !both_placed);
        let has = |word: &u32| other.title.contains(word) || other.place.iter().flatten().any(|w| w == word);
        self.title.iter().chain(place).copied().filter(|word| !has(word)).collect()
    }
}

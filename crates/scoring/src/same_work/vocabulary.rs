//! The words of `words.txt` by their groups.

use std::{collections::BTreeMap, sync::LazyLock};

use crate::{
    eight::Eight,
    known_words::{KnownWords, Word},
};

/// A group of words. Each is a bit of the number that a word is known by.
#[derive(Clone, Copy)]
pub(super) enum Group {
    NoWork = 1,
    Again = 2,
    Month = 4,
    Pay = 8,
    Money = 16,
    Firm = 32,
}

/// The groups of a word, which may be none.
#[derive(Clone, Copy, Default)]
pub(super) struct Groups(u32);

impl Groups {
    /// As [`Groups::find`].
    pub(super) fn of(word: &str) -> Self {
        Self::find(Word::of(word))
    }

    /// Of a word in any letters, among words of ASCII letters.
    pub(super) fn in_any_case(word: &str) -> Self {
        Self::find(Word::lowered(word.as_bytes(), 0, word.len(), Eight::at(word.as_bytes(), 0)))
    }

    /// Of a word in small letters.
    pub(super) fn find(word: Word) -> Self {
        Self(WORDS.find(word).unwrap_or_default())
    }

    /// Whether one of them is this.
    pub(super) const fn hold(self, group: Group) -> bool {
        self.0 & group as u32 != 0
    }
}

static WORDS: LazyLock<KnownWords> = LazyLock::new(|| {
    let groups = [
        ("no-work", Group::NoWork),
        ("again", Group::Again),
        ("month", Group::Month),
        ("pay", Group::Pay),
        ("money", Group::Money),
        ("firm", Group::Firm),
    ];
    let mut words: BTreeMap<&str, u32> = BTreeMap::new();
    for (name, group) in groups {
        words_of(name).for_each(|word| *words.entry(word).or_default() |= group as u32);
    }
    let known = words.into_iter().map(|(word, groups)| (Word::of(word), groups));
    KnownWords::of(known)
});

/// The words of a group by its name.
pub(super) fn words_of(group: &str) -> impl Iterator<Item = &'static str> {
    let lines = include_str!("words.txt").lines().filter_map(|line| line.split_once(": "));
    lines.filter(move |(name, _)| *name == group).flat_map(|(_, words)| words.split_ascii_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::known_words::WHOLE_BYTES_MAX;

    #[test]
    fn every_line_is_of_a_group_that_is_asked_for() {
        let names = ["no-work", "again", "month", "pay", "money", "firm", "rank", "place"];
        let lines =
            include_str!("words.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in lines {
            assert!(line.split_once(": ").is_some_and(|(name, _)| names.contains(&name)), "{line}");
        }
        for name in names {
            assert!(words_of(name).all(|word| word.len() <= WHOLE_BYTES_MAX && word == word.to_lowercase()));
            assert!(words_of(name).next().is_some(), "{name}");
        }
    }

    #[test]
    fn a_word_is_of_all_its_groups() {
        let now = Groups::of("now");
        assert!(now.hold(Group::Again) && !now.hold(Group::NoWork));
        assert!(Groups::of("and").hold(Group::NoWork) && Groups::of("and").hold(Group::Firm));
        assert!(Groups::of("août").hold(Group::Month) && !Groups::of("May").hold(Group::Month));
        assert!(
            Groups::in_any_case("KShs").hold(Group::Money) && Groups::in_any_case("PAY").hold(Group::Pay)
        );
        assert!(!Groups::in_any_case("pa\u{2019}y").hold(Group::Pay));
    }
}

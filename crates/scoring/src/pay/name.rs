//! Words that rules name, packed when they are compiled, so that a token is compared with one in a step or two.

use std::ops::Range;

use crate::eight::{Eight, STEP, lowest};

/// A word in small letters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name {
    /// Its first eight bytes, with zeros behind a shorter one.
    pub head: u64,
    pub word: &'static str,
}

/// Some [`Name`]s.
macro_rules! words {
    ($($word:expr),+) => {{
        const WORDS: &[$crate::pay::name::Name] = &[$($crate::pay::name::Name::of($word)),+];
        WORDS
    }};
}
pub(super) use words;

impl Name {
    /// A word in small letters.
    pub(super) const fn of(word: &'static str) -> Self {
        let (mut head, mut at) = ([0; STEP], 0);
        while at < STEP && at < word.len() {
            head[at] = word.as_bytes()[at];
            at += 1;
        }
        Self { head: u64::from_le_bytes(head), word }
    }

    /// Whether its head is all of it.
    pub(super) const fn is_short(&self) -> bool {
        self.word.len() < STEP
    }
}

/// The first eight bytes of a word of a text as a [`Name`] has them.
pub(super) fn head_of(text: &[u8], word: Range<usize>) -> u64 {
    let eight = Eight::at(text, word.start);
    // The bit that tells small letters from capitals is the third from the top.
    (eight.0 | eight.letters() >> 2) & lowest(word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_a_text_has_the_head_of_its_name() {
        for (text, name) in [("to", "to"), ("Hourly", "hourly"), ("FÜR", "fÜr"), ("Additional", "addition")]
        {
            assert_eq!(
                head_of(format!("a {text}!").as_bytes(), 2..2 + text.len()),
                Name::of(name).head,
                "{text}"
            );
        }
    }
}

//! The words of `words.txt` and what each means, compiled for look-ups.

use std::{collections::HashMap, sync::LazyLock};

use kazi_domain::Currency;

use super::{
    fold::{Folded, fold},
    sense::{Mark, Role, Sense},
};

/// The longest word that is looked up in exactly its letters, in bytes.
const CASED_BYTES_MAX: usize = 3;
/// The longest currency sign, in bytes.
const SIGN_BYTES_MAX: usize = 5;

/// The words, compiled.
pub(super) struct Lexicon {
    words: HashMap<Box<str>, Sense>,
    /// For each first byte, which lengths words have: most words of a text mean nothing here, and
    /// this tells so without a look-up.
    lengths: [u32; 256],
    cased: HashMap<Box<str>, Sense>,
    /// Signs by their first character, longest first.
    signs: HashMap<char, Vec<(&'static str, Mark)>>,
}

/// The words of `words.txt`.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::parse(include_str!("words.txt")).0);

impl Lexicon {
    /// Compiles a list; answers also the lines that say nothing, for the test that there is none.
    fn parse(text: &'static str) -> (Self, Vec<&'static str>) {
        let mut lexicon =
            Self { words: HashMap::new(), lengths: [0; 256], cased: HashMap::new(), signs: HashMap::new() };
        let mut faults = Vec::new();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let added = line.split_once(": ").and_then(|(key, words)| lexicon.add(key, words));
            if added.is_none() {
                faults.push(line);
            }
        }
        for word in lexicon.words.keys() {
            lexicon.lengths[usize::from(word.as_bytes()[0])] |=
                1_u32.checked_shl(length_of(word)).unwrap_or(0);
        }
        for signs in lexicon.signs.values_mut() {
            signs.sort_by_key(|(sign, _)| std::cmp::Reverse(sign.len()));
        }
        (lexicon, faults)
    }

    fn add(&mut self, key: &'static str, words: &'static str) -> Option<()> {
        let (kind, value) = key.split_once(' ').unwrap_or((key, ""));
        if kind == "sign" {
            return self.add_signs(Currency::from_code(value)?, words);
        }
        let cased = kind == "cased";
        for word in words.split_ascii_whitespace() {
            let mut folded = Folded::default();
            let (table, key) =
                if cased { (&mut self.cased, word) } else { (&mut self.words, fold(word, &mut folded)?) };
            let sense = table.entry(key.into()).or_insert_with(Sense::new);
            sense.add(kind, value)?;
        }
        Some(())
    }

    fn add_signs(&mut self, currency: Currency, signs: &'static str) -> Option<()> {
        for sign in signs.split_ascii_whitespace() {
            let family = matches!(sign, "$" | "＄" | "﹩").then_some("dollar");
            let mark =
                Mark { currency: Some(currency), family, exact: family.is_none(), minor: false, word: false };
            self.signs.entry(sign.chars().next()?).or_default().push((sign, mark));
        }
        Some(())
    }

    /// The words that are a currency or speak of pay.
    pub(super) fn money_words(&self) -> impl Iterator<Item = &str> {
        let pays = |sense: &Sense| {
            sense.mark.is_some() || matches!(sense.role, Some((role, 1..)) if role != Role::Offer)
        };
        self.words.iter().filter(move |(_, sense)| pays(sense)).map(|(word, _)| &**word)
    }

    /// What a folded word means.
    pub(super) fn word(&self, folded: &str) -> Option<&Sense> {
        let lengths = self.lengths[usize::from(*folded.as_bytes().first()?)];
        let known = lengths & 1_u32.checked_shl(length_of(folded)).unwrap_or(0) != 0;
        known.then(|| self.words.get(folded)).flatten()
    }

    /// What a word means in exactly these letters.
    pub(super) fn cased(&self, word: &str) -> Option<&Sense> {
        let fits =
            word.len() <= CASED_BYTES_MAX && word.as_bytes().first().is_some_and(u8::is_ascii_uppercase);
        fits.then(|| self.cased.get(word)).flatten()
    }

    /// The currency sign that `text` begins with.
    pub(super) fn sign(&self, text: &str) -> Option<(Mark, usize)> {
        let first = text.chars().next()?;
        // Letters begin a sign only where one follows soon: "CA$", "S/.".
        let near = &text.as_bytes()[..text.len().min(SIGN_BYTES_MAX)];
        if first.is_ascii_alphabetic() && memchr::memchr2(b'$', b'/', near).is_none() && near.is_ascii() {
            return None;
        }
        let signs = self.signs.get(&first)?;
        signs.iter().find(|(sign, _)| text.starts_with(sign)).map(|(sign, mark)| (*mark, sign.len()))
    }
}

/// The length of a word, where it fits [`Lexicon::lengths`].
fn length_of(word: &str) -> u32 {
    u32::try_from(word.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_words_says_something() {
        assert_eq!(Lexicon::parse(include_str!("words.txt")).1, Vec::<&str>::new());
    }

    #[test]
    fn the_longest_sign_wins() {
        let (mark, length) = LEXICON.sign("US$ 40").unwrap();
        assert_eq!((mark.currency, length), (Some(Currency::USD), 3));
        assert!(LEXICON.sign("$40").unwrap().0.family.is_some());
    }
}

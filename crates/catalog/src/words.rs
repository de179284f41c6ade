//! Texts as folded words: how keywords are compared.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The longest word kept, in characters; the rest of a longer one is cut.
const WORD_CHARS_MAX: usize = 32;
/// The most words of one search; further ones are ignored.
pub const SEARCH_WORDS_MAX: usize = 16;
/// Shorter beginnings are words: too many words begin so.
const BEGUN_CHARS_MIN: usize = 2;
const TATWEEL: char = '\u{640}';

/// Calls `each` with every word of `text`: small letters, without diacritics, digits and the signs of
/// `c++`, `c#` and `.net`-like names kept where they belong to the word.
///
/// A search drops the marks of every script and joins no letters, unlike the readers of postings: who
/// types leaves signs out but means the letters typed.
pub(crate) fn fold_words(text: &str, mut each: impl FnMut(&str)) {
    let mut word = String::new();
    for token in text.split_ascii_whitespace() {
        if token.is_ascii() {
            split_ascii(token, &mut word, &mut each);
        } else {
            split(token.nfkd().filter(|c| !is_combining_mark(*c) && *c != TATWEEL), &mut word, &mut each);
        }
    }
}

/// Calls `each` with the words of a text between white space; `word` is a buffer, empty before and after.
fn split(characters: impl Iterator<Item = char>, word: &mut String, each: &mut impl FnMut(&str)) {
    let mut length = 0;
    for character in characters {
        if character.is_alphanumeric() || (length > 0 && matches!(character, '+' | '#')) {
            if length < WORD_CHARS_MAX {
                word.extend(character.to_lowercase());
            }
            length += 1;
        } else if length > 0 {
            each(word);
            word.clear();
            length = 0;
        }
    }
    if length > 0 {
        each(word);
        word.clear();
    }
}

/// What [`split`] does, a word and not a letter at a time: nearly all text is of this kind.
fn split_ascii(token: &str, word: &mut String, each: &mut impl FnMut(&str)) {
    let mut rest = token;
    while let Some(start) = rest.bytes().position(|byte| byte.is_ascii_alphanumeric()) {
        rest = &rest[start..];
        let goes_on = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'#');
        let length = rest.bytes().position(|byte| !goes_on(byte)).unwrap_or(rest.len());
        word.push_str(&rest[..length.min(WORD_CHARS_MAX)]);
        word.make_ascii_lowercase();
        each(word);
        word.clear();
        rest = &rest[length..];
    }
}

/// Words to search for and words that must be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Search {
    pub all: Vec<String>,
    /// Beginnings of words.
    pub begun: Vec<String>,
    pub none: Vec<String>,
}

impl Search {
    /// Reads what somebody typed; never fails.
    pub(crate) fn read(text: &str) -> Self {
        let mut search = Self::default();
        for token in text.split_whitespace().take(SEARCH_WORDS_MAX) {
            let minus = token.strip_prefix('-').filter(|rest| !rest.is_empty());
            let list = if minus.is_some() { &mut search.none } else { &mut search.all };
            let known = list.len();
            fold_words(minus.unwrap_or(token), |word| list.push(word.to_owned()));
            // A star says that the word goes on; of several words that a token holds, the last one.
            let goes_on = minus.is_none() && token.ends_with('*') && list.len() > known;
            if let Some(word) = list.pop_if(|word| goes_on && word.chars().count() >= BEGUN_CHARS_MIN) {
                search.begun.push(word);
            }
        }
        for list in [&mut search.all, &mut search.begun, &mut search.none] {
            let mut met = std::collections::BTreeSet::new();
            list.retain(|word| met.insert(word.clone()));
            list.truncate(SEARCH_WORDS_MAX);
        }
        search
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        fold_words(text, |word| found.push(word.to_owned()));
        found
    }

    #[test]
    fn words_fold_as_people_type_them() {
        assert_eq!(words("Développeur C++/C# — Élève"), ["developpeur", "c++", "c#", "eleve"]);
        assert_eq!(words("مُصَمِّم جـرافيك"), ["مصمم", "جرافيك"]);
        assert_eq!(words("#1 ++ web-design"), ["1", "web", "design"]);
        assert_eq!(words(&"x".repeat(99))[0].len(), WORD_CHARS_MAX);
    }

    proptest! {
        #[test]
        fn plain_text_is_split_as_any_other(token in "[!-~]{0,80}") {
            let (mut plain, mut any) = (Vec::new(), Vec::new());
            split_ascii(&token, &mut String::new(), &mut |word: &str| plain.push(word.to_owned()));
            split(token.chars(), &mut String::new(), &mut |word: &str| any.push(word.to_owned()));
            prop_assert_eq!(plain, any);
        }
    }

    #[test]
    fn a_star_says_that_a_word_goes_on() {
        let search = Search::read("logo des* web-dev* x* -cry*");
        assert_eq!(search.all, ["logo", "web", "x"]);
        assert_eq!(search.begun, ["des", "dev"]);
        assert_eq!(search.none, ["cry"]);
    }

    #[test]
    fn a_search_has_words_to_find_and_words_to_miss() {
        let search = Search::read("Logo  -crypto web-design logo -");
        assert_eq!(search.all, ["logo", "web", "design"]);
        assert_eq!(search.none, ["crypto"]);
    }
}

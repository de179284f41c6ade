//! What somebody typed into a search.

use std::collections::BTreeSet;

use kazi_domain::Lead;

use crate::{row::texts, words::fold_words};

/// The most words of one search; further ones are ignored, so who asks is told before.
pub const SEARCH_WORDS_MAX: usize = 16;
/// Shorter beginnings are words: too many words begin so.
const BEGUN_CHARS_MIN: usize = 2;
/// Signs that stand around a phrase.
const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];

/// How many words somebody typed into a search; by none, nothing can be searched.
pub fn count_search_words(text: &str) -> usize {
    let mut count = 0;
    fold_words(text, |_| count += 1);
    count
}

/// Words to search for and words that must be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Search {
    pub all: Vec<Sought>,
    /// Beginnings of words.
    pub begun: Vec<String>,
    pub none: Vec<String>,
    phrases: Vec<Phrase>,
}

/// A word to find.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sought {
    pub word: String,
    /// Whether other forms of it will do: `logos` for `logo`.
    pub any_form: bool,
}

/// Words in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Phrase {
    words: Vec<String>,
    /// Whether it must be there, and not be missing.
    wanted: bool,
}

impl Search {
    /// Reads what somebody typed; never fails.
    pub(crate) fn read(text: &str) -> Self {
        let mut search = Self::default();
        let mut minus = false;
        for (number, part) in text.split(QUOTES).enumerate() {
            if number % 2 == 1 {
                search.add_phrase(part, !minus);
                continue;
            }
            part.split_whitespace().for_each(|token| search.add_token(token));
            minus = part.ends_with('-') && !part.ends_with(" - ");
        }
        search.forget_repeats();
        search
    }

    /// The phrases, which the catalog itself takes for words in any order.
    pub(crate) fn into_phrases(self) -> Phrases {
        Phrases(self.phrases)
    }

    fn add_phrase(&mut self, part: &str, wanted: bool) {
        let mut words = Vec::new();
        fold_words(part, |word| words.push(word.to_owned()));
        words.truncate(SEARCH_WORDS_MAX);
        match (&words[..], wanted) {
            ([], _) => {}
            ([_], false) => self.none.append(&mut words),
            (_, false) => self.phrases.push(Phrase { words, wanted }),
            (_, true) => {
                self.all.extend(words.iter().map(|word| Sought { word: word.clone(), any_form: false }));
                if words.len() > 1 {
                    self.phrases.push(Phrase { words, wanted });
                }
            }
        }
    }

    fn add_token(&mut self, token: &str) {
        let minus = token.strip_prefix('-').filter(|rest| !rest.is_empty());
        let mut words = Vec::new();
        fold_words(minus.unwrap_or(token), |word| words.push(word.to_owned()));
        if minus.is_some() {
            return self.none.append(&mut words);
        }
        // A star says that the word goes on; of several words that a token holds, the last one.
        let goes_on = |word: &mut String| token.ends_with('*') && word.chars().count() >= BEGUN_CHARS_MIN;
        self.begun.extend(words.pop_if(goes_on));
        self.all.extend(words.into_iter().map(|word| Sought { word, any_form: true }));
    }

    fn forget_repeats(&mut self) {
        fn once<T: Ord + Clone>(list: &mut Vec<T>) {
            let mut met = BTreeSet::new();
            list.retain(|word| met.insert(word.clone()));
            list.truncate(SEARCH_WORDS_MAX);
        }
        once(&mut self.all);
        once(&mut self.begun);
        once(&mut self.none);
        self.phrases.truncate(SEARCH_WORDS_MAX);
    }
}

/// Words of a search that must stand in a row, or must not. The catalog keeps no texts, so who has them
/// says which leads hold them: see [`Query::only`](crate::Query::only).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrases(Vec<Phrase>);

impl Phrases {
    /// Those of a [search text](crate::Query::text): `"web design" -"no pay"`.
    pub fn read(text: &str) -> Self {
        Search::read(text).into_phrases()
    }

    /// Whether the search has none, so that the catalog answers it alone.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one text of the lead holds each wanted phrase, and none of its texts an unwanted one.
    pub fn hold(&self, lead: &Lead) -> bool {
        let mut found = vec![false; self.0.len()];
        for text in texts(lead) {
            let mut words = Vec::new();
            fold_words(text, |word| words.push(word.to_owned()));
            for (phrase, found) in self.0.iter().zip(&mut found) {
                *found |= words.windows(phrase.words.len()).any(|words| words == phrase.words);
            }
        }
        self.0.iter().zip(found).all(|(phrase, found)| phrase.wanted == found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(search: &Search) -> Vec<&str> {
        search.all.iter().map(|sought| sought.word.as_str()).collect()
    }

    #[test]
    fn a_star_says_that_a_word_goes_on() {
        let search = Search::read("logo des* web-dev* x* -cry*");
        assert_eq!(all(&search), ["logo", "web", "x"]);
        assert_eq!(search.begun, ["des", "dev"]);
        assert_eq!(search.none, ["cry"]);
    }

    #[test]
    fn a_search_has_words_to_find_and_words_to_miss() {
        let search = Search::read("Logo  -crypto web-design logo -");
        assert_eq!(all(&search), ["logo", "web", "design"]);
        assert_eq!(search.none, ["crypto"]);
    }

    #[test]
    fn words_are_counted_whatever_stands_around_them() {
        for (text, words) in [
            ("", 0),
            (" !!! -\"\" * 🎨", 0),
            ("logo", 1),
            ("logo logo \"web design\" desi* -crypto", 6),
            ("تصميم، شعار", 2),
        ] {
            assert_eq!(count_search_words(text), words, "{text}");
        }
    }

    #[test]
    fn quotes_hold_words_together_in_the_form_that_was_typed() {
        let search = Search::read("logos \"Web-Design\" «Élève» -\"no pay\" -\"crypto\" \"");
        assert_eq!(all(&search), ["logos", "web", "design", "eleve"]);
        assert_eq!(
            search.all.iter().map(|sought| sought.any_form).collect::<Vec<_>>(),
            [true, false, false, false]
        );
        assert_eq!(search.none, ["crypto"]);
        let phrase = |words: [&str; 2], wanted| Phrase { words: words.map(str::to_owned).to_vec(), wanted };
        assert_eq!(search.phrases, [phrase(["web", "design"], true), phrase(["no", "pay"], false)]);
    }
}

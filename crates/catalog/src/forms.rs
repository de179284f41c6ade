//! Which words are forms of one: `logo` and `logos`, `designer` and `designers`.
//!
//! By the stems of Snowball, in the language of the text: the French stem of `note` is `not`, which is
//! another word in English.

use frostem::{Algorithm, Stemmer};
use kazi_domain::Language;

/// A word of fewer letters has no other forms: `css`, `ios`, `go`.
const WORD_CHARS_MIN: usize = 4;
const STEM_CHARS_MIN: usize = 3;

/// A language whose forms are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tongue {
    English,
    French,
    Arabic,
}

impl Tongue {
    pub(crate) const ALL: [Self; 3] = [Self::English, Self::French, Self::Arabic];

    /// The tongue of a text; one of which nobody knows the language is taken for English.
    pub(crate) fn of(language: Option<&Language>) -> Option<Self> {
        match language.map(Language::code) {
            None | Some("en") => Some(Self::English),
            Some("fr") => Some(Self::French),
            Some("ar") => Some(Self::Arabic),
            Some(_) => None,
        }
    }

    fn stemmer(self) -> Stemmer {
        Stemmer::new(match self {
            Self::English => Algorithm::English,
            Self::French => Algorithm::French,
            Self::Arabic => Algorithm::Arabic,
        })
    }
}

/// What the forms of a word have in common in one tongue.
pub(crate) struct Forms {
    stemmer: Stemmer,
    stem: String,
    /// Every form begins so; every Arabic form holds it.
    pub part: String,
    pub within: bool,
}

impl Forms {
    /// The forms of a folded word; nothing where it has none but itself.
    pub(crate) fn of(word: &str, tongue: Tongue) -> Option<Self> {
        let is_arabic = |letter: char| ('\u{620}'..='\u{64a}').contains(&letter);
        let fits = |letter: char| {
            if tongue == Tongue::Arabic { is_arabic(letter) } else { letter.is_ascii_lowercase() }
        };
        if word.chars().count() < WORD_CHARS_MIN || !word.chars().all(fits) {
            return None;
        }
        let stemmer = tongue.stemmer();
        let stem = stemmer.stem(word).into_owned();
        if stem.chars().count() < STEM_CHARS_MIN {
            return None;
        }
        // The last letter of a stem may be another than that of its words: `studi` of `study`.
        let mut part = stem.clone();
        part.pop();
        Some(Self { stemmer, stem, part, within: tongue == Tongue::Arabic })
    }

    /// Whether a folded word is one of them.
    pub(crate) fn holds(&self, word: &str) -> bool {
        word.chars().count() >= WORD_CHARS_MIN && self.stemmer.stem(word) == self.stem
    }
}

/// Whether `word` will do for `sought` in a text of a language.
#[cfg(test)]
pub(crate) fn is_form(sought: &str, word: &str, language: Option<&Language>) -> bool {
    let forms = Tongue::of(language).and_then(|tongue| Forms::of(sought, tongue));
    sought == word || forms.is_some_and(|forms| forms.holds(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_those_of_the_language() {
        let is = |sought: &str, word: &str, code: &str| is_form(sought, word, code.parse().ok().as_ref());
        assert!(is("logos", "logo", "en") && is("logo", "logos", "en"));
        assert!(is("designers", "designer", "en"));
        assert!(is("study", "studies", "en"));
        assert!(is("traductions", "traduction", "fr"));
        assert!(is("تصاميم", "تصاميم", "ar") && is("مترجم", "المترجم", "ar"));
        assert!(!is("note", "not", "en"));
        assert!(!is("logo", "logos", "sw"), "forms of Swahili are not known");
        assert!(!is("ios", "io", "en") && !is("c++", "c", "en"));
    }
}

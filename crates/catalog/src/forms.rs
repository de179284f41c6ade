//! Which words are forms of one: `logo` and `logos`, `designer` and `designers`, `موقع` and `المواقع`.
//!
//! They go by the letters of the word: the language of a text is a guess, and of a short text often none. A word in
//! Latin letters has the forms of English in every text, by the stems of Snowball, and those of French where the text
//! is not known to be in another language, for these take too many English words together: the French stem of `store`
//! is that of `stories`. Arabic words have [forms of their own](arabic).

mod arabic;

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

    /// Whether words may take its forms in a text of a language, as far as that is known.
    pub(crate) fn is_spoken_in(self, language: Option<&Language>) -> bool {
        self != Self::French || language.is_none_or(|language| language.code() == "fr")
    }
}

/// What the forms of a word have in common in one tongue.
pub(crate) enum Forms {
    /// Words of one stem.
    Stem {
        stemmer: Stemmer,
        stem: String,
        /// Every form begins so.
        part: String,
    },
    /// Arabic words that have one of these for a [key](arabic::keys), and hold it.
    Keys(Vec<String>),
}

impl Forms {
    /// The forms of a folded word; nothing where it has none but itself.
    pub(crate) fn of(word: &str, tongue: Tongue) -> Option<Self> {
        let algorithm = match tongue {
            Tongue::English => Algorithm::English,
            Tongue::French => Algorithm::French,
            Tongue::Arabic => return arabic::keys_sought(word).map(Self::Keys),
        };
        if word.len() < WORD_CHARS_MIN || !word.bytes().all(|letter| letter.is_ascii_lowercase()) {
            return None;
        }
        let stemmer = Stemmer::new(algorithm);
        let stem = stemmer.stem(word).into_owned();
        if stem.len() < STEM_CHARS_MIN {
            return None;
        }
        // The last letter of a stem may be another than that of its words: `studi` of `study`.
        let mut part = stem.clone();
        part.pop();
        Some(Self::Stem { stemmer, stem, part })
    }

    /// What words may be forms: those that begin with one of these, or hold it anywhere.
    pub(crate) fn parts(&self) -> (&[String], bool) {
        match self {
            Self::Stem { part, .. } => (std::slice::from_ref(part), false),
            Self::Keys(keys) => (keys, true),
        }
    }

    /// Whether a folded word is one of them.
    pub(crate) fn holds(&self, word: &str) -> bool {
        match self {
            Self::Stem { stemmer, stem, .. } => word.len() >= WORD_CHARS_MIN && stemmer.stem(word) == *stem,
            Self::Keys(sought) => {
                arabic::keys(word).iter().any(|key| sought.iter().any(|known| known == key))
            }
        }
    }
}

/// Whether `word` will do for `sought` in a text of a language.
#[cfg(test)]
pub(crate) fn is_form(sought: &str, word: &str, language: Option<&Language>) -> bool {
    let spoken = Tongue::ALL.into_iter().filter(|tongue| tongue.is_spoken_in(language));
    sought == word || spoken.filter_map(|tongue| Forms::of(sought, tongue)).any(|forms| forms.holds(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::fold_words;

    /// Whether a text of this language that holds one of the words is found by the other, both ways.
    fn is(sought: &str, word: &str, code: &str) -> bool {
        let one = |text: &str| {
            let mut words = Vec::new();
            fold_words(text, |word| words.push(word.to_owned()));
            assert_eq!(words.len(), 1, "{text}");
            words.remove(0)
        };
        let (a, b, language) = (one(sought), one(word), code.parse().ok());
        let found = is_form(&a, &b, language.as_ref());
        assert_eq!(found, is_form(&b, &a, language.as_ref()), "{sought} {word}");
        found
    }

    #[test]
    fn latin_words_have_the_forms_of_english_and_where_it_may_be_french_of_french() {
        for language in ["", "en", "fr", "sw"] {
            assert!(is("logos", "logo", language) && is("designers", "designer", language), "{language}");
            assert!(is("study", "studies", language), "{language}");
            assert!(is("œuvre", "oeuvre", language) && is("STRASSE", "Straße", language), "{language}");
            assert!(!is("note", "not", language) && !is("ios", "io", language) && !is("c++", "c", language));
        }
        for language in ["", "fr"] {
            assert!(is("traductions", "traduction", language) && is("créer", "créé", language), "{language}");
        }
        assert!(!is("store", "stories", "en") && is("store", "stories", "fr"));
    }

    #[test]
    fn arabic_words_have_their_forms_whatever_the_language_is_taken_for() {
        for language in ["", "en", "ar"] {
            for (one, other) in [
                ("مترجم", "المترجم"),
                ("شعار", "الشعارات"),
                ("شعارات", "الشعار"),
                ("موقع", "مواقع"),
                ("موقع", "والمواقع"),
                ("المواقع", "موقع"),
                ("صورة", "صور"),
                ("الصورة", "صور"),
                ("صورة", "والصور"),
                ("غلاف", "الأغلفة"),
                ("وظيفة", "للوظائف"),
                ("لون", "بالألوان"),
                ("صورتها", "صور"),
                ("مصمم", "ومصممين"),
                ("برنامج", "البرامج"),
            ] {
                assert!(is(one, other, language), "{one} {other} {language}");
            }
            for (one, other) in [("موقع", "صور"), ("عمل", "عملاء"), ("كتاب", "كاتب"), ("من", "مني")]
            {
                assert!(!is(one, other, language), "{one} {other} {language}");
            }
        }
    }
}

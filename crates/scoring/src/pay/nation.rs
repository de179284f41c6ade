//! The country that a posting is about, where its money shares a name with that of others.

use std::{cell::OnceCell, sync::LazyLock};

use kazi_domain::{Currency, LocationIs, Posting};

use super::{
    fold::{Folded, WordMap},
    lexicon::LEXICON,
    sense::Family,
};
use crate::{letters::is_mark, reach::names_by_country};

/// How much of a body is searched for places, in bytes.
const BODY_BYTES_MAX: usize = 4 * 1024;

/// Which currency of a family the places named have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Local {
    /// None of the places has one, or none is named.
    Unsaid,
    /// All that have one have this.
    Is(Currency),
    /// They have several.
    Several,
}

impl Local {
    fn and(self, currency: Currency) -> Self {
        match self {
            Self::Unsaid => Self::Is(currency),
            Self::Is(own) if own == currency => self,
            _ => Self::Several,
        }
    }
}

/// The countries that a posting names, read when first asked for.
pub(super) struct Nations<'p> {
    posting: &'p Posting,
    location: OnceCell<Vec<&'static str>>,
    title: OnceCell<Vec<&'static str>>,
    body: OnceCell<Vec<&'static str>>,
}

impl<'p> Nations<'p> {
    pub(super) fn of(posting: &'p Posting) -> Self {
        Self { posting, location: OnceCell::new(), title: OnceCell::new(), body: OnceCell::new() }
    }

    /// By the place of work.
    pub(super) fn by_location(&self, family: Family) -> Local {
        let Some(place) = self.place_of_work() else { return Local::Unsaid };
        local(family, self.location.get_or_init(|| named(place, true)))
    }

    /// By the place of work where a field names one, else by the words.
    pub(super) fn by_place(&self, family: Family) -> Local {
        if self.place_of_work().is_some() { self.by_location(family) } else { self.by_text(family) }
    }

    fn place_of_work(&self) -> Option<&'p str> {
        let place = self.posting.location.as_deref();
        place.filter(|_| self.posting.location_is != LocationIs::Client)
    }

    /// By the words of the title, else of title and body.
    pub(super) fn by_text(&self, family: Family) -> Local {
        let title = self.title.get_or_init(|| named(&self.posting.title, false));
        match local(family, title) {
            Local::Unsaid => local(family, self.body.get_or_init(|| named(self.body(), false))),
            said => said,
        }
    }

    fn body(&self) -> &'p str {
        let body = &self.posting.description;
        &body[..body.floor_char_boundary(BODY_BYTES_MAX)]
    }
}

fn local(family: Family, nations: &[&'static str]) -> Local {
    let currencies = nations.iter().filter_map(|nation| LEXICON.currency_in(family, nation));
    currencies.fold(Local::Unsaid, Local::and)
}

/// The people of a country whose name is their language too: "a Somali translator".
const LANGUAGES: [&str; 5] = ["English", "Somali", "Swedish", "Norwegian", "Danish"];

/// The rest of a name behind its first word, and its country.
type Name = (Vec<Folded>, &'static str);

/// Names of the countries whose currencies share a name, longest first, by their first word.
static NAMES: LazyLock<WordMap<Folded, Vec<Name>>> = LazyLock::new(|| {
    let mut names: WordMap<Folded, Vec<Name>> = WordMap::default();
    let mut add = |words: Option<Vec<Folded>>, nation| {
        if let Some((first, rest)) = words.as_deref().and_then(<[Folded]>::split_first) {
            names.entry(*first).or_default().push((rest.to_vec(), nation));
        }
    };
    let sharing: Vec<_> = LEXICON.sharing_nations().collect();
    for (code, list) in names_by_country() {
        let Some(nation) = sharing.iter().copied().find(|nation| *nation == code) else { continue };
        for name in list.split("; ").filter(|name| !LANGUAGES.contains(name)) {
            add(words(name).map(|(_, word)| Folded::of(word)).collect(), nation);
        }
    }
    let language = |word: &Folded| LANGUAGES.iter().any(|name| Folded::of(name) == Some(*word));
    let nations = LEXICON.nations().filter(|(word, _)| !language(word));
    nations.for_each(|(word, nation)| add(Some(vec![word]), nation));
    names.values_mut().for_each(|names| names.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len())));
    names
});

/// Whether a word is the code of a state of the United States that is no country of pesos.
fn is_state(word: &str) -> bool {
    let state = |codes: &str| codes.split(' ').any(|code| code == word);
    word.len() == 2
        && state(
            "AL AK AZ AR CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY \
         OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY",
        )
}

/// The words of a text and where each begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphabetic)?;
        let rest = &text[start..];
        at = start + rest.find(|c: char| !c.is_alphabetic() && !is_mark(c)).unwrap_or(rest.len());
        Some((start, &text[start..at]))
    })
}

/// The countries that a text names, in its order; in a sentence by names with a capital.
fn named(text: &str, any_case: bool) -> Vec<&'static str> {
    let words: Vec<_> = words(text).map(|(_, word)| word).collect();
    let mut nations: Vec<&'static str> = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        at += 1;
        if !any_case && word.starts_with(char::is_lowercase) {
            continue;
        }
        // "Mexico, MO"; but "Bogotá, CO"
        if any_case && !nations.is_empty() && is_state(word) && nations.iter().all(|nation| nation != word) {
            nations.push("US");
            continue;
        }
        let Some(first) = Folded::of(word) else { continue };
        let candidates = NAMES.get(&first).or_else(|| NAMES.get(&first.without_article()?));
        let follows = |rest: &[Folded]| {
            rest.iter()
                .zip(at..)
                .all(|(part, at)| words.get(at).and_then(|word| Folded::of(word)) == Some(*part))
        };
        if let Some((rest, nation)) =
            candidates.and_then(|names| names.iter().find(|(rest, _)| follows(rest)))
        {
            at += rest.len();
            nations.push(*nation);
        }
    }
    nations
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_several_words_go_before_their_parts() {
        assert_eq!(named("Juba, South Sudan", true), ["SS", "SS"]);
        assert_eq!(named("dar es salaam", true), ["TZ"]);
        assert_eq!(named("Work in Sudan and kenya", false), ["SD"]);
        assert_eq!(named("العمل في الخرطوم", false), ["SD"]);
    }
}

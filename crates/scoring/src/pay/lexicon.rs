//! The words of `words.txt` and what each means, compiled for look-ups.

use std::{collections::HashSet, hash::BuildHasherDefault, sync::LazyLock};

use kazi_domain::Currency;

use super::{
    fold::{Folded, WordHasher, WordMap},
    sense::{Family, Group, Mark, Role, Sense},
};

/// The longest word that is looked up in exactly its letters, in bytes.
const CASED_BYTES_MAX: usize = 4;
/// The longest currency sign, in bytes.
const SIGN_BYTES_MAX: usize = 5;

/// The words, compiled.
pub(super) struct Lexicon {
    words: WordMap<Folded, Sense>,
    /// Most words of a text mean nothing here, and this tells so without a look-up.
    shapes: Shapes,
    cased: WordMap<Folded, Sense>,
    cased_shapes: Shapes,
    /// Words that are no noun, apart from `words`: many of them stand in every sentence and mean nothing else, so
    /// they would be looked up in vain again and again.
    no_nouns: HashSet<Folded, BuildHasherDefault<WordHasher>>,
    /// Signs by their first character.
    signs: WordMap<char, Signs>,
    /// Currencies that share a name, by country.
    shared: Vec<(Family, &'static str, Currency)>,
    /// Words of the groups, each as a set of bits.
    groups: WordMap<Folded, u16>,
    /// From how many dollars on a bare amount is pay by the month and by the year, by currency.
    sizes: Vec<(Currency, i64, i64)>,
}

/// The signs that begin with one character.
#[derive(Default)]
struct Signs {
    /// Longest first.
    all: Vec<(&'static str, Mark)>,
    /// The character alone, where it is one.
    alone: Option<(Mark, usize)>,
    /// The ASCII characters that stand second in the longer ones, as a set of bits.
    seconds: u128,
}

impl Signs {
    fn add(&mut self, sign: &'static str, mark: Mark) {
        match sign.chars().nth(1) {
            None => self.alone = Some((mark, sign.len())),
            Some(second) => self.seconds |= if second.is_ascii() { 1 << u32::from(second) } else { 0 },
        }
        self.all.push((sign, mark));
        self.all.sort_by_key(|(sign, _)| std::cmp::Reverse(sign.len()));
    }

    /// The longest that `text` begins with.
    fn longest(&self, text: &str, first: char) -> Option<(Mark, usize)> {
        match text.as_bytes().get(first.len_utf8()) {
            Some(second @ ..128) if self.seconds >> second & 1 == 0 => self.alone,
            None => self.alone,
            _ => self
                .all
                .iter()
                .find(|(sign, _)| text.starts_with(sign))
                .map(|(sign, mark)| (*mark, sign.len())),
        }
    }
}

/// Which lengths words have, by the two letters they begin with.
pub(super) struct Shapes(Box<[u32; SHAPES]>);

/// Two letters of five bits.
const SHAPES: usize = 1 << 10;

impl Shapes {
    /// The shapes of words.
    pub(super) fn of<'w>(words: impl Iterator<Item = &'w [u8]>) -> Self {
        let mut shapes = Self(Box::new([0; SHAPES]));
        for word in words {
            shapes.0[Self::place(word)] |= Self::length(word);
        }
        shapes
    }

    /// Whether a word may be one of them, in small or capital letters.
    pub(super) fn may_hold(&self, word: &[u8]) -> bool {
        self.0[Self::place(word)] & Self::length(word) != 0
    }

    /// The five bits of a letter leave out its case.
    fn place(word: &[u8]) -> usize {
        let letter = |at: usize| word.get(at).map_or(0, |letter| usize::from(letter & 31));
        letter(0) | letter(1) << 5
    }

    fn length(word: &[u8]) -> u32 {
        1 << word.len().min(31)
    }
}

/// The words of `words.txt`.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::parse(include_str!("words.txt")).0);

impl Lexicon {
    /// Compiles a list; answers also the lines that say nothing, for the test that there is none.
    fn parse(text: &'static str) -> (Self, Vec<&'static str>) {
        let mut lexicon = Self {
            words: WordMap::default(),
            shapes: Shapes::of(std::iter::empty()),
            cased: WordMap::default(),
            cased_shapes: Shapes::of(std::iter::empty()),
            no_nouns: HashSet::default(),
            signs: WordMap::default(),
            shared: Vec::new(),
            groups: WordMap::default(),
            sizes: Vec::new(),
        };
        let mut faults = Vec::new();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let added = line.split_once(": ").and_then(|(key, words)| lexicon.add(key, words));
            if added.is_none() {
                faults.push(line);
            }
        }
        lexicon.shapes = Shapes::of(lexicon.words.keys().map(Folded::letters));
        lexicon.cased_shapes = Shapes::of(lexicon.cased.keys().map(Folded::letters));
        (lexicon, faults)
    }

    fn add(&mut self, key: &'static str, words: &'static str) -> Option<()> {
        let (kind, value) = key.split_once(' ').unwrap_or((key, ""));
        match kind {
            "sign" => {
                let mark = sign_mark(None, value)?;
                return self.add_signs(mark, words);
            }
            "shared-sign" => {
                let (family, code) = value.split_once(' ')?;
                return self.add_signs(sign_mark(Some(family), code)?, words);
            }
            "minor-sign" => {
                let mark = Mark { minor: true, exact: false, ..sign_mark(None, value)? };
                return self.add_signs(mark, words);
            }
            "shared" => return self.add_shared(value, words),
            "size" => return self.add_sizes(value, words),
            _ => {}
        }
        if let Some(group) = Group::named(kind) {
            return self.add_group(group, words);
        }
        if kind == "no-noun" {
            for word in words.split_ascii_whitespace() {
                self.no_nouns.insert(Folded::of(word)?);
            }
            return Some(());
        }
        let cased = kind.starts_with("cased");
        for word in words.split_ascii_whitespace() {
            let (table, key) = if cased {
                (&mut self.cased, Folded::exactly(word.as_bytes())?)
            } else {
                (&mut self.words, Folded::of(word)?)
            };
            add_sense(table, key, kind, value)?;
            if let Some((kind, joined)) = with_preposition(kind, value, word) {
                add_sense(&mut self.words, Folded::of(&joined)?, kind, value)?;
            }
        }
        Some(())
    }

    fn add_signs(&mut self, mark: Mark, signs: &'static str) -> Option<()> {
        for sign in signs.split_ascii_whitespace() {
            self.signs.entry(sign.chars().next()?).or_default().add(sign, mark);
        }
        Some(())
    }

    fn add_group(&mut self, group: Group, words: &'static str) -> Option<()> {
        for word in words.split_ascii_whitespace() {
            *self.groups.entry(Folded::of(word)?).or_default() |= group as u16;
        }
        Some(())
    }

    /// Whether a word is of a group.
    pub(super) fn is_in(&self, group: Group, word: &str) -> bool {
        let bits = |word: Folded| self.groups.get(&word).is_some_and(|bits| bits & group as u16 != 0);
        Folded::of(word).is_some_and(|word| bits(word) || word.without_article().is_some_and(bits))
    }

    fn add_shared(&mut self, family: &'static str, rows: &'static str) -> Option<()> {
        for row in rows.split_ascii_whitespace() {
            let (nation, code) = row.split_once('=')?;
            self.shared.push((family, nation, Currency::from_code(code)?));
        }
        Some(())
    }

    fn add_sizes(&mut self, sizes: &'static str, codes: &'static str) -> Option<()> {
        let (month, year) = sizes.split_once(' ')?;
        for code in codes.split_ascii_whitespace() {
            self.sizes.push((Currency::from_code(code)?, month.parse().ok()?, year.parse().ok()?));
        }
        Some(())
    }

    /// The currency that a name shared by several countries means in one of them.
    pub(super) fn currency_in(&self, family: Family, nation: &str) -> Option<Currency> {
        self.shared.iter().find(|(name, code, _)| *name == family && *code == nation).map(|row| row.2)
    }

    /// Whether a currency is one of those that share a name.
    pub(super) fn in_family(&self, family: Family, currency: Currency) -> bool {
        self.shared.iter().any(|row| row.0 == family && row.2 == currency)
    }

    /// The countries whose currencies share a name with others.
    pub(super) fn sharing_nations(&self) -> impl Iterator<Item = &'static str> {
        self.shared.iter().map(|(_, nation, _)| *nation)
    }

    /// Words of a country beside its code.
    pub(super) fn nations(&self) -> impl Iterator<Item = (Folded, &'static str)> {
        self.words.iter().filter_map(|(word, sense)| Some((*word, sense.nation?)))
    }

    /// From how many dollars on a bare amount of a currency is pay by the month and by the year.
    pub(super) fn sizes(&self, currency: Currency) -> Option<(i64, i64)> {
        self.sizes.iter().find(|row| row.0 == currency).map(|row| (row.1, row.2))
    }

    /// The words that are a currency or speak of pay.
    pub(super) fn money_words(&self) -> impl Iterator<Item = &[u8]> {
        let pays = |sense: &Sense| {
            sense.mark.is_some() || matches!(sense.role, Some((role, 1..)) if role != Role::Offer)
        };
        self.words.iter().filter(move |(_, sense)| pays(sense)).map(|(word, _)| word.letters())
    }

    /// What a word means: in exactly these letters, else folded.
    pub(super) fn sense(&self, word: &str) -> Option<&Sense> {
        self.cased(word).or_else(|| {
            if word.is_ascii() {
                let known = self.shapes.may_hold(word.as_bytes());
                return known.then(|| self.words.get(&Folded::of_ascii(word)?)).flatten();
            }
            let folded = Folded::of(word)?;
            let bare = || self.words.get(&folded.without_article()?);
            self.words.get(&folded).or_else(bare).or_else(|| {
                let counted = self.words.get(&folded.without_accusative()?)?;
                (counted.unit.is_some() || counted.mark.is_some() || counted.scale > 1).then_some(counted)
            })
        })
    }

    /// Whether a word behind a word for a benefit, a fund or a price is no noun that this one describes.
    pub(super) fn is_no_noun(&self, word: &str) -> bool {
        Folded::of(word).is_some_and(|folded| self.no_nouns.contains(&folded))
    }

    fn cased(&self, word: &str) -> Option<&Sense> {
        let bytes = word.as_bytes();
        let fits = bytes.len() <= CASED_BYTES_MAX
            && bytes.first().is_some_and(u8::is_ascii_uppercase)
            && self.cased_shapes.may_hold(bytes);
        fits.then(|| self.cased.get(&Folded::exactly(word.as_bytes())?)).flatten()
    }

    /// The currency sign that `text` begins with.
    pub(super) fn sign(&self, text: &str) -> Option<(Mark, usize)> {
        let first = text.chars().next()?;
        // Capital letters begin a sign, and only where one follows soon: "CA$", "S/.", "GH₵".
        let near = || text.bytes().take(SIGN_BYTES_MAX).any(|byte| matches!(byte, b'$' | b'/' | 128..));
        if first.is_ascii_lowercase() || first.is_ascii_uppercase() && !near() {
            return None;
        }
        self.signs.get(&first)?.longest(text, first)
    }
}

fn add_sense(table: &mut WordMap<Folded, Sense>, key: Folded, kind: &str, value: &'static str) -> Option<()> {
    table.entry(key).or_default().add(kind, value)
}

/// Arabic writes "for the" as part of the word, "للكلمة", which then needs no word for "per" before it.
fn with_preposition(kind: &str, value: &str, word: &str) -> Option<(&'static str, String)> {
    let arabic = word.starts_with(|c: char| ('\u{621}'..='\u{64A}').contains(&c));
    let kind = match kind {
        "unit" if !value.starts_with("two-") => "each",
        "piece" => "apiece",
        _ => return None,
    };
    arabic.then(|| (kind, format!("لل{word}")))
}

/// What a sign says: a currency, or one of those that share it.
fn sign_mark(family: Option<Family>, code: &str) -> Option<Mark> {
    let currency = Some(Currency::from_code(code)?);
    Some(Mark { currency, family, exact: family.is_none(), minor: false, word: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_words_says_something() {
        assert_eq!(Lexicon::parse(include_str!("words.txt")).1, Vec::<&str>::new());
    }

    #[test]
    fn a_word_that_is_no_noun_means_nothing_else_for_it() {
        assert!(["applies", "Available", "WHEN"].iter().all(|word| LEXICON.is_no_noun(word)));
        assert!(!LEXICON.is_no_noun("retouching"));
        let of_sense: Vec<_> =
            LEXICON.no_nouns.iter().filter(|word| LEXICON.words.contains_key(word)).collect();
        assert!(of_sense.is_empty(), "only words without a sense are asked about: {of_sense:?}");
        assert!(LEXICON.sense("Saves").is_some_and(|sense| sense.verb && sense.role.is_some()));
    }

    #[test]
    fn the_longest_sign_wins() {
        let (mark, length) = LEXICON.sign("US$ 40").unwrap();
        assert_eq!((mark.currency, length), (Some(Currency::USD), 3));
        assert!(LEXICON.sign("$40").unwrap().0.family.is_some());
    }
}

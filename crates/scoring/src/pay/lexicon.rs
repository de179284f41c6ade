//! The words of `words.txt` and what each means, compiled for look-ups.

use std::sync::LazyLock;

use kazi_domain::Currency;

use super::{
    entry::Entry,
    fold::{Folded, WORD_BYTES_MAX, WordMap},
    group::{Group, Groups},
    sense::{Family, Mark, mark},
    token::Kind,
};
use crate::{
    eight::{Eight, lowest},
    known_words::{KnownWords, WHOLE_BYTES_MAX, Word},
};

/// The longest currency sign, in bytes.
const SIGN_BYTES_MAX: usize = 5;

/// The words, compiled.
pub(super) struct Lexicon {
    entries: Vec<Entry>,
    /// All words, with the numbers of their entries.
    words: WordMap<Folded, u32>,
    /// Those of them that are found as they stand in a text: of ASCII and no longer than [`WHOLE_BYTES_MAX`].
    known: KnownWords,
    /// Which lengths those of them have that name a currency or speak of pay, by the two letters that they begin
    /// with: most words are told by it to be none.
    money_lengths: Box<[u32; TWO_LETTERS]>,
    /// Signs by their first character, where that is of ASCII, and others.
    ascii_signs: [Signs; ASCII],
    signs: WordMap<char, Signs>,
    /// Currencies that share a name, by country.
    shared: Vec<(Family, &'static str, Currency)>,
    /// From how many dollars on a bare amount is pay by the month and by the year, by currency.
    sizes: Vec<(Currency, i64, i64)>,
}

/// Two letters of five bits, which leave out their case.
const TWO_LETTERS: usize = 1 << 10;

/// The two letters that a word of so many begins with.
#[allow(clippy::cast_possible_truncation)]
fn two_letters(head: Eight, length: usize) -> usize {
    let letters = head.0 & lowest(length);
    (letters & 31 | (letters >> 8 & 31) << 5) as usize
}

fn length_bit(length: usize) -> u32 {
    1 << length.min(31)
}

/// How many characters ASCII has.
const ASCII: usize = 128;

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

    /// The longest that `text` begins with, of which the first character has so many bytes.
    fn longest(&self, text: &str, first_bytes: usize) -> Option<(Mark, usize)> {
        match text.as_bytes().get(first_bytes) {
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

/// The words of `words.txt`.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::parse(include_str!("words.txt")).0);

impl Lexicon {
    /// Compiles a list; answers also the lines that say nothing, for the test that there is none.
    fn parse(text: &'static str) -> (Self, Vec<&'static str>) {
        let mut lexicon = Self {
            entries: Vec::new(),
            words: WordMap::default(),
            known: KnownWords::default(),
            money_lengths: Box::new([0; TWO_LETTERS]),
            ascii_signs: std::array::from_fn(|_| Signs::default()),
            signs: WordMap::default(),
            shared: Vec::new(),
            sizes: Vec::new(),
        };
        let mut faults = Vec::new();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let added = line.split_once(": ").and_then(|(key, words)| lexicon.add(key, words));
            if added.is_none() {
                faults.push(line);
            }
        }
        let as_they_stand = |word: &[u8]| word.is_ascii() && word.len() <= WHOLE_BYTES_MAX;
        let known = lexicon.words.iter().map(|(word, number)| (word.letters(), *number));
        let known: Vec<_> = known.filter(|(word, _)| as_they_stand(word)).collect();
        for (word, _) in known.iter().filter(|(_, number)| lexicon.entries[*number as usize].is_money()) {
            lexicon.money_lengths[two_letters(Eight::at(word, 0), word.len())] |= length_bit(word.len());
        }
        lexicon.known = KnownWords::of(known.into_iter().map(|(word, number)| (Word::of(word), number)));
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
                return self.add_signs(sign_mark(Some(Family::named(family)?), code)?, words);
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
        for word in words.split_ascii_whitespace() {
            if kind.starts_with("cased") {
                let mark = mark(kind, value)?;
                self.entry(word)?.cased = Some((word, mark));
                continue;
            }
            self.add_sense(word, kind, value)?;
            if is_arabic(word) {
                self.add_joined(word, kind, value)?;
            }
        }
        Some(())
    }

    /// The entry of a word, made where there is none yet.
    fn entry(&mut self, word: &str) -> Option<&mut Entry> {
        let next = u32::try_from(self.entries.len()).ok()?;
        let number = *self.words.entry(Folded::of(word)?).or_insert(next);
        if number == next {
            self.entries.push(Entry::default());
        }
        self.entries.get_mut(number as usize)
    }

    fn add_sense(&mut self, word: &str, kind: &str, value: &'static str) -> Option<()> {
        self.entry(word)?.sense.get_or_insert_default().add(kind, value)
    }

    /// Adds the forms in which Arabic writes a small word as part of the next: "for the" in "للكلمة", which then needs no
    /// word for "per" before it, "and" and "for" in "خمسة وأربعين" and "بخمسين".
    fn add_joined(&mut self, word: &str, kind: &str, value: &'static str) -> Option<()> {
        match kind {
            "unit" if !value.starts_with("two-") => self.add_sense(&format!("لل{word}"), "each", value),
            "piece" => self.add_sense(&format!("لل{word}"), "apiece", value),
            "number" => {
                let and = format!("و{word}");
                self.add_sense(&and, kind, value)?;
                self.add_sense(&and, "and", "")?;
                self.add_sense(&format!("ب{word}"), kind, value)
            }
            "scale" => self.add_sense(&format!("ب{word}"), kind, value),
            _ => Some(()),
        }
    }

    fn add_signs(&mut self, mark: Mark, signs: &'static str) -> Option<()> {
        for sign in signs.split_ascii_whitespace() {
            let first = sign.chars().next()?;
            let signs = match self.ascii_signs.get_mut(first as usize) {
                Some(signs) => signs,
                None => self.signs.entry(first).or_default(),
            };
            signs.add(sign, mark);
        }
        Some(())
    }

    fn add_group(&mut self, group: Group, words: &'static str) -> Option<()> {
        for word in words.split_ascii_whitespace() {
            let entry = self.entry(word)?;
            entry.groups = entry.groups.with(group);
        }
        Some(())
    }

    fn add_shared(&mut self, family: &str, rows: &'static str) -> Option<()> {
        let family = Family::named(family)?;
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
        let nation = |number: u32| self.entries[number as usize].sense.as_ref()?.nation;
        self.words.iter().filter_map(move |(word, number)| Some((*word, nation(*number)?)))
    }

    /// From how many dollars on a bare amount of a currency is pay by the month and by the year.
    pub(super) fn sizes(&self, currency: Currency) -> Option<(i64, i64)> {
        self.sizes.iter().find(|row| row.0 == currency).map(|row| (row.1, row.2))
    }

    /// The entry of a word of ASCII letters.
    #[inline]
    pub(super) fn find(&'static self, word: Word) -> Option<&'static Entry> {
        Some(&self.entries[self.known.find(word)? as usize])
    }

    /// Whether the word of so many letters of ASCII at `at` of a text may name a currency or speak of pay.
    #[inline]
    pub(super) fn may_be_money(&'static self, text: &[u8], at: usize, length: usize, head: Eight) -> bool {
        self.money_lengths[two_letters(head, length)] & length_bit(length) != 0
            && self.find(Word::lowered(text, at, length, head)).is_some_and(Entry::is_money)
    }

    /// What a word is: a currency, or a word with its sense.
    pub(super) fn kind(&'static self, word: &str) -> Kind {
        let bytes = word.as_bytes();
        match bytes.len() {
            ..=WHOLE_BYTES_MAX if word.is_ascii() => {
                let entry = self.find(Word::lowered(bytes, 0, bytes.len(), Eight::at(bytes, 0)));
                Kind::of_entry_or_code(entry, word)
            }
            ..=WORD_BYTES_MAX => self.kind_of_folded(word),
            _ => Kind::UNKNOWN,
        }
    }

    fn kind_of_folded(&'static self, word: &str) -> Kind {
        let Some(folded) = Folded::of(word) else { return Kind::UNKNOWN };
        let own = self.folded(Some(folded));
        let bare = || self.folded(folded.without_article());
        let counted = || {
            let sense = self.folded(folded.without_accusative())?.sense.as_ref()?;
            (sense.unit.is_some() || sense.mark.is_some() || sense.scale > 1).then_some(sense)
        };
        let sense_of = |entry: Option<&'static Entry>| entry?.sense.as_ref();
        let sense = sense_of(own).or_else(|| sense_of(bare())).or_else(counted);
        match sense.and_then(|sense| sense.mark) {
            Some(mark) => Kind::Money(mark),
            None => Kind::Word(sense, self.groups_of_folded(folded)),
        }
    }

    fn folded(&'static self, word: Option<Folded>) -> Option<&'static Entry> {
        Some(&self.entries[*self.words.get(&word?)? as usize])
    }

    /// The groups that a word is of.
    pub(super) fn groups(&'static self, word: &str) -> Groups {
        Folded::of(word).map_or(Groups::NONE, |word| self.groups_of_folded(word))
    }

    fn groups_of_folded(&'static self, word: Folded) -> Groups {
        let groups = |word| self.folded(word).map_or(Groups::NONE, |entry| entry.groups);
        groups(Some(word)).and(groups(word.without_article()))
    }

    /// The currency sign that `text` begins with, of which the first character is of ASCII.
    #[inline]
    pub(super) fn ascii_sign(&self, first: u8, text: &str) -> Option<(Mark, usize)> {
        self.ascii_signs.get(usize::from(first))?.longest(text, 1)
    }

    /// The currency sign that `text` begins with.
    pub(super) fn sign(&self, text: &str) -> Option<(Mark, usize)> {
        let first = *text.as_bytes().first()?;
        // Capital letters begin a sign, and only where one follows soon: "CA$", "S/.", "GH₵".
        let near = || text.bytes().take(SIGN_BYTES_MAX).any(|byte| matches!(byte, b'$' | b'/' | 128..));
        match first {
            b'a'..=b'z' => None,
            b'A'..=b'Z' if !near() => None,
            ..128 => self.ascii_sign(first, text),
            128.. => {
                let first = text.chars().next()?;
                self.signs.get(&first)?.longest(text, first.len_utf8())
            }
        }
    }
}

/// Whether a word is of Arabic letters.
fn is_arabic(word: &str) -> bool {
    word.starts_with(|c: char| ('\u{621}'..='\u{64A}').contains(&c))
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
        let is_no_noun = |word: &&str| LEXICON.groups(word).hold(Group::NoNoun);
        assert!(["applies", "Available", "WHEN"].iter().all(is_no_noun));
        assert!(!is_no_noun(&"retouching"));
        let of_sense =
            LEXICON.entries.iter().filter(|entry| entry.groups.hold(Group::NoNoun) && entry.sense.is_some());
        assert_eq!(of_sense.count(), 0, "only words without a sense are asked about");
        let saves = LEXICON.kind("Saves");
        assert!(matches!(saves, Kind::Word(Some(sense), _) if sense.verb && sense.role.is_some()));
    }

    #[test]
    fn a_word_is_known_in_any_letters_but_some_currencies() {
        let money = |word| matches!(LEXICON.kind(word), Kind::Money(_));
        assert!(money("Ft") && !money("FT") && money("usd") && money("USD") && money("MXN") && !money("ALL"));
        assert!(matches!(LEXICON.kind("الدولار"), Kind::Money(_)));
        assert!(matches!(LEXICON.kind("HOURS"), Kind::Word(Some(sense), _) if sense.unit.is_some()));
    }

    #[test]
    fn the_longest_sign_wins() {
        let (mark, length) = LEXICON.sign("US$ 40").unwrap();
        assert_eq!((mark.currency, length), (Some(Currency::USD), 3));
        assert!(LEXICON.sign("$40").unwrap().0.family.is_some());
    }
}

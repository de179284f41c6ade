//! A text as words, each with its place in the original and its number in the vocabulary.

use std::{ops::Range, sync::LazyLock};

use super::vocabulary::{Code, Number, Vocabulary};
use crate::{
    cut::Cut,
    letters::{is_mark, plain},
};

/// What stands before a word, as far as it matters to reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Gap(u8);

impl Gap {
    /// The end of a sentence, a line, an item of a list.
    pub(super) const STOP: Self = Self(1);
    /// A comma.
    pub(super) const COMMA: Self = Self(2);
    /// A bar, as between the parts of a headline.
    pub(super) const BAR: Self = Self(4);
    /// An opening bracket.
    pub(super) const OPEN: Self = Self(8);
    /// A closing bracket.
    pub(super) const CLOSE: Self = Self(16);
    /// A slash.
    pub(super) const SLASH: Self = Self(32);

    /// Whether it holds any of `marks`.
    pub(super) fn has(self, marks: Self) -> bool {
        self.0 & marks.0 != 0
    }

    /// Both.
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// So many bytes of text hold a word, by which room is made.
const WORD_BYTES: usize = 5;

/// A word of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    start: u32,
    end: u32,
    /// The number of its sentence.
    pub(super) sentence: u32,
    /// What stands before it.
    pub(super) before: Gap,
    /// Its number in the vocabulary.
    pub(super) number: Number,
}

impl Word {
    /// Its bytes in the text.
    pub(super) const fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// What was met since the last word.
#[derive(Default)]
struct Between {
    gap: Gap,
    /// Where the last address ends.
    address_end: usize,
}

impl Between {
    /// Whether a word may begin at `at`: of an address only what may be a sentence glued to its end is read.
    fn may_begin(&self, at: usize, is_capital: impl FnOnce() -> bool) -> bool {
        at >= self.address_end || is_capital()
    }

    fn take_gap(&mut self) -> Gap {
        std::mem::take(&mut self.gap)
    }
}

/// The words of a text.
#[derive(Debug, Default)]
pub(super) struct Words {
    words: Vec<Word>,
    /// Their numbers as the trie reads them.
    codes: Vec<Code>,
}

impl Words {
    /// The words of a text; those strange to the vocabulary are only counted.
    pub(super) fn new(cut: &Cut<'_>, vocabulary: &Vocabulary) -> Self {
        let mut words = Self::default();
        words.read(cut, vocabulary);
        words
    }

    /// As [`Words::new`], in the room of the words of another text.
    pub(super) fn read(&mut self, cut: &Cut<'_>, vocabulary: &Vocabulary) {
        self.words.clear();
        self.codes.clear();
        let room = cut.text.len() / WORD_BYTES;
        self.words.reserve(room);
        self.codes.reserve(room);
        let mut between = Between::default();
        let mut at = 0;
        for plain in &cut.words {
            if !plain.is_next {
                self.read_between(cut.text, at..plain.start(), &mut between, vocabulary);
            }
            at = plain.end();
            if between.may_begin(plain.start(), || cut.text.as_bytes()[plain.start()].is_ascii_uppercase()) {
                self.push(plain.range(), between.take_gap(), vocabulary.find_plain(cut.text, plain));
            }
        }
        self.read_between(cut.text, at..cut.text.len(), &mut between, vocabulary);
    }

    /// Reads what stands between two plain words: marks, and words that take a closer look.
    fn read_between(
        &mut self,
        text: &str,
        range: Range<usize>,
        between: &mut Between,
        vocabulary: &Vocabulary,
    ) {
        let mut at = range.start;
        while let Some(character) = text[at..range.end].chars().next() {
            if starts_word(character) {
                if is_address(&text[at..]) {
                    let end = text[at..].find(char::is_whitespace);
                    between.address_end = at + end.unwrap_or(text.len() - at);
                }
                let end = word_end(text, at);
                if between.may_begin(at, || character.is_uppercase()) {
                    self.push(at..end, between.take_gap(), vocabulary.find(text, at..end));
                }
                at = end;
            } else {
                between.gap.add(mark(character, text, self.words.last(), at));
                at += character.len_utf8();
            }
        }
    }

    fn push(&mut self, range: Range<usize>, before: Gap, number: Number) {
        let last = self.words.last().map_or(0, |word| word.sentence);
        let sentence = last + u32::from(before.has(Gap::STOP));
        self.codes.push(number.code());
        #[allow(clippy::cast_possible_truncation)]
        let (start, end) = (range.start as u32, range.end as u32);
        self.words.push(Word { start, end, sentence, before, number });
    }

    /// The codes of the words from one on.
    pub(super) fn codes_from(&self, index: usize) -> &[u8] {
        self.codes.get(index..).unwrap_or_default().as_flattened()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The word at `index`.
    pub(super) fn get(&self, index: usize) -> Option<&Word> {
        self.words.get(index)
    }

    /// The bytes of the text from the first to the last of these words.
    pub(super) fn span(&self, first: usize, last: usize) -> Range<usize> {
        let start = self.words.get(first).map_or(0, |word| word.range().start);
        let end = self.words.get(last).map_or(start, |word| word.range().end);
        start..end.max(start)
    }

    /// The bytes of the sentence around the words from `first` to `last`.
    pub(super) fn sentence(&self, first: usize, last: usize) -> Range<usize> {
        /// Words kept on either side of what was found in a text without stops.
        const REACH: usize = 18;
        let stops = |index: usize| self.words.get(index).is_none_or(|word| word.before.has(Gap::STOP));
        let from = (first.saturating_sub(REACH)..=first).rev().find(|index| stops(*index));
        let until = (last + 1..=last + REACH).find(|index| stops(*index));
        self.span(
            from.unwrap_or(first.saturating_sub(REACH)),
            until.map_or(last + REACH, |index| index - 1).min(self.len().saturating_sub(1)),
        )
    }
}

/// A word in the form in which it is compared.
pub(super) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for small in word.chars().flat_map(char::to_lowercase) {
        plain(small, |part| folded.push(part));
    }
    folded
}

/// The words of a phrase, folded.
pub(super) fn folded_words(phrase: &str) -> Vec<String> {
    let words = Words::new(&Cut::of(phrase), &Vocabulary::default()).words;
    words.iter().map(|word| fold(&phrase[word.range()])).collect()
}

fn starts_word(character: char) -> bool {
    character.is_alphanumeric() || is_emoji(character)
}

fn is_flag_letter(character: char) -> bool {
    matches!(character, '\u{1F1E6}'..='\u{1F1FF}')
}

/// Letters of flags, and the globes that stand for "worldwide".
fn is_emoji(character: char) -> bool {
    is_flag_letter(character) || matches!(character, '🌍' | '🌎' | '🌏' | '🌐')
}

/// Where the word that begins at `start` ends. Capitals glued to the next sentence are parted
/// ("ONSITEWe"), and so are a small letter and a capital ("ArizonaWe") and an address
/// ("Onsitehttps://").
fn word_end(text: &str, start: usize) -> usize {
    let mut characters = text[start..].char_indices().peekable();
    let (mut letters, mut last, mut last_upper) = (0_usize, '\0', false);
    while let Some((offset, character)) = characters.next() {
        if is_emoji(character) {
            return match (letters, characters.peek()) {
                (0, Some((_, next))) if is_flag_letter(character) && is_flag_letter(*next) => {
                    start + offset + character.len_utf8() + next.len_utf8()
                }
                (0, _) => start + offset + character.len_utf8(),
                _ => start + offset,
            };
        }
        if !(character.is_alphanumeric() || is_mark(character)) {
            return start + offset;
        }
        let upper = character.is_uppercase();
        let rest = &text[start + offset..];
        if (letters > 0 && is_address(rest)) || (upper && last.is_lowercase()) {
            return start + offset;
        }
        if upper && last_upper && letters > 1 && begins_capitalised(rest) {
            return start + offset;
        }
        (letters, last, last_upper) = (letters + 1, character, upper);
    }
    text.len()
}

fn is_address(rest: &str) -> bool {
    rest.starts_with("http") && (rest.starts_with("http://") || rest.starts_with("https://"))
}

/// Whether a capital and then a small letter stand here, other than the "s" of a plural.
fn begins_capitalised(rest: &str) -> bool {
    let mut characters = rest.chars();
    characters.next();
    if is_address(characters.as_str()) {
        return false;
    }
    let second = characters.next().is_some_and(char::is_lowercase);
    let plural = rest.chars().nth(1) == Some('s') && !characters.next().is_some_and(char::is_alphanumeric);
    second && !plural
}

/// Short forms whose dot ends no sentence: "St. Louis", "excl. Africa".
static SHORT_FORMS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lines = include_str!("data/short_forms.txt").lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
});
/// The longest of them.
const SHORT_BYTES_MAX: usize = 6;

fn is_short_form(word: &str) -> bool {
    word.len() <= SHORT_BYTES_MAX && SHORT_FORMS.contains(&word)
}

fn mark(character: char, text: &str, last: Option<&Word>, at: usize) -> Gap {
    match character {
        ',' | '،' => Gap::COMMA,
        '|' => Gap::BAR,
        '(' | '[' | '{' => Gap::OPEN,
        ')' | ']' | '}' => Gap::CLOSE,
        '/' | '\\' => Gap::SLASH,
        '\n' | '\r' | '!' | '?' | '؟' | ';' | '؛' | '•' | '·' | '…' | '*' => Gap::STOP,
        // A dot ends a sentence before white space, unless one letter or a short form stands before it: "U.S.",
        // "St. Louis".
        '.' => {
            let spaced = text[at + 1..].chars().next().is_none_or(char::is_whitespace);
            let initial = last.is_some_and(|word| {
                let range = word.range();
                range.end == at && (range.len() == 1 || is_short_form(&text[range]))
            });
            if spaced && !initial { Gap::STOP } else { Gap::default() }
        }
        _ => Gap::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let words = Words::new(&Cut::of(text), &Vocabulary::default());
        words.words.iter().map(|word| text[word.range()].to_owned()).collect()
    }

    #[test]
    fn glued_words_are_parted() {
        assert_eq!(words("ONSITEWe're in ArizonaC#"), ["ONSITE", "We", "re", "in", "Arizona", "C"]);
        assert_eq!(words("VAs work-from-home"), ["VAs", "work", "from", "home"]);
        assert_eq!(words("Remote🇺🇸🇰🇪 🌍ok"), ["Remote", "🇺🇸", "🇰🇪", "🌍", "ok"]);
    }

    #[test]
    fn folding_drops_case_and_accents() {
        assert_eq!(folded_words("Télétravail, À distance"), folded_words("teletravail a DISTANCE"));
        assert_eq!(folded_words("عن بُعد"), folded_words("عن بعد"));
    }

    #[test]
    fn a_sentence_ends_at_stops_but_not_within_initials() {
        let text = "We grow. U.S. residents only. Apply";
        let found = Words::new(&Cut::of(text), &Vocabulary::default());
        assert_eq!(&text[found.sentence(4, 4)], "U.S. residents only");
    }
}

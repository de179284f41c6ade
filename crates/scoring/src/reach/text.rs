//! A text as words, each with its place in the original.

use std::ops::Range;

use super::{
    form::{fold, form},
    gap::{Gap, ends_sentence},
    runs::runs,
    telling::Telling,
};
use crate::{
    cut::{Cut, PlainWord},
    known_words,
    letters::is_mark,
};

/// A word of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    start: u32,
    end: u32,
    /// The number of its sentence.
    pub(super) sentence: u32,
    /// What stands before it.
    pub(super) before: Gap,
}

impl Word {
    #[allow(clippy::cast_possible_truncation)]
    #[inline]
    const fn new(range: Range<usize>, sentence: u32, before: Gap) -> Self {
        Self { start: range.start as u32, end: range.end as u32, sentence, before }
    }

    /// Its bytes in the text.
    pub(super) const fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The words of a text.
#[derive(Debug, Default)]
pub(super) struct Words {
    words: Vec<Word>,
    /// Those of sentences that may say something, as stretches in their order.
    telling: Vec<Range<usize>>,
    /// Where plain words begin that tell as much, in their order.
    told: Vec<usize>,
}

impl Words {
    /// The words of a text, all of which may say something.
    pub(super) fn new(cut: &Cut<'_>) -> Self {
        let mut words = Self::default();
        words.read(cut, None);
        words
    }

    /// As [`Words::new`], in the room of the words of another text. Where it is known what is telling, sentences
    /// without it say nothing.
    pub(super) fn read(&mut self, cut: &Cut<'_>, telling: Option<&Telling>) {
        self.words.clear();
        self.telling.clear();
        self.words.reserve(cut.words.len());
        let mut told = std::mem::take(&mut self.told);
        told.clear();
        told.extend(telling.iter().flat_map(|telling| telling.find_all(cut)));
        let mut reader = Reader::new(cut.text, telling, &told, self);
        for (between, run) in runs(&cut.words, 0..cut.text.len(), |word| word.is_next) {
            reader.read_between(between);
            reader.read_run(run);
        }
        reader.end_stretch(cut.text.len());
        self.told = told;
    }

    /// The stretches of words that may say something.
    pub(super) fn telling(&self) -> &[Range<usize>] {
        &self.telling
    }

    /// The bytes of these words in their text.
    pub(super) fn ranges(&self, stretch: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        self.words[stretch].iter().map(Word::range)
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

/// Reads words and what stands between them, from the beginning of a text to its end.
struct Reader<'r, 't> {
    text: &'t str,
    telling: Option<&'r Telling>,
    /// Where plain words begin that tell, from the next one on.
    told: &'r [usize],
    words: &'r mut Words,
    /// What was met since the last word.
    gap: Gap,
    sentence: u32,
    /// Where the last address ends.
    address_end: usize,
    /// The first word of the stretch that is read.
    begin: usize,
    /// Whether a word of it that is not plain, or one beside such a word, tells.
    tells: bool,
    /// The hash of the last word, and whether one that is not plain came behind it.
    last: u64,
    beside_odd: bool,
}

impl<'r, 't> Reader<'r, 't> {
    fn new(text: &'t str, telling: Option<&'r Telling>, told: &'r [usize], words: &'r mut Words) -> Self {
        Self {
            text,
            telling,
            told,
            words,
            gap: Gap::default(),
            sentence: 0,
            address_end: 0,
            begin: 0,
            tells: false,
            last: 0,
            beside_odd: false,
        }
    }

    /// Takes in plain words of which a space and nothing else parts each from the next.
    #[inline]
    fn read_run(&mut self, run: &[PlainWord]) {
        // What stands before words of an address that are passed over stands before the next.
        let Some(first) = run.iter().position(|word| self.read_word(word.range())) else { return };
        if std::mem::take(&mut self.beside_odd) {
            self.tell(run[first].start(), run[first].word());
        }
        let (sentence, before) = (self.sentence, Gap::default());
        let rest = run[first + 1..].iter();
        self.words.words.extend(rest.map(|word| Word::new(word.range(), sentence, before)));
        self.last = run[run.len() - 1].word().hash();
    }

    /// Notes whether a word tells that is not plain or stands beside such a one.
    fn tell(&mut self, start: usize, word: known_words::Word) {
        let is_capital = || !self.text.as_bytes()[start].is_ascii_lowercase();
        self.tells |= self.telling.is_some_and(|telling| telling.may_be(self.last, word.hash(), is_capital));
        self.last = word.hash();
    }

    /// Takes a word in, unless it is one of an address: of those only what may be a sentence glued to its end
    /// is read.
    fn read_word(&mut self, word: Range<usize>) -> bool {
        if word.start < self.address_end && !self.text[word.start..].starts_with(char::is_uppercase) {
            return false;
        }
        let before = std::mem::take(&mut self.gap);
        if before.has(Gap::STOP) {
            self.sentence += 1;
            // The name before ", IL" belongs to it, even behind a stop.
            if !before.has(Gap::COMMA) {
                self.end_stretch(word.start);
            }
        }
        self.words.words.push(Word::new(word, self.sentence, before));
        true
    }

    /// Ends a stretch before a word that begins at a byte, or at the end of the text.
    fn end_stretch(&mut self, at: usize) {
        let passed = self.told.iter().take_while(|start| **start < at).count();
        self.told = &self.told[passed..];
        let end = self.words.len();
        if self.tells || passed > 0 || self.telling.is_none() {
            self.words.telling.push(self.begin..end);
        }
        (self.begin, self.tells) = (end, false);
    }

    /// Reads what stands before a plain word: marks, and words that take a closer look.
    fn read_between(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let byte = self.text.as_bytes()[at];
            let mark = Gap::of_byte(byte);
            if !mark.has(Gap::UNTOLD) {
                self.gap = self.gap.and(mark);
                at += 1;
            } else if byte == b'.' {
                self.read_dot(at);
                at += 1;
            } else {
                at = self.read_other(at).unwrap_or(range.end);
            }
        }
    }

    fn read_dot(&mut self, at: usize) {
        let last = self.words.words.last().filter(|word| word.end as usize == at);
        if ends_sentence(self.text, last.map(|word| word.start as usize), at) {
            self.gap = self.gap.and(Gap::STOP);
        }
    }

    /// Reads a word that is not plain or a mark that is not of ASCII; where it ends.
    fn read_other(&mut self, at: usize) -> Option<usize> {
        let character = self.text[at..].chars().next()?;
        if !(character.is_alphanumeric() || is_emoji(character)) {
            self.gap = self.gap.and(Gap::of(character));
            return Some(at + character.len_utf8());
        }
        if is_address(&self.text[at..]) {
            let length = self.text[at..].find(char::is_whitespace);
            self.address_end = length.map_or(self.text.len(), |length| at + length);
        }
        let end = word_end(self.text, at);
        self.beside_odd = true;
        if self.read_word(at..end) && self.telling.is_some() {
            self.tell(at, form(self.text, at..end));
        }
        Some(end)
    }
}

/// The words of a phrase, folded.
pub(super) fn folded_words(phrase: &str) -> Vec<String> {
    let words = Words::new(&Cut::of(phrase)).words;
    words.iter().map(|word| fold(&phrase[word.range()])).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let words = Words::new(&Cut::of(text));
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
        let found = Words::new(&Cut::of(text));
        assert_eq!(&text[found.sentence(4, 4)], "U.S. residents only");
    }
}

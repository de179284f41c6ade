//! A posting as one row of folded words, so that phrases can be found by their distance in words.

use std::ops::Range;

use kazi_domain::Part;
use unicode_normalization::char::is_combining_mark;

use super::pattern::Firsts;
use crate::{
    cut::{Cut, CutPosting, PlainWord},
    known_words::Word,
    letters::{ends_small, is_glued, plain_look},
};

/// The most words of a posting that are read.
const WORDS_MAX: usize = 6_000;
/// So many bytes of text hold a word, by which room is made.
const WORD_BYTES: usize = 5;
/// How many words apart the end of a sentence sets what follows.
const SENTENCE_GAP: u32 = 3;
/// How many words apart the end of a part sets what follows.
const PART_GAP: u32 = 50;

/// Written as one word with the noun; postings and phrases have it or not as they please.
const ARABIC_ARTICLE: &str = "ال";

/// A word and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedWord {
    /// Its first byte in [`Words::text`].
    pub at: usize,
    /// Its number; the numbers jump at the end of a sentence or part.
    pub position: u32,
    /// The part it stands in.
    pub part: Part,
    /// Its bytes in that part.
    begin: u32,
    end: u32,
}

impl PlacedWord {
    /// Its bytes in its part.
    pub fn range(&self) -> Range<usize> {
        self.begin as usize..self.end as usize
    }
}

/// Folded words with one space before, between and after them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// ` contact me on whatsapp `
    pub text: String,
    /// The words, in order.
    pub words: Vec<PlacedWord>,
    /// The words that may begin a phrase: the place of each, and its number among first words.
    pub firsts: Vec<(usize, u32)>,
}

impl Words {
    /// The words of the title, the pay text and the body.
    pub fn of(posting: &CutPosting<'_>, firsts: &Firsts) -> Self {
        let parts = [
            (Part::Title, &posting.title),
            (Part::PayText, &posting.pay_text),
            (Part::Description, &posting.description),
        ];
        let bytes = parts.iter().map(|(_, cut)| cut.text.len()).sum::<usize>();
        let mut words = Self {
            text: String::with_capacity(bytes + 1),
            words: Vec::with_capacity(bytes / WORD_BYTES),
            firsts: Vec::with_capacity(bytes / WORD_BYTES / 2),
        };
        words.text.push(' ');
        let mut position = 0;
        for (part, cut) in parts {
            position = words.push(part, cut, position, Some(firsts)) + PART_GAP;
        }
        words
    }

    /// The words of a phrase as configuration writes it, folded in the same way; `#` is any number.
    pub fn fold_phrase(phrase: &str) -> String {
        let mut words = Self::default();
        words.push(Part::Title, &Cut::of(&phrase.replace('#', "0")), 0, None);
        words.text.trim().to_owned()
    }

    /// Adds the words of a part, of which the first has the number `position`, and answers the next.
    fn push(&mut self, part: Part, cut: &Cut<'_>, position: u32, firsts: Option<&Firsts>) -> u32 {
        let begin = self.text.len();
        let mut row = Row { words: self, part, text: cut.text, position, firsts, run: 0..0, run_at: begin };
        let mut at = 0;
        for plain in cut.words.iter().filter(|plain| !plain.has_figures) {
            if !plain.is_next || at + 1 != plain.start() {
                at = row.push_between(at, plain.start());
            }
            // Not the "t" of "don't".
            if at <= plain.start() && !row.is_full() {
                row.push_plain(plain);
                at = plain.end();
            }
        }
        row.push_between(at, cut.text.len());
        row.end_run();
        let position = row.position;
        // All words at once: those that were folded are in small letters already.
        self.text[begin..].make_ascii_lowercase();
        position
    }

    /// The words of the sentences that those from `first` to `last` stand in.
    pub fn sentences(&self, first: usize, last: usize) -> Range<usize> {
        let goes_on = |word: &usize| self.words[*word].position == self.words[*word - 1].position + 1;
        let begin = (1..=first).rev().take_while(goes_on).last().map_or(first, |word| word - 1);
        let end = (last + 1..self.words.len()).take_while(goes_on).last().unwrap_or(last);
        begin..end + 1
    }

    /// The number of the word that begins at or before a byte of [`Words::text`], sought from the word
    /// `from` on, which does.
    pub fn index_at(&self, byte: usize, from: usize) -> usize {
        from + self.words[from + 1..].iter().take_while(|word| word.at <= byte).count()
    }
}

/// The words of a part as they are added.
struct Row<'w, 't> {
    words: &'w mut Words,
    part: Part,
    text: &'t str,
    /// The number of the next word.
    position: u32,
    firsts: Option<&'w Firsts>,
    /// Plain words one space apart, which are taken over together: their bytes in the part.
    run: Range<usize>,
    /// Where they begin in [`Words::text`].
    run_at: usize,
}

impl Row<'_, '_> {
    fn push_plain(&mut self, plain: &PlainWord) {
        let goes_on = plain.is_next && self.run.end + 1 == plain.start();
        if !goes_on || self.run.is_empty() {
            self.end_run();
            self.run = plain.start()..plain.start();
        }
        self.run.end = plain.end();
        let at = self.run_at + plain.start() - self.run.start;
        let first = self.firsts.and_then(|firsts| firsts.find(plain.word()));
        self.push(at, plain.range(), first);
    }

    fn end_run(&mut self) {
        if !self.run.is_empty() {
            self.words.text.push_str(&self.text[self.run.clone()]);
            self.words.text.push(' ');
        }
        self.run = 0..0;
        self.run_at = self.words.text.len();
    }

    /// Adds what begins behind the byte `at` and before the plain word at `to`, and answers the byte behind.
    fn push_between(&mut self, mut at: usize, to: usize) -> usize {
        while at <= to && !self.is_full() {
            let (start, ends_sentence) = next_start(self.text, at);
            if ends_sentence && start < self.text.len() {
                self.position += SENTENCE_GAP;
            }
            if start >= to {
                break;
            }
            let range = start..word_end(self.text, start);
            at = range.end;
            self.push_folded(range);
        }
        at
    }

    fn push_folded(&mut self, range: Range<usize>) {
        self.end_run();
        let text = &mut self.words.text;
        let at = text.len();
        fold(&self.text[range.clone()], text);
        let end = text.len();
        if end == at {
            return;
        }
        text.push(' ');
        self.run_at = end + 1;
        let word = Word::at(text.as_bytes(), at, end - at);
        let first = self.firsts.and_then(|firsts| firsts.find(word));
        self.push(at, range, first);
    }

    fn push(&mut self, at: usize, range: Range<usize>, first: Option<u32>) {
        let words = &mut self.words.words;
        if let Some(first) = first {
            self.words.firsts.push((words.len(), first));
        }
        #[allow(clippy::cast_possible_truncation)]
        let (begin, end) = (range.start as u32, range.end as u32);
        words.push(PlacedWord { at, position: self.position, part: self.part, begin, end });
        self.position += 1;
    }

    fn is_full(&self) -> bool {
        self.words.words.len() >= WORDS_MAX
    }
}

/// Where from byte `from` on the next word begins, or the end of the text, and whether a sentence ended before
/// it. Signs of money and percent are words of their own.
fn next_start(text: &str, from: usize) -> (usize, bool) {
    let mut ends_sentence = false;
    let mut chars = text[from..].chars();
    loop {
        let start = text.len() - chars.as_str().len();
        match chars.next() {
            Some(' ' | ',') => {}
            Some(c) if c.is_alphanumeric() => {
                // A part without white space between its paragraphs: what is glued on begins a sentence.
                let glued = start == from && ends_small(&text[..from]) && c.is_uppercase();
                return (start, ends_sentence || glued);
            }
            Some(c) if is_sign(c) => return (start, ends_sentence),
            Some('\n' | ';' | '•' | '؟' | '。') => ends_sentence = true,
            Some('.' | '!' | '?') => {
                ends_sentence |= chars.clone().next().is_none_or(char::is_whitespace);
            }
            Some(_) => {}
            None => return (start, ends_sentence),
        }
    }
}

/// Where the word that begins at `start` ends.
#[inline(never)]
fn word_end(text: &str, start: usize) -> usize {
    let mut tail = text[start..].char_indices().peekable();
    if let Some((_, sign)) = tail.next_if(|(_, first)| is_sign(*first)) {
        return start + sign.len_utf8();
    }
    let inside = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    let (mut end, mut after_digit) = (start, false);
    while let Some((at, c)) = tail.next() {
        if c.is_uppercase() && is_glued(&text[start..start + at]) {
            break;
        }
        let next = tail.peek().map(|(_, next)| *next);
        let joins = match c {
            '\'' | '’' => next.is_some_and(|next| matches!(next, 't' | 's' | 'r' | 'l' | 'v')),
            ',' | '.' => after_digit && next.is_some_and(char::is_numeric),
            _ => false,
        };
        after_digit = c.is_numeric();
        if !inside(c) && !joins {
            break;
        }
        end = start + at + c.len_utf8();
    }
    end
}

const fn is_sign(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '%')
}

/// Small letters without accents and without the Arabic article; every number is `#`, every sign of
/// money `$`.
#[inline(never)]
fn fold(word: &str, into: &mut String) {
    let bare = word.strip_prefix(ARABIC_ARTICLE).filter(|rest| rest.chars().count() > 2);
    let word = bare.unwrap_or(word);
    for letter in word.chars() {
        plain_look(letter, |part| match part {
            '€' | '£' => into.push('$'),
            '\'' | '’' | ',' | '.' => {}
            // Marks of any script, such as those of "1️⃣", hide a phrase from nobody who reads it.
            part if is_combining_mark(part) => {}
            part if part.is_numeric() => {
                if !into.ends_with('#') {
                    into.push('#');
                }
            }
            part => into.extend(part.to_lowercase()),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_numbered() {
        assert_eq!(Words::fold_phrase("Don’t PAY $1,500: té!"), "dont pay $ # te");
        assert_eq!(Words::fold_phrase("up to $ #k"), "up to $ #k");
        assert_eq!(Words::fold_phrase("المبيعات"), Words::fold_phrase("مبيعات"));
        let mut words = Words { text: " ".into(), ..Words::default() };
        words.push(Part::Title, &Cut::of("Pay first. Then, work"), 0, None);
        assert_eq!(words.text, " pay first then work ");
        assert_eq!(words.words.iter().map(|word| word.position).collect::<Vec<_>>(), [0, 1, 5, 6]);
        assert_eq!(words.index_at(5, 0), 1);
        assert_eq!((words.sentences(0, 0), words.sentences(3, 3), words.sentences(1, 2)), (0..2, 2..4, 0..4));
        words.push(Part::PayText, &Cut::of(" by the hour,  on 2 days"), 100, None);
        assert_eq!(words.text, " pay first then work by the hour on # days ");
        assert!(words.words.iter().all(|word| words.text[word.at - 1..].starts_with(' ')));
    }

    #[test]
    fn glued_words_are_parted_and_names_are_not() {
        let mut words = Words { text: " ".into(), ..Words::default() };
        let text = "Much patienceCareful, EndurancesWhatsApp iPhone YouTube";
        words.push(Part::Title, &Cut::of(text), 0, None);
        assert_eq!(words.text, " much patience careful endurances whatsapp iphone youtube ");
        assert_eq!(words.words[2].position - words.words[1].position, SENTENCE_GAP + 1);
    }
}

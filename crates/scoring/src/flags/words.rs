//! A posting as one row of folded words, so that phrases can be found by their distance in words.

use std::ops::Range;

use kazi_domain::{Part, Posting};
use unicode_normalization::char::is_combining_mark;

use super::pattern::Firsts;
use crate::{
    eight::{Eight, STEP, lowest, run},
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
pub struct Word {
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

impl Word {
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
    pub words: Vec<Word>,
    /// The words that may begin a phrase: the number of each, and what is known of it.
    pub firsts: Vec<(usize, u32)>,
}

impl Words {
    /// The words of the title, the pay text, the tags and the body.
    pub fn of(posting: &Posting, firsts: &Firsts) -> Self {
        let parts = [
            (Part::Title, posting.title.as_str()),
            (Part::PayText, posting.pay_text.as_deref().unwrap_or_default()),
            (Part::Description, posting.description.as_str()),
        ];
        let bytes = parts.iter().map(|(_, text)| text.len()).sum::<usize>();
        let mut words = Self {
            text: String::with_capacity(bytes + 1),
            words: Vec::with_capacity(bytes / WORD_BYTES),
            firsts: Vec::with_capacity(bytes / WORD_BYTES / 2),
        };
        words.text.push(' ');
        let mut position = 0;
        for (part, text) in parts {
            position = words.push(part, text, position, Some(firsts)) + PART_GAP;
        }
        words
    }

    /// The words of a phrase as configuration writes it, folded in the same way; `#` is any number.
    pub fn fold_phrase(phrase: &str) -> String {
        let mut words = Self::default();
        words.push(Part::Title, &phrase.replace('#', "0"), 0, None);
        words.text.trim().to_owned()
    }

    fn push(&mut self, part: Part, text: &str, mut position: u32, firsts: Option<&Firsts>) -> u32 {
        let begin = self.text.len();
        // Plain words one space apart, which are taken over together: where the run begins in the text,
        // where it ends there, and where it begins in the folded text.
        let (mut run, mut run_at) = (0..0, begin);
        let mut rest = 0;
        while self.words.len() < WORDS_MAX {
            let plain = plain_word(text.as_bytes(), rest);
            let head = plain.as_ref().map(|plain| plain.head);
            let next =
                plain.map(|plain| (plain.range, plain.ends_sentence)).or_else(|| next_word(text, rest));
            let Some((range, ends_sentence)) = next else { break };
            rest = range.end;
            if ends_sentence {
                position += SENTENCE_GAP;
            }
            let goes_on = head.is_some()
                && !run.is_empty()
                && range.start == run.end + 1
                && text.as_bytes()[run.end] == b' ';
            if !goes_on {
                self.push_run(&text[run]);
                run_at = self.text.len();
                run = range.start..range.start;
            }
            let at = run_at + range.start - run.start;
            let first = if let Some(head) = head {
                run.end = range.end;
                firsts.and_then(|firsts| firsts.find_plain(text.as_bytes(), range.clone(), head))
            } else {
                fold(&text[range.clone()], &mut self.text);
                let end = self.text.len();
                if end == at {
                    continue;
                }
                self.text.push(' ');
                firsts.and_then(|firsts| firsts.find(self.text.as_bytes(), at..end))
            };
            if let Some(first) = first {
                self.firsts.push((self.words.len(), first));
            }
            #[allow(clippy::cast_possible_truncation)]
            let (begin, end) = (range.start as u32, range.end as u32);
            self.words.push(Word { at, position, part, begin, end });
            position += 1;
        }
        self.push_run(&text[run]);
        // All words at once: those that were folded are in small letters already.
        self.text[begin..].make_ascii_lowercase();
        position
    }

    fn push_run(&mut self, run: &str) {
        if !run.is_empty() {
            self.text.push_str(run);
            self.text.push(' ');
        }
    }

    /// The number of the word that begins at or before a byte of [`Words::text`], sought from the word
    /// `from` on, which does.
    pub fn index_at(&self, byte: usize, from: usize) -> usize {
        from + self.words[from + 1..].iter().take_while(|word| word.at <= byte).count()
    }
}

/// A word of nothing but ASCII letters.
struct PlainWord {
    range: Range<usize>,
    /// Whether a sentence ended before it.
    ends_sentence: bool,
    /// Its first eight bytes, and what follows.
    head: Eight,
}

/// What [`next_word`] finds, where that is a plain word, as most are.
fn plain_word(text: &[u8], from: usize) -> Option<PlainWord> {
    let mut ends_sentence = false;
    let mut start = from;
    loop {
        match *text.get(start)? {
            b' ' => {}
            byte if byte.is_ascii_alphabetic() => break,
            b'\n' | b';' => ends_sentence = true,
            b'.' | b'!' | b'?' => {
                let next = text.get(start + 1).copied().unwrap_or(b' ');
                ends_sentence |= next.is_ascii() && char::from(next).is_whitespace();
                if !next.is_ascii() {
                    return None;
                }
            }
            byte if byte.is_ascii_digit() || is_sign(char::from(byte)) || !byte.is_ascii() => return None,
            _ => {}
        }
        start += 1;
    }
    // Where a capital follows a small letter, it may begin another word, which takes a closer look.
    let head = Eight::at(text, start);
    let (mut eight, mut end) = (head, start);
    let mut small_before = u64::from(start > 0 && text[start - 1].is_ascii_lowercase()) << 7;
    loop {
        let letters = eight.letters();
        let small = eight.small(letters);
        let length = run(letters);
        if letters & !small & (small << 8 | small_before) & lowest(length) != 0 {
            return None;
        }
        end += length;
        if length < STEP {
            break;
        }
        small_before = small >> (8 * (STEP - 1));
        eight = Eight::at(text, end);
    }
    let next = text.get(end).copied().unwrap_or(b' ');
    let ends = next.is_ascii() && !next.is_ascii_digit() && next != b'\'';
    ends.then_some(PlainWord { range: start..end, ends_sentence, head })
}

/// The next word from byte `from` on, and whether a sentence ended before it. Signs of money and
/// percent are words of their own.
#[inline(never)]
fn next_word(text: &str, from: usize) -> Option<(Range<usize>, bool)> {
    let mut ends_sentence = false;
    let mut chars = text[from..].char_indices().peekable();
    let start = loop {
        let (at, c) = chars.next()?;
        if is_sign(c) {
            return Some((from + at..from + at + c.len_utf8(), ends_sentence));
        }
        if c.is_alphanumeric() {
            break from + at;
        }
        let breaks = matches!(c, '\n' | ';' | '•' | '؟' | '。')
            || (matches!(c, '.' | '!' | '?') && chars.peek().is_none_or(|(_, next)| next.is_whitespace()));
        ends_sentence |= breaks;
    };
    // A part without white space between its paragraphs: what is glued on begins a sentence.
    ends_sentence |=
        start == from && ends_small(&text[..from]) && text[start..].starts_with(char::is_uppercase);
    let inside = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    let (mut end, mut after_digit) = (start, false);
    let mut tail = text[start..].char_indices().peekable();
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
    Some((start..end, ends_sentence))
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
        words.push(Part::Title, "Pay first. Then, work", 0, None);
        assert_eq!(words.text, " pay first then work ");
        assert_eq!(words.words.iter().map(|word| word.position).collect::<Vec<_>>(), [0, 1, 5, 6]);
        assert_eq!(words.index_at(5, 0), 1);
        words.push(Part::PayText, " by the hour,  on 2 days", 100, None);
        assert_eq!(words.text, " pay first then work by the hour on # days ");
        assert!(words.words.iter().all(|word| words.text[word.at - 1..].starts_with(' ')));
    }

    #[test]
    fn glued_words_are_parted_and_names_are_not() {
        let mut words = Words { text: " ".into(), ..Words::default() };
        words.push(Part::Title, "Much patienceCareful, EndurancesWhatsApp iPhone YouTube", 0, None);
        assert_eq!(words.text, " much patience careful endurances whatsapp iphone youtube ");
        assert_eq!(words.words[2].position - words.words[1].position, SENTENCE_GAP + 1);
    }
}

//! A posting as one row of folded words, so that phrases can be found and their distance told in words.

use std::ops::Range;

use kazi_domain::Part;
use unicode_normalization::char::is_combining_mark;

use super::vocabulary::Vocabulary;
use crate::{
    cut::{Cut, CutPosting, PlainWord},
    letters::{ends_small, is_glued, plain_look},
};

/// The most words of a posting that are read.
const WORDS_MAX: usize = 6_000;
/// So many bytes of text hold a word, by which room is made.
const WORD_BYTES: usize = 5;
/// So many bytes hold most words.
const FOLDED_BYTES: usize = 32;
/// How many words apart the end of a sentence sets what follows.
const SENTENCE_GAP: u32 = 3;
/// How many words apart the end of a part sets what follows.
const PART_GAP: u32 = 50;
/// A posting of fewer bytes is a message: its title is most often the first sentence of what its body goes on
/// with, and its parts stand as near each other as sentences do.
const MESSAGE_BYTES: usize = 480;

/// Written as one word with the noun; postings and phrases have it or not as they please.
const ARABIC_ARTICLE: &str = "ال";

/// A word and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedWord {
    /// Its number in the vocabulary of phrases.
    pub number: u32,
    /// Its place; the places jump at the end of a sentence or part.
    pub position: u32,
    /// Its bytes in its part.
    begin: u32,
    end: u32,
    /// The part it stands in.
    pub part: Part,
}

impl PlacedWord {
    /// Its bytes in its part.
    pub fn range(&self) -> Range<usize> {
        self.begin as usize..self.end as usize
    }
}

/// The words of a posting, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(pub Vec<PlacedWord>);

impl Words {
    /// The words of the title, the pay text and the body.
    pub fn of(posting: &CutPosting<'_>, vocabulary: &Vocabulary) -> Self {
        let parts = [
            (Part::Title, &posting.title),
            (Part::PayText, &posting.pay_text),
            (Part::Description, &posting.description),
        ];
        let bytes = parts.iter().map(|(_, cut)| cut.text.len()).sum::<usize>();
        let part_gap = if bytes < MESSAGE_BYTES { SENTENCE_GAP } else { PART_GAP };
        let mut row = Row::new(vocabulary, bytes / WORD_BYTES);
        for (part, cut) in parts {
            row.read(part, cut);
            row.gaps += part_gap;
        }
        Self(row.words)
    }

    /// The words of the sentences that those from `first` to `last` stand in.
    pub fn sentences(&self, first: usize, last: usize) -> Range<usize> {
        let goes_on = |word: &usize| self.0[*word].position == self.0[*word - 1].position + 1;
        let begin = (1..=first).rev().take_while(goes_on).last().map_or(first, |word| word - 1);
        let end = (last + 1..self.0.len()).take_while(goes_on).last().unwrap_or(last);
        begin..end + 1
    }
}

/// The words of a phrase as configuration writes it, folded as those of a posting are, with spaces
/// between them; `#` is any number.
pub fn fold_phrase(phrase: &str) -> String {
    let text = phrase.replace('#', "0");
    let mut folded = String::new();
    let (mut start, _) = next_start(&text, 0);
    while start < text.len() {
        let end = word_end(&text, start);
        fold(&text[start..end], &mut folded);
        if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
        (start, _) = next_start(&text, end);
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Words as they are added, part by part.
struct Row<'v> {
    words: Vec<PlacedWord>,
    /// How many places were left out so far.
    gaps: u32,
    vocabulary: &'v Vocabulary,
    /// The last word of which the letters were looked at, folded.
    folded: String,
}

impl<'v> Row<'v> {
    fn new(vocabulary: &'v Vocabulary, words: usize) -> Self {
        Self {
            words: Vec::with_capacity(words),
            gaps: 0,
            vocabulary,
            folded: String::with_capacity(FOLDED_BYTES),
        }
    }

    /// Adds the words of a part.
    fn read(&mut self, part: Part, cut: &Cut<'_>) {
        let text = cut.text;
        let mut at = 0;
        for plain in &cut.words {
            if plain.has_figures && amount_goes_on(text, plain.end()) {
                continue;
            }
            if !plain.is_next || at + 1 != plain.start() {
                at = self.push_between(part, text, at, plain.start());
            }
            // Not the "t" of "don't".
            if at <= plain.start() && !self.is_full() {
                let number = self.number_of(text, plain);
                self.push(number, part, plain.range());
                at = plain.end();
            }
        }
        self.push_between(part, text, at, text.len());
    }

    fn number_of(&mut self, text: &str, plain: &PlainWord) -> u32 {
        let vocabulary = self.vocabulary;
        if plain.has_figures {
            let is_figures = text.as_bytes()[plain.range()].iter().all(u8::is_ascii_digit);
            return if is_figures {
                vocabulary.figures()
            } else {
                self.number_of_folded(text, plain.range())
            };
        }
        vocabulary.find(plain.word()).unwrap_or_else(|| {
            self.folded.clear();
            self.folded.push_str(&text[plain.range()]);
            self.folded.make_ascii_lowercase();
            vocabulary.find_letters(&self.folded)
        })
    }

    /// The number of a word that is left folded behind.
    fn number_of_folded(&mut self, text: &str, range: Range<usize>) -> u32 {
        self.folded.clear();
        fold(&text[range], &mut self.folded);
        self.vocabulary.find_folded(&self.folded)
    }

    /// Adds what begins behind the byte `at` and before the plain word at `to`, and answers the byte behind.
    fn push_between(&mut self, part: Part, text: &str, mut at: usize, to: usize) -> usize {
        while at <= to && !self.is_full() {
            let (start, ends_sentence) = next_start(text, at);
            if ends_sentence && start < text.len() {
                self.gaps += SENTENCE_GAP;
            }
            if start >= to {
                break;
            }
            let range = start..word_end(text, start);
            at = range.end;
            let number = self.number_of_folded(text, range.clone());
            if !self.folded.is_empty() {
                self.push(number, part, range);
            }
        }
        at
    }

    fn push(&mut self, number: u32, part: Part, range: Range<usize>) {
        #[allow(clippy::cast_possible_truncation)]
        let (begin, end, before) = (range.start as u32, range.end as u32, self.words.len() as u32);
        let position = self.gaps + before;
        self.words.push(PlacedWord { number, position, begin, end, part });
    }

    fn is_full(&self) -> bool {
        self.words.len() >= WORDS_MAX
    }
}

/// Whether an amount goes on behind its first figures: `1,000` is one word.
fn amount_goes_on(text: &str, end: usize) -> bool {
    let (mark, figure) = (text.as_bytes().get(end), text[end..].chars().nth(1));
    matches!(mark, Some(b',' | b'.')) && figure.is_some_and(char::is_numeric)
}

/// Where from byte `from` on the next word begins, or the end of the text, and whether a sentence ended before
/// it. Signs of money and percent are words of their own.
fn next_start(text: &str, from: usize) -> (usize, bool) {
    let bytes = text.as_bytes();
    let mut ends_sentence = false;
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'$' | b'%' => break,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                return (at, ends_sentence || at == from && is_glued_on(text, at));
            }
            b'\n' | b';' => ends_sentence = true,
            b'.' | b'!' | b'?' => {
                ends_sentence |= text[at + 1..].chars().next().is_none_or(char::is_whitespace);
            }
            0..0x80 => {}
            _ => match text[at..].chars().next() {
                Some('€' | '£') | None => break,
                Some(c) if c.is_alphanumeric() => {
                    return (at, ends_sentence || at == from && is_glued_on(text, at));
                }
                Some(c) => {
                    ends_sentence |= matches!(c, '•' | '؟' | '。');
                    at += c.len_utf8() - 1;
                }
            },
        }
        at += 1;
    }
    (at, ends_sentence)
}

/// Whether the word at a byte begins a sentence: a part without white space between its paragraphs.
fn is_glued_on(text: &str, at: usize) -> bool {
    ends_small(&text[..at]) && text[at..].starts_with(char::is_uppercase)
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
    use kazi_domain::{Posting, PostingId, SourceId};
    use proptest::prelude::*;

    use super::*;
    use crate::flags::vocabulary::Forms;

    fn words(text: &str) -> Words {
        let posting = Posting::new(PostingId(1), SourceId::new("test").unwrap(), text);
        let vocabulary = Vocabulary::new(&Forms::default()).unwrap();
        Words::of(&CutPosting::of(&posting), &vocabulary)
    }

    #[test]
    fn words_are_folded_and_numbered() {
        assert_eq!(fold_phrase("Don’t PAY $1,500: té!"), "dont pay $ # te");
        assert_eq!(fold_phrase("up to $ #k"), "up to $ #k");
        assert_eq!(fold_phrase("المبيعات"), fold_phrase("مبيعات"));
        assert_eq!(fold_phrase(" by the hour,  on 2 days"), "by the hour on # days");
        let text = "Pay first. Then, work";
        let words = words(text);
        let ranges: Vec<_> = words.0.iter().map(|word| &text[word.range()]).collect();
        assert_eq!(ranges, ["Pay", "first", "Then", "work"]);
        assert_eq!(words.0.iter().map(|word| word.position).collect::<Vec<_>>(), [0, 1, 5, 6]);
        assert_eq!((words.sentences(0, 0), words.sentences(3, 3), words.sentences(1, 2)), (0..2, 2..4, 0..4));
    }

    #[test]
    fn glued_words_are_parted_and_names_are_not() {
        let text = "Much patienceCareful, EndurancesWhatsApp iPhone YouTube";
        assert_eq!(fold_phrase(text), "much patience careful endurances whatsapp iphone youtube");
        let words = words(text).0;
        assert_eq!(words[2].position - words[1].position, SENTENCE_GAP + 1);
    }
    proptest! {
        #[test]
        fn plain_words_are_those_that_letters_tell(text in "[ab5BK$é’'., \n-]{0,24}") {
            let mut told = Vec::new();
            let (mut start, _) = next_start(&text, 0);
            while start < text.len() {
                let end = word_end(&text, start);
                told.push(start..end);
                (start, _) = next_start(&text, end);
            }
            prop_assert_eq!(words(&text).0.iter().map(PlacedWord::range).collect::<Vec<_>>(), told);
        }
    }
}

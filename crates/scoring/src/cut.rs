//! Texts cut into their plain words, once for all readers.
//!
//! Most words of most texts are letters and figures of ASCII with a space or a sign on either side: one
//! word to every reader. What stands between them each reader takes apart by its own rules, and some
//! join what is one word to them, such as `don't` or `1,000`.

use std::ops::Range;

use kazi_domain::Posting;

use crate::{
    eight::{ALL, Eight, FIRST, STEP, lowest, run},
    known_words::Word,
};

/// So many bytes of text hold a word, by which room is made.
const WORD_BYTES: usize = 5;
/// The longest plain word, in bytes.
const LENGTH_MAX: usize = u8::MAX as usize;

/// A word of ASCII letters and figures: in small letters, in small letters after a first capital, or in
/// capitals.
///
/// As small as it can be: a reader passes over all words of many postings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlainWord {
    head: u64,
    tail: u64,
    /// The hash of [`PlainWord::word`], made once for all tables.
    hash: u64,
    start: u32,
    length: u8,
    /// Whether a space and nothing else parts it from the plain word before it.
    pub(crate) is_next: bool,
    /// Whether it has figures.
    pub(crate) has_figures: bool,
    /// Whether ASCII signs and white space and nothing else part it from the plain word before it, or
    /// from the beginning of the text.
    pub(crate) after_signs: bool,
}

impl PlainWord {
    /// As tables know it, in small letters.
    #[inline]
    pub(crate) fn word(&self) -> Word {
        Word::hashed(self.length, self.head, self.tail, self.hash)
    }

    /// Its length in bytes.
    pub(crate) const fn len(&self) -> usize {
        self.length as usize
    }

    /// Its first byte.
    pub(crate) const fn start(&self) -> usize {
        self.start as usize
    }

    /// The byte after its last.
    pub(crate) const fn end(&self) -> usize {
        self.start() + self.len()
    }

    /// The same word in a text in which it begins at another byte.
    #[allow(clippy::cast_possible_truncation)]
    pub(crate) const fn moved_to(mut self, start: usize) -> Self {
        self.start = start as u32;
        self
    }

    /// Its bytes.
    pub(crate) const fn range(&self) -> Range<usize> {
        self.start()..self.end()
    }
}

/// A text and its plain words, in their order.
#[derive(Clone, Debug)]
pub(crate) struct Cut<'t> {
    pub(crate) text: &'t str,
    pub(crate) words: Vec<PlainWord>,
    /// The first bytes of plain words, and of other letters and figures in a row, that have figures.
    pub(crate) figures: Vec<u32>,
}

impl<'t> Cut<'t> {
    /// Cuts a text.
    pub(crate) fn of(text: &'t str) -> Self {
        let words = Vec::with_capacity(text.len() / WORD_BYTES + 1);
        let cut = Self { text, words, figures: Vec::new() };
        let mut cutter = Cutter { cut, at: 0, next: usize::MAX, after_signs: true };
        while cutter.at < text.len() {
            let head = Eight::at(text.as_bytes(), cutter.at);
            match short_word(head) {
                Some(word) if cutter.after_signs => cutter.push(word, false),
                _ => cutter.push_other(head),
            }
        }
        cutter.cut
    }

    /// A text of which no plain words are known.
    pub(crate) const fn uncut(text: &'t str) -> Self {
        Self { text, words: Vec::new(), figures: Vec::new() }
    }

    /// The text up to a byte.
    pub(crate) fn first_bytes(&self, bytes_max: usize) -> Self {
        let text = &self.text[..self.text.floor_char_boundary(bytes_max)];
        let whole = self.words.partition_point(|word| word.end() <= text.len());
        let figures = self.figures.iter().copied().take_while(|at| (*at as usize) < text.len());
        Self { text, words: self.words[..whole].to_vec(), figures: figures.collect() }
    }
}

/// A text that is being cut.
struct Cutter<'t> {
    cut: Cut<'t>,
    /// The byte up to which it is.
    at: usize,
    /// Where the next word would begin if a space and nothing else came before it.
    next: usize,
    /// Whether nothing but ASCII signs and white space came since the last plain word.
    after_signs: bool,
}

impl Cutter<'_> {
    /// Adds a plain word.
    #[inline]
    #[allow(clippy::cast_possible_truncation)]
    fn push(&mut self, word: Word, has_figures: bool) {
        self.cut.words.push(PlainWord {
            head: word.first_bytes(),
            tail: word.last_bytes(),
            hash: word.hash(),
            start: self.at as u32,
            length: word.length() as u8,
            is_next: self.at == self.next,
            has_figures,
            after_signs: self.after_signs,
        });
        self.after_signs = true;
        self.at += word.length();
        let rest = self.cut.text.as_bytes().get(self.at..).unwrap_or_default();
        match rest {
            [b' ', ..] => {
                self.at += 1;
                self.next = self.at;
            }
            // Most signs have a space behind them.
            [_, b' ', ..] => self.at += 2,
            _ => {}
        }
    }

    /// Adds what else may stand here, where the text goes on with these eight bytes.
    #[inline(never)]
    fn push_other(&mut self, head: Eight) {
        let (bytes, at) = (self.cut.text.as_bytes(), self.at);
        if !head.byte(0).is_ascii_alphanumeric() {
            let gap = head.signs();
            self.after_signs &= head.is_ascii(gap);
            self.at += gap;
            return;
        }
        if let Some(word) = long_word(bytes, at, head).filter(|_| self.after_signs) {
            return self.push(word, false);
        }
        let run = Run::at(bytes, at, head);
        if run.figures != 0 {
            self.cut.figures.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        if run.is_plain() && stands_alone(bytes, at..at + run.length) {
            self.push(Word::lowered(bytes, at, run.length, head), run.figures != 0);
        } else {
            self.after_signs = false;
            self.at += run.length;
        }
    }
}

/// A word of less than eight letters, small ones but for the first, with a space or a sign behind it, as
/// most are, of which the first eight bytes are given.
#[inline]
fn short_word(head: Eight) -> Option<Word> {
    let letters = head.letters();
    let others = !letters & ALL;
    // All bits up to the first byte that is none.
    let here = others ^ others.wrapping_sub(1);
    let inner_capitals = (letters ^ head.small(letters)) & here & !FIRST;
    let length = run(letters);
    let is_whole = inner_capitals == 0 && (1..STEP).contains(&length) && ends_word(head.byte(length));
    is_whole.then(|| {
        let head = head.lowered().0 & here >> 8;
        Word::of_parts(length, head, head)
    })
}

/// A word of eight to fifteen small letters, as most others are.
fn long_word(text: &[u8], at: usize, head: Eight) -> Option<Word> {
    if head.small_letters() != ALL {
        return None;
    }
    let rest = Eight::at(text, at + STEP);
    let length = run(rest.small_letters());
    let is_whole = length < STEP && ends_word(rest.byte(length));
    is_whole.then(|| Word::lowered(text, at, STEP + length, head))
}

/// Whether a word ends before this byte, whatever comes behind it.
const fn ends_word(byte: u8) -> bool {
    matches!(byte, b'\n' | b' '..=b'&' | b'('..=b'/' | b';'..=b'?')
}

/// ASCII letters and figures in a row.
#[derive(Default)]
struct Run {
    length: usize,
    /// Whether it has a capital behind its first letter, small letters, figures: none of them is 0.
    inner_capitals: u64,
    small: u64,
    figures: u64,
}

impl Run {
    /// The run that begins at `at`, from where on the first eight bytes are given.
    fn at(bytes: &[u8], at: usize, head: Eight) -> Self {
        let (mut all, mut eight, mut not_first) = (Self::default(), head, !FIRST);
        loop {
            let (letters, figures) = (eight.letters(), eight.figures());
            let length = run(letters | figures);
            let (here, small) = (lowest(length), eight.small(letters));
            all.inner_capitals |= (letters ^ small) & here & not_first;
            all.small |= small & here;
            all.figures |= figures & here;
            all.length += length;
            if length < STEP {
                return all;
            }
            (eight, not_first) = (Eight::at(bytes, at + all.length), ALL);
        }
    }

    /// Whether it is written as one word and no longer than one.
    const fn is_plain(&self) -> bool {
        (self.inner_capitals == 0 || self.small == 0) && self.length <= LENGTH_MAX
    }
}

/// Whether what touches a run on either side leaves it a word of its own.
fn stands_alone(bytes: &[u8], run: Range<usize>) -> bool {
    let after = match bytes.get(run.end) {
        Some(b' ') | None => true,
        // The first letters of an address.
        Some(b':') => !bytes[run.end..].starts_with(b"://"),
        Some(byte) => byte.is_ascii() && *byte != b'\'',
    };
    after && run.start.checked_sub(1).is_none_or(|before| bytes[before].is_ascii())
}

/// A posting, its texts cut.
pub(crate) struct CutPosting<'p> {
    pub(crate) posting: &'p Posting,
    pub(crate) title: Cut<'p>,
    pub(crate) pay_text: Cut<'p>,
    pub(crate) description: Cut<'p>,
}

impl<'p> CutPosting<'p> {
    /// Cuts the texts of a posting.
    pub(crate) fn of(posting: &'p Posting) -> Self {
        Self {
            posting,
            title: Cut::of(&posting.title),
            pay_text: Cut::of(posting.pay_text.as_deref().unwrap_or_default()),
            description: Cut::of(&posting.description),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn plain_words_are_those_that_are_one_to_all() {
        let text = "Web3 devs: Use C++, HTML5 & iPhones; don't\u{2019}s co\u{e9}d résumé ok2\n https://x.io/A-b THIS";
        let cut = Cut::of(text);
        let words: Vec<_> = cut.words.iter().map(|word| &text[word.range()]).collect();
        assert_eq!(words, ["Web3", "devs", "Use", "C", "HTML5", "ok2", "x", "io", "A", "b", "THIS"]);
        let next: Vec<_> =
            cut.words.iter().filter(|word| word.is_next).map(|word| &text[word.range()]).collect();
        assert_eq!(next, ["devs", "C", "THIS"]);
        let figures: Vec<_> =
            cut.words.iter().filter(|word| word.has_figures).map(|word| &text[word.range()]).collect();
        assert_eq!(figures, ["Web3", "HTML5", "ok2"]);
        let behind_others: Vec<_> =
            cut.words.iter().filter(|word| !word.after_signs).map(|word| &text[word.range()]).collect();
        assert_eq!(behind_others, ["ok2", "x"]);
        assert!(Cut::of("").words.is_empty());
    }

    #[test]
    fn words_longer_than_a_step_are_cut_whole() {
        for word in
            ["internationally", "Internationally", "INTERNATIONALLY", "internat", "internationalisations"]
        {
            let text = format!("an {word}, {word}s");
            let lengths: Vec<_> = Cut::of(&text).words.iter().map(PlainWord::len).collect();
            let plain = if word == "INTERNATIONALLY" {
                vec![2, word.len()]
            } else {
                vec![2, word.len(), word.len() + 1]
            };
            assert_eq!(lengths, plain, "{word}");
        }
        assert!(Cut::of("internationalAffairs internaTional").words.is_empty());
    }

    #[test]
    fn figures_are_known_wherever_they_stand() {
        let text = "\u{20ac}45 or 1,000; a 2x4's and iOS17, 7up\u{e9} 2nd";
        let figures: Vec<_> = Cut::of(text).figures.iter().map(|at| &text[*at as usize..]).collect();
        let begins = ["45 or", "1,000", "000;", "2x4's", "iOS17", "7up", "2nd"];
        assert!(figures.len() == begins.len() && figures.iter().zip(begins).all(|(at, b)| at.starts_with(b)));
    }

    proptest! {
        #[test]
        fn any_text_is_cut_as_byte_by_byte(text in r"([A-Z]?[a-z]{0,18}|[a-zA-Z0-9]{1,9}|é|://|\PC|[ .,:'/\n-]{1,3}){0,30}") {
            let bytes = text.as_bytes();
            let runs = bytes.chunk_by(|a, b| a.is_ascii_alphanumeric() == b.is_ascii_alphanumeric());
            let (mut at, mut plain) = (0, Vec::new());
            for run in runs {
                let range = at..at + run.len();
                at = range.end;
                let inner = run[1..].iter().any(u8::is_ascii_uppercase);
                let is_word = run[0].is_ascii_alphanumeric() && !(inner && run.iter().any(u8::is_ascii_lowercase));
                let before = text[..range.start].chars().next_back().is_none_or(|c| c.is_ascii());
                let after = !text[at..].starts_with("://")
                    && text[at..].chars().next().is_none_or(|c| c.is_ascii() && c != '\'');
                if is_word && before && after {
                    plain.push((range, run.iter().any(u8::is_ascii_digit)));
                }
            }
            let cut = Cut::of(&text);
            let words: Vec<_> = cut.words.iter().map(|word| (word.range(), word.has_figures)).collect();
            prop_assert_eq!(words, plain);
            let mut end = 0;
            for word in &cut.words {
                let between = &text[end..word.start()];
                prop_assert_eq!(word.is_next, end > 0 && between == " ");
                let signs = between.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric());
                prop_assert_eq!(word.after_signs, signs);
                prop_assert_eq!(word.word(), Word::lowered(bytes, word.start(), word.len(), Eight::at(bytes, word.start())));
                end = word.end();
            }
        }
    }

    #[test]
    fn the_first_bytes_of_a_text_keep_whole_words() {
        let cut = Cut::of("one two threé").first_bytes(6);
        assert_eq!((cut.text, cut.words.len()), ("one tw", 1));
        let cut = Cut::of("a é").first_bytes(3);
        assert_eq!(cut.text, "a ");
    }
}

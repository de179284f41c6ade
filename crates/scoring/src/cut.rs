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

/// A word of ASCII letters and figures: in small letters, in small letters after a first capital, or in
/// capitals.
///
/// As small as it can be: a reader passes over all words of many postings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlainWord {
    head: u64,
    tail: u64,
    start: u32,
    length: u16,
    /// Whether a space and nothing else parts it from the plain word before it.
    pub(crate) is_next: bool,
    /// Whether it has figures.
    pub(crate) has_figures: bool,
}

impl PlainWord {
    /// As tables know it, in small letters.
    #[inline]
    pub(crate) fn word(&self) -> Word {
        Word::of_parts(self.len(), self.head, self.tail)
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
}

impl<'t> Cut<'t> {
    /// Cuts a text.
    pub(crate) fn of(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut words = Vec::with_capacity(bytes.len() / WORD_BYTES + 1);
        // Where the next word would begin if a space and nothing else came before it.
        let mut next = usize::MAX;
        let mut at = 0;
        while at < bytes.len() {
            let head = Eight::at(bytes, at);
            let run = match Run::at(bytes, at, head) {
                Ok(run) => run,
                Err(gap) => {
                    at += gap;
                    continue;
                }
            };
            if !run.is_plain(bytes, at) {
                at = run.end;
                continue;
            }
            let word = Word::lowered(bytes, at, run.end - at, head);
            #[allow(clippy::cast_possible_truncation)]
            words.push(PlainWord {
                head: word.first_bytes(),
                tail: word.last_bytes(),
                start: at as u32,
                length: word.length() as u16,
                is_next: at == next,
                has_figures: run.figures != 0,
            });
            next = run.end + usize::from(bytes.get(run.end) == Some(&b' '));
            at = next;
        }
        Self { text, words }
    }

    /// The text up to a byte.
    pub(crate) fn first_bytes(&self, bytes_max: usize) -> Self {
        let text = &self.text[..self.text.floor_char_boundary(bytes_max)];
        let whole = self.words.partition_point(|word| word.end() <= text.len());
        Self { text, words: self.words[..whole].to_vec() }
    }
}

/// ASCII letters and figures in a row.
struct Run {
    end: usize,
    /// Whether it has a capital behind its first letter, small letters, figures: none of them is 0.
    inner_capitals: u64,
    small: u64,
    figures: u64,
}

impl Run {
    /// The run that begins at `at`, from where on the first eight bytes are given; or how many bytes there
    /// are without a letter or figure.
    #[inline]
    fn at(bytes: &[u8], at: usize, head: Eight) -> Result<Self, usize> {
        let (letters, figures) = (head.letters(), head.figures());
        let others = !(letters | figures) & ALL;
        if others & FIRST != 0 {
            return Err((!others & ALL).trailing_zeros() as usize / STEP);
        }
        // The answers of the bytes before the first that is none: all, where there is no such.
        let here = (others & others.wrapping_neg()).wrapping_sub(1);
        let small = head.small(letters);
        let mut run = Self {
            end: at + run(letters | figures),
            inner_capitals: letters & !small & here & !FIRST,
            small: small & here,
            figures: figures & here,
        };
        if others == 0 {
            run.go_on(bytes);
        }
        Ok(run)
    }

    /// Goes on behind the first eight.
    fn go_on(&mut self, bytes: &[u8]) {
        loop {
            let eight = Eight::at(bytes, self.end);
            let (letters, figures) = (eight.letters(), eight.figures());
            let length = run(letters | figures);
            let (here, small) = (lowest(length), eight.small(letters));
            self.inner_capitals |= letters & !small & here;
            self.small |= small & here;
            self.figures |= figures & here;
            self.end += length;
            if length < STEP {
                return;
            }
        }
    }

    /// Whether it is one word to every reader.
    #[inline]
    fn is_plain(&self, bytes: &[u8], at: usize) -> bool {
        let alone_before = at.checked_sub(1).is_none_or(|before| bytes[before].is_ascii());
        let alone_after = match bytes.get(self.end) {
            // The first letters of an address.
            Some(b':') => !bytes[self.end..].starts_with(b"://"),
            Some(byte) => byte.is_ascii() && *byte != b'\'',
            None => true,
        };
        let short = self.end - at <= usize::from(u16::MAX);
        alone_before && alone_after && short && (self.inner_capitals == 0 || self.small == 0)
    }
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
    fn the_first_bytes_of_a_text_keep_whole_words() {
        let cut = Cut::of("one two threé").first_bytes(6);
        assert_eq!((cut.text, cut.words.len()), ("one tw", 1));
        let cut = Cut::of("a é").first_bytes(3);
        assert_eq!(cut.text, "a ");
    }
}

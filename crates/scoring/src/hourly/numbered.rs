//! Stretches of text that begin with a number, found by a pattern that is tried only where one begins.
//!
//! A pattern alone looks at every letter of a text, and few begin a number.

use regex::Regex;

use crate::trie::Trie;

/// A pattern whose matches begin with a figure or with one of some words, and end where a word does.
pub struct Numbered {
    /// Tried on the rest of a text from where a number begins.
    pattern: Regex,
    /// The words of numbers, then the others.
    words: Trie,
    /// How many of them are numbers.
    numbers: usize,
    /// What comes behind a number and signs; nothing where anything may.
    behind: Option<Trie>,
    /// A letter or sign that may stand before a number.
    before: Regex,
    /// Which bytes such a one may end with.
    parts: [bool; 256],
    /// The two bytes that a number may begin with, as a set of bits.
    begins: Vec<u64>,
}

/// How many pairs of bytes there are.
const PAIRS: usize = 1 << 16;

/// What a [`Numbered`] looks for.
pub struct Numbering<'w> {
    /// Words that are numbers.
    pub numbers: Vec<&'w str>,
    /// Other words that a match may begin with; none of them is a number.
    pub others: Vec<&'w str>,
    /// What every match has behind the number that it begins with, and figures, spaces, points and signs
    /// behind that; nothing where anything may stand there.
    pub behind: Vec<&'w str>,
    /// A letter or sign before a match that does not begin the text.
    pub before: &'w str,
    /// The match.
    pub pattern: &'w str,
}

impl Numbered {
    /// Compiles what is looked for.
    ///
    /// # Errors
    /// When a pattern does not compile, or a word is given twice.
    pub fn new(numbering: &Numbering<'_>) -> Result<Self, String> {
        let Numbering { numbers, others, behind, before, pattern } = numbering;
        let compiled = |text: &str| Regex::new(text).map_err(|error| error.to_string());
        let trie =
            |words: &[&str]| Trie::new(words.iter().map(|word| word.as_bytes().to_vec()).zip(0..).collect());
        let before = compiled(&format!("^{before}$"))?;
        let mut parts = [true; 256];
        for (byte, may) in (0_u8..128).zip(&mut parts) {
            *may = before.is_match(char::from(byte).encode_utf8(&mut [0; 4]));
        }
        let mut begins = vec![0; PAIRS / 64];
        let mut set = |first: u8, second: u8| {
            let pair = u16::from_le_bytes([first, second]);
            begins[usize::from(pair / 64)] |= 1_u64 << (pair % 64);
        };
        let bytes = || 0..=u8::MAX;
        for word in numbers.iter().chain(others) {
            match word.as_bytes() {
                [first, second, ..] => set(*first, *second),
                [only] => {
                    let ends = |byte: &u8| !byte.is_ascii_alphanumeric();
                    bytes().filter(ends).for_each(|byte| set(*only, byte));
                }
                [] => {}
            }
        }
        for first in bytes().filter(|byte| byte.is_ascii_digit() || !byte.is_ascii()) {
            bytes().for_each(|second| set(first, second));
        }
        Ok(Self {
            pattern: compiled(&format!("^(?:{pattern})"))?,
            words: trie(&[numbers.as_slice(), others].concat())?,
            numbers: numbers.len(),
            behind: if behind.is_empty() { None } else { Some(trie(behind)?) },
            before,
            parts,
            begins,
        })
    }

    /// The matches from left to right, each with the byte at which it begins. None shares a letter
    /// with another, nor the sign before it.
    pub fn find_iter<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
        let mut next = (!text.is_empty()).then_some(0);
        std::iter::from_fn(move || {
            while let Some(begin) = next {
                if self.begins(text, begin)
                    && let Some(found) = self.pattern.find(&text[begin..])
                {
                    next = self.next_begin(text.as_bytes(), begin + found.len());
                    return Some((begin, found.as_str()));
                }
                next = self.next_begin(text.as_bytes(), begin);
            }
            None
        })
    }

    /// The first byte behind `from` at which a number may begin, as its first letters and what is before it
    /// tell.
    fn next_begin(&self, text: &[u8], from: usize) -> Option<usize> {
        let may_begin = |rest: &[u8]| {
            rest.first_chunk().is_none_or(|pair| {
                let pair = u16::from_le_bytes(*pair);
                self.begins[usize::from(pair / 64)] >> (pair % 64) & 1 != 0
            })
        };
        let mut at = from;
        loop {
            at += text[at..].iter().position(|byte| self.parts[usize::from(*byte)])? + 1;
            if at < text.len() && may_begin(&text[at..]) {
                return Some(at);
            }
        }
    }

    /// Whether a figure or one of the words may begin at a byte, by itself and by what stands around it.
    fn begins(&self, text: &str, begin: usize) -> bool {
        let rest = &text.as_bytes()[begin..];
        let number = match rest[0] {
            byte if byte.is_ascii_digit() => self.goes_on(rest),
            byte if byte.is_ascii() => self.words.may_begin(rest) && self.begins_word(rest),
            _ => {
                let is_numeric = |rest: &str| rest.starts_with(char::is_numeric);
                self.begins_word(rest) || text.get(begin..).is_some_and(is_numeric)
            }
        };
        let before = || text[..begin].chars().next_back().filter(|before| !before.is_ascii());
        number && before().is_none_or(|before| self.before.is_match(before.encode_utf8(&mut [0; 4])))
    }

    fn begins_word(&self, rest: &[u8]) -> bool {
        let ends = |length: usize| !rest.get(length).is_some_and(u8::is_ascii_alphanumeric);
        let goes_on = |word, length: usize| word >= self.numbers || self.goes_on(&rest[length..]);
        self.words.walk(rest).any(|(word, length)| ends(length) && goes_on(word, length))
    }

    /// Whether what comes behind a number may stand in the rest of a text behind one. Most articles and
    /// figures are told here from what a pattern would take much longer to refuse.
    fn goes_on(&self, rest: &[u8]) -> bool {
        let Some(known) = &self.behind else { return true };
        let passed = |byte: &u8| {
            byte.is_ascii_digit()
                || byte.is_ascii_whitespace()
                || matches!(byte, 0x0B | b'.' | b',' | b'+' | b'-')
        };
        let Some(at) = rest.iter().position(|byte| !passed(byte)) else { return false };
        let rest = &rest[at..];
        // A word may touch the number behind it.
        let ends = |after: &[u8]| {
            !after.first().is_some_and(u8::is_ascii_alphabetic) || self.words.walk(after).next().is_some()
        };
        !rest[0].is_ascii()
            || known.may_begin(rest) && known.walk(rest).any(|(_, length)| ends(&rest[length..]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_where_what_they_count_follows() {
        let numbering = Numbering {
            numbers: vec!["a", "one"],
            others: vec!["noon"],
            behind: vec!["hour", "to", "one"],
            before: r"[^\w.]",
            pattern: r"(?:(?:\d+|a|one)\b(?:\s?to\s?(?:\d+|one))?\s?hour|noon)\b",
        };
        let numbered = Numbered::new(&numbering).unwrap();
        let found: Vec<_> =
            numbered.find_iter("a team of 3, one hour, 2 to one hour, noon, 1.5 hour").collect();
        assert_eq!(found, [(13, "one hour"), (23, "2 to one hour"), (38, "noon")]);
        assert_eq!(numbered.find_iter("a hour").collect::<Vec<_>>(), [(0, "a hour")]);
        assert_eq!(numbered.find_iter("").count() + numbered.find_iter("a").count(), 0);
    }
}

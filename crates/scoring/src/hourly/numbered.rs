//! Stretches of text that begin with a number, found by a pattern that is tried only where one begins.
//!
//! A pattern alone looks at every letter of a text, and few begin a number: words are looked up whole.

use regex::Regex;

use super::whole_words::{FIGURE, Met};
use crate::trie::Trie;

/// A pattern whose matches begin with a figure or with one of some words, and end where a word does.
pub struct Numbered {
    /// Tried on the rest of a text from where a number begins.
    pattern: Regex,
    /// What a table says of words that are numbers, and of others that a match may begin with, as bits.
    numbers: u32,
    others: u32,
    /// What comes behind a number; nothing where anything may.
    behind: Option<Behind>,
    /// A letter or sign that may stand before a number.
    before: Regex,
    /// Which bytes of ASCII such a one is.
    parts: [bool; 128],
}

/// What comes behind a number and signs, and the words that are numbers.
struct Behind {
    words: Trie,
    numbers: Trie,
}

/// What a [`Numbered`] looks for.
pub struct Numbering<'w> {
    /// What the table says of words that are numbers, as bits.
    pub numbers: u32,
    /// The same of other words that a match may begin with; none of them is taken for a number.
    pub others: u32,
    /// What every match has behind the number that it begins with, and figures, spaces, points and signs
    /// behind that, and the words that are numbers; nothing where anything may stand there.
    pub behind: Option<(Vec<&'w str>, Vec<&'w str>)>,
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
        let mut parts = [false; 128];
        for (byte, may) in (0_u8..).zip(&mut parts) {
            *may = before.is_match(char::from(byte).encode_utf8(&mut [0; 4]));
        }
        let behind = match behind {
            Some((words, numbers)) => Some(Behind { words: trie(words)?, numbers: trie(numbers)? }),
            None => None,
        };
        let pattern = compiled(&format!("^(?:{pattern})"))?;
        Ok(Self { pattern, numbers: *numbers, others: *others, behind, before, parts })
    }

    /// The matches from left to right, each with the byte at which it begins, of a text of which figures and
    /// words are `met`. None shares a letter with another, nor the sign before it.
    pub fn find_iter<'t>(&'t self, text: &'t str, met: &'t [Met]) -> impl Iterator<Item = (usize, &'t str)> {
        let mut next = 0;
        met.iter().filter_map(move |met| {
            if met.start < next || !self.begins(text, met) {
                return None;
            }
            let found = self.pattern.find(&text[met.start..])?;
            next = met.start + found.len() + 1;
            Some((met.start, found.as_str()))
        })
    }

    /// Whether a match may begin with what was met, by itself and by what stands around it.
    fn begins(&self, text: &str, met: &Met) -> bool {
        let is_number = || {
            let end = if met.number == FIGURE { met.start } else { met.end };
            met.number & (self.numbers | FIGURE) != 0
                && text.as_bytes().get(end..).is_some_and(|rest| self.goes_on(rest))
        };
        self.stands_behind(&text[..met.start]) && (met.number & self.others != 0 || is_number())
    }

    /// Whether what stands before a match may stand there.
    fn stands_behind(&self, before: &str) -> bool {
        match before.as_bytes().last() {
            Some(byte) if byte.is_ascii() => self.parts[usize::from(*byte)],
            Some(_) => before.chars().next_back().is_some_and(|last| self.is_before(last)),
            None => true,
        }
    }

    fn is_before(&self, letter: char) -> bool {
        self.before.is_match(letter.encode_utf8(&mut [0; 4]))
    }

    /// Whether what comes behind a number may stand in the rest of a text behind one. Most articles and
    /// figures are told here from what a pattern would take much longer to refuse.
    fn goes_on(&self, rest: &[u8]) -> bool {
        let Some(behind) = &self.behind else { return true };
        let passed = |byte: &u8| {
            byte.is_ascii_digit()
                || byte.is_ascii_whitespace()
                || matches!(byte, 0x0B | b'.' | b',' | b'+' | b'-')
        };
        let Some(at) = rest.iter().position(|byte| !passed(byte)) else { return false };
        let rest = &rest[at..];
        // A word may touch the number behind it.
        let ends = |after: &[u8]| {
            !after.first().is_some_and(u8::is_ascii_alphabetic) || behind.numbers.walk(after).next().is_some()
        };
        let words = &behind.words;
        !rest[0].is_ascii()
            || words.may_begin(rest) && words.walk(rest).any(|(_, length)| ends(&rest[length..]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBER: u32 = 1;
    const OTHER: u32 = 2;

    #[test]
    fn numbers_are_found_where_what_they_count_follows() {
        let numbering = Numbering {
            numbers: NUMBER,
            others: OTHER,
            behind: Some((vec!["hour", "to", "one"], vec!["a", "one"])),
            before: r"[^\w.]",
            pattern: r"(?:(?:\d+|a|one)\b(?:\s?to\s?(?:\d+|one))?\s?hour|noon)\b",
        };
        let numbered = Numbered::new(&numbering).unwrap();
        let found = |text: &'static str| {
            let is_part = |letter: char| !letter.is_alphanumeric();
            let words = text.split(is_part).filter(|word| !word.is_empty());
            let met = words.map(|word| {
                let start = word.as_ptr() as usize - text.as_ptr() as usize;
                let number = match word {
                    "a" | "one" => NUMBER,
                    "noon" => OTHER,
                    _ if word.starts_with(char::is_numeric) => FIGURE,
                    _ => 0,
                };
                Met { start, end: start + word.len(), number }
            });
            let met: Vec<_> = met.collect();
            numbered.find_iter(text, &met).map(|(at, found)| (at, found.to_owned())).collect::<Vec<_>>()
        };
        let all = found("a team of 3, one hour, 2 to one hour, noon, 1.5 hour");
        let all: Vec<_> = all.iter().map(|(at, found)| (*at, found.as_str())).collect();
        assert_eq!(all, [(13, "one hour"), (23, "2 to one hour"), (38, "noon")]);
        assert_eq!(found("a hour"), [(0, "a hour".to_owned())]);
        assert!(found("").is_empty() && found("a").is_empty());
    }
}

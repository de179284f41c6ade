//! Text as the trie reads it: small letters, marks folded, and the way back to the words.

use crate::letters::{ascii_prefix, is_mark, plain_look};

/// What a folded byte is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// White space, and hyphens, slashes and the like that stand for it.
    Space,
    /// Punctuation and symbols.
    Mark,
    /// `+` and `#`, which belong to names such as C++ and C#.
    Sign,
    /// A figure.
    Digit,
    /// A small letter, or one of a script without capitals.
    Small,
    /// A capital letter, folded to a small one.
    Capital,
    /// A letter of a script that sets no spaces between words: every letter may begin a word.
    Unspaced,
}

impl Class {
    pub(super) fn is_word(self) -> bool {
        matches!(self, Self::Digit | Self::Small | Self::Capital | Self::Unspaced)
    }

    pub(super) fn is_letter(self) -> bool {
        matches!(self, Self::Small | Self::Capital | Self::Unspaced)
    }
}

/// Folded text. Both buffers have the same length; `shifts` lead back to the original.
#[derive(Default)]
pub(super) struct Folded {
    pub(super) bytes: Vec<u8>,
    pub(super) classes: Vec<Class>,
    /// Where a run begins in `bytes`, and the byte of its part at which it began there.
    shifts: Vec<(u32, u32)>,
}

impl Folded {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { bytes: Vec::with_capacity(bytes), classes: Vec::with_capacity(bytes), shifts: Vec::new() }
    }

    /// The form in which an alias is compiled.
    pub(super) fn alias(text: &str) -> Self {
        let mut folded = Self::default();
        folded.push(text.trim());
        folded
    }

    /// Appends a part and says where it begins.
    pub(super) fn push(&mut self, text: &str) -> usize {
        let begin = self.bytes.len();
        self.shift(0);
        let mut rest = text;
        while !rest.is_empty() {
            let plain = ascii_prefix(rest.as_bytes());
            self.push_ascii(&rest.as_bytes()[..plain], text.len() - rest.len());
            rest = &rest[plain..];
            let Some(letter) = rest.chars().next() else { break };
            self.push_letter(letter);
            rest = &rest[letter.len_utf8()..];
            self.shift(text.len() - rest.len());
        }
        begin
    }

    /// Appends ASCII that stands at `original` of its part. Of several spaces the first is kept.
    fn push_ascii(&mut self, text: &[u8], original: usize) {
        // Where the run begins that is as long as its folded form and not yet appended.
        let mut run = 0;
        let mut before = if self.classes.last() == Some(&Class::Space) { SPACE } else { 0 };
        for (at, byte) in text.iter().enumerate() {
            let turn = TURNS[usize::from(byte & 127)];
            if turn & (before | AND) != 0 {
                if turn == SPACE {
                    self.push_run(&text[run..at]);
                    self.shift(original + at + 1);
                    run = at + 1;
                } else if is_alone(text, at) {
                    self.push_run(&text[run..at]);
                    self.push_and(original + at + 1);
                    run = at + 1;
                }
            }
            before = turn & SPACE;
        }
        self.push_run(&text[run..]);
    }

    fn push_run(&mut self, run: &[u8]) {
        self.bytes.extend(run.iter().map(|byte| ASCII[usize::from(byte & 127)].0));
        self.classes.extend(run.iter().map(|byte| ASCII[usize::from(byte & 127)].1));
    }

    /// A sign that stands alone is the word: "Designer & Developer".
    fn push_and(&mut self, original_after: usize) {
        for byte in *b"and" {
            self.push_byte(byte, Class::Small);
        }
        self.shift(original_after);
    }

    /// Ends a part: nothing matches across.
    pub(super) fn end_part(&mut self) {
        self.push_byte(b'\n', Class::Mark);
    }

    /// The byte of its part at which the folded byte `at` began.
    pub(super) fn original(&self, at: usize) -> usize {
        let run = self.shifts.partition_point(|&(begin, _)| begin as usize <= at);
        run.checked_sub(1).map_or(at, |run| {
            let (begin, original) = self.shifts[run];
            original as usize + (at - begin as usize)
        })
    }

    fn shift(&mut self, original: usize) {
        let begin = u32::try_from(self.bytes.len()).unwrap_or(u32::MAX);
        let original = u32::try_from(original).unwrap_or(u32::MAX);
        match self.shifts.last_mut() {
            Some(last) if last.0 == begin => last.1 = original,
            _ => self.shifts.push((begin, original)),
        }
    }

    fn push_byte(&mut self, byte: u8, class: Class) {
        self.bytes.push(byte);
        self.classes.push(class);
    }

    fn push_letter(&mut self, letter: char) {
        match letter {
            '\u{2018}' | '\u{2019}' | '\u{2bc}' => self.push_byte(b'\'', Class::Mark),
            '\u{2010}'..='\u{2015}' => self.push_byte(b' ', Class::Space),
            '\u{2122}' | '\u{ae}' | '\u{a9}' | '\u{aa}' | '\u{ba}' => self.push_byte(b' ', Class::Mark),
            _ if is_mark(letter) || has_no_width(letter) => {}
            _ => plain_look(letter, |part| self.push_part(part)),
        }
    }

    fn push_part(&mut self, part: char) {
        if part.is_ascii() {
            let (folded, class) = ASCII[part as usize & 127];
            return self.push_byte(folded, class);
        }
        if !part.is_alphanumeric() {
            return self.push_byte(if part.is_whitespace() { b' ' } else { b'|' }, Class::Mark);
        }
        let class = if is_unspaced(part) {
            Class::Unspaced
        } else if part.is_uppercase() {
            Class::Capital
        } else if part.is_numeric() {
            Class::Digit
        } else {
            Class::Small
        };
        for small in part.to_lowercase() {
            let mut buffer = [0; 4];
            let encoded = small.encode_utf8(&mut buffer);
            encoded.bytes().for_each(|byte| self.push_byte(byte, class));
        }
    }
}

/// Whether the byte `at` has white space on both sides.
fn is_alone(text: &[u8], at: usize) -> bool {
    let is_space = |at: usize| text.get(at).is_some_and(u8::is_ascii_whitespace);
    at.checked_sub(1).is_some_and(is_space) && is_space(at + 1)
}

/// What stands in a text and is not seen: joiners, directions, soft hyphens.
const fn has_no_width(letter: char) -> bool {
    matches!(letter,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ad}')
}

/// Han, Kana, Thai, Lao, Khmer and Burmese: scripts for which UAX #29 needs a dictionary.
fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// What of ASCII may change the length of a text: a space that follows another, and a sign that stands
/// alone.
const TURNS: [u8; 128] = turns();
const SPACE: u8 = 1;
const AND: u8 = 2;

const fn turns() -> [u8; 128] {
    let mut turns = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        if matches!(ASCII[byte].1, Class::Space) {
            turns[byte] = SPACE;
        }
        byte += 1;
    }
    turns[b'&' as usize] = AND;
    turns
}

const ASCII: [(u8, Class); 128] = ascii_table();

const fn ascii_table() -> [(u8, Class); 128] {
    let mut table = [(0, Class::Mark); 128];
    let mut byte: u8 = 0;
    while byte < 128 {
        table[byte as usize] = match byte {
            b'a'..=b'z' => (byte, Class::Small),
            b'A'..=b'Z' => (byte.to_ascii_lowercase(), Class::Capital),
            b'0'..=b'9' => (byte, Class::Digit),
            b' ' | b'\t' | b'-' | b'_' | b'/' => (b' ', Class::Space),
            b'\n' | b'\r' => (b'\n', Class::Mark),
            // No phrase holds it: the trie ends them with it.
            0 => (b' ', Class::Mark),
            b'+' | b'#' => (byte, Class::Sign),
            _ => (byte, Class::Mark),
        };
        byte += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        String::from_utf8(Folded::alias(text).bytes).unwrap()
    }

    #[test]
    fn letters_fold_to_one_form() {
        for (text, form) in [
            ("Rédacteur-Traducteur", "redacteur traducteur"),
            ("UI/UX", "ui ux"),
            ("œuvre", "oeuvre"),
            ("أَدُوبي", "ادوبي"),
            ("برمجة", "برمجه"),
            ("𝗪𝗲𝗯 ＤＥＳＩＧＮ", "web design"),
            ("WordPress™", "wordpress "),
            ("soft\u{ad}ware", "software"),
            ("Developer / Designer", "developer designer"),
            ("Design & Development, AT&T", "design and development, at&t"),
        ] {
            assert_eq!(folded(text), form, "{text}");
        }
    }

    #[test]
    fn every_byte_leads_back() {
        let text = "créé en «Figma»";
        let folded = Folded::alias(text);
        let at = folded.bytes.windows(5).position(|bytes| bytes == b"figma").unwrap();
        assert_eq!(&text[folded.original(at)..folded.original(at + 5)], "Figma");
    }
}

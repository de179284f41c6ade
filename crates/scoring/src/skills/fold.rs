//! Text as the trie reads it: small letters, marks folded, and the way back to the words.

use std::ops::Range;

use crate::{
    cut::PlainWord,
    eight::{ALL, STEP},
    letters::{ascii_prefix, is_mark, plain_look},
};

/// What a folded byte is part of. Each class is bits of its own, so that [`starts`] reads eight at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Class {
    /// White space, and hyphens, slashes and the like that stand for it.
    Space = 0,
    /// Punctuation and symbols.
    Mark = 1,
    /// `+` and `#`, which belong to names such as C++ and C#.
    Sign = 2,
    /// A dot, with which names such as `.NET` begin; a mark otherwise.
    Dot = DOT,
    /// A figure.
    Digit = WORD,
    /// A small letter, or one of a script without capitals.
    Small = WORD | SMALL,
    /// A capital letter, folded to a small one.
    Capital = WORD | CAPITAL,
    /// A letter of a script that sets no spaces between words: every letter may begin a word.
    Unspaced = WORD | UNSPACED,
}

const WORD: u8 = 0x80;
const UNSPACED: u8 = 0x40;
const CAPITAL: u8 = 0x20;
const SMALL: u8 = 0x10;
const DOT: u8 = 0x08;

impl Class {
    pub(super) fn is_word(self) -> bool {
        self as u8 & WORD != 0
    }

    pub(super) fn is_letter(self) -> bool {
        matches!(self, Self::Small | Self::Capital | Self::Unspaced)
    }
}

/// Eight classes from `begin` on, spaces behind the end.
fn eight_classes(classes: &[Class], begin: usize) -> u64 {
    let rest = classes.get(begin..).unwrap_or_default();
    match rest.first_chunk::<STEP>() {
        Some(eight) => u64::from_le_bytes(eight.map(|class| class as u8)),
        None => rest.iter().rev().fold(0, |eight, class| eight << 8 | u64::from(*class as u8)),
    }
}

/// Where words may begin within these bytes, in order: behind what is no part of a word, at a capital behind a
/// small letter, anywhere in a script without spaces, and at a dot.
pub(super) fn starts(classes: &[Class], within: Range<usize>) -> impl Iterator<Item = usize> + '_ {
    let before = within.start.checked_sub(1).map_or(Class::Space, |before| classes[before]);
    let (mut before, mut found, mut step, mut next) = (u64::from(before as u8), 0_u64, 0, within.start);
    std::iter::from_fn(move || {
        while found == 0 {
            if next >= within.end {
                return None;
            }
            step = next;
            next += STEP;
            let here = eight_classes(classes, step);
            let left = here << 8 | before;
            before = here >> (8 * (STEP - 1));
            let outside = !left & (here | here << 4);
            let unspaced = (here | left) << 1;
            let glued = here << 2 & left << 3;
            found = (outside | unspaced | glued) & ALL;
        }
        let at = step + found.trailing_zeros() as usize / 8;
        found &= found - 1;
        (at < within.end).then_some(at)
    })
}

/// So many bytes of ASCII are looked at and folded as one.
const RUN_STEP: usize = 16;

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
        let after_space = self.classes.last() == Some(&Class::Space);
        let first = (after_space && text.first().is_some_and(|byte| is_space(*byte))).then_some(0);
        let mut turn = first.or_else(|| next_turn(text, 0));
        while let Some(at) = turn {
            let and = text[at] == b'&';
            if !and || is_alone(text, at) {
                self.push_run(&text[run..at]);
                run = at + 1;
                if and {
                    self.push_and(original + run);
                } else {
                    self.shift(original + run);
                }
            }
            turn = next_turn(text, at + 1);
        }
        self.push_run(&text[run..]);
    }

    fn push_run(&mut self, run: &[u8]) {
        let (whole, rest) = run.as_chunks();
        whole.iter().for_each(|step| self.push_step(step, RUN_STEP));
        let mut last = [0; RUN_STEP];
        last[..rest.len()].copy_from_slice(rest);
        self.push_step(&last, rest.len());
    }

    /// Appends so many of these bytes, folding all of them as one.
    fn push_step(&mut self, step: &[u8; RUN_STEP], bytes: usize) {
        let (mut folded, mut classes) = ([0; RUN_STEP], [Class::Space; RUN_STEP]);
        for ((folded, class), byte) in folded.iter_mut().zip(&mut classes).zip(step) {
            (*folded, *class) = (folded_ascii(*byte), class_of_ascii(*byte));
        }
        self.bytes.extend_from_slice(&folded[..bytes]);
        self.classes.extend_from_slice(&classes[..bytes]);
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

    /// The plain words of the part with these folded bytes, each with the folded byte at which it begins.
    pub(super) fn plain_words<'w>(
        &'w self,
        part: &Range<usize>,
        words: &'w [PlainWord],
    ) -> impl Iterator<Item = (usize, &'w PlainWord)> + 'w {
        let first = |at: usize| self.shifts.partition_point(|&(begin, _)| (begin as usize) < at);
        let (mut run, mut shifts) = (0, self.shifts[first(part.start)..first(part.end)].iter().peekable());
        words.iter().map(move |plain| {
            // How far the run that it stands in was moved.
            while let Some((begin, original)) =
                shifts.next_if(|&&(_, original)| original as usize <= plain.start())
            {
                run = (*begin as usize).wrapping_sub(*original as usize);
            }
            (run.wrapping_add(plain.start()), plain)
        })
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
        if let Ok(byte @ 0..128) = u8::try_from(part) {
            return self.push_byte(folded_ascii(byte), class_of_ascii(byte));
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

/// The next of what may change the length of a text: a space that follows another, or a sign that may
/// stand alone.
fn next_turn(text: &[u8], from: usize) -> Option<usize> {
    let turns = |before: u8, byte: u8| (byte == b'&') | (is_space(before) & is_space(byte));
    let before = |at: usize| at.checked_sub(1).map_or(0, |before| text[before]);
    let mut at = from;
    while at < text.len() {
        let step = at.checked_sub(1).and_then(|before| text[before..].first_chunk::<{ RUN_STEP + 1 }>());
        let next = text.len().min(at + RUN_STEP);
        let any = step.is_none_or(|step| {
            let pairs = step.iter().zip(&step[1..]);
            pairs.fold(false, |any, (before, byte)| any | turns(*before, *byte))
        });
        let turn = any.then(|| (at..next).find(|at| turns(before(*at), text[*at]))).flatten();
        if turn.is_some() {
            return turn;
        }
        at = next;
    }
    None
}

// Of these no branch depends on the byte, so that many bytes are read as one.

const fn is_space(byte: u8) -> bool {
    (byte == b' ') | (byte == b'\t') | (byte == b'-') | (byte == b'_') | (byte == b'/')
}

const fn folded_ascii(byte: u8) -> u8 {
    let byte = byte | (byte.is_ascii_uppercase() as u8) << 5;
    let byte = if byte == b'\r' { b'\n' } else { byte };
    // No phrase holds a zero: the trie ends them with it.
    if is_space(byte) | (byte == 0) { b' ' } else { byte }
}

const fn class_of_ascii(byte: u8) -> Class {
    let class = if is_space(byte) { Class::Space } else { Class::Mark };
    let class = if (byte == b'+') | (byte == b'#') { Class::Sign } else { class };
    let class = if byte == b'.' { Class::Dot } else { class };
    let class = if byte.is_ascii_digit() { Class::Digit } else { class };
    let class = if byte.is_ascii_lowercase() { Class::Small } else { class };
    if byte.is_ascii_uppercase() { Class::Capital } else { class }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cut::Cut;

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
    fn words_begin_where_letters_do() {
        let text = Folded::alias("Use node.js, .NET, C++ and RequirementsPython 3 - 設計");
        let begins: Vec<_> = starts(&text.classes, 0..text.bytes.len()).map(|at| text.bytes[at]).collect();
        assert_eq!(&begins[..10], b"unj.ncarp3");
        assert_eq!(begins.len(), 10 + 6, "every byte of a script without spaces");
        let within: Vec<_> = starts(&text.classes, 5..15).map(|at| text.bytes[at]).collect();
        assert_eq!(within, b"j.n");
    }

    #[test]
    fn plain_words_are_found_where_they_were_folded_to() {
        let mut folded = Folded::default();
        for text in ["", "A  web & app", "\u{ad}web - «ﬁgma»  logos", "x"] {
            let cut = Cut::of(text);
            let begin = folded.push(text);
            folded.end_part();
            let part = begin..folded.bytes.len();
            for (at, plain) in folded.plain_words(&part, &cut.words) {
                let written = text[plain.range()].to_lowercase();
                assert!(folded.bytes[at..].starts_with(written.as_bytes()), "{written} of {text}");
            }
        }
        assert_eq!(folded.bytes, b"\na web and app\nweb |figma| logos\nx\n");
    }

    #[test]
    fn every_byte_leads_back() {
        let text = "créé en «Figma»";
        let folded = Folded::alias(text);
        let at = folded.bytes.windows(5).position(|bytes| bytes == b"figma").unwrap();
        assert_eq!(&text[folded.original(at)..folded.original(at + 5)], "Figma");
    }
}

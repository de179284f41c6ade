//! Text as the trie reads it: small letters, marks folded, and the way back to the words.

use std::ops::Range;

use crate::{
    cut::{Cut, PlainWord},
    eight::{ALL, STEP},
    letters::{is_mark, plain_look},
};

/// What a folded byte is part of. Each bit answers one question, so that [`starts`] reads eight at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Class(u8);

/// Of letters and figures.
const WORD: u8 = 0x80;
/// Of a letter of a script that sets no spaces between words: every letter may begin a word.
const UNSPACED: u8 = 0x40;
const CAPITAL: u8 = 0x20;
const SMALL: u8 = 0x10;
const DOT: u8 = 0x08;
const SIGN: u8 = 0x02;
/// Of all but white space.
const SEEN: u8 = 0x01;

impl Class {
    /// White space, and hyphens, slashes and the like that stand for it.
    pub(super) const SPACE: Self = Self(0);
    /// Punctuation and symbols.
    pub(super) const MARK: Self = Self(SEEN);
    /// `+` and `#`, which belong to names such as C++ and C#.
    pub(super) const SIGN: Self = Self(SEEN | SIGN);
    /// A dot, with which names such as `.NET` begin; a mark otherwise.
    pub(super) const DOT: Self = Self(SEEN | DOT);
    /// A figure.
    pub(super) const DIGIT: Self = Self(SEEN | WORD);
    /// A small letter, or one of a script without capitals.
    pub(super) const SMALL: Self = Self(SEEN | WORD | SMALL);
    /// A capital letter, folded to a small one.
    pub(super) const CAPITAL: Self = Self(SEEN | WORD | CAPITAL);
    /// A letter of a script that sets no spaces between words.
    pub(super) const UNSPACED: Self = Self(SEEN | WORD | UNSPACED);

    pub(super) const fn is_word(self) -> bool {
        self.0 & WORD != 0
    }

    pub(super) const fn is_letter(self) -> bool {
        self.0 & (SMALL | CAPITAL | UNSPACED) != 0
    }
}

/// Eight classes from `begin` on, spaces behind the end.
fn eight_classes(classes: &[Class], begin: usize) -> u64 {
    let rest = classes.get(begin..).unwrap_or_default();
    match rest.first_chunk::<STEP>() {
        Some(eight) => u64::from_le_bytes(eight.map(|class| class.0)),
        None => rest.iter().rev().fold(0, |eight, class| eight << 8 | u64::from(class.0)),
    }
}

/// Where words may begin within these bytes, in order: behind what is no part of a word, at a capital behind a
/// small letter, anywhere in a script without spaces, and at a dot.
pub(super) fn starts(classes: &[Class], within: Range<usize>) -> impl Iterator<Item = usize> + '_ {
    let before = within.start.checked_sub(1).map_or(Class::SPACE, |before| classes[before]);
    let (mut before, mut found, mut step, mut next) = (u64::from(before.0), 0_u64, 0, within.start);
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
        /// So many bytes have a run that was moved, by which room is made.
        const SHIFT_BYTES: usize = 32;
        let (bytes, room) = (bytes + RUN_STEP, bytes / SHIFT_BYTES);
        Self { bytes: Vec::with_capacity(bytes), classes: Vec::with_capacity(bytes), shifts: Vec::with_capacity(room) }
    }

    /// The form in which an alias is compiled.
    pub(super) fn alias(text: &str) -> Self {
        let mut folded = Self::default();
        folded.push(&Cut::of(text.trim()));
        folded
    }

    /// Appends a part and says where it begins. Plain words and the spaces between them stay as long as they are:
    /// only what else parts them is looked at by itself.
    pub(super) fn push(&mut self, part: &Cut<'_>) -> usize {
        let begin = self.bytes.len();
        self.shift(0);
        // Where the bytes begin that stay as long as they are and are not yet appended, and where the last word ends.
        let (mut run, mut behind) = (0, 0);
        for word in &part.words {
            // One byte alone is as long as its folded form.
            if word.start() > behind + 1 {
                run = self.push_turns(part.text, behind..word.start(), run);
            }
            behind = word.end();
        }
        run = self.push_turns(part.text, behind..part.text.len(), run);
        self.push_run(part.text.as_bytes(), run..part.text.len());
        begin
    }

    /// Appends all up to the last byte between two plain words that does not stay as long as it is, and says where
    /// the rest begins. Of several spaces the first is kept; a sign that stands alone is the word: "Designer &
    /// Developer".
    fn push_turns(&mut self, text: &str, between: Range<usize>, mut run: usize) -> usize {
        let (bytes, mut at, mut after_space) = (text.as_bytes(), between.start, false);
        while at < between.end {
            let (begin, byte) = (at, bytes[at]);
            let is_second = after_space && SPACES[usize::from(byte)];
            let is_and = byte == b'&' && is_alone(bytes, begin);
            at += 1;
            after_space = SPACES[usize::from(byte)];
            if byte.is_ascii() && !is_second && !is_and {
                continue;
            }
            self.push_run(bytes, run..begin);
            if is_and {
                b"and".iter().for_each(|byte| self.push_byte(*byte, Class::SMALL));
            } else if let Some(letter) = text[begin..].chars().next().filter(|letter| !letter.is_ascii()) {
                self.push_letter(letter);
                at = begin + letter.len_utf8();
                after_space = self.classes.last() == Some(&Class::SPACE);
            }
            run = at;
            self.shift(run);
        }
        run
    }

    /// Appends ASCII of a text.
    fn push_run(&mut self, text: &[u8], run: Range<usize>) {
        let length = self.bytes.len() + run.len();
        for at in run.step_by(RUN_STEP) {
            match text[at..].first_chunk() {
                Some(step) => self.push_step(step),
                None => {
                    let mut step = [0; RUN_STEP];
                    step[..text.len() - at].copy_from_slice(&text[at..]);
                    self.push_step(&step);
                }
            }
        }
        // The last step may have taken bytes behind the run.
        self.bytes.truncate(length);
        self.classes.truncate(length);
    }

    /// Appends these bytes, folding all of them as one.
    fn push_step(&mut self, step: &[u8; RUN_STEP]) {
        self.bytes.extend_from_slice(&step.map(folded_ascii));
        self.classes.extend_from_slice(&step.map(class_of_ascii));
    }

    /// Ends a part: nothing matches across.
    pub(super) fn end_part(&mut self) {
        self.push_byte(b'\n', Class::MARK);
    }

    /// The plain words of the part with these folded bytes, each with the folded byte at which it begins.
    pub(super) fn plain_words<'w>(
        &'w self,
        part: &Range<usize>,
        words: &'w [PlainWord],
    ) -> impl Iterator<Item = (usize, &'w PlainWord)> + 'w {
        let first = |at: usize| self.shifts.partition_point(|&(begin, _)| (begin as usize) < at);
        // The run that the next word stands in, if not in a later one, and where the word before ends.
        let ((mut begin, mut original), mut later) = ((0, 0), &self.shifts[first(part.start)..first(part.end)]);
        let mut behind = 0;
        words.iter().map(move |plain| {
            let mut at = behind + 1;
            if !plain.is_next {
                while let Some((next, rest)) = later.split_first().filter(|(next, _)| next.1 as usize <= plain.start()) {
                    ((begin, original), later) = (*next, rest);
                }
                at = begin as usize + (plain.start() - original as usize);
            }
            behind = at + plain.len();
            (at, plain)
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
            '\u{2018}' | '\u{2019}' | '\u{2bc}' => self.push_byte(b'\'', Class::MARK),
            '\u{2010}'..='\u{2015}' => self.push_byte(b' ', Class::SPACE),
            '\u{2122}' | '\u{ae}' | '\u{a9}' | '\u{aa}' | '\u{ba}' => self.push_byte(b' ', Class::MARK),
            _ if is_mark(letter) || has_no_width(letter) => {}
            _ => plain_look(letter, |part| self.push_part(part)),
        }
    }

    fn push_part(&mut self, part: char) {
        if let Ok(byte @ 0..128) = u8::try_from(part) {
            return self.push_byte(folded_ascii(byte), class_of_ascii(byte));
        }
        if !part.is_alphanumeric() {
            return self.push_byte(if part.is_whitespace() { b' ' } else { b'|' }, Class::MARK);
        }
        let class = if is_unspaced(part) {
            Class::UNSPACED
        } else if part.is_uppercase() {
            Class::CAPITAL
        } else if part.is_numeric() {
            Class::DIGIT
        } else {
            Class::SMALL
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

/// Which bytes [`is_space`].
static SPACES: [bool; 256] = {
    let mut spaces = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        #[allow(clippy::cast_possible_truncation)]
        (spaces[byte] = is_space(byte as u8));
        byte += 1;
    }
    spaces
};

// Of these no branch depends on the byte, so that many bytes are read as one.

/// The bit of small letters in ASCII.
const SMALL_LETTER: u8 = 0x20;

/// All bits where something holds.
const fn where_so(so: bool) -> u8 {
    (so as u8).wrapping_neg()
}

const fn is_space(byte: u8) -> bool {
    (byte == b' ') | (byte == b'\t') | (byte == b'-') | (byte == b'_') | (byte == b'/')
}

/// All bits where it is a letter.
const fn letter(byte: u8) -> u8 {
    where_so((byte | SMALL_LETTER).is_ascii_lowercase())
}

const fn folded_ascii(byte: u8) -> u8 {
    // No phrase holds a zero: the trie ends them with it.
    let space = where_so(is_space(byte) | (byte == 0));
    let line_end = where_so(byte == b'\r') & (b'\r' ^ b'\n');
    (byte ^ line_end | letter(byte) & SMALL_LETTER) & !space | space & b' '
}

const fn class_of_ascii(byte: u8) -> Class {
    let letter = letter(byte);
    let word = letter | where_so(byte.is_ascii_digit());
    let sign = where_so((byte == b'+') | (byte == b'#'));
    let case = CAPITAL - (byte & SMALL_LETTER) / (SMALL_LETTER / SMALL);
    Class(
        where_so(!is_space(byte)) & SEEN
            | word & WORD
            | letter & case
            | sign & SIGN
            | where_so(byte == b'.') & DOT,
    )
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
            let begin = folded.push(&cut);
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

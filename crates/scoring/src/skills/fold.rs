//! Text as the trie reads it: small letters, marks folded, and the way back to the words.

use std::ops::Range;

use super::class::{Class, SPACES, folded_ascii};
use crate::{
    cut::{Cut, PlainWord},
    letters::{is_mark, plain_look},
};

/// So many bytes are folded as one.
const RUN_STEP: usize = 16;

/// Folded text and how it is written. Both buffers have the same length; `shifts` lead back to the original.
#[derive(Default)]
pub(super) struct Folded {
    pub(super) bytes: Vec<u8>,
    /// What tells the class of each byte: of ASCII the byte as it is written, of all else [`Class::as_written`].
    pub(super) written: Vec<u8>,
    /// Where a run begins in `bytes`, and the byte of its part at which it began there.
    shifts: Vec<(u32, u32)>,
    /// What parts the plain words of each part.
    pub(super) gaps: Vec<Gap>,
}

/// What stands before a plain word where it is more than a space or a sign: every first word of a part has one.
#[derive(Clone, Debug)]
pub(super) struct Gap {
    /// The place of the word in its part.
    pub(super) next: usize,
    /// Its folded bytes.
    pub(super) folded: Range<usize>,
}

impl Folded {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        /// So many bytes have a run that was moved and a gap, by which room is made.
        const GAP_BYTES: usize = 32;
        Self {
            bytes: Vec::with_capacity(bytes),
            written: Vec::with_capacity(bytes),
            shifts: Vec::with_capacity(bytes / GAP_BYTES),
            gaps: Vec::with_capacity(bytes / GAP_BYTES),
        }
    }

    /// The form in which an alias is compiled.
    pub(super) fn alias(text: &str) -> Self {
        let mut folded = Self::default();
        folded.push(&Cut::uncut(text.trim()));
        folded
    }

    /// What a byte is part of: behind the end, a space.
    #[inline]
    pub(super) fn class(&self, at: usize) -> Class {
        self.written.get(at).map_or(Class::SPACE, |byte| Class::of(*byte))
    }

    /// What the byte before one is part of: before the first, a space.
    #[inline]
    pub(super) fn class_before(&self, at: usize) -> Class {
        at.checked_sub(1).map_or(Class::SPACE, |before| self.class(before))
    }

    /// Whether it has letters or figures.
    pub(super) fn has_words(&self) -> bool {
        self.written.iter().any(|byte| Class::of(*byte).is_word())
    }

    /// Appends a part. Plain words and the spaces between them stay as long as they are:
    /// only what else parts them is looked at by itself.
    pub(super) fn push(&mut self, part: &Cut<'_>) {
        let begin = self.bytes.len();
        self.shift(0);
        // Where the bytes begin that stay as long as they are and are not yet appended, and where the last word ends.
        let (mut run, mut behind) = (0, 0);
        for (place, word) in part.words.iter().enumerate() {
            if !word.is_next && !stays(part.text.as_bytes(), behind, word) {
                let gap = self.bytes.len() + behind - run;
                run = self.push_turns(part.text, behind..word.start(), run);
                let folded = gap..self.bytes.len() + word.start() - run;
                self.gaps.push(Gap { next: place, folded });
            }
            behind = word.end();
        }
        run = self.push_turns(part.text, behind..part.text.len(), run);
        self.push_run(part.text.as_bytes(), run..part.text.len());
        self.fold_from(begin);
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
                after_space = !self.bytes.is_empty() && self.class_before(self.bytes.len()) == Class::SPACE;
            }
            run = at;
            self.shift(run);
        }
        run
    }

    /// Appends ASCII of a text, to be folded with the rest of its part.
    fn push_run(&mut self, text: &[u8], run: Range<usize>) {
        self.bytes.extend_from_slice(&text[run.clone()]);
        self.written.extend_from_slice(&text[run]);
    }

    /// Folds all ASCII from a byte on; what is folded and what is beyond ASCII stays.
    fn fold_from(&mut self, begin: usize) {
        let fold = |step: &mut [u8; RUN_STEP]| *step = step.map(folded_ascii);
        self.bytes[begin..].as_chunks_mut().0.iter_mut().for_each(fold);
        // The rest with what was folded before it, which stays.
        match self.bytes.last_chunk_mut() {
            Some(last) => fold(last),
            None => self.bytes.iter_mut().for_each(|byte| *byte = folded_ascii(*byte)),
        }
    }

    /// Ends a part: nothing matches across.
    pub(super) fn end_part(&mut self) {
        self.push_byte(b'\n', Class::MARK);
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
        self.written.push(class.as_written());
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
            self.bytes.push(folded_ascii(byte));
            return self.written.push(byte);
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

/// Whether what stands between a word that ends at `behind` and the next is no [`Gap`] and as long as its folded
/// form, told at a glance: one byte, or a sign and a space. A name may begin with a dot.
fn stays(text: &[u8], behind: usize, next: &PlainWord) -> bool {
    let is_sign_and_space =
        || next.after_signs && !SPACES[usize::from(text[behind])] && text[behind + 1] != b'.';
    match next.start() - behind {
        0 | 1 => behind > 0,
        2 => behind > 0 && is_sign_and_space(),
        _ => false,
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
    fn plain_words_are_found_where_they_were_folded_to() {
        let mut folded = Folded::default();
        for text in ["", "A  web & app", "\u{ad}web - «ﬁgma»  logos", "x"] {
            let (cut, gaps) = (Cut::of(text), folded.gaps.len());
            folded.push(&cut);
            folded.end_part();
            for gap in &folded.gaps[gaps..] {
                let written = text[cut.words[gap.next].range()].to_lowercase();
                assert!(
                    folded.bytes[gap.folded.end..].starts_with(written.as_bytes()),
                    "{written} of {text}"
                );
            }
        }
        assert_eq!(folded.bytes, b"\na web and app\nweb |figma| logos\nx\n");
    }

    proptest! {
        #[test]
        fn the_words_of_a_cut_fold_as_any_text(text in "[a-eXY0-9 &\t\r\n.,+/_é–ﬁж\u{ad}-]{0,60}") {
            let (mut cut, mut plain) = (Folded::default(), Folded::default());
            cut.push(&Cut::of(&text));
            plain.push(&Cut::uncut(&text));
            prop_assert_eq!((&cut.bytes, &cut.written), (&plain.bytes, &plain.written));
            for at in 0..=cut.bytes.len() {
                prop_assert_eq!(cut.original(at), plain.original(at));
            }
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

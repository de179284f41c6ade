//! Eight bytes of a text, looked at as one: which of them are letters is told without a branch for each.

/// Eight bytes, of which the first is the lowest.
#[derive(Clone, Copy)]
pub(crate) struct Eight(pub(crate) u64);

/// How many they are.
pub(crate) const STEP: usize = 8;
/// The highest bit of each, which answers for its byte.
pub(crate) const ALL: u64 = of_each(0x80);

/// The answer of the first byte.
pub(crate) const FIRST: u64 = 0x80;

/// The same byte eight times.
pub(crate) const fn of_each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; STEP])
}

impl Eight {
    /// From `begin` of a text on, with zeros behind its end.
    #[inline]
    pub(crate) fn at(text: &[u8], begin: usize) -> Self {
        match text.get(begin..).and_then(<[u8]>::first_chunk) {
            Some(eight) => Self(u64::from_le_bytes(*eight)),
            None => Self::last(text, begin),
        }
    }

    /// As [`Eight::at`], where the text ends before the eighth.
    #[cold]
    #[inline(never)]
    fn last(text: &[u8], begin: usize) -> Self {
        if let Some(eight) = text.last_chunk()
            && begin < text.len()
        {
            let missing = begin + STEP - text.len();
            return Self(u64::from_le_bytes(*eight) >> (8 * missing));
        }
        let mut eight = [0; STEP];
        let rest = text.get(begin..).unwrap_or_default();
        eight.iter_mut().zip(rest).for_each(|(byte, letter)| *byte = *letter);
        Self(u64::from_le_bytes(eight))
    }

    /// ASCII letters as small ones; other bytes as something else, but for figures.
    pub(crate) const fn lowered(self) -> Self {
        Self(self.0 | of_each(0x20))
    }

    /// Which are ASCII letters.
    pub(crate) const fn letters(self) -> u64 {
        self.lowered().within(b'a', b'z')
    }

    /// Which of these letters are small.
    pub(crate) const fn small(self, letters: u64) -> u64 {
        // The bit that tells capitals from small letters is the third from the top.
        letters & self.0 << 2
    }

    /// Which are small ASCII letters.
    pub(crate) const fn small_letters(self) -> u64 {
        self.within(b'a', b'z')
    }

    /// The byte behind so many of them, less than eight.
    #[allow(clippy::cast_possible_truncation)]
    pub(crate) const fn byte(self, at: usize) -> u8 {
        (self.0 >> (8 * at)) as u8
    }

    /// Which are ASCII figures.
    pub(crate) const fn figures(self) -> u64 {
        self.within(b'0', b'9')
    }

    /// How many of the first are neither ASCII letters nor figures.
    pub(crate) const fn signs(self) -> usize {
        run(!self.alphanumeric())
    }

    /// Whether so many of the first are ASCII.
    pub(crate) const fn is_ascii(self, bytes: usize) -> bool {
        self.0 & ALL & lowest(bytes) == 0
    }

    /// Which are ASCII letters or figures.
    pub(crate) const fn alphanumeric(self) -> u64 {
        self.letters() | self.figures()
    }

    const fn within(self, first: u8, last: u8) -> u64 {
        let low = self.0 & !ALL;
        let (from, past) = (low + of_each(0x80 - first), low + of_each(0x7f - last));
        // What is past the last is from the first on too.
        (from ^ past) & !self.0 & ALL
    }
}

/// How many of the lowest bytes answer yes.
pub(crate) const fn run(answers: u64) -> usize {
    (!answers & ALL).trailing_zeros() as usize / 8
}

/// Where the bytes of a text end that stand from `at` on and for which the answer is yes.
#[inline]
pub(crate) fn run_end(text: &[u8], mut at: usize, answers: impl Fn(Eight) -> u64) -> usize {
    while at < text.len() {
        let length = run(answers(Eight::at(text, at)));
        at += length;
        if length < STEP {
            break;
        }
    }
    at.min(text.len())
}

/// All bits of so many of the lowest bytes.
pub(crate) const fn lowest(bytes: usize) -> u64 {
    if bytes < STEP { (1 << (8 * bytes)) - 1 } else { u64::MAX }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_told_as_it_is_alone() {
        for byte in 0..=u8::MAX {
            for place in 0..STEP {
                let mut text = [b'm'; STEP];
                text[place] = byte;
                let eight = Eight::at(&text, 0);
                let told = |answers: u64| answers.to_le_bytes()[place] == 0x80;
                assert_eq!(told(eight.letters()), byte.is_ascii_alphabetic(), "{byte}");
                assert_eq!(told(eight.small(eight.letters())), byte.is_ascii_lowercase(), "{byte}");
                assert_eq!(told(eight.figures()), byte.is_ascii_digit(), "{byte}");
                assert_eq!(run(eight.letters()), if byte.is_ascii_alphabetic() { 8 } else { place });
            }
        }
    }

    #[test]
    fn zeros_stand_behind_the_end() {
        assert_eq!(Eight::at(b"abc", 1).0.to_le_bytes(), *b"bc\0\0\0\0\0\0");
        assert_eq!(Eight::at(b"abc", 7).0, 0);
        assert_eq!(Eight::at(b"a longer text", 11).0.to_le_bytes(), *b"xt\0\0\0\0\0\0");
        assert_eq!([Eight::at(b"a longer text", 13).0, Eight::at(b"a longer text", 99).0], [0, 0]);
        assert_eq!(
            [run_end(b"word", 1, Eight::letters), run_end(b"longer words", 0, Eight::letters)],
            [4, 6]
        );
        assert_eq!(
            (run_end(b"internationalisation", 0, Eight::letters), run_end(b"", 0, Eight::letters)),
            (20, 0)
        );
        assert_eq!((lowest(0), lowest(2), lowest(9)), (0, 0xffff, u64::MAX));
    }
}

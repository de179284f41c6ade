//! The tokens that a text is cut into.

use kazi_domain::Currency;

use super::{
    group::{Group, Groups},
    lexicon::Entry,
    number::Number,
    sense::{Glue, Mark, Sense},
};

/// Codes of currencies that are words too: they count only right before or after an amount that
/// something else says is money.
const CODES_THAT_ARE_WORDS: [&str; 16] = [
    "ALL", "TRY", "TOP", "CUP", "PEN", "MOP", "GEL", "BAM", "MAD", "BOB", "SOS", "COP", "LAK", "RON", "AMD",
    "ANG",
];

/// How many letters the code of a currency has.
pub(super) const CODE_BYTES: usize = 3;

/// What a token is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind<'a> {
    /// A number.
    Number(Number),
    /// Digits that make no number.
    Digits,
    /// A currency by its sign, code or name.
    Money(Mark),
    /// A word, with what it means here and the groups it is of.
    Word(&'a str, Option<&'static Sense>, Groups),
    /// A hyphen, a dash, a tilde between amounts.
    Dash,
    /// Any other sign.
    Sign(char),
    /// The end of a sentence.
    Stop,
    /// The end of a line.
    Line,
}

/// A token and where it stands in its part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    /// What it is.
    pub kind: Kind<'a>,
    /// Its first byte.
    pub start: usize,
    /// The byte after it.
    pub end: usize,
    /// Whether no white space stands before it.
    pub glued: bool,
}

impl Token<'_> {
    /// What the word means.
    pub(super) fn sense(&self) -> Option<&'static Sense> {
        match self.kind {
            Kind::Word(_, sense, _) => sense,
            _ => None,
        }
    }

    /// Whether it is a word that joins in this way.
    pub(super) fn is(&self, glue: Glue) -> bool {
        self.sense().is_some_and(|sense| sense.is(glue))
    }

    /// Whether it is one of these words, in small or capital letters.
    #[inline]
    pub(super) fn is_word(&self, words: &[&str]) -> bool {
        matches!(self.kind, Kind::Word(own, ..) if is_one_of(own, words))
    }

    /// Whether it is a word of a group.
    pub(super) fn is_of(&self, group: Group) -> bool {
        matches!(self.kind, Kind::Word(_, _, groups) if groups.hold(group))
    }

    /// Whether it is this sign.
    pub(super) fn is_sign(&self, sign: char) -> bool {
        matches!(self.kind, Kind::Sign(own) if own == sign)
    }
}

fn is_one_of(own: &str, words: &[&str]) -> bool {
    words.iter().any(|word| own.eq_ignore_ascii_case(word))
}

/// The tokens of a window, asked by place; a place outside has nothing.
#[derive(Clone, Copy)]
pub(super) struct Tokens<'t, 'a>(pub &'t [Token<'a>]);

impl<'t, 'a> Tokens<'t, 'a> {
    /// The token at a place.
    pub(super) fn get(self, at: usize) -> Option<&'t Token<'a>> {
        self.0.get(at)
    }

    /// What the word at a place means.
    pub(super) fn sense(self, at: usize) -> Option<&'static Sense> {
        self.get(at)?.sense()
    }

    /// Whether the word at a place joins in this way.
    pub(super) fn is(self, at: usize, glue: Glue) -> bool {
        self.get(at).is_some_and(|token| token.is(glue))
    }

    /// Whether this sign stands at a place.
    pub(super) fn is_sign(self, at: usize, sign: char) -> bool {
        self.get(at).is_some_and(|token| token.is_sign(sign))
    }

    /// Whether one of these words stands at a place, in small or capital letters.
    pub(super) fn is_word(self, at: usize, words: &[&str]) -> bool {
        self.get(at).is_some_and(|token| token.is_word(words))
    }

    /// Whether a word of a group stands at a place.
    pub(super) fn is_of(self, at: usize, group: Group) -> bool {
        self.get(at).is_some_and(|token| token.is_of(group))
    }

    /// Whether this word stands at a place, in these very letters.
    pub(super) fn is_exactly(self, at: usize, word: &str) -> bool {
        matches!(self.get(at).map(|token| token.kind), Some(Kind::Word(own, ..)) if own == word)
    }

    /// Whether a dash stands at a place.
    pub(super) fn is_dash(self, at: usize) -> bool {
        self.get(at).is_some_and(|token| matches!(token.kind, Kind::Dash))
    }

    /// Whether digits stand at a place, whether they make a number or not.
    pub(super) fn is_digits(self, at: usize) -> bool {
        self.get(at).is_some_and(|token| matches!(token.kind, Kind::Number(_) | Kind::Digits))
    }

    /// The number at a place.
    pub(super) fn number(self, at: usize) -> Option<Number> {
        match self.get(at)?.kind {
            Kind::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The currency at a place.
    pub(super) fn mark(self, at: usize) -> Option<Mark> {
        match self.get(at)?.kind {
            Kind::Money(mark) => Some(mark),
            _ => None,
        }
    }

    /// Whether the token at a place touches the one before it.
    pub(super) fn glued(self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.glued)
    }
}

impl<'a> Kind<'a> {
    /// A word of which nothing is known.
    pub(super) const fn unknown(word: &'a str) -> Self {
        Kind::Word(word, None, Groups::NONE)
    }

    /// What a word is by its entry among the words of pay: a currency, or a word with its sense.
    #[inline]
    pub(super) fn of_entry(word: &'a str, entry: Option<&'static Entry>) -> Self {
        let Some(entry) = entry else { return Kind::unknown(word) };
        if let Some((_, mark)) = entry.cased.filter(|(exactly, _)| *exactly == word) {
            return Kind::Money(mark);
        }
        match &entry.sense {
            Some(Sense { mark: Some(mark), .. }) => Kind::Money(*mark),
            sense => Kind::Word(word, sense.as_ref(), entry.groups),
        }
    }

    /// As [`Kind::of_entry`], of a word that may be the code of a currency.
    pub(super) fn of_entry_or_code(word: &'a str, entry: Option<&'static Entry>) -> Self {
        match Kind::of_entry(word, entry) {
            kind @ Kind::Word(_, None, _) => code(word).unwrap_or(kind),
            kind => kind,
        }
    }
}

/// A currency by its code, whether that is a word too or not.
pub(super) fn code_kind(code: &str) -> Option<Kind<'static>> {
    let currency = Some(Currency::from_code(code)?);
    Some(Kind::Money(Mark { currency, family: None, exact: true, minor: false, word: false }))
}

/// A code of a currency in letters of any case, which touches a number.
pub(super) fn glued_code(word: &str) -> Option<Kind<'_>> {
    let mut capitals = [0; CODE_BYTES];
    capitals.copy_from_slice(word.as_bytes().get(..CODE_BYTES).filter(|all| all.len() == word.len())?);
    capitals.make_ascii_uppercase();
    code(std::str::from_utf8(&capitals).ok()?)
}

fn code<'a>(word: &str) -> Option<Kind<'a>> {
    let fits = word.len() == CODE_BYTES
        && word.bytes().all(|letter| letter.is_ascii_uppercase())
        && !CODES_THAT_ARE_WORDS.contains(&word);
    fits.then(|| code_kind(word)).flatten()
}

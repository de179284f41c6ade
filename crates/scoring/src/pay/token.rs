//! The tokens that a text is cut into.

use std::{cell::Cell, ops::Range};

use kazi_domain::Currency;

use super::{
    entry::Entry,
    group::{Group, Groups},
    name::Name,
    number::Number,
    sense::{Glue, Glues, Mark, Sense},
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
pub(super) enum Kind {
    /// A number.
    Number(Number),
    /// Digits that make no number.
    Digits,
    /// A currency by its sign, code or name.
    Money(Mark),
    /// A word: what it means here and the groups it is of.
    Word(Option<&'static Sense>, Groups),
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
pub(super) struct Token {
    /// What it is.
    pub kind: Kind,
    /// The first bytes of a word, as [`Name`]s have them; 0 of all else.
    head: u64,
    start: u32,
    end: u32,
    /// The ways in which it joins, if it is a word that does.
    pub glue: Glues,
    /// Whether no white space stands before it.
    pub glued: bool,
}

impl Token {
    /// A token at some bytes of its part, of which a word has this head.
    #[inline]
    #[allow(clippy::cast_possible_truncation)]
    pub(super) fn new(kind: Kind, head: u64, range: Range<usize>, glued: bool) -> Self {
        let glue = match kind {
            Kind::Word(Some(sense), _) => sense.glue,
            _ => Glues::NONE,
        };
        Self { kind, head, start: range.start as u32, end: range.end as u32, glue, glued }
    }

    /// Its first byte.
    pub(super) const fn start(&self) -> usize {
        self.start as usize
    }

    /// The byte after it.
    pub(super) const fn end(&self) -> usize {
        self.end as usize
    }

    /// How many bytes it has.
    pub(super) const fn len(&self) -> usize {
        self.end() - self.start()
    }

    /// What the word means.
    pub(super) fn sense(&self) -> Option<&'static Sense> {
        match self.kind {
            Kind::Word(sense, _) => sense,
            _ => None,
        }
    }

    /// Whether it is a word that joins in this way.
    pub(super) const fn is(&self, glue: Glue) -> bool {
        self.glue.hold(glue)
    }

    /// Whether an amount in words may begin with it.
    pub(super) fn begins_amount(&self) -> bool {
        let part = || self.is_of(Group::Half) || self.is_of(Group::Quarter);
        self.sense().is_some_and(|sense| sense.begins_amount) || part() || self.is(Glue::An)
    }

    /// Whether it is a word of a group.
    pub(super) fn is_of(&self, group: Group) -> bool {
        matches!(self.kind, Kind::Word(_, groups) if groups.hold(group))
    }

    /// Whether it is this sign.
    pub(super) fn is_sign(&self, sign: char) -> bool {
        matches!(self.kind, Kind::Sign(own) if own == sign)
    }
}

thread_local! {
    /// The room of the last list: to make it anew is a good part of the work on a short text.
    static ROOM: Cell<Vec<Token>> = const { Cell::new(Vec::new()) };
}

/// The tokens of a window, and what is said by any of them: what most windows do not say need not be sought in them.
#[derive(Debug, Default)]
pub(super) struct TokenList<'a> {
    /// The text of which they are.
    text: &'a str,
    /// In their order.
    pub all: Vec<Token>,
    /// The groups that any word is of.
    groups: Groups,
    /// The ways in which any word joins.
    glue: Glues,
    /// Whether any word is a number, or stands for hundreds or thousands.
    begin_amount: bool,
    /// Whether any word says whose money an amount is.
    roles: bool,
}

impl<'a> TokenList<'a> {
    /// Makes room for those of another window, of so many bytes.
    pub(super) fn begin(&mut self, text: &'a str, bytes: usize) {
        /// Most tokens have more bytes with the space before them, but for a few of a short text.
        const TOKEN_BYTES: usize = 3;
        const MORE_TOKENS: usize = 4;
        let room = bytes / TOKEN_BYTES + MORE_TOKENS;
        if self.all.capacity() == 0 {
            self.all = ROOM.take();
        }
        if self.all.capacity() < room {
            self.all = Vec::with_capacity(room);
        }
        self.all.clear();
        (self.text, self.groups, self.glue) = (text, Groups::NONE, Glues::NONE);
        (self.begin_amount, self.roles) = (false, false);
    }

    /// Whether any word may begin an amount in words.
    pub(super) fn may_begin_amount(&self) -> bool {
        let part = self.groups.hold(Group::Half) || self.groups.hold(Group::Quarter);
        self.begin_amount || part || self.glue.hold(Glue::An)
    }

    /// Adds a token.
    #[inline]
    pub(super) fn push(&mut self, token: Token) {
        if let Kind::Word(sense, groups) = token.kind {
            self.groups = self.groups.and(groups);
            self.glue = self.glue.and(token.glue);
            if let Some(sense) = sense {
                self.begin_amount |= sense.begins_amount;
                self.roles |= sense.role.is_some();
            }
        }
        self.all.push(token);
    }
}

impl Drop for TokenList<'_> {
    fn drop(&mut self) {
        /// Room for more tokens is given back, as few texts need it.
        const ROOM_MAX: usize = 1024;
        if (1..=ROOM_MAX).contains(&self.all.capacity()) {
            ROOM.set(std::mem::take(&mut self.all));
        }
    }
}

/// The tokens of a window, asked by place; a place outside has nothing.
#[derive(Clone, Copy)]
pub(super) struct Tokens<'t>(pub &'t TokenList<'t>);

impl<'t> Tokens<'t> {
    /// All of them.
    pub(super) fn all(self) -> &'t [Token] {
        &self.0.all
    }

    /// The bytes at which some tokens stand.
    pub(super) fn bytes(self, places: &Range<usize>) -> Option<Range<usize>> {
        Some(self.get(places.start)?.start()..self.get(places.end - 1)?.end())
    }

    /// The token at a place.
    #[inline]
    pub(super) fn get(self, at: usize) -> Option<&'t Token> {
        self.0.all.get(at)
    }

    /// The word at a place.
    pub(super) fn word(self, at: usize) -> Option<&'t str> {
        let token = self.get(at).filter(|token| matches!(token.kind, Kind::Word(..)))?;
        self.0.text.get(token.start()..token.end())
    }

    /// The first of some places at which a word stands that joins in this way.
    pub(super) fn first_that_is(self, mut places: Range<usize>, glue: Glue) -> Option<usize> {
        if self.0.glue.hold(glue) { places.find(|at| self.is(*at, glue)) } else { None }
    }

    /// Whether a word that joins in this way stands at one of some places.
    pub(super) fn any_is(self, places: Range<usize>, glue: Glue) -> bool {
        self.first_that_is(places, glue).is_some()
    }

    /// Whether a word of a group stands anywhere.
    pub(super) fn hold(self, group: Group) -> bool {
        self.0.groups.hold(group)
    }

    /// Whether a word stands anywhere that says whose money an amount is.
    pub(super) fn hold_roles(self) -> bool {
        self.0.roles
    }

    /// Whether a word of a group stands at one of some places.
    pub(super) fn any_of(self, mut places: Range<usize>, group: Group) -> bool {
        self.hold(group) && places.any(|at| self.is_of(at, group))
    }

    /// The first of some places at which a word of a group stands.
    pub(super) fn first_of(self, mut places: Range<usize>, group: Group) -> Option<usize> {
        if self.hold(group) { places.find(|at| self.is_of(*at, group)) } else { None }
    }

    /// How many words of a group stand at some places.
    pub(super) fn count_of(self, places: Range<usize>, group: Group) -> usize {
        if self.hold(group) { places.filter(|at| self.is_of(*at, group)).count() } else { 0 }
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
    #[inline]
    pub(super) fn is_word(self, at: usize, words: &[Name]) -> bool {
        let Some(token) = self.get(at) else { return false };
        let rest = |name: &Name| self.word(at).is_some_and(|word| word.eq_ignore_ascii_case(name.word));
        words.iter().any(|name| name.head == token.head && (name.is_short() || rest(name)))
    }

    /// Whether a word of a group stands at a place.
    pub(super) fn is_of(self, at: usize, group: Group) -> bool {
        self.get(at).is_some_and(|token| token.is_of(group))
    }

    /// Whether this word stands at a place, in these very letters.
    pub(super) fn is_exactly(self, at: usize, word: &str) -> bool {
        self.word(at) == Some(word)
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

    /// Whether a sign or an end parts what is said before a place from what is said behind it.
    pub(super) fn parts_clause(self, at: usize) -> bool {
        match self.get(at).map(|token| token.kind) {
            None | Some(Kind::Stop | Kind::Line | Kind::Dash) => true,
            Some(Kind::Sign(sign)) => matches!(sign, '|' | ',' | ']'),
            _ => false,
        }
    }

    /// Whether the word at a place looks like several.
    pub(super) fn is_plural(self, at: usize) -> bool {
        self.word(at).is_some_and(|word| word.len() > 3 && word.ends_with(['s', 'S']))
    }

    /// Whether the token at a place touches the one before it.
    pub(super) fn glued(self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.glued)
    }
}

impl Kind {
    /// A word of which nothing is known.
    pub(super) const UNKNOWN: Self = Self::Word(None, Groups::NONE);

    /// What a word is by its entry among the words of pay: a currency, or a word with its sense.
    #[inline]
    pub(super) fn of_entry<'w>(entry: &'static Entry, word: impl FnOnce() -> &'w str) -> Self {
        if let Some((exactly, mark)) = entry.cased
            && exactly == word()
        {
            return Kind::Money(mark);
        }
        match &entry.sense {
            Some(Sense { mark: Some(mark), .. }) => Kind::Money(*mark),
            sense => Kind::Word(sense.as_ref(), entry.groups),
        }
    }

    /// As [`Kind::of_entry`], of a word that may be the code of a currency.
    pub(super) fn of_entry_or_code(entry: Option<&'static Entry>, word: &str) -> Self {
        match entry.map_or(Kind::UNKNOWN, |entry| Kind::of_entry(entry, || word)) {
            kind @ Kind::Word(None, _) => code(word).unwrap_or(kind),
            kind => kind,
        }
    }
}

/// A currency by its code, whether that is a word too or not.
pub(super) fn code_kind(code: &str) -> Option<Kind> {
    let currency = Some(Currency::from_code(code)?);
    Some(Kind::Money(Mark { currency, family: None, exact: true, minor: false, word: false }))
}

/// A code of a currency in letters of any case, which touches a number.
pub(super) fn glued_code(word: &str) -> Option<Kind> {
    let mut capitals = [0; CODE_BYTES];
    capitals.copy_from_slice(word.as_bytes().get(..CODE_BYTES).filter(|all| all.len() == word.len())?);
    capitals.make_ascii_uppercase();
    code(std::str::from_utf8(&capitals).ok()?)
}

fn code(word: &str) -> Option<Kind> {
    let fits = word.len() == CODE_BYTES
        && word.bytes().all(|letter| letter.is_ascii_uppercase())
        && !CODES_THAT_ARE_WORDS.contains(&word);
    fits.then(|| code_kind(word)).flatten()
}

//! The words of a title that say which work it is.

use std::borrow::Cow;

use super::{
    body::{Taker, says, words},
    figures::is_currency_sign,
    hashes::{WORD_LETTERS_MIN, short_hash, short_key, word_hash, word_key},
    order::sorted,
    vocabulary::{Group, Groups},
};
use crate::cut::{Cut, PlainWord};

/// The most words of a title that are kept.
const WORDS_MAX: usize = 16;
/// The most words of a title, with their signs, that are looked at.
const TOKENS_MAX: usize = 40;

/// The words of a title.
pub(super) struct TitleWords {
    pub(super) words: Vec<TitleWord>,
    /// Keys of the first that say something of the work, sorted.
    pub(super) telling: Vec<u32>,
}

pub(super) struct TitleWord {
    pub(super) hash: u64,
    pub(super) key: u32,
    /// Whether it does not only join others.
    pub(super) says: bool,
}

impl TitleWords {
    /// Of a title that is given in small letters too.
    pub(super) fn of(cut: &Cut<'_>, lowered: &str) -> Self {
        let room = cut.words.len();
        let mut title = Self { words: Vec::with_capacity(room), telling: Vec::with_capacity(room) };
        if cut.text.is_ascii() {
            title.take_all(cut);
        } else {
            words(lowered).for_each(|word| title.take_other(word));
        }
        title.telling = sorted(title.telling);
        title
    }

    fn push(&mut self, hash: u64, key: u32, says: bool, groups: Groups) {
        if self.words.len() < WORDS_MAX && !groups.hold(Group::NoWork) {
            self.telling.push(key);
        }
        self.words.push(TitleWord { hash, key, says });
    }
}

impl Taker for TitleWords {
    fn take_plain(&mut self, _: &str, plain: &PlainWord) {
        let word = plain.word();
        let hash = short_hash(word);
        self.push(hash, short_key(word, hash), plain.len() >= WORD_LETTERS_MIN, Groups::find(word));
    }

    fn take_other(&mut self, word: &str) {
        self.push(word_hash(word), word_key(word), says(word), Groups::of(word));
    }
}

/// Keys of the words of a title that say which work it is, with the signs that are part of them.
pub(super) fn work_keys(title: &str, lowered: &str) -> Vec<u32> {
    let shouts = !title.chars().any(char::is_lowercase);
    let tokens = Token::first_of(title, lowered);
    let is_month =
        |at: usize| tokens.get(at).is_some_and(|token: &Token<'_>| token.groups.hold(Group::Month));
    let mut keys = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        let near_month = || is_month(at + 1) || at > 0 && is_month(at - 1);
        let dates = is_month(at)
            || token.number().is_some_and(|number| number <= 31 && near_month() || is_year(number))
            || token.in_date;
        if dates || token.is_sum || token.says_nothing(at, shouts) {
            continue;
        }
        keys.push(word_key(match &*token.lowered {
            "sr" => "senior",
            "jr" => "junior",
            word => word,
        }));
    }
    sorted(keys)
}

const fn is_year(number: u32) -> bool {
    matches!(number, 1990..=2099)
}

/// A word of a title with the signs that are part of it.
struct Token<'t> {
    text: &'t str,
    lowered: Cow<'t, str>,
    groups: Groups,
    /// Whether a currency sign stands before or behind it.
    is_sum: bool,
    /// Whether it is part of figures joined as those of a date.
    in_date: bool,
    /// Whether one of several written with strokes between: `(m/f/d)`.
    in_strokes: bool,
    /// The title behind it.
    rest: &'t str,
}

impl<'t> Token<'t> {
    /// Those of a title, at most [`TOKENS_MAX`].
    fn first_of(title: &'t str, lowered: &'t str) -> Vec<Self> {
        let lowered = title.is_ascii().then_some(lowered);
        let mut tokens = Vec::with_capacity(TOKENS_MAX.min(title.len() / 4));
        for run in title.split_whitespace() {
            let in_date = is_date(run);
            for word in words(run).take(TOKENS_MAX - tokens.len()) {
                tokens.push(Self::of(title, lowered, run, word, in_date));
            }
        }
        tokens
    }

    /// A word of a run without white space in a title of which the small letters are given, if each stands
    /// where it stands there.
    fn of(title: &'t str, lowered: Option<&'t str>, run: &'t str, word: &'t str, in_date: bool) -> Self {
        let begin = word.as_ptr() as usize - run.as_ptr() as usize;
        let (before, after) = (&run[..begin], &run[begin + word.len()..]);
        let signs = after.len() - after.trim_start_matches(['+', '#']).len();
        let begin = word.as_ptr() as usize - title.as_ptr() as usize;
        let range = begin..begin + word.len() + signs;
        let text = &title[range.clone()];
        let lowered = match lowered {
            Some(lowered) => Cow::Borrowed(&lowered[range.clone()]),
            None => Cow::Owned(text.to_lowercase()),
        };
        let stroke = |c: char| matches!(c, '/' | '|' | '*');
        Self {
            text,
            groups: Groups::of(&lowered),
            is_sum: word.starts_with(|c: char| c.is_ascii_digit())
                && (before.ends_with(is_currency_sign) || after.starts_with(is_currency_sign)),
            in_date,
            in_strokes: before.ends_with(stroke) || after.starts_with(stroke),
            rest: &title[range.end..],
            lowered,
        }
    }

    /// Its number, an ordinal's too.
    fn number(&self) -> Option<u32> {
        self.lowered.starts_with(|c: char| c.is_ascii_digit()).then_some(())?;
        self.lowered.trim_end_matches(char::is_alphabetic).parse().ok()
    }

    /// Whether it says nothing of which work this is.
    fn says_nothing(&self, at: usize, shouts: bool) -> bool {
        (self.groups.hold(Group::NoWork) || self.groups.hold(Group::Again)) && !self.names(at, shouts)
    }

    /// Whether capitals make a name of it.
    fn names(&self, at: usize, shouts: bool) -> bool {
        let capitals = self.text.chars().all(char::is_uppercase) && !self.in_strokes;
        match self.text.len() {
            // `Banner A`, but not `A banner` or `I Need A Banner`.
            1 => capitals && at > 0 && (!matches!(&*self.lowered, "a" | "i") || !self.goes_on()),
            // `EN to DE`.
            2 => capitals && !shouts && matches!(&*self.lowered, "en" | "de"),
            _ => false,
        }
    }

    /// Whether a space and a word follow.
    fn goes_on(&self) -> bool {
        let next = self.rest.trim_start();
        next.len() < self.rest.len() && next.starts_with(char::is_alphanumeric)
    }
}

/// Whether a run without white space is a date in figures: `12/05/2024`, `2024-05-12`.
fn is_date(run: &str) -> bool {
    let is_figure = |byte: u8| byte.is_ascii_digit();
    if !run.bytes().any(is_figure) {
        return false;
    }
    let parts = run.trim_matches(|c: char| !c.is_ascii_digit()).split(['/', '-', '.']);
    let is_part = |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(is_figure);
    parts.clone().count() == 3 && parts.into_iter().all(is_part)
}

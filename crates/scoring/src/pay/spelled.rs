//! Amounts in words: "elfu tatu", "mia tano na hamsini", "two hundred dollars", "half a dollar", "a cent a row".
//!
//! Swahili says thousands and hundreds before how many of them there are, other languages behind. Words that count
//! something else stay words: only what holds a hundred or a thousand, or stands beside a currency, is an amount.

use std::ops::Range;

use kazi_domain::Currency;

use super::{
    figure::ONE,
    group::Group,
    name::words,
    number::Number,
    sense::{Glue, Sense},
    token::{Kind, Token, TokenList, Tokens, code_kind},
    unit::read_unit,
};

/// The longest body of a posting that is looked at for amounts in words, in bytes: a message of a chat.
pub(super) const BRIEF_BYTES_MAX: usize = 240;
/// The largest number of hundreds or thousands.
const COUNT_MAX: i64 = 999;

/// An amount in words.
struct Spelled {
    /// In millionths.
    micros: i64,
    /// The currency that is counted in such words: "soo mbili".
    counts: Option<Currency>,
    end: usize,
}

/// Puts one number in place of the words of each amount.
pub(super) fn spell(tokens: &mut TokenList<'_>) {
    if !tokens.may_begin_amount() {
        return;
    }
    let mut at = 0;
    while let Some(found) = tokens.all.get(at..).and_then(|rest| rest.iter().position(Token::begins_amount)) {
        at += found;
        if let Some(Spelled { micros, counts, end }) = read_spelled(Tokens(tokens), at) {
            let all = &mut tokens.all;
            let (start, last, glued) = (all[at].start(), all[end - 1].end(), all[at].glued);
            let number = Number { micros, grouped: false, dotted: false, myriads: false, decimals: false };
            let money = counts.and_then(|currency| code_kind(currency.code()));
            let kinds = [Some(Kind::Number(number)), money];
            let put = kinds.into_iter().flatten().map(|kind| Token::new(kind, 0, start..last, glued));
            all.splice(at..end, put);
        }
        at += 1;
    }
}

fn read_spelled(tokens: Tokens<'_>, at: usize) -> Option<Spelled> {
    // "5 thousand": the digits say it.
    if at.checked_sub(1).is_some_and(|at| tokens.is_digits(at)) {
        return None;
    }
    let spelled =
        heaps_first(tokens, at).or_else(|| count_first(tokens, at)).or_else(|| part_of_one(tokens, at));
    // "KSh elfu 5"
    spelled.filter(|spelled| !tokens.is_digits(spelled.end))
}

/// "half a dollar", "a quarter dollar", and "a cent a row": one, where a unit follows.
fn part_of_one(tokens: Tokens<'_>, at: usize) -> Option<Spelled> {
    let (micros, next) = match () {
        () if tokens.is_of(at, Group::Half) => (ONE / 2, at + 1),
        () if tokens.is_of(at, Group::Quarter) => (ONE / 4, at + 1),
        () if tokens.is_word(at, words!["a"]) => (ONE, at),
        () => return None,
    };
    let end = next + usize::from(tokens.is(next, Glue::An));
    let money = tokens.mark(end).is_some_and(|mark| mark.word);
    (money && (micros < ONE || read_unit(tokens, end + 1).is_some())).then_some(Spelled {
        micros,
        counts: None,
        end,
    })
}

/// "elfu kumi na mbili", "laki moja na elfu hamsini", "mia tano na hamsini", "soo 3", "hundred dollars".
fn heaps_first(tokens: Tokens<'_>, at: usize) -> Option<Spelled> {
    let mut spelled = Spelled { micros: 0, counts: None, end: at };
    let (mut least, mut counted) = (i64::MAX, false);
    while let Some(sense) = tokens.sense(spelled.end).filter(|sense| sense.is_heap() && sense.scale < least) {
        let next = spelled.end + 1;
        let count = small(tokens, next).or_else(|| digits(tokens, next).filter(|_| sense.counts.is_some()));
        let (count, end) = count.map_or((1, next), |(count, end)| (count, end));
        counted |= end > next;
        spelled.micros = spelled.micros.saturating_add((sense.scale * count).saturating_mul(ONE));
        spelled.counts = spelled.counts.or(sense.counts);
        (least, spelled.end) = (sense.scale, end);
        let joined = spelled.end + usize::from(tokens.is(spelled.end, Glue::And));
        // "mia mbili na tano", "mia mbili hamsini"
        match small(tokens, joined).filter(|(rest, _)| joined > spelled.end || *rest >= 10) {
            Some((rest, end)) => (spelled.micros, spelled.end) = (spelled.micros + rest * ONE, end),
            // "laki mbili na nusu"
            None if joined > spelled.end && tokens.is_of(joined, Group::Half) => {
                (spelled.micros, spelled.end) = (spelled.micros + sense.scale * ONE / 2, joined + 1);
            }
            None if tokens.sense(joined).is_some_and(Sense::is_heap) => spelled.end = joined,
            None => {}
        }
    }
    // "hundred dollars" and "a hundred dollars", but not "a few hundred dollars"; "boqol shilin"
    let one = at.checked_sub(1).is_none_or(|at| tokens.is_word(at, words!["a", "an"]))
        || !tokens.is_word(at, words!["hundred", "thousand", "grand"]);
    let fronted = tokens.sense(at).is_some_and(|sense| sense.fronted);
    let money = || spelled.end > at && is_money(tokens, at..spelled.end);
    (counted && fronted || one && !counted && money()).then_some(spelled)
}

/// Whether words stand beside a currency, or end a range whose other end is an amount.
fn is_money(tokens: Tokens<'_>, words: Range<usize>) -> bool {
    let before = |back: usize| words.start.checked_sub(back);
    let ends_range = before(1).is_some_and(|at| tokens.is(at, Glue::To) || tokens.is_dash(at))
        && before(2).is_some_and(|at| tokens.number(at).is_some());
    tokens.mark(words.end).is_some() || before(1).is_some_and(|at| tokens.mark(at).is_some()) || ends_range
}

/// "two hundred and fifty", "five thousand", "ten dollars".
fn count_first(tokens: Tokens<'_>, at: usize) -> Option<Spelled> {
    let (mut value, mut end) = small(tokens, at)?;
    let mut heaped = false;
    while let Some(sense) = tokens.sense(end).filter(|sense| sense.is_heap() && sense.counts.is_none()) {
        (value, end, heaped) = (value.saturating_mul(sense.scale), end + 1, true);
    }
    let joined = tokens.is(end, Glue::And).then(|| small(tokens, end + 1)).flatten();
    if let Some((rest, past)) = joined.filter(|_| heaped) {
        (value, end) = (value + rest, past);
    }
    (heaped || is_money(tokens, at..end)).then_some(Spelled {
        micros: value.saturating_mul(ONE),
        counts: None,
        end,
    })
}

/// A number below a hundred in words, and where it ends: "kumi na mbili", "twenty-five".
fn small(tokens: Tokens<'_>, at: usize) -> Option<(i64, usize)> {
    let value = |at: usize| tokens.sense(at).map(|sense| sense.value).filter(|value| *value > 0);
    let first = value(at)?;
    let parted = tokens.is_dash(at + 1) || tokens.is(at + 1, Glue::And) && value(at + 1).is_none();
    let joined = at + 1 + usize::from(parted);
    // Arabic says ones before tens, with "and" as part of the word, and "three ten" for thirteen.
    let arabic = |rest: i64| first < 10 && (rest == 10 || rest % 10 == 0 && tokens.is(joined, Glue::And));
    let tens = |rest: i64| first >= 10 && first % 10 == 0 && rest < 10;
    let rest = value(joined).filter(|rest| tens(*rest) || arabic(*rest));
    Some(rest.map_or((first, at + 1), |rest| (first + rest, joined + 1)))
}

/// A small number in digits behind a word that alone says whose money it is: "ngiri 4".
fn digits(tokens: Tokens<'_>, at: usize) -> Option<(i64, usize)> {
    let number = tokens.number(at).filter(|number| !number.decimals)?;
    Some((number.micros / ONE, at + 1)).filter(|(count, _)| (1..=COUNT_MAX).contains(count))
}

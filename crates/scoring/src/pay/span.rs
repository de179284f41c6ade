//! Spans of time: several for one amount, halves of one, and what looks like one in another language.

use kazi_domain::{Currency, Per};

use super::{
    figure::ONE,
    for_what::{Share, UnitRead},
    group::Group,
    name::{Name, words},
    sense::Unit,
    token::Tokens,
};

/// Half a span of time: "half hour", "half an hour", "demi-journée", "nusu saa".
pub(super) fn half_of(tokens: Tokens<'_>, at: usize) -> Option<(UnitRead, usize)> {
    if !tokens.is_of(at, Group::Half) {
        return None;
    }
    let joins = tokens.is_dash(at + 1) || tokens.is_word(at + 1, words!["a", "an", "ya"]);
    let unit = at + 1 + usize::from(joins);
    let Some(Unit::Time(per @ (Per::Hour | Per::Day))) = tokens.sense(unit)?.unit else { return None };
    Some((UnitRead { share: Share::TWICE, ..UnitRead::bare(per) }, unit + 1))
}

/// How many the number behind a Swahili span of time says: "kila dakika 30".
pub(super) fn count_behind(tokens: Tokens<'_>, at: usize) -> Option<i64> {
    let count =
        tokens.number(at + 1).filter(|_| tokens.is_of(at, Group::Span) && tokens.mark(at + 2).is_none())?;
    Some(count.micros / ONE).filter(|count| *count > 1)
}

/// The most hours, days, weeks or months that one amount of pay is for: "$99 per 30 days" is a price.
pub(super) const fn spans_max(per: Per) -> i64 {
    match per {
        Per::Hour => 60,
        Per::Day => 6,
        Per::Week => 8,
        Per::Month => 11,
        Per::Year | Per::Project | Per::Piece => 0,
    }
}

/// How many minutes the name of a piece says: "minute", "30 minutes".
pub(super) fn minutes_of(piece: &str) -> Option<i64> {
    const NAMES: [&str; 8] = ["minute", "minutes", "min", "mins", "minutos", "dakika", "دقيقة", "دقيقه"];
    let (count, name) = piece.split_once(' ').unwrap_or(("1", piece));
    count.parse().ok().filter(|count| NAMES.contains(&name) && *count > 0)
}

/// Whether a word is an English noun here, which another language has for a span of time: "per tag", "/tag"; German
/// has "pro Tag".
pub(super) fn is_english(tokens: Tokens<'_>, at: usize) -> bool {
    const PER: &[Name] = words!["per", "each", "every", "a", "an", "one"];
    let euros = || {
        (at.saturating_sub(4)..at).any(|at| {
            tokens.mark(at).is_some_and(|mark| matches!(mark.currency, Some(Currency::EUR | Currency::CHF)))
        })
    };
    let slash = at > 0 && tokens.is_sign(at - 1, '/') && !euros();
    let days =
        matches!(tokens.sense(at).and_then(|sense| sense.unit), Some(Unit::Time(Per::Day | Per::Week)));
    days && (slash || at > 0 && tokens.is_word(at - 1, PER)) && tokens.is_of(at, Group::English)
}

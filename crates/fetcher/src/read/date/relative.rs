//! Dates that count back from now: `3 hours ago`, `il y a 2 jours`, `yesterday`, `5d`.

use jiff::Timestamp;

use super::token::{Token, plain, tokens};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// Words that make a length of time lie in the past.
const AGO: [&str; 8] = ["ago", "il", "hace", "há", "vor", "před", "fa", "iliyopita"];
/// Words for today and yesterday, with the seconds to count back.
const DAYS: [(&str, i64); 14] = [
    ("now", 0),
    ("today", 0),
    ("aujourd", 0),
    ("hoy", 0),
    ("hoje", 0),
    ("heute", 0),
    ("dnes", 0),
    ("leo", 0),
    ("yesterday", DAY),
    ("hier", DAY),
    ("ayer", DAY),
    ("ontem", DAY),
    ("gestern", DAY),
    ("jana", DAY),
];
/// The beginnings of words for lengths of time, in seconds; the longest that fits counts.
const UNITS: [(&str, i64); 42] = [
    ("sec", 1),
    ("seg", 1),
    ("sek", 1),
    ("min", 60),
    ("h", HOUR),
    ("hr", HOUR),
    ("hrs", HOUR),
    ("hour", HOUR),
    ("heure", HOUR),
    ("hora", HOUR),
    ("stunde", HOUR),
    ("hodin", HOUR),
    ("saa", HOUR),
    ("d", DAY),
    ("day", DAY),
    ("jour", DAY),
    ("día", DAY),
    ("dia", DAY),
    ("tag", DAY),
    ("dny", DAY),
    ("dnem", DAY),
    ("siku", DAY),
    ("w", 7 * DAY),
    ("wk", 7 * DAY),
    ("week", 7 * DAY),
    ("semaine", 7 * DAY),
    ("semana", 7 * DAY),
    ("woche", 7 * DAY),
    ("týdn", 7 * DAY),
    ("wiki", 7 * DAY),
    ("mo", 30 * DAY),
    ("month", 30 * DAY),
    ("mois", 30 * DAY),
    ("mes", 30 * DAY),
    ("mês", 30 * DAY),
    ("monat", 30 * DAY),
    ("měsíc", 30 * DAY),
    ("mwezi", 30 * DAY),
    ("y", 365 * DAY),
    ("year", 365 * DAY),
    ("jahr", 365 * DAY),
    ("año", 365 * DAY),
];
/// Units that must stand as they are, for many words begin so.
const WHOLE: usize = 2;

/// The instant that lies as far before `now` as a text says.
pub(super) fn read(text: &str, now: Timestamp) -> Option<Timestamp> {
    let plain = plain(text);
    let tokens = tokens(&plain);
    let back = |seconds: i64| Timestamp::from_second(now.as_second().checked_sub(seconds)?).ok();
    let words =
        || tokens.iter().filter_map(|token| if let Token::Word(word) = token { Some(*word) } else { None });
    if tokens.len() <= 4
        && !tokens.iter().any(|token| matches!(token, Token::Number(_)))
        && let Some((_, seconds)) = DAYS.iter().find(|(day, _)| words().any(|word| word == *day))
    {
        return back(*seconds);
    }
    let short = matches!(tokens[..], [Token::Number(_), Token::Word(_)]);
    if !short && !words().any(|word| AGO.contains(&word)) {
        return None;
    }
    let count = tokens.iter().find_map(|token| match token {
        Token::Number(digits) => digits.parse::<i64>().ok(),
        _ => None,
    });
    // The unit stands behind its number: `il y a 2 jours`.
    let number = tokens.iter().position(|token| matches!(token, Token::Number(_))).unwrap_or(0);
    let behind = tokens[number..]
        .iter()
        .filter_map(|token| if let Token::Word(word) = token { Some(*word) } else { None });
    let unit = behind.into_iter().find_map(unit)?;
    back(count.unwrap_or(1).checked_mul(unit)?)
}

fn unit(word: &str) -> Option<i64> {
    let fits = |name: &str| if name.len() <= WHOLE { word == name } else { word.starts_with(name) };
    let fitting = UNITS.iter().filter(|(name, _)| fits(name));
    fitting.max_by_key(|(name, _)| name.len()).map(|(_, seconds)| *seconds)
}

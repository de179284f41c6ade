//! Pay texts that are nothing but one statement, written as most are: "$25 - $35", "€40/hr", "USD 80k-100k a year".
//!
//! Boards show pay in a field of its own, of which most need no grammar. They are read in one go without tokens, and as
//! [`statements`](super::statement::statements) reads them.

use super::{
    figure::{Figure, ONE, merged},
    for_what::UnitRead,
    group::{Group, Groups},
    lexicon::LEXICON,
    numeral::plain_number,
    range::both_ends,
    sense::{Mark, Unit},
    statement::Statement,
    token::{CODE_BYTES, Kind},
};
use crate::{
    eight::Eight,
    known_words::{WHOLE_BYTES_MAX, Word},
};

/// The longest text looked at, in bytes.
const BYTES_MAX: usize = 40;
/// What joins the ends of a range, and whether it is a dash.
const JOINTS: [(&str, bool); 7] =
    [(" - ", true), ("-", true), (" to ", false), (" – ", true), ("–", true), (" — ", true), ("—", true)];
/// What stands before a unit.
const PER: [&str; 4] = ["/", " per ", " an ", " a "];
/// The groups that say nothing of a unit behind an amount.
const GROUPS: Groups =
    Groups::NONE.with(Group::AlsoRate).with(Group::Job).with(Group::Shortened).with(Group::ShortenedUnit);

/// The one statement that a pay text is.
pub(super) fn whole_statement(text: &str) -> Option<Statement> {
    let (first, end) = amount(text, 0).filter(|_| text.len() <= BYTES_MAX)?;
    let joint = JOINTS.iter().find_map(|(joint, dash)| Some((past(text, end, joint)?, *dash)));
    let (mut statement, end) = match joint {
        Some((next, dash)) => {
            let (second, end) = amount(text, next)?;
            let (first, last) = both_ends(first, second, dash)?;
            (Statement::of(first, last, true), end)
        }
        None => (Statement::of(first, first, false), end),
    };
    statement.mark?;
    if end < text.len() {
        statement.unit = Some(UnitRead::of(unit(text, end)?));
    }
    Some(statement)
}

/// Where these letters end, if they stand at a place.
fn past(text: &str, at: usize, letters: &str) -> Option<usize> {
    text.as_bytes()[at..].starts_with(letters.as_bytes()).then_some(at + letters.len())
}

/// The amount that begins at a place, with its currency before it or behind it, and where it ends.
fn amount(text: &str, at: usize) -> Option<(Figure, usize)> {
    let (mut mark, at) = mark(text, at)?;
    let (number, mut end) = plain_number(text, at)?;
    let mut scale = 1;
    if matches!(text.as_bytes().get(end), Some(b'k' | b'K')) {
        (scale, end) = (1000, end + 1);
        // "401k" is no amount.
        if matches!(number.micros / ONE, 401 | 403) {
            return None;
        }
    }
    if mark.is_none_or(|mark| !mark.exact)
        && let Some((behind, behind_end)) = mark_behind(text, end)
    {
        (mark, end) = (merged(mark, Some(behind)), behind_end);
    }
    let micros = number.micros.checked_mul(scale)?;
    let figure =
        Figure { micros, mark, scale, grouped: number.grouped, dotted: false, unit: None, counts: None };
    Some((figure, end))
}

/// The sign or the code of a currency at a place, and where the number behind it begins; nothing where neither that nor
/// a number stands there.
fn mark(text: &str, at: usize) -> Option<(Option<Mark>, usize)> {
    match text.as_bytes()[at..] {
        [b'0'..=b'9', ..] => Some((None, at)),
        [b'$' | 128..=255, ..] | [b'A'..=b'Z', b'$', ..] | [b'A'..=b'Z', b'A'..=b'Z', b'$', ..] => {
            let (mark, length) = LEXICON.sign(&text[at..]).filter(|(mark, _)| !mark.minor)?;
            Some((Some(mark), at + length))
        }
        [_, _, _, b' ', ..] => Some((Some(code(text, at)?), at + CODE_BYTES + 1)),
        _ => None,
    }
}

/// The currency behind a number, and where it ends: " USD", "€".
fn mark_behind(text: &str, at: usize) -> Option<(Mark, usize)> {
    match text.as_bytes()[at..] {
        [b' ', b'A'..=b'Z', ..] => Some((code(text, at + 1)?, at + 1 + CODE_BYTES)),
        [b' ', 0xE2, 0x82, ..] | [0xE2, 0x82, ..] => {
            let at = past(text, at, " ").unwrap_or(at);
            let (mark, length) = LEXICON.sign(&text[at..]).filter(|(mark, _)| mark.exact)?;
            Some((mark, at + length))
        }
        _ => None,
    }
}

/// The currency whose code stands at a place. PHP is a language too.
fn code(text: &str, at: usize) -> Option<Mark> {
    let code = text.get(at..at + CODE_BYTES)?;
    if !code.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return None;
    }
    match LEXICON.kind(code) {
        Kind::Money(mark) if mark.exact && code != "PHP" => Some(mark),
        _ => None,
    }
}

/// The unit that the rest of a text is: "/hr", " per word", " hourly".
fn unit(text: &str, at: usize) -> Option<Unit> {
    let noun = PER.iter().find_map(|per| past(text, at, per));
    let start = noun.or_else(|| past(text, at, " "))?;
    let word = &text.as_bytes()[start..];
    if word.len() > WHOLE_BYTES_MAX || !word.iter().all(u8::is_ascii_lowercase) {
        return None;
    }
    let head = Eight::at(text.as_bytes(), start);
    let entry = LEXICON.find(Word::lowered(text.as_bytes(), start, word.len(), head))?;
    let Kind::Word(Some(sense), groups) = Kind::of_entry(entry, || &text[start..]) else { return None };
    let alone = !sense.joins() && sense.scale == 0 && groups.are_only(GROUPS);
    sense.unit.filter(|_| alone && (noun.is_some() || sense.adverb))
}

#[cfg(test)]
mod tests {
    use kazi_domain::Part;

    use super::{
        super::{
            context::{support, support_of_whole},
            lexer::read_tokens,
            spelled::spell,
            statement::statements,
            token::{TokenList, Tokens},
        },
        *,
    };

    /// What the grammar reads of a text that is one statement, which it must be.
    fn check_as_statements_read(text: &str, whole: &Statement) {
        let mut list = TokenList::default();
        read_tokens(text, 0..text.len(), &mut list);
        spell(&mut list);
        let tokens = Tokens(&list);
        let read: Vec<Statement> = statements(tokens).collect();
        let [statement] = read.as_slice() else { panic!("{text}: {read:?}") };
        assert_eq!(tokens.bytes(&statement.tokens), Some(0..text.len()), "{text}");
        let alike = Statement { first: 0, tokens: 0..0, ..statement.clone() };
        assert_eq!(
            (&alike, support(tokens, statement, Part::PayText, "", false)),
            (whole, support_of_whole(whole)),
            "{text}"
        );
    }

    #[test]
    fn whole_texts_are_read_as_statements_are() {
        let signs = ["", "$", "€", "US$", "KES ", "USD ", "PHP ", "COP ", "¢", "$ ", "C"];
        let numbers =
            ["5", "0.05", "1,500", "120,000", "401k", "80k", "17.50K", "06", "2.5", "9 000", "1,250k"];
        let joints = ["", "-", " - ", " to ", "–", " — ", " and "];
        let behind = ["", " USD", " €", "€", " CAD", " KES"];
        let units = [
            "",
            "/hr",
            "/hour",
            " per hour",
            " an hour",
            " a year",
            " hourly",
            " hr",
            "/item",
            " per task",
            " per minute",
            "/tag",
            "/hora",
            " per video",
            " annually",
            " fixed",
            " spent",
            "/h/d",
            ".",
            " k",
        ];
        let mut wholes = 0;
        for (sign, number) in signs.iter().flat_map(|sign| numbers.map(|number| (sign, number))) {
            for (joint, other) in joints.iter().flat_map(|joint| signs.map(|other| (joint, other))) {
                for (behind, unit) in behind.iter().flat_map(|behind| units.map(|unit| (behind, unit))) {
                    let end = if joint.is_empty() { String::new() } else { format!("{joint}{other}60") };
                    let text = format!("{sign}{number}{end}{behind}{unit}");
                    if let Some(whole) = whole_statement(&text) {
                        check_as_statements_read(&text, &whole);
                        wholes += 1;
                    }
                }
            }
        }
        assert!(wholes > 5_000, "{wholes}");
    }
}

//! What a word or sign is by the letters it touches: torn texts, addresses, broken encodings, codes.

use std::ops::Range;

use super::{
    figure::ONE,
    letters::is_letter,
    lexicon::LEXICON,
    number::digit_value,
    token::{Kind, Token, code_kind},
};
use crate::letters::{glued_from, is_glued};

/// `160kPolly is`: a text whose line ends were lost, after an amount in thousands.
pub(super) fn glued_scale(word: &str) -> Option<usize> {
    let mut chars = word.chars();
    let k = matches!(chars.next(), Some('k' | 'K'));
    let capital = chars.next().is_some_and(char::is_uppercase);
    let small = chars.next().is_none_or(char::is_lowercase);
    (k && capital && small).then_some(1)
}

/// `/hrWe are`, `/HRBenefits`: the same after a unit.
pub(super) fn glued_unit(word: &str) -> Option<usize> {
    let capitals = word.bytes().take_while(u8::is_ascii_uppercase).count();
    let next = || Some(1 + word.as_bytes().get(1..)?.iter().position(u8::is_ascii_uppercase)?);
    let cut = match capitals {
        0 | 1 => next()?,
        all if all == word.len() => return None,
        several => several - 1,
    };
    let unit = matches!(LEXICON.kind(&word[..cut]), Kind::Word(Some(sense), _) if sense.unit.is_some());
    unit.then_some(cut)
}

/// `soonWage range`: the same after any word.
pub(super) fn glued_sentence(word: &str) -> Option<usize> {
    /// The least that [`glued_from`] answers: most words are told by it.
    const LEAST_BYTES: usize = 4;
    if !word.bytes().skip(LEAST_BYTES).any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let least = glued_from(word);
    let later = word.as_bytes().get(least..)?;
    let capital = least + later.iter().position(u8::is_ascii_uppercase)?;
    is_glued(&word[..capital]).then_some(capital)
}

/// Whether a currency stands behind the digits and spaces that `text` begins with.
pub(super) fn money_follows(text: &str) -> bool {
    const LOOK_CHARS: usize = 40;
    const JOINS: [&str; 14] =
        ["-", "–", "—", "à ", "a ", "to ", "et ", "y ", "& ", "and ", "und ", "bis ", "до ", "〜"];
    let end = text.char_indices().nth(LOOK_CHARS).map_or(text.len(), |(end, _)| end);
    let digits = |c: char| digit_value(c).is_some() || matches!(c, ' ' | '\u{A0}' | '\u{202F}' | ',' | '.');
    let mut after = text[..end].trim_start_matches(digits);
    if let Some(more) = JOINS.iter().find_map(|join| after.strip_prefix(join)) {
        after = more.trim_start_matches(digits);
    }
    if LEXICON.sign(after).is_some() {
        return true;
    }
    let word = &after[..after.find(|c: char| !is_letter(c)).unwrap_or(after.len())];
    if is_short_francs(word) {
        return true;
    }
    matches!(LEXICON.kind(word), Kind::Money(mark) if mark.currency.is_some() || mark.family.is_some())
}

/// The length of the web address that a text begins with.
pub(super) fn address(text: &str) -> Option<usize> {
    const STARTS: [&str; 3] = ["http:", "https:", "www."];
    let begins = STARTS.iter().any(|start| text.starts_with(start));
    begins
        .then(|| text.find(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | '"')).unwrap_or(text.len()))
}

/// UTF-8 read as Windows-1252, which many feeds carry: what the sequence was, and its length.
pub(super) fn mojibake(text: &str) -> Option<(Option<Kind>, usize)> {
    if !text.starts_with(['â', 'Â', '€']) {
        return None;
    }
    const DASHES: [&str; 7] = ["â€“", "â€”", "€“", "€”", "â\u{80}\u{93}", "â\u{80}\u{94}", "â€‘"];
    const SPACES: [&str; 2] = ["Â\u{A0}", "Â "];
    const EUROS: [&str; 2] = ["â\u{82}¬", "â¬"];
    if let Some(euro) = EUROS.iter().find(|euro| text.starts_with(**euro)) {
        let (mark, _) = LEXICON.sign("€")?;
        return Some((Some(Kind::Money(mark)), euro.len()));
    }
    let dash = DASHES.iter().find(|dash| text.starts_with(**dash)).map(|dash| (Some(Kind::Dash), dash.len()));
    dash.or_else(|| SPACES.iter().find(|space| text.starts_with(**space)).map(|space| (None, space.len())))
}

/// Entities of texts that were encoded twice, and whether each is a dash; the others are spaces.
const ENTITIES: [(&str, bool); 6] = [
    ("&mdash;", true),
    ("&ndash;", true),
    ("&#8211;", true),
    ("&#8212;", true),
    ("&nbsp;", false),
    ("&#160;", false),
];

/// The entity that a text begins with: a dash, or nothing where it is a space, and its length.
pub(super) fn entity(text: &str) -> Option<(Option<Kind>, usize)> {
    let (name, dash) = ENTITIES.iter().find(|(name, _)| text.starts_with(name))?;
    Some((dash.then_some(Kind::Dash), name.len()))
}

/// Whether a word is the language PHP, whose versions look like a few pesos.
pub(super) fn is_version(word: &str, rest: &str) -> bool {
    /// No version is as high, and few pay so little.
    const VERSIONS: Range<u32> = 3..20;
    if !word.eq_ignore_ascii_case("php") {
        return false;
    }
    let number = rest.trim_start_matches([' ', '-']);
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let grouped = number[digits..].starts_with(',');
    !grouped && number[..digits].parse().is_ok_and(|number| VERSIONS.contains(&number))
}

/// A currency whose letters are a word or a name too, before thousands: `COP 2,000,000`, `R 38 500`.
pub(super) fn code_before_thousands(word: &str, rest: &str) -> Option<Kind> {
    let code = match word {
        "R" => "ZAR",
        "COP" | "PEN" | "MAD" | "BOB" | "SOS" | "GEL" | "AMD" => word,
        _ => return None,
    };
    let number = rest.strip_prefix([' ', '\u{a0}']).unwrap_or(rest);
    let length = number.bytes().take_while(|byte| byte.is_ascii_digit() || b", .".contains(byte)).count();
    let digits = number[..length].bytes().filter(u8::is_ascii_digit).count();
    let scaled = number[length..].starts_with(['k', 'K']) && digits > 0;
    (digits >= 4 || scaled).then(|| code_kind(code)).flatten()
}

/// Francs in short: "150 000 F".
const FRANCS: [&str; 6] = ["F", "Fr", "FR", "Frs", "FRS", "frs"];

/// Whether a word may be francs in short.
pub(super) fn is_short_francs(word: &str) -> bool {
    FRANCS.contains(&word)
}

/// What a word is behind a sum that is much else too: francs in short behind thousands, "won" behind ten thousands.
pub(super) fn behind_sum(word: &str, before: Option<&Token>) -> Option<Kind> {
    let Some(Token { kind: Kind::Number(number), .. }) = before else { return None };
    let (least, money) = match word {
        "won" | "Won" => (10_000, "KRW"),
        _ if is_short_francs(word) => (1_000, "francs"),
        _ => return None,
    };
    (number.micros >= least * ONE).then(|| LEXICON.kind(money))
}

//! What an amount is for: `/hr`, `per 100 words`, `an hour`, `kwa saa`, `for each article`.

use kazi_domain::Per;

use super::{
    each::{NAME_BYTES, counted},
    figure::{read_figure, starts_figure},
    for_what::UnitRead,
    group::Group,
    job::{for_each, whole_job},
    lexicon::LEXICON,
    name::words,
    sense::{Glue, Sense, Unit},
    token::{Kind, Tokens},
};

/// The most tokens between an amount and its unit: "gross base salary (CAD) per year".
const FILLERS_MAX: usize = 4;

/// The unit of the amount that ends at a token, and where its words end.
pub(super) fn read_unit(tokens: Tokens<'_>, at: usize) -> Option<(UnitRead, usize)> {
    let mut next = at;
    for passed in 0..=FILLERS_MAX {
        // "$20 (KES 2,600) per hour"
        next += conversion(tokens, next);
        let token = tokens.get(next)?;
        let passes = match token.kind {
            Kind::Word(sense, _) => {
                if let Some(found) = unit_here(tokens, next, next > at) {
                    return Some(found);
                }
                // "$50 US per hour"
                token.is(Glue::Filler) || sense.is_some_and(|sense| sense.nation.is_some())
            }
            Kind::Money(_) => {
                if let Some(found) = unit_here(tokens, next, next > at) {
                    return Some(found);
                }
                !starts_figure(tokens, next)
            }
            Kind::Sign('/' | '\\') => return unit_here(tokens, next, next > at),
            Kind::Sign('(' | '*' | '"') => true,
            Kind::Sign(')') => passed > 0 || tokens.is(next + 1, Glue::Per),
            Kind::Sign('+') => tokens.is_of(next + 1, Group::SalesTax),
            // "$20 - hourly"
            Kind::Dash => return adverb(tokens, next + 1),
            _ => false,
        };
        if !passes {
            return None;
        }
        next += 1;
    }
    None
}

/// The unit at a token that needs no word for "per".
fn adverb(tokens: Tokens<'_>, at: usize) -> Option<(UnitRead, usize)> {
    let sense = tokens.sense(at).filter(|sense| sense.adverb)?;
    Some((UnitRead::of(sense.unit?), at + 1))
}

/// How many tokens in brackets say an amount in other money.
fn conversion(tokens: Tokens<'_>, at: usize) -> usize {
    if !tokens.is_sign(at, '(') {
        return 0;
    }
    let about = (at + 1..at + 3).take_while(|at| tokens.is(*at, Glue::About) || tokens.is_dash(*at)).count();
    let amount = read_figure(tokens, at + 1 + about);
    let closed = amount.filter(|(figure, end)| figure.mark.is_some() && tokens.is_sign(*end, ')'));
    closed.map_or(0, |(_, end)| end + 1 - at)
}

fn unit_here(tokens: Tokens<'_>, at: usize, after_filler: bool) -> Option<(UnitRead, usize)> {
    let token = tokens.get(at)?;
    // "/per-hour"
    let at = if token.is_sign('/') && tokens.is(at + 1, Glue::Per) { at + 1 } else { at };
    let token = tokens.get(at)?;
    // "por el logo" is the whole job, "por la hora" is not.
    if let Some((said, end)) = whole_job(tokens, at) {
        return Some((UnitRead { unlisted: !said, ..UnitRead::bare(Per::Project) }, end));
    }
    if token.is_sign('/') || token.is_sign('\\') || token.is(Glue::Per) {
        let at = at + usize::from(tokens.is_dash(at + 1));
        let bare_each = || Some((UnitRead::of(token.sense()?.unit?), at + 1));
        // "al mes", but not "al finalizar"
        // Nor "par la plateforme", "por la web".
        let article = || tokens.is_word(at + 1, words!["la", "le", "les", "l", "el", "los", "las"]);
        let listed = tokens.is_word(at, words!["al", "pe", "za", "je"])
            || tokens.is_word(at, words!["par", "por"]) && article();
        return counted(tokens, at + 1, !listed).or_else(bare_each);
    }
    if token.is_of(Group::PluralArticle) && tokens.number(at + 1).is_some() {
        // "los 3 meses" are all of the job.
        let read = counted(tokens, at + 1, true);
        return read.filter(|(unit, _)| matches!(unit.per, Per::Hour | Per::Piece));
    }
    if let Some(name) = piece_behind_article(tokens, at) {
        return Some((name, at + 2));
    }
    // "على الواحدة"
    if tokens.is_exactly(at, "على") && tokens.is_of(at + 1, Group::OneOf) {
        return Some((UnitRead::piece("item"), at + 2));
    }
    // "12 euro all'ora"
    let italian = tokens.is_word(at, words!["all"]) && tokens.is_word(at + 1, words!["ora"]);
    if italian || token.is(Glue::An) {
        return counted(tokens, at + 1, false);
    }
    if tokens.is_word(at, words!["for"]) {
        return for_each(tokens, at + 1);
    }
    // "0,05 USD x palabra", "5 € c/u"
    let each = matches!(token.kind, Kind::Money(mark) if mark.minor) && tokens.is_word(at + 2, words!["u"]);
    if each && tokens.is_sign(at + 1, '/') {
        return Some((UnitRead::piece("item"), at + 3));
    }
    if tokens.is_word(at, words!["x"]) && tokens.sense(at + 1).is_some_and(|sense| sense.unit.is_some()) {
        return counted(tokens, at + 1, true);
    }
    // "p/h", "p.h.", "p.a."
    if tokens.is_word(at, words!["p"]) {
        let slash = usize::from(tokens.is_sign(at + 1, '/'));
        if tokens.is_word(at + 1 + slash, words!["a"]) {
            return Some((UnitRead::bare(Per::Year), at + 2 + slash));
        }
        return counted(tokens, at + 1 + slash, true);
    }
    if tokens.is_word(at, words!["bi"]) {
        let next = at + 1 + usize::from(tokens.is_dash(at + 1));
        return tokens
            .is_word(next, words!["weekly"])
            .then(|| (UnitRead::of_several(Per::Week, 2), next + 1));
    }
    let Some(Sense { unit: Some(unit), .. }) = token.sense() else {
        return somali_each(tokens, at).or_else(|| somali_the(tokens, at)).map(|each| (each, at + 1));
    };
    let (sense, unit) = (token.sense()?, *unit);
    // "$28 hr", but not "$500, 3 days".
    let time = matches!(unit, Unit::Time(per) if per != Per::Project);
    let short = time && !after_filler && !tokens.is_plural(at) && !sense.bound && !sense.plural;
    // Somali puts "every" behind: "bog kasta".
    if tokens.is_word(at + 1, words!["kasta"]) {
        return Some((UnitRead::of(unit), at + 2));
    }
    (sense.adverb || short).then(|| (UnitRead { loose: !sense.adverb, ..UnitRead::of(unit) }, at + 1))
}

/// A piece that no list need know behind an article, with nothing behind it: "40 € la vitrine", "$2 a tile".
fn piece_behind_article(tokens: Tokens<'_>, at: usize) -> Option<UnitRead> {
    if !tokens.is_word(at, words!["la", "le", "a", "an"]) || !tokens.parts_clause(at + 2) {
        return None;
    }
    let (word, sense) = (tokens.word(at + 1)?, tokens.sense(at + 1));
    let named = sense.is_none() && NAME_BYTES.contains(&word.len()) && !tokens.is_of(at + 1, Group::NoPiece);
    named.then(|| UnitRead { unlisted: true, ..UnitRead::piece(word.to_lowercase()) })
}

/// "Each" as Somali says it, by the end of the word: "maqaalkiiba".
pub(super) fn somali_each(tokens: Tokens<'_>, at: usize) -> Option<UnitRead> {
    const EACH: [&str; 6] = ["kiiba", "giiba", "diiba", "tiiba", "hiiba", "siiba"];
    let stem = somali_stem(tokens, at, &EACH)?;
    listed(&stem).or_else(|| {
        let named = NAME_BYTES.contains(&stem.len()) && stem.is_ascii();
        named.then(|| UnitRead { unlisted: true, ..UnitRead::piece(stem) })
    })
}

/// "The" alone behind an amount, of pieces that the lists know: "30 doolar maqaalkii".
fn somali_the(tokens: Tokens<'_>, at: usize) -> Option<UnitRead> {
    const THE: [&str; 4] = ["kii", "gii", "dii", "tii"];
    listed(&somali_stem(tokens, at, &THE)?)
}

/// A word without one of these ends.
fn somali_stem(tokens: Tokens<'_>, at: usize, ends: &[&str]) -> Option<String> {
    let word = tokens.word(at).filter(|word| word.contains("ii"))?.to_lowercase();
    ends.iter().find_map(|end| word.strip_suffix(end)).map(str::to_owned)
}

/// A unit of the lists by its word.
fn listed(word: &str) -> Option<UnitRead> {
    match LEXICON.kind(word) {
        Kind::Word(Some(sense), _) => sense.unit.map(UnitRead::of),
        _ => None,
    }
}

//! What an amount is for: `/hr`, `per 100 words`, `an hour`, `kwa saa`, `for each article`.

use std::{borrow::Cow, ops::Range};

use kazi_domain::Per;

use super::{
    figure::{ONE, read_figure, starts_figure},
    group::Group,
    job::{for_each, whole_job},
    lexicon::LEXICON,
    name::{Name, words},
    sense::{Glue, Sense, Unit},
    span::{Share, count_behind, half_of, is_english, spans_max},
    token::{Kind, Tokens},
};

/// The most tokens between an amount and its unit: "gross base salary (CAD) per year".
const FILLERS_MAX: usize = 4;
/// How long the name of a piece that no list knows may be, in bytes.
const NAME_BYTES: Range<usize> = 3..20;
/// The most pieces that one amount is for.
const PIECES_MAX: i64 = 100_000;

/// What an amount is for, as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnitRead {
    /// What it is for.
    pub per: Per,
    /// The piece, with [`Per::Piece`]: `word`, `100 words`.
    pub piece: Option<Cow<'static, str>>,
    /// The share of the amount that is for one of it, where it was said for several spans of time: half for
    /// two weeks, twice for thirty minutes.
    pub share: Share,
    /// Whether it is something that is sold, not work.
    pub goods: bool,
    /// Whether no list knows the piece.
    pub unlisted: bool,
    /// Whether it is a bare noun, as in "$28 hr"; without a currency that is a span of time.
    pub loose: bool,
}

impl UnitRead {
    /// A unit of the lists.
    pub(super) fn of(unit: Unit) -> Self {
        match unit {
            Unit::Time(per) => Self::bare(per),
            Unit::Two(per) => Self::of_several(per, 2),
            Unit::Piece(name) => Self::piece(name),
            Unit::Goods => Self { goods: true, ..Self::bare(Per::Piece) },
        }
    }

    /// A unit without a piece.
    pub(super) fn bare(per: Per) -> Self {
        Self { per, piece: None, share: Share::ALL, goods: false, unlisted: false, loose: false }
    }

    /// One of several spans of time.
    fn of_several(per: Per, count: i64) -> Self {
        Self { share: Share::one_of(count), ..Self::bare(per) }
    }

    /// An hour, of which so many minutes were said.
    pub(super) fn of_minutes(minutes: i64) -> Self {
        Self { share: Share::hour_of(minutes), ..Self::bare(Per::Hour) }
    }

    fn piece(name: impl Into<Cow<'static, str>>) -> Self {
        Self { piece: Some(name.into()), ..Self::bare(Per::Piece) }
    }
}

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
        return somali_each(tokens, at).map(|each| (each, at + 1));
    };
    let (sense, unit) = (token.sense()?, *unit);
    // "$28 hr", but not "$500, 3 days".
    let time = matches!(unit, Unit::Time(per) if per != Per::Project);
    let short = time && !after_filler && !is_plural(tokens, at) && !sense.bound && !sense.plural;
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

/// "Each" as Somali says it, by the end of the word: "maqaalkiiba"; and behind an amount "the" alone, "30 doolar
/// maqaalkii", of pieces that the lists know.
pub(super) fn somali_each(tokens: Tokens<'_>, at: usize) -> Option<UnitRead> {
    const EACH: [&str; 6] = ["kiiba", "giiba", "diiba", "tiiba", "hiiba", "siiba"];
    const THE: [&str; 4] = ["kii", "gii", "dii", "tii"];
    // Few words end so.
    let ends = |word: &&str| word.ends_with(['i', 'I', 'a', 'A']) && word.contains("ii");
    let word = tokens.word(at).filter(ends)?.to_lowercase();
    let stem = |ends: &[&str]| ends.iter().find_map(|end| word.strip_suffix(end)).map(str::to_owned);
    let listed = |stem: &str| match LEXICON.kind(stem) {
        Kind::Word(Some(sense), _) => sense.unit.map(UnitRead::of),
        _ => None,
    };
    match stem(&EACH) {
        Some(stem) => listed(&stem).or_else(|| {
            let named = NAME_BYTES.contains(&stem.len()) && word.is_ascii();
            named.then(|| UnitRead { unlisted: true, ..UnitRead::piece(stem) })
        }),
        None => listed(&stem(&THE)?),
    }
}

pub(super) fn is_plural(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.word(at).is_some_and(|word| word.len() > 3 && word.ends_with(['s', 'S']))
}

/// A unit after "per", "/" or "an", with the number of pieces it is for.
pub(super) fn counted(tokens: Tokens<'_>, at: usize, per: bool) -> Option<(UnitRead, usize)> {
    // "pro rata", "per se"
    if tokens.is_word(at, words!["rata", "se", "cent", "capita", "nach"]) {
        return None;
    }
    // "per ~1000 words"
    let about = tokens.is_dash(at) && tokens.number(at + 1).is_some();
    let at = past_adjective(tokens, at + usize::from(about));
    if let Some(half) = half_of(tokens, at) {
        return Some(half);
    }
    let (count, next) = piece_count(tokens, at);
    let unit = |at: usize| tokens.sense(at).is_some_and(|sense| sense.unit.is_some());
    // "per 20-minute session", "per 500 word article": how long each is
    let length = next + usize::from(tokens.is_dash(next));
    if count > 1 && unit(length) && (length > next || !is_plural(tokens, length) && unit(length + 1)) {
        let hours = matches!(tokens.sense(length).and_then(|sense| sense.unit), Some(Unit::Time(Per::Hour)));
        let read = named(tokens, length + 1);
        // "per 4-hour shift", but "per 2-hour recording"
        let lasts = hours && !tokens.is_of(length + 1, Group::Recorded);
        return if lasts { Some((UnitRead::of_several(Per::Hour, count), read?.1)) } else { read };
    }
    let next = last_piece(tokens, next, per);
    // "per task-hour"
    let hyphened = tokens.is_dash(next + 1) && tokens.glued(next + 1) && tokens.glued(next + 2);
    let by_time = |at: usize| matches!(tokens.sense(at).and_then(|sense| sense.unit), Some(Unit::Time(_)));
    let next = if count == 1 && hyphened && by_time(next + 2) { next + 2 } else { next };
    // "6 € per m²"
    if tokens.is_sign(next + 1, '²') && tokens.glued(next + 1) {
        return Some((UnitRead::of(Unit::Goods), next + 2));
    }
    let behind = count_behind(tokens, next).filter(|_| count == 1);
    // "kwa saa 8" is how long the work takes.
    if behind.is_some() && at > 0 && tokens.is_word(at - 1, words!["kwa"]) {
        return None;
    }
    let count = behind.unwrap_or(count);
    let sense = tokens.sense(next).filter(|_| !is_english(tokens, next));
    let Some(Sense { unit: Some(unit), .. }) = sense else {
        return match count {
            1 if per || is_english(tokens, next) => named(tokens, next),
            2..=PIECES_MAX if per && is_plural(tokens, next) => {
                // "per 1,000 clicks"
                let (UnitRead { piece: Some(piece), .. }, end) = named(tokens, next)? else { return None };
                Some((UnitRead { unlisted: true, ..UnitRead::piece(format!("{count} {piece}")) }, end))
            }
            _ => None,
        };
    };
    let read = match (unit, count) {
        (unit, 1) => UnitRead::of(*unit),
        (Unit::Time(span), 2..) if per && count <= spans_max(*span) => UnitRead::of_several(*span, count),
        (Unit::Piece(_), 2..=PIECES_MAX) => {
            UnitRead::piece(format!("{count} {}", tokens.word(next)?.to_lowercase()))
        }
        _ => return None,
    };
    Some((audio(tokens, read, next), next + 1 + usize::from(behind.is_some())))
}

/// The word that names the piece where several stand together: "blog post", "labelled image", "insurance article".
fn last_piece(tokens: Tokens<'_>, at: usize, per: bool) -> usize {
    // "$5/min video editing"
    if matches!(tokens.sense(at).and_then(|sense| sense.unit), Some(Unit::Piece("minute"))) {
        return at;
    }
    let piece =
        |at: usize| matches!(tokens.sense(at), Some(Sense { unit: Some(Unit::Piece(_)), adverb: false, .. }));
    let describes = |sense: Option<&Sense>| sense.is_none_or(|sense| sense.unit.is_none() && !sense.joins());
    let unknown = per
        && tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Word(sense, _) if describes(sense)));
    // "per calendar month", "per work week", "per video hour"
    let time = |at: usize| {
        matches!(tokens.sense(at), Some(Sense { unit: Some(Unit::Time(per)), adverb: false, bound: false, .. })
            if *per != Per::Project)
    };
    let adjective = unknown || tokens.is_word(at, words!["work", "video"]);
    if (piece(at) || unknown) && piece(at + 1) || adjective && time(at + 1) { at + 1 } else { at }
}

/// "per audio minute" keeps its name: a minute of audio is many minutes of work.
fn audio(tokens: Tokens<'_>, read: UnitRead, at: usize) -> UnitRead {
    const KINDS: &[Name] = words!["audio", "video", "recorded"];
    let kind = |at: usize| {
        // Readers of books are paid by the hour that is heard.
        let finished = tokens.is_word(at, words!["finished"]).then_some("audio");
        KINDS.iter().find(|kind| tokens.is_word(at, &[**kind])).map(|kind| kind.word).or(finished)
    };
    let before = at.checked_sub(1).and_then(kind);
    let after = tokens.is_word(at + 1, words!["of"]).then(|| kind(at + 2)).flatten();
    let several =
        read.piece.as_deref().and_then(|piece| piece.split_once(' ')).filter(|(_, name)| *name == "minutes");
    if let (Some(kind), Some((count, _))) = (before.or(after), several) {
        return UnitRead::piece(format!("{count} {kind} minutes"));
    }
    match (before.or(after), read.per, read.piece.as_deref()) {
        (Some(kind), Per::Hour, _) => UnitRead::piece(format!("{kind} hour")),
        (Some(kind), _, Some("minute")) => UnitRead::piece(format!("{kind} minute")),
        _ => read,
    }
}

/// Steps over a word such as "finished" in "per finished page".
fn past_adjective(tokens: Tokens<'_>, at: usize) -> usize {
    let mut next = at;
    while next < at + 2 {
        let unit_follows = tokens.sense(next + 1).is_some_and(|sense| sense.unit.is_some());
        let small = [Glue::Filler, Glue::An, Glue::Per];
        let adjective = small.iter().any(|glue| tokens.is(next, *glue));
        let is_unit = tokens.sense(next).is_some_and(|sense| sense.unit.is_some());
        let joins = unit_follows || tokens.number(next + 1).is_some() || !is_unit;
        if !adjective || is_unit && !unit_follows || !joins {
            break;
        }
        next += 1;
    }
    next
}

/// How many pieces: "per 100 words", "per 1k words", "per thousand words".
fn piece_count(tokens: Tokens<'_>, at: usize) -> (i64, usize) {
    if let Some(number) = tokens.number(at) {
        let thousand = tokens.sense(at + 1).is_some_and(|sense| sense.scale == 1000);
        let count = number.micros / ONE;
        return if thousand { (count.saturating_mul(1000), at + 2) } else { (count, at + 1) };
    }
    match () {
        () if tokens.is_word(at, words!["hundred"]) => (100, at + 1),
        () if tokens.is_word(at, words!["thousand"]) => (1000, at + 1),
        () if tokens.is_word(at, words!["two"]) => (2, at + 1),
        () => (1, at),
    }
}

/// A piece that no list need know: "per location".
fn named(tokens: Tokens<'_>, at: usize) -> Option<(UnitRead, usize)> {
    let compound = tokens.is_dash(at + 1) && tokens.glued(at + 1) && tokens.glued(at + 2);
    if compound && tokens.sense(at + 3).is_some_and(|sense| sense.unit.is_some()) {
        // "per multiple-choice item"
        return named(tokens, at + 3);
    }
    let (word, sense) = (tokens.word(at)?, tokens.sense(at));
    if tokens.is_of(at, Group::OneOf) {
        return Some((UnitRead::piece("item"), at + 1));
    }
    if let Some(unit) = sense.and_then(|sense| sense.unit).filter(|_| !is_english(tokens, at)) {
        return Some((UnitRead::of(unit), at + 1));
    }
    // Of alphabets whose "per" is also "on" and "in", only pieces of the lists, but behind Arabic "for each" any.
    let for_each = at.checked_sub(1).is_some_and(|at| tokens.is_exactly(at, "لكل"));
    let known = for_each || word.is_ascii() && !word.eq_ignore_ascii_case("time");
    let fine = known
        && !tokens.is_of(at, Group::Whole)
        && NAME_BYTES.contains(&word.len())
        && sense.is_none_or(|sense| sense.role.is_none() && !sense.joins());
    fine.then(|| (UnitRead { unlisted: true, ..UnitRead::piece(word.to_lowercase()) }, at + 1))
}

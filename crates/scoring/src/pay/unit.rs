//! What an amount is for: `/hr`, `per 100 words`, `an hour`, `kwa saa`, `for each article`.

use std::{borrow::Cow, ops::Range};

use kazi_domain::{Currency, PayNote, Per};

use super::{
    figure::{ONE, read_figure, starts_figure},
    sense::{Glue, Group, Sense, Unit},
    token::{Kind, Tokens},
};

/// The most tokens between an amount and its unit: "gross base salary (CAD) per year".
const FILLERS_MAX: usize = 4;
/// Taxes that the client pays on top.
const SALES_TAX: [&str; 6] = ["vat", "tva", "iva", "mwst", "gst", "btw"];
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

/// A share of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Share {
    times: i64,
    of: i64,
}

impl Share {
    const ALL: Self = Self { times: 1, of: 1 };
    const HALF: Self = Self { times: 1, of: 2 };

    /// The share of an amount in millionths.
    pub(super) fn of(self, micros: i64) -> i64 {
        let share = i128::from(micros) * i128::from(self.times) / i128::from(self.of.max(1));
        i64::try_from(share).unwrap_or(i64::MAX)
    }

    /// What to say of it.
    pub(super) fn note(self, per: Per) -> Option<PayNote> {
        match self {
            Self::ALL => None,
            Self::HALF if per == Per::Week => Some(PayNote::FromTwoWeeks),
            _ => Some(PayNote::FromBatch),
        }
    }
}

impl UnitRead {
    /// A unit of the lists.
    pub(super) fn of(unit: Unit) -> Self {
        match unit {
            Unit::Time(per) => Self::bare(per),
            Unit::TwoWeeks => Self { share: Share::HALF, ..Self::bare(Per::Week) },
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
        Self { share: Share { times: 1, of: count }, ..Self::bare(per) }
    }

    /// An hour, of which so many minutes were said.
    pub(super) fn of_minutes(minutes: i64) -> Self {
        Self { share: Share { times: 60, of: minutes }, ..Self::bare(Per::Hour) }
    }

    fn piece(name: impl Into<Cow<'static, str>>) -> Self {
        Self { piece: Some(name.into()), ..Self::bare(Per::Piece) }
    }
}

/// The unit of the amount that ends at a token, and where its words end.
pub(super) fn read_unit(tokens: Tokens<'_, '_>, at: usize) -> Option<(UnitRead, usize)> {
    let mut skipped = 0;
    for passed in 0..=FILLERS_MAX {
        // "$20 (KES 2,600) per hour"
        skipped += conversion(tokens, at + passed + skipped);
        let next = at + passed + skipped;
        if let Some(found) = unit_here(tokens, next, passed + skipped > 0) {
            return Some(found);
        }
        let token = tokens.get(next)?;
        let currency = tokens.mark(next).is_some() && !starts_figure(tokens, next);
        let sign = token.is_sign('(')
            || token.is_sign('*')
            || token.is_sign('"')
            || token.is_sign(')') && (passed > 0 || tokens.is(next + 1, Glue::Per))
            || token.is_sign('+') && tokens.is_word(next + 1, &SALES_TAX);
        // "$50 US per hour"
        let nation = token.sense().is_some_and(|sense| sense.nation.is_some());
        if !token.is(Glue::Filler) && !currency && !sign && !nation {
            return None;
        }
    }
    None
}

/// How many tokens in brackets say an amount in other money.
fn conversion(tokens: Tokens<'_, '_>, at: usize) -> usize {
    if !tokens.is_sign(at, '(') {
        return 0;
    }
    let about = (at + 1..at + 3).take_while(|at| tokens.is(*at, Glue::About) || tokens.is_dash(*at)).count();
    let amount = read_figure(tokens, at + 1 + about);
    let closed = amount.filter(|(figure, end)| figure.mark.is_some() && tokens.is_sign(*end, ')'));
    closed.map_or(0, |(_, end)| end + 1 - at)
}

/// Where the words end that say that an amount is for the one job: "for this logo", "kwa kazi yote", "pour tout le
/// travail"; and whether they say more than "the".
fn whole_job(tokens: Tokens<'_, '_>, at: usize) -> Option<(bool, usize)> {
    const BETWEEN_MAX: usize = 3;
    if !tokens.is_of(at, Group::For) {
        return None;
    }
    let small = |at: usize| {
        tokens.is_of(at, Group::This) || tokens.is_of(at, Group::Whole) || tokens.is_word(at, &["of", "de"])
    };
    let noun = (at + 1..=at + 1 + BETWEEN_MAX).find(|at| !small(*at))?;
    let piece = matches!(
        tokens.sense(noun),
        Some(Sense { unit: Some(Unit::Piece(_) | Unit::Time(Per::Project)), adverb: false, .. })
    );
    if !piece && !tokens.is_of(noun, Group::Job) {
        return None;
    }
    // "kazi yote", "hawsha oo dhan"
    let behind = noun + 1 + usize::from(tokens.is_word(noun + 1, &["oo"]));
    let whole = (at + 1..noun).chain([behind]).any(|at| tokens.is_of(at, Group::Whole));
    // "kazi hii", and "this logo", but "the logo" may be any
    let this =
        |at: usize| tokens.is_of(at, Group::This) && !tokens.is_word(at, &["the", "el", "la", "le", "o"]);
    let this_one = (at + 1..noun).chain([behind]).any(this);
    let closed = usize::from(tokens.is_of(behind, Group::Whole) || tokens.is_of(behind, Group::This))
        * (behind - noun);
    (whole || this_one || noun > at + 1).then_some((whole || this_one || piece, noun + 1 + closed))
}

/// "5 € les 100 mots"
const PLURAL_ARTICLES: [&str; 6] = ["les", "los", "las", "os", "as", "the"];

fn unit_here(tokens: Tokens<'_, '_>, at: usize, after_filler: bool) -> Option<(UnitRead, usize)> {
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
        let any = !token.is_word(&["al", "pe", "za", "je"]);
        return counted(tokens, at + 1, any).or_else(bare_each);
    }
    if token.is(Glue::An) || token.is_word(&PLURAL_ARTICLES) && tokens.number(at + 1).is_some() {
        return counted(tokens, at + 1, false);
    }
    if token.is_word(&["for"]) {
        return for_each(tokens, at + 1);
    }
    // "0,05 USD x palabra", "5 € c/u"
    let each = matches!(token.kind, Kind::Money(mark) if mark.minor) && tokens.is_word(at + 2, &["u"]);
    if each && tokens.is_sign(at + 1, '/') {
        return Some((UnitRead::piece("item"), at + 3));
    }
    if token.is_word(&["x"]) && tokens.sense(at + 1).is_some_and(|sense| sense.unit.is_some()) {
        return counted(tokens, at + 1, true);
    }
    // "p/h", "p.h.", "p.a."
    if token.is_word(&["p"]) {
        let slash = usize::from(tokens.is_sign(at + 1, '/'));
        if tokens.is_word(at + 1 + slash, &["a"]) {
            return Some((UnitRead::bare(Per::Year), at + 2 + slash));
        }
        return counted(tokens, at + 1 + slash, true);
    }
    if tokens.is_dash(at) {
        let sense = tokens.sense(at + 1).filter(|sense| sense.adverb)?;
        return Some((UnitRead::of(sense.unit?), at + 2));
    }
    if token.is_word(&["bi"]) {
        let next = at + 1 + usize::from(tokens.is_dash(at + 1));
        return tokens.is_word(next, &["weekly"]).then(|| (UnitRead::of(Unit::TwoWeeks), next + 1));
    }
    let sense = token.sense()?;
    let unit = sense.unit?;
    // "$28 hr", but not "$500, 3 days".
    let time = matches!(unit, Unit::Time(per) if per != Per::Project);
    let short = time && !after_filler && !is_plural(tokens, at) && !sense.bound && !sense.plural;
    // Somali puts "every" behind: "bog kasta".
    if tokens.is_word(at + 1, &["kasta"]) {
        return Some((UnitRead::of(unit), at + 2));
    }
    (sense.adverb || short).then(|| (UnitRead { loose: !sense.adverb, ..UnitRead::of(unit) }, at + 1))
}

/// "for each article", "for 500 words", "for an hour"; not "for 3 hours" or "for 2 weeks", the whole job.
fn for_each(tokens: Tokens<'_, '_>, at: usize) -> Option<(UnitRead, usize)> {
    let whole = tokens.is_word(at, &["the", "this", "all"]);
    if whole {
        let next = at + 1 + usize::from(tokens.is_word(at + 1, &["whole", "entire", "full", "complete"]));
        // "for the day", "for the whole job"
        let Some(Unit::Time(per)) = tokens.sense(next).and_then(|sense| sense.unit) else { return None };
        return (!is_plural(tokens, next)).then(|| (UnitRead::bare(per), next + 1));
    }
    let each = tokens.is(at, Glue::Per) || tokens.is_word(at, &["one", "1"]);
    let (unit, end) = match () {
        () if each => counted(tokens, at + 1, true)?,
        () if tokens.number(at).is_some() => counted(tokens, at, false)?,
        () if tokens.is(at, Glue::An) => counted(tokens, at + 1, false)?,
        () => return None,
    };
    // "for 2 weeks" and "for 45 minutes" are how long the work takes.
    let minutes = || unit.piece.as_deref().and_then(minutes_of).is_some();
    if tokens.number(at).is_some() && (unit.per != Per::Piece || minutes()) {
        return None;
    }
    // "for a logo" and "for a 30 minute interview" are the whole job; "for 500 words" and "for each logo" are not.
    let several = unit.piece.as_ref().is_some_and(|piece| piece.starts_with(|c: char| c.is_ascii_digit()));
    let counted = several && tokens.number(at).is_some();
    let whole_job = !each && !counted && unit.per == Per::Piece;
    Some((if whole_job { UnitRead::bare(Per::Project) } else { unit }, end))
}

/// How many minutes the name of a piece says: "minute", "30 minutes".
pub(super) fn minutes_of(piece: &str) -> Option<i64> {
    const NAMES: [&str; 8] = ["minute", "minutes", "min", "mins", "minutos", "dakika", "دقيقة", "دقيقه"];
    let (count, name) = piece.split_once(' ').unwrap_or(("1", piece));
    count.parse().ok().filter(|count| NAMES.contains(&name) && *count > 0)
}

/// Whether words behind an amount say how long all of the work takes: "for about 30 minutes", "por 3 horas".
pub(super) fn takes_time(tokens: Tokens<'_, '_>, at: usize) -> bool {
    let start = at + 1 + usize::from(tokens.is(at + 1, Glue::About));
    if tokens.number(start).is_none() {
        return false;
    }
    let unit = tokens.sense(start + 1).and_then(|sense| sense.unit);
    let time = matches!(unit, Some(Unit::Time(Per::Hour | Per::Day | Per::Week) | Unit::Piece("minute")));
    time && tokens.is_word(at, &["for", "por", "pour", "für", "kwa"])
}

fn is_plural(tokens: Tokens<'_, '_>, at: usize) -> bool {
    matches!(tokens.get(at).map(|token| token.kind),
        Some(Kind::Word(word, _)) if word.len() > 3 && word.ends_with(['s', 'S']))
}

/// A unit after "per", "/" or "an", with the number of pieces it is for.
fn counted(tokens: Tokens<'_, '_>, at: usize, per: bool) -> Option<(UnitRead, usize)> {
    // "pro rata", "per se"
    if tokens.is_word(at, &["rata", "se", "cent", "capita", "nach"]) {
        return None;
    }
    // "per ~1000 words"
    let about = tokens.is_dash(at) && tokens.number(at + 1).is_some();
    let at = past_adjective(tokens, at + usize::from(about));
    let (count, next) = piece_count(tokens, at);
    let unit = |at: usize| tokens.sense(at).is_some_and(|sense| sense.unit.is_some());
    // "per 20-minute session", "per 500 word article": how long each is
    let length = next + usize::from(tokens.is_dash(next));
    if count > 1 && unit(length) && (length > next || !is_plural(tokens, length) && unit(length + 1)) {
        let hours = matches!(tokens.sense(length).and_then(|sense| sense.unit), Some(Unit::Time(Per::Hour)));
        let read = named(tokens, length + 1);
        // "per 4-hour shift"
        return if hours { Some((UnitRead::of_several(Per::Hour, count), read?.1)) } else { read };
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
        (Unit::Time(Per::Week), 2) => UnitRead::of(Unit::TwoWeeks),
        (Unit::Time(span), 2..) if per && count <= spans_max(*span) => UnitRead::of_several(*span, count),
        (Unit::Piece(_), 2..=PIECES_MAX) => match tokens.get(next)?.kind {
            Kind::Word(word, _) => UnitRead::piece(format!("{count} {}", word.to_lowercase())),
            _ => return None,
        },
        _ => return None,
    };
    Some((audio(tokens, read, next), next + 1))
}

/// The most hours, days, weeks or months that one amount of pay is for: "$99 per 30 days" is a price.
const fn spans_max(per: Per) -> i64 {
    match per {
        Per::Hour => 60,
        Per::Day => 6,
        Per::Week => 8,
        Per::Month => 11,
        Per::Year | Per::Project | Per::Piece => 0,
    }
}

/// Whether a word is an English noun here, which another language has for a span of time: "per tag", "/tag"; German
/// has "pro Tag".
fn is_english(tokens: Tokens<'_, '_>, at: usize) -> bool {
    const PER: [&str; 6] = ["per", "each", "every", "a", "an", "one"];
    let euros = || {
        (at.saturating_sub(4)..at).any(|at| {
            tokens.mark(at).is_some_and(|mark| matches!(mark.currency, Some(Currency::EUR | Currency::CHF)))
        })
    };
    let before = |words: &[&str]| at > 0 && tokens.is_word(at - 1, words);
    let slash = at > 0 && tokens.is_sign(at - 1, '/') && !euros();
    tokens.is_of(at, Group::English) && (before(&PER) || slash)
}

/// The word that names the piece where several stand together: "blog post", "labelled image", "insurance article".
fn last_piece(tokens: Tokens<'_, '_>, at: usize, per: bool) -> usize {
    // "$5/min video editing"
    if matches!(tokens.sense(at).and_then(|sense| sense.unit), Some(Unit::Piece("minute"))) {
        return at;
    }
    let piece =
        |at: usize| matches!(tokens.sense(at), Some(Sense { unit: Some(Unit::Piece(_)), adverb: false, .. }));
    let describes = |sense: Option<&Sense>| sense.is_none_or(|sense| sense.unit.is_none() && !sense.joins());
    let unknown = per
        && tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Word(_, sense) if describes(sense)));
    // "per calendar month", "per work week", "per video hour"
    let time = |at: usize| {
        matches!(tokens.sense(at), Some(Sense { unit: Some(Unit::Time(per)), adverb: false, bound: false, .. })
            if *per != Per::Project)
    };
    let adjective = unknown || tokens.is_word(at, &["work", "video"]);
    if (piece(at) || unknown) && piece(at + 1) || adjective && time(at + 1) { at + 1 } else { at }
}

/// "per audio minute" keeps its name: a minute of audio is many minutes of work.
fn audio(tokens: Tokens<'_, '_>, read: UnitRead, at: usize) -> UnitRead {
    const KINDS: [&str; 3] = ["audio", "video", "recorded"];
    let kind = |at: usize| {
        // Readers of books are paid by the hour that is heard.
        let finished = tokens.is_word(at, &["finished"]).then_some("audio");
        KINDS.into_iter().find(|kind| tokens.is_word(at, &[kind])).or(finished)
    };
    let before = at.checked_sub(1).and_then(kind);
    let after = tokens.is_word(at + 1, &["of"]).then(|| kind(at + 2)).flatten();
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
fn past_adjective(tokens: Tokens<'_, '_>, at: usize) -> usize {
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
fn piece_count(tokens: Tokens<'_, '_>, at: usize) -> (i64, usize) {
    if let Some(number) = tokens.number(at) {
        let thousand = tokens.sense(at + 1).is_some_and(|sense| sense.scale == 1000);
        let count = number.micros / ONE;
        return if thousand { (count.saturating_mul(1000), at + 2) } else { (count, at + 1) };
    }
    for (word, count) in [("hundred", 100), ("thousand", 1000), ("two", 2)] {
        if tokens.is_word(at, &[word]) {
            return (count, at + 1);
        }
    }
    (1, at)
}

/// A piece that no list need know: "per location".
fn named(tokens: Tokens<'_, '_>, at: usize) -> Option<(UnitRead, usize)> {
    let compound = tokens.is_dash(at + 1) && tokens.glued(at + 1) && tokens.glued(at + 2);
    if compound && tokens.sense(at + 3).is_some_and(|sense| sense.unit.is_some()) {
        // "per multiple-choice item"
        return named(tokens, at + 3);
    }
    let Kind::Word(word, sense) = tokens.get(at)?.kind else { return None };
    if let Some(unit) = sense.and_then(|sense| sense.unit).filter(|_| !is_english(tokens, at)) {
        return Some((UnitRead::of(unit), at + 1));
    }
    // Of alphabets whose "per" is also "on" and "in", only pieces of the lists.
    let known = word.is_ascii() && !word.eq_ignore_ascii_case("time");
    let fine = known
        && NAME_BYTES.contains(&word.len())
        && sense.is_none_or(|sense| sense.role.is_none() && !sense.joins());
    fine.then(|| (UnitRead { unlisted: true, ..UnitRead::piece(word.to_lowercase()) }, at + 1))
}

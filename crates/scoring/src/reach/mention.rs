//! Tokens joined into items: "Austin, TX, USA" is one place.

use kazi_domain::CountrySet;

use super::{
    cue::{Cue, Cues},
    gap::Gap,
    lexicon::{Lexicon, Token},
    tables::PlaceKind,
    text::Words,
    zones,
};
use crate::cut::Cut;

/// A place, or several that name one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mention {
    /// The narrowest kind named.
    pub(super) kind: PlaceKind,
    /// Its countries.
    pub(super) countries: CountrySet,
}

/// A place, a language or a phrase in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// Its first word.
    pub(super) first: usize,
    /// Its last word.
    pub(super) last: usize,
    /// What stands before it.
    pub(super) before: Gap,
    /// The number of its sentence.
    pub(super) sentence: u32,
    /// The place.
    pub(super) place: Option<Mention>,
    /// The country whose people are named.
    pub(super) demonym: Option<CountrySet>,
    /// The language.
    pub(super) language: Option<u16>,
    /// Its classes as a phrase.
    pub(super) cues: Cues,
}

/// The items of a text, in its order; of a `field` of the place also names in small letters.
pub(super) fn read_items(lexicon: &Lexicon, cut: &Cut<'_>, words: &Words, field: bool) -> Vec<Item> {
    let tokens = lexicon.scan(cut, words, field);
    let mut items: Vec<Item> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let (item, used) = join(lexicon, cut.text, words, &tokens[at..]);
        at += used;
        if let Some(mut item) = item {
            item.sentence = words.get(item.first).map_or(0, |word| word.sentence);
            items.push(item);
        }
    }
    items
}

/// The item that the first tokens make, and how many they are.
fn join(lexicon: &Lexicon, text: &str, words: &Words, tokens: &[Token]) -> (Option<Item>, usize) {
    let token = tokens[0];
    let mut item = Item {
        first: token.first,
        last: token.last,
        before: token.before,
        sentence: 0,
        place: None,
        demonym: token.demonym.map(|place| lexicon.place(place).countries),
        language: token.language,
        cues: token.cues,
    };
    let Some(place) = token.place else {
        return match token.code {
            Some(code) => lone_code(lexicon, text, words, token, code, item),
            None => (Some(item), 1),
        };
    };
    let place = lexicon.place(place);
    let mut mention = Mention { kind: place.kind, countries: place.countries };
    if place.kind == PlaceKind::Zone {
        if let Some((countries, last)) = zones::read_offset(lexicon, text, words, &token, place) {
            mention.countries = countries;
            item.last = last;
        }
        item.place = Some(mention);
        let used = tokens.iter().take_while(|more| more.first <= item.last).count().max(1);
        return (Some(item), used);
    }
    let mut used = 1;
    while let Some(countries) = tokens.get(used).and_then(|next| nested(lexicon, &item, mention, next)) {
        if mention.kind == PlaceKind::Country {
            mention.kind = PlaceKind::Subdivision;
        }
        mention.countries = countries;
        item.last = tokens[used].last;
        used += 1;
    }
    item.place = Some(mention);
    (Some(item), used)
}

/// The countries of a place and the `next` one, where the next says in which country or state the
/// first lies (or the other way round, as in "US, CA, Irvine").
fn nested(lexicon: &Lexicon, item: &Item, mention: Mention, next: &Token) -> Option<CountrySet> {
    let adjacent = next.first == item.last + 1;
    let apart = Gap::STOP.and(Gap::BAR).and(Gap::SLASH).and(Gap::CLOSE);
    if !adjacent
        || next.before.has(apart)
        || mention.kind == PlaceKind::Region
        || next.cues.any(&[Cue::Noise])
    {
        return None;
    }
    let within = |inner: &CountrySet, outer: &CountrySet| inner.iter().all(|country| outer.contains(country));
    let country_first = mention.kind == PlaceKind::Country;
    let comma = next.before.has(Gap::COMMA);
    if let Some(code) = next.code {
        let countries = lexicon.place(code).countries;
        // "US, CA": a state of that country; "Georgia, DE" is none.
        return (!country_first || (comma && within(&countries, &mention.countries))).then_some(countries);
    }
    let outer = lexicon.place(next.place?);
    match outer.kind {
        PlaceKind::Country if !country_first => Some(outer.countries),
        PlaceKind::Subdivision if !country_first => (mention.kind == PlaceKind::City
            || within(&outer.countries, &mention.countries))
        .then_some(outer.countries),
        PlaceKind::City | PlaceKind::Subdivision if country_first && comma => {
            within(&outer.countries, &mention.countries).then_some(outer.countries)
        }
        _ => None,
    }
}

/// Codes of states that stand for other things as well: augmented reality, virtual assistant, degrees.
const AMBIGUOUS_CODES: [&str; 6] = ["AR", "VA", "MS", "PR", "OR", "IN"];
/// Codes that are words or names too; without a comma before them they are taken for those.
const WORD_CODES: [&str; 14] =
    ["ME", "OK", "HI", "OH", "ID", "LA", "DE", "CO", "AL", "MA", "PA", "MD", "MO", "MI"];

/// A state's code stands for it only behind a name and a comma, at the end of a segment that is a name,
/// or alone in brackets or behind "in": "Round Lake, IL", "(Round Lake IL)", `[NJ]`, "jobs in TN".
fn lone_code(
    lexicon: &Lexicon,
    text: &str,
    words: &Words,
    token: Token,
    code: u16,
    mut item: Item,
) -> (Option<Item>, usize) {
    let word_at = |index: usize| words.get(index).map_or("", |word| &text[word.range()]);
    let own = word_at(token.first);
    let clear = !AMBIGUOUS_CODES.contains(&own);
    let before = token.first.checked_sub(1);
    let placed = clear && before.is_some_and(|before| word_at(before).eq_ignore_ascii_case("in"));
    let behind = words.get(token.last).map_or("", |word| &text[word.range().end..]);
    let closes = behind.trim_start().starts_with([')', ']', '}']);
    let bracketed = token.before.has(Gap::OPEN) && closes;
    let name = if token.before.has(Gap::COMMA) {
        before.filter(|name| is_capital(text, words, *name)).map(|name| first_of_name(text, words, name))
    } else {
        before.filter(|_| clear && !WORD_CODES.contains(&own)).and_then(|name| segment(text, words, name))
    };
    item.first = name.unwrap_or(item.first);
    if name.is_some() || bracketed || placed {
        let countries = lexicon.place(code).countries;
        item.place = Some(Mention { kind: PlaceKind::Subdivision, countries });
    }
    (Some(item).filter(|item| item.place.is_some() || item.cues != Cues::default()), 1)
}

fn is_capital(text: &str, words: &Words, index: usize) -> bool {
    words
        .get(index)
        .is_some_and(|word| text[word.range().start..].chars().next().is_some_and(char::is_uppercase))
}

/// Where a name of one or two words begins that ends with `name`.
fn first_of_name(text: &str, words: &Words, name: usize) -> usize {
    let begins = words.get(name).is_none_or(|word| word.before.has(Gap::STOP.and(Gap::COMMA).and(Gap::BAR)));
    name.checked_sub(1).filter(|earlier| !begins && is_capital(text, words, *earlier)).unwrap_or(name)
}

/// Where a name begins that makes, with the code right behind it, all of a segment or stands behind "in".
fn segment(text: &str, words: &Words, name: usize) -> Option<usize> {
    let parts = Gap::STOP.and(Gap::BAR).and(Gap::OPEN).and(Gap::CLOSE).and(Gap::COMMA);
    let parted = |index: usize| words.get(index).is_none_or(|word| word.before.has(parts));
    let begins = |index: usize| {
        let Some(word) = words.get(index) else { return false };
        let start = word.range().start;
        let earlier = text[..start].trim_end();
        let dash = earlier.len() < start && earlier.ends_with(['-', '–', '—', ':']);
        let after_in = earlier.rsplit(' ').next().is_some_and(|last| last.eq_ignore_ascii_case("in"));
        index == 0 || parted(index) || dash || after_in
    };
    let capitals = is_capital(text, words, name) && !parted(name + 1) && parted(name + 2);
    let first = first_of_name(text, words, name);
    if !capitals {
        return None;
    }
    [name, first].into_iter().find(|first| begins(*first))
}

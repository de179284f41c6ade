//! Pieces counted in a posting: `5 pages`, `10 articles of 800 words`, `maneno 10,000`, `6 pages an hour`.

use std::sync::LazyLock;

use kazi_domain::Spread;
use regex::Regex;
use rust_decimal::Decimal;

use super::{
    lists::Lists,
    numbered::{Numbered, Numbering},
    pieces::{NAME_WORDS_MAX, Pieces},
    stated::MapEach,
    time_words::{NUMBER, VOCABULARY},
    told::Told,
};

/// How far into a description counts are looked for, in bytes.
const TEXT_BYTES_MAX: usize = 2 * 1024;
/// How far behind a number the piece that it counts is looked for, and before it the length's meaning, in bytes.
const NEAR_BYTES: usize = 64;
/// The most pieces, or words of a text, believed of one job.
const COUNT_MAX: u32 = 10_000_000;
/// The fewest words that are a length.
const LENGTH_MIN: u32 = 10;
/// From how many words on a length is that of all pieces together, unless it is said to be that of each.
const LENGTH_OF_EACH_MAX: u32 = 3_000;
/// So many words may stand between a number and what it counts: `20 scanned PDF pages`.
const BETWEEN_MAX: usize = 2;

/// A figure, with or without signs between thousands.
const FIGURE: &str = r"(?:\d{1,3}(?:[,. ']\d{3})+\b|\d{1,7}(?:[.,]\d{1,2})?)";

/// The words and patterns by which counts are read.
struct CountWords {
    number: Numbered,
    /// The two ends of a number, and its thousands.
    ends: Regex,
    kinds_of_film: Vec<&'static str>,
    not_between: Vec<&'static str>,
    thousand_before: Vec<&'static str>,
    total: Regex,
    each: Regex,
}

#[allow(clippy::expect_used)]
static WORDS: LazyLock<CountWords> = LazyLock::new(|| {
    let lists = Lists::parse(include_str!("count_words.txt"));
    let mut numbers: Vec<&str> = VOCABULARY.numbers.keys().copied().collect();
    numbers.sort_by_key(|word| (std::cmp::Reverse(word.len()), *word));
    let spelled = numbers.join("|");
    let end = format!(r"(?:{FIGURE}|(?:{spelled})\b)");
    let thousand = format!(r"(?:\s?(?:{})\b)?", lists.any(&["thousand"]));
    let range = format!(r"(?:\s?(?:{})\s?{end}{thousand})?", VOCABULARY.range);
    let numbering = Numbering {
        numbers: NUMBER,
        others: 0,
        behind: None,
        before: r"[^\w.,$€£#/]",
        pattern: &format!(r"{end}{thousand}\+?{range}\+?"),
    };
    let pattern = |text: &str| Regex::new(text).expect("a fixed pattern that a test compiles");
    let near = |words: &str| pattern(&format!(r"(?:^|\W)(?:{})(?:\W|$)", lists.any(&[words])));
    CountWords {
        number: Numbered::new(&numbering).expect("a fixed pattern that a test compiles"),
        ends: pattern(&format!(
            r"(?P<figure>{FIGURE})|(?P<thousand>{})\b|\p{{L}}+",
            lists.any(&["thousand"])
        )),
        kinds_of_film: lists.of(&["kind of film"]).collect(),
        not_between: lists.of(&["not between"]).collect(),
        thousand_before: lists.of(&["thousand before"]).collect(),
        total: near("total"),
        each: near("each"),
    }
});

/// What a posting counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// How many pieces, and the row that tells of them.
    pub pieces: Option<(Spread<Decimal>, usize)>,
    /// Words of a text.
    length: Option<Length>,
    /// Pieces that are to be made in an hour, and the row that tells of them.
    pub an_hour: Option<(Spread<Decimal>, usize)>,
}

/// A length of texts, in words.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Length {
    words: Spread<Decimal>,
    is_total: bool,
}

/// A number and what it counts.
struct Counted<'t> {
    number: Spread<Decimal>,
    row: usize,
    /// The number as it stands, and what stands before and behind it and its piece.
    figure: &'t str,
    before: &'t str,
    behind: &'t str,
}

impl Counts {
    /// Reads title and body. Of each kind the first is taken.
    pub fn read(pieces: &Pieces, told: &Told<'_>) -> Self {
        let mut counts = Self::default();
        let [title, (body, met)] = told.timed();
        let body = &body[..body.floor_char_boundary(TEXT_BYTES_MAX)];
        let within = met.partition_point(|met| met.start < body.len());
        for (text, met) in [title, (body, &met[..within])] {
            for (begin, figure) in WORDS.number.find_iter(text, met) {
                if let Some(counted) = Counted::read(pieces, told, text, begin, figure) {
                    counts.note(pieces, told, &counted);
                }
            }
        }
        counts
    }

    /// The length of the text that the job is: all of it, or of the only text that the title speaks of.
    pub fn words(&self, pieces: &Pieces, told: &Told<'_>) -> Option<Spread<Decimal>> {
        let length = self.length?;
        let whole = length.is_total || !pieces.names_several(&told.title.text, told);
        whole.then_some(length.words)
    }

    /// How many words each piece of a row has.
    pub fn words_each(&self, row: usize) -> Option<Spread<Decimal>> {
        let length = self.length?;
        if !length.is_total {
            return Some(length.words);
        }
        let (number, _) = self.pieces.filter(|(_, counted)| *counted == row)?;
        Some(length.words.map_each(|words| words / number.likely))
    }

    fn note(&mut self, pieces: &Pieces, told: &Told<'_>, counted: &Counted<'_>) {
        let Counted { number, row, .. } = *counted;
        if VOCABULARY.an_hour.is_match(counted.behind) {
            self.an_hour.get_or_insert((number, row));
            return;
        }
        if !pieces.is_length(row) {
            let counts = pieces.row(row).counted && number.low >= Decimal::TWO;
            self.pieces = self.pieces.or(counts.then_some((number, row)));
            return;
        }
        let mut number = number;
        // "ten 500-word articles" counts both.
        let next = row_behind(pieces, told, counted.behind);
        if let Some((written, _)) = next.filter(|(row, _)| pieces.row(*row).written) {
            let (many, each) = split_number(counted.figure).unwrap_or((before_times(counted.before), number));
            number = each;
            if let Some(many) = many.filter(|many| *many >= Decimal::TWO) {
                self.pieces.get_or_insert((Spread { low: many, likely: many, high: many }, written));
            }
        }
        if number.likely >= Decimal::from(LENGTH_MIN) {
            let (before, behind) = (near_before(counted.before), near_after(counted.behind));
            let says = |words: &Regex| words.is_match(before) || words.is_match(behind);
            let long = number.likely > Decimal::from(LENGTH_OF_EACH_MAX);
            let is_total = says(&WORDS.total) || long && !says(&WORDS.each);
            self.length.get_or_insert(Length { words: number, is_total });
        }
    }
}

impl<'t> Counted<'t> {
    fn read(pieces: &Pieces, told: &Told<'_>, text: &'t str, begin: usize, figure: &'t str) -> Option<Self> {
        let (before, behind) = (&text[..begin], &text[begin + figure.len()..]);
        // "3D" counts nothing.
        if behind.starts_with(char::is_alphanumeric) {
            return None;
        }
        let (row, before_name, behind) = row_before(pieces, told, before, behind)
            .or_else(|| row_behind(pieces, told, behind).map(|(row, behind)| (row, before, behind)))?;
        // Neither do "4k video" and "360 video".
        if pieces.row(row).timed && WORDS.kinds_of_film.contains(&figure.trim_end()) {
            return None;
        }
        Some(Self { number: number_of(figure, before)?, row, figure, before: before_name, behind })
    }
}

/// The row of a piece that stands before its number, or on both sides of it: `maneno 10,000`, `saa 10 za sauti`.
fn row_before<'t>(
    pieces: &Pieces,
    told: &Told<'_>,
    before: &'t str,
    behind: &'t str,
) -> Option<(usize, &'t str, &'t str)> {
    let mut before = before.trim_end_matches([' ', ':']);
    for thousand in &WORDS.thousand_before {
        before = before.strip_suffix(thousand).map_or(before, str::trim_end);
    }
    let first = before.rsplit(|c: char| !c.is_alphabetic()).next()?;
    if !pieces.stands_before(first) {
        return None;
    }
    let words = next_words(behind, NAME_WORDS_MAX - 1);
    let mut name = vec![first];
    name.extend(words.iter().map(|(word, _)| *word));
    let (row, count) = pieces.find_first(&name, told)?;
    let end = if count > 1 { words[count - 2].1 } else { 0 };
    Some((row, before, &behind[end..]))
}

/// The row of a piece that stands behind its number.
fn row_behind<'t>(pieces: &Pieces, told: &Told<'_>, behind: &'t str) -> Option<(usize, &'t str)> {
    let words = next_words(behind, BETWEEN_MAX + NAME_WORDS_MAX);
    let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    for skipped in 0..=BETWEEN_MAX.min(names.len().saturating_sub(1)) {
        if let Some((row, count)) = pieces.find_first(names.get(skipped..)?, told) {
            return Some((row, &behind[words[skipped + count - 1].1..]));
        }
        if names.get(skipped).is_none_or(|word| WORDS.not_between.contains(word)) {
            return None;
        }
    }
    None
}

/// The words that a text begins with, and where each ends; nothing but a space, a dash or an apostrophe parts them.
fn next_words(text: &str, words_max: usize) -> Vec<(&str, usize)> {
    let mut words = Vec::with_capacity(words_max);
    let mut at = 0;
    while words.len() < words_max {
        let rest = &text[at..];
        let begin = rest.find(|c: char| !matches!(c, ' ' | '-' | '\'')).unwrap_or(rest.len());
        let word = &rest[begin..];
        let length = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
        if length == 0 || begin > 2 {
            break;
        }
        at += begin + length;
        words.push((&word[..length], at));
    }
    words
}

fn near_after(text: &str) -> &str {
    &text[..text.floor_char_boundary(NEAR_BYTES.min(text.len()))]
}

fn near_before(text: &str) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(NEAR_BYTES))..]
}

/// The number that ends a text, `x` aside: how many of what follows there are.
fn before_times(before: &str) -> Option<Decimal> {
    let before = before.trim_end_matches([' ', 'x', '×', '*', '-']);
    let start = before
        .rfind(|c: char| !c.is_alphanumeric() && c != ',')
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    value_of(&before[start..])
}

/// `5 100` as five of a hundred.
fn split_number(figure: &str) -> Option<(Option<Decimal>, Spread<Decimal>)> {
    let (many, each) = figure.split_once(' ')?;
    let each = value_of(each)?;
    Some((Some(value_of(many)?), Spread { low: each, likely: each, high: each }))
}

/// What a number says: `10`, `1,500`, `12 000`, `10k`, `ten`, `5-10`.
fn number_of(figure: &str, before: &str) -> Option<Spread<Decimal>> {
    let mut ends: Vec<Decimal> = Vec::with_capacity(2);
    for found in WORDS.ends.captures_iter(figure) {
        let text = found.get(0)?.as_str();
        if found.name("thousand").is_some() {
            // "5-10k" is in thousands from end to end.
            ends.iter_mut()
                .filter(|end| **end < Decimal::ONE_THOUSAND)
                .for_each(|end| *end *= Decimal::ONE_THOUSAND);
        } else if let Some(end) = value_of(text) {
            ends.push(end);
        }
    }
    let thousands = WORDS.thousand_before.iter().any(|word| before.trim_end().ends_with(word));
    if thousands {
        ends.iter_mut().for_each(|end| *end *= Decimal::ONE_THOUSAND);
    }
    let (first, last) = (*ends.first()?, *ends.last()?);
    let (low, high) = (first.min(last), first.max(last));
    let believed = low > Decimal::ZERO && high <= Decimal::from(COUNT_MAX);
    believed.then_some(Spread { low, likely: (low + high) / Decimal::TWO, high })
}

/// A figure or a number word.
fn value_of(text: &str) -> Option<Decimal> {
    if text.starts_with(char::is_alphabetic) {
        return VOCABULARY.numbers.get(text).map(|number| Decimal::from(*number));
    }
    let sign = text.rfind(|c: char| !c.is_ascii_digit());
    let of_thousands = sign.is_none_or(|at| text.len() - at == 4);
    let figures = if of_thousands { text.replace([',', '.', ' ', '\''], "") } else { text.replace(',', ".") };
    figures.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::whole_words::{FIGURE, Met};
    use super::*;

    #[test]
    fn the_words_of_counts_compile_and_are_folded() {
        let lists = Lists::parse(include_str!("count_words.txt"));
        let keys = ["thousand", "kind of film", "not between", "total", "each"];
        for word in lists.of(&keys) {
            assert_eq!(word, crate::letters::fold_text(word).trim());
        }
        let met = [(0, 1), (2, 5)].map(|(start, end)| Met { start, end, number: FIGURE });
        let found: Vec<_> = WORDS.number.find_iter("5-10k words", &met).map(|(_, figure)| figure).collect();
        assert_eq!(found, ["5-10k"]);
    }

    #[test]
    fn numbers_are_read_in_figures_and_words() {
        let number = |figure| {
            let Spread { low, likely, high } = number_of(figure, "").unwrap();
            [low, likely, high].map(|value| value.normalize().to_string()).join(" ")
        };
        let cases = [
            ("10", "10 10 10"),
            ("12,000", "12000 12000 12000"),
            ("12 000", "12000 12000 12000"),
            ("12.000", "12000 12000 12000"),
            ("10k", "10000 10000 10000"),
            ("1.5k", "1500 1500 1500"),
            ("5-10k", "5000 7500 10000"),
            ("800-1,000", "800 900 1000"),
            ("ten", "10 10 10"),
            ("10 الاف", "10000 10000 10000"),
        ];
        for (figure, expected) in cases {
            assert_eq!(number(figure), expected, "{figure}");
        }
        assert!(
            number_of("kumi", "maneno elfu ").is_some_and(|number| number.likely == Decimal::from(10_000))
        );
    }
}

//! The words by which stretches of time are read, as `time_words.txt` lists them, and the patterns that they make.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::LazyLock,
};

use regex::Regex;
use rust_decimal::Decimal;

use super::{
    lists::{Lists, alternative},
    numbered::{Numbered, Numbering},
    whole_words::first_word,
};
use crate::{
    known_words::{KnownWords, Word},
    letters::stands_alone,
    trie::Trie,
};

/// A unit of a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
}

impl Unit {
    /// Minutes of one; nothing for a day or longer, of which only a part is worked.
    pub fn minutes(self) -> Option<Decimal> {
        match self {
            Self::Second => Some(Decimal::ONE / Decimal::from(60)),
            Self::Minute => Some(Decimal::ONE),
            Self::Hour => Some(Decimal::from(60)),
            Self::Day | Self::Week | Self::Month => None,
        }
    }
}

/// The units' names in `time_words.txt`.
const UNITS: [(&str, Unit); 6] = [
    ("second", Unit::Second),
    ("minute", Unit::Minute),
    ("hour", Unit::Hour),
    ("day", Unit::Day),
    ("week", Unit::Week),
    ("month", Unit::Month),
];

/// What a word says, as bits: that it is a number, or may stand for one, or begins a stretch of time by itself,
/// or begins a phrase of [`Fillings`].
pub const NUMBER: u32 = 1;
const ARTICLE: u32 = 1 << 1;
const STRETCH: u32 = 1 << 2;
pub const FILLING: u32 = 1 << 3;

/// A figure, as [`Vocabulary::stretch`] takes it.
const DIGITS: &str = r"\d{1,5}(?:[.,]\d{1,2})?";

/// The words and patterns by which stretches of time are read.
pub struct Vocabulary {
    /// What words say with which numbers, stretches and fillings begin, as bits.
    pub words: KnownWords,
    /// What number words mean.
    pub numbers: HashMap<&'static str, u16>,
    /// What stands between the ends of a range, as one alternative of a pattern.
    pub range: String,
    /// Words that may stand for one.
    pub articles: Vec<&'static str>,
    /// What words for a unit mean.
    pub units: HashMap<&'static str, Unit>,
    /// Words for a unit that stand before their number, for two of one, and for one.
    pub before: Vec<&'static str>,
    pub pairs: Vec<&'static str>,
    pub alone: Vec<&'static str>,
    /// An amount of time, as [`super::stated`] takes it apart.
    pub stretch: Numbered,
    /// After hours: by the week, by the day, by the month; and after pieces: by the hour.
    pub a_week: Regex,
    pub a_day: Regex,
    pub a_month: Regex,
    pub an_hour: Regex,
    /// Before and after a stretch that one piece takes.
    pub each_before: Regex,
    pub each_after: Regex,
    /// Before hours that one piece takes, and that may be those of the whole job: `a page takes our man around`.
    pub piece_takes: Regex,
    /// Before and after a stretch that is no work: a deadline, an age, the length of a film.
    pub not_work_before: Regex,
    pub not_work_after: Regex,
    /// Before and after hours that are work.
    pub work_before: Regex,
    pub work_after: Regex,
    /// Whether a text speaks of work on recordings: what is done, what it is done to, and what says both.
    pub recording_work: Regex,
    pub recording: Regex,
    pub recording_alone: Regex,
    /// Before a stretch that is work even there.
    pub surely_work_before: Regex,
    /// Before an article or a lone word that means one of the unit: `for a month`, not `$500 a month`.
    pub span_before: Regex,
    /// Around days of a week: of an office, or of being open.
    pub days_of_a_place: Regex,
    /// How much of a week the work fills.
    pub fillings: Fillings,
    /// After days that are full of work.
    pub full_days: Regex,
}

pub static VOCABULARY: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::parse(include_str!("time_words.txt")));

impl Vocabulary {
    fn parse(text: &'static str) -> Self {
        let lists = Lists::parse(text);
        let (mut numbers, mut units) = (HashMap::new(), HashMap::new());
        for (key, words) in lists.all() {
            let (kind, value) = key.split_once(' ').unwrap_or((key, ""));
            let number = value.parse().ok().filter(|_| kind == "number");
            let unit = UNITS.iter().find(|(name, _)| *name == value).map(|(_, unit)| *unit);
            numbers.extend(words.iter().filter_map(|word| Some((*word, number?))));
            units.extend(words.iter().filter_map(|word| Some((*word, unit?))));
        }
        let articles = lists.of(&["article"]).collect();
        let each = lists.any(&["each"]);
        let often = |unit: &str, adverb: &str| {
            let (unit, adverb) = (lists.any(&[unit]), lists.any(&[adverb]));
            pattern(&format!(r"^\s?(?:{WORKED}\s)?\(?(?:(?:{each})\)?\s?(?:ال)?(?:{unit})|{adverb})\b"))
        };
        let before = |words: &str, between: &str| {
            let (words, between) = (lists.any(&[words]), lists.any(&[between]));
            pattern(&format!(r"(?:^|\W)(?:{words})(?:\s(?:{between}))?[\s:(~]*$"))
        };
        let anywhere = |words: &str| {
            let words: Vec<_> = lists.exactly(words).collect();
            pattern(&format!(r"(?:^|\W)(?:{})(?:\W|$)", alternative(words)))
        };
        let after = |words: &str| pattern(&format!(r"^[\s-]*(?:{})\b", lists.any(&[words])));
        Self {
            words: first_words(&lists),
            range: lists.any(&["range"]),
            before: lists.of(&["before"]).collect(),
            pairs: lists.of(&["pair"]).collect(),
            alone: lists.of(&["alone"]).collect(),
            stretch: stretch(&lists),
            a_week: often("unit week", "weekly"),
            a_day: often("unit day", "daily"),
            a_month: often("unit month", "monthly"),
            an_hour: often("unit hour", "hourly"),
            each_before: pattern(&format!(
                r"(?:^|\W)(?:{})\s\p{{L}}+(?:\s\p{{L}}+){{0,2}}[\s:(~]*$",
                lists.any(&["piece before"])
            )),
            piece_takes: pattern(&format!(
                r"(?:^|\W)(?:{})\s\p{{L}}+\s(?:{})\b[\p{{L}}\s]*$",
                lists.any(&["article", "number 1"]),
                lists.any(&["takes"])
            )),
            each_after: pattern(&format!(
                r"^[\s,(]*(?:(?:{})\b|(?:{})\s?\p{{L}}{{3}})",
                lists.any(&["piece alone"]),
                lists.any(&["piece after"])
            )),
            not_work_before: before("not work before", "between before"),
            not_work_after: after("not work after"),
            work_before: before("work before", "between work"),
            work_after: after("work after"),
            recording_work: anywhere("recording work"),
            recording: anywhere("recording"),
            recording_alone: anywhere("recording alone"),
            surely_work_before: before("surely work before", "between work"),
            span_before: pattern(&format!(r"(?:^|\W)(?:{})[\s:(~]*$", lists.any(&["span before"]))),
            days_of_a_place: pattern(&format!(r"(?:^|\W)(?:{})\b", lists.any(&["days of a place"]))),
            fillings: Fillings::of(&lists),
            full_days: after("full days"),
            numbers,
            articles,
            units,
        }
    }
}

/// Between hours and how often they are worked.
const WORKED: &str = "(?:of work|de travail|de trabajo|de trabalho|za kazi|عمل)";

/// `10 hours`, `10-15 hrs`, `2 to 3 weeks`, `a month`; `masaa 3`; `ساعتان`; `لمده شهر`.
#[allow(clippy::expect_used)]
fn stretch(lists: &Lists) -> Numbered {
    let words = lists.any(&["number", "article"]);
    let (units, range) = (lists.any(&["unit"]), lists.any(&["range"]));
    let (before, pairs, alone) = (lists.any(&["before"]), lists.any(&["pair"]), lists.any(&["alone"]));
    let high = format!(r"\s?\+?(?:\s?(?:{range})\s?(?:{DIGITS}|(?:{words})\b))?\+?");
    let amount = format!(r"(?:{DIGITS}|(?:{words})\b){high}[\s-]{{0,2}}(?:d'|de\s)?(?:{units})");
    let turned = format!(r"(?:{before})\s(?:{DIGITS}|(?:{words})\b){high}");
    let stretch = format!(r"(?:{amount}|{turned}|{pairs}|{alone})\b");
    let set = |keys: &[&str]| lists.of(keys).collect::<BTreeSet<_>>();
    let mut behind = set(&["unit", "range", "number", "article"]);
    behind.extend(["d", "de"]);
    let begins = set(&["number", "article", "before", "pair", "alone"]);
    let numbering = Numbering {
        numbers: NUMBER | ARTICLE,
        others: STRETCH,
        behind: Some((behind.into_iter().collect(), begins.into_iter().collect())),
        before: r"[^\w.,$€£]",
        pattern: &stretch,
    };
    Numbered::new(&numbering).expect("a fixed pattern that a test compiles")
}

/// The words with which numbers, stretches and fillings begin.
fn first_words(lists: &Lists) -> KnownWords {
    let all = [
        (NUMBER, lists.of(&["number"]).collect::<Vec<_>>()),
        (ARTICLE, lists.of(&["article"]).collect()),
        (STRETCH, lists.of(&["before", "pair", "alone"]).collect()),
        (FILLING, FILLINGS.iter().flat_map(|(key, _)| lists.exactly(key)).map(first_word).collect()),
    ];
    let mut says: BTreeMap<&str, u32> = BTreeMap::new();
    for (bit, words) in all {
        words.into_iter().for_each(|word| *says.entry(word).or_default() |= bit);
    }
    KnownWords::of(says.into_iter().map(|(word, bits)| (Word::of(word), bits)))
}

/// How much of a week work fills, as words anywhere in a text say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filling {
    FullTime,
    PartTime,
    /// On no other days than those of weekends.
    Weekends,
    /// Less than a week, of pay that is named for full time.
    ProRata,
}

/// The keys of the phrases that say so.
const FILLINGS: [(&str, Filling); 4] = [
    ("full time", Filling::FullTime),
    ("part time", Filling::PartTime),
    ("weekends", Filling::Weekends),
    ("pro rata", Filling::ProRata),
];

/// The phrases that say so, looked for where their first words stand.
pub struct Fillings {
    phrases: Trie,
    says: Vec<Filling>,
}

impl Fillings {
    #[allow(clippy::expect_used)]
    fn of(lists: &Lists) -> Self {
        let (mut phrases, mut says) = (Vec::new(), Vec::new());
        for (key, filling) in FILLINGS {
            phrases.extend(lists.exactly(key).flat_map(across_lines).map(String::into_bytes));
            says.resize(phrases.len(), filling);
        }
        let phrases = Trie::new(phrases.into_iter().zip(0..).collect());
        Self { phrases: phrases.expect("a hundred short phrases compile"), says }
    }

    /// What a folded text says by the phrases that begin at a byte.
    pub fn find<'a>(&'a self, folded: &'a str, begin: usize) -> impl Iterator<Item = Filling> + 'a {
        let all = self.phrases.walk(&folded.as_bytes()[begin..]);
        let whole = all.filter(move |(_, length)| stands_alone(folded, &(begin..begin + length)));
        whole.map(|(phrase, _)| self.says[phrase])
    }
}

/// A phrase with each of its spaces as it is, and as the end of a line.
fn across_lines(phrase: &str) -> Vec<String> {
    let mut words = phrase.split(' ');
    let mut forms = vec![words.next().unwrap_or_default().to_owned()];
    for word in words {
        forms =
            forms.iter().flat_map(|form| [' ', '\n'].map(|space| format!("{form}{space}{word}"))).collect();
    }
    forms
}

#[allow(clippy::expect_used)]
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a fixed pattern that a test compiles")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::known_words::WHOLE_BYTES_MAX;

    #[test]
    fn every_line_of_the_words_is_read() {
        let lists = Lists::parse(include_str!("time_words.txt"));
        for (key, words) in lists.all() {
            assert!(
                words.iter().all(|word| *word == crate::letters::fold_text(word).trim()),
                "{key}: {words:?}"
            );
            let known = match key.split_once(' ') {
                Some(("number", value)) => value.parse::<u16>().is_ok(),
                Some(("unit" | "before" | "pair" | "alone", name)) => UNITS.iter().any(|unit| unit.0 == name),
                _ => [
                    "article",
                    "range",
                    "each",
                    "weekly",
                    "daily",
                    "monthly",
                    "hourly",
                    "piece alone",
                    "takes",
                    "piece after",
                    "piece before",
                    "part time",
                    "days of a place",
                    "weekends",
                    "not work before",
                    "between before",
                    "not work after",
                    "work before",
                    "between work",
                    "work after",
                    "recording work",
                    "recording",
                    "recording alone",
                    "surely work before",
                    "span before",
                    "full time",
                    "pro rata",
                    "full days",
                ]
                .contains(&key),
            };
            assert!(known, "{key}");
        }
        let short = |phrase: &str| first_word(phrase).len() <= WHOLE_BYTES_MAX;
        let begin = [
            "number",
            "article",
            "before",
            "pair",
            "alone",
            "full time",
            "part time",
            "weekends",
            "pro rata",
        ];
        assert!(lists.of(&begin).all(short));
    }
}

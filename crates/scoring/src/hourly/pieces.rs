//! The rows of the table of pieces: which of them tells of a piece, by its name and by the posting.
//!
//! Pay by the piece and pieces counted for a fixed price ask here, so that both take the same pace.

use std::collections::{BTreeSet, HashMap};

use memchr::memmem::Finder;
use rust_decimal::Decimal;

use super::{config::PieceConfig, fold::folded, told::Told, whole_words::holds_word};

/// The name of any piece that no row names.
const ANY: &str = "*";
/// The name by which rows count lengths of texts.
const WORD: &str = "word";
/// The largest batch that is believed.
const BATCH_MAX: u32 = 100_000;
/// The most words of a name.
pub const NAME_WORDS_MAX: usize = 3;

/// The table, compiled.
#[derive(Clone, Default)]
pub struct Pieces {
    rows: Vec<Row>,
    /// The rows of each name, in their order; a name is its words with a space between.
    by_name: HashMap<String, Vec<usize>>,
    /// The words of names by the forms in which texts have them.
    words: HashMap<String, String>,
    /// The first words of names that stand before their number.
    before: BTreeSet<String>,
}

/// A row, its words folded.
#[derive(Clone)]
struct Row {
    config: PieceConfig,
    words: Vec<Finder<'static>>,
    title_words: Vec<Finder<'static>>,
    is_length: bool,
}

impl Pieces {
    /// Compiles the table.
    pub fn new(configs: &[PieceConfig]) -> Self {
        let (mut pieces, mut words) = (Self::default(), BTreeSet::new());
        for (at, config) in configs.iter().enumerate() {
            for name in config.names.iter().chain(&config.before) {
                let name = if name == ANY { ANY.to_owned() } else { words_of(&folded(name)).join(" ") };
                words.extend(name.split(' ').map(str::to_owned));
                let rows = pieces.by_name.entry(name).or_default();
                if rows.last() != Some(&at) {
                    rows.push(at);
                }
            }
            let first = |name: &String| words_of(&folded(name)).first().map(|word| (*word).to_owned());
            pieces.before.extend(config.before.iter().filter_map(first));
            let finders =
                |words: &[String]| words.iter().map(|word| Finder::new(&folded(word)).into_owned()).collect();
            let (words, title_words) = (finders(&config.words), finders(&config.title_words));
            let is_length = config.names.iter().any(|name| name == WORD);
            pieces.rows.push(Row { config: config.clone(), words, title_words, is_length });
        }
        for several in SEVERAL {
            for word in &words {
                if let Some(form) = several(word) {
                    pieces.words.entry(form).or_insert_with(|| word.clone());
                }
            }
        }
        pieces
    }

    /// The number of the row that tells of a piece in such a posting: one whose words the posting holds,
    /// else one without words, else the one for any piece.
    pub fn find(&self, name: &str, told: &Told<'_>) -> Option<usize> {
        let (_, name) = batch_and_name(name);
        let name = folded(&name);
        let words: Option<Vec<&str>> = words_of(&name).into_iter().map(|word| self.known(word)).collect();
        let named = words.and_then(|words| self.by_name.get(&words.join(" ")));
        named.and_then(|rows| self.said(rows, told)).or_else(|| self.said(self.by_name.get(ANY)?, told))
    }

    /// The row of the longest name that some folded words begin with, and how many words it has.
    pub fn find_first(&self, words: &[&str], told: &Told<'_>) -> Option<(usize, usize)> {
        let mut known = words.iter().map_while(|word| self.known(word));
        let mut name = known.next()?.to_owned();
        let mut found = self.by_name.get(&name).map(|rows| (rows, 1));
        for (word, count) in known.take(NAME_WORDS_MAX - 1).zip(2..) {
            name.push(' ');
            name.push_str(word);
            found = self.by_name.get(&name).map(|rows| (rows, count)).or(found);
        }
        let (rows, count) = found?;
        Some((self.said(rows, told)?, count))
    }

    /// The row with this number.
    pub fn row(&self, at: usize) -> &PieceConfig {
        &self.rows[at].config
    }

    /// Whether a row counts the lengths of texts.
    pub fn is_length(&self, at: usize) -> bool {
        self.rows[at].is_length
    }

    /// The row that counts the lengths of texts in such a posting.
    pub fn length(&self, told: &Told<'_>) -> Option<&PieceConfig> {
        self.find(WORD, told).filter(|at| self.is_length(*at)).map(|at| self.row(at))
    }

    /// Whether a folded word begins names that stand before their number.
    pub fn stands_before(&self, word: &str) -> bool {
        self.before.contains(word)
    }

    fn said(&self, rows: &[usize], told: &Told<'_>) -> Option<usize> {
        let holds = |row: &Row| {
            let in_title = row.title_words.iter().any(|word| holds_word(&told.title.text, word));
            in_title || row.words.iter().any(|word| told.holds(word))
        };
        let is_plain = |row: &Row| row.words.is_empty() && row.title_words.is_empty();
        let first = |asked: &dyn Fn(&Row) -> bool| rows.iter().copied().find(|at| asked(&self.rows[*at]));
        first(&holds).or_else(|| first(&is_plain))
    }

    /// Whether a text speaks of several written pieces: `articles`.
    pub fn names_several(&self, text: &str, told: &Told<'_>) -> bool {
        words_of(text).into_iter().any(|word| {
            let several = self.known(word).is_some_and(|known| known != word);
            several && self.find_first(&[word], told).is_some_and(|(row, _)| self.row(row).written)
        })
    }

    /// A word in the number in which names have it.
    fn known(&self, word: &str) -> Option<&str> {
        self.words.get(word).map(String::as_str)
    }
}

/// The forms of a word, alone and in the plural, those first that count where two words have the same.
const SEVERAL: [fn(&str) -> Option<String>; 4] = [
    |word| Some(word.to_owned()),
    |word| Some(format!("{word}s")),
    |word| Some(format!("{word}es")),
    |word| Some(format!("{}ies", word.strip_suffix('y')?)),
];

/// The number before the name of a piece and the name: `1000 words` are 1000 of `words`.
pub fn batch_and_name(piece: &str) -> (Decimal, String) {
    let piece = piece.trim().to_lowercase();
    let digits = piece.find(|c: char| !c.is_ascii_digit()).unwrap_or(piece.len());
    let batch = piece[..digits].parse().ok().filter(|batch: &Decimal| !batch.is_zero());
    let batch = batch.filter(|batch| *batch <= Decimal::from(BATCH_MAX)).unwrap_or(Decimal::ONE);
    (batch, piece[digits..].trim().to_owned())
}

/// The words of a folded text: letters in a row.
pub fn words_of(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect()
}

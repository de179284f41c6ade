//! Whether a posting offers work, advertises a worker, or does neither.
//!
//! Most postings are offers, so the other two need words that say so: `phrases.txt`.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use kazi_domain::{Kind, Posting};

use crate::pay::fold_text;

/// How much of the body is read: people say what they want in the first lines.
const BODY_BYTES_MAX: usize = 500;
/// What phrases must weigh to make a posting something else than an offer.
const WEIGHT_MIN: i32 = 6;

/// The phrases, compiled.
struct Phrases {
    search: AhoCorasick,
    meanings: Vec<(Kind, i32)>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::parse(include_str!("phrases.txt")));

/// The weights for each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Weights {
    offer: i32,
    seeking: i32,
    other: i32,
}

/// Reads the kind of a posting.
pub fn read_kind(posting: &Posting) -> Kind {
    let mut weights = Weights::default();
    PHRASES.weigh(&posting.title, 2, &mut weights);
    let body = &posting.description;
    PHRASES.weigh(&body[..body.floor_char_boundary(BODY_BYTES_MAX)], 1, &mut weights);
    // Only those who pay show what they pay in a field for it, or name their company.
    if posting.pay.is_some() || posting.company.is_some() {
        weights.offer += 6;
    }
    let Weights { offer, seeking, other } = weights;
    match () {
        () if seeking >= WEIGHT_MIN && seeking > offer && seeking >= other => Kind::Seeking,
        () if other >= WEIGHT_MIN && other > offer => Kind::Other,
        () => Kind::Offer,
    }
}

impl Phrases {
    /// Compiles a list; a line that says nothing is passed over, and a test holds that none is.
    fn parse(text: &str) -> Self {
        let (mut phrases, mut meanings) = (Vec::new(), Vec::new());
        for (kind, weight, list) in text.lines().filter_map(line) {
            for phrase in list.split(" | ") {
                phrases.push(phrase.trim().to_owned());
                meanings.push((kind, weight));
            }
        }
        let search = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&phrases);
        #[allow(clippy::expect_used)]
        let search = search.expect("a few hundred short phrases compile");
        Self { search, meanings }
    }

    /// Adds what `text` weighs, each kind's phrases at most three times.
    fn weigh(&self, text: &str, times: i32, weights: &mut Weights) {
        let folded = fold_text(text);
        for found in self.search.find_iter(&folded) {
            if !whole(&folded, found.start(), found.end()) {
                continue;
            }
            let (kind, weight) = self.meanings[found.pattern().as_usize()];
            let sum = match kind {
                Kind::Offer => &mut weights.offer,
                Kind::Seeking => &mut weights.seeking,
                Kind::Other => &mut weights.other,
            };
            *sum += weight * times;
        }
    }
}

/// Whether no letter touches a phrase that ends in letters.
fn whole(text: &str, start: usize, end: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let inside_start = letter(text[start..].chars().next());
    let inside_end = letter(text[..end].chars().next_back());
    !(inside_start && letter(text[..start].chars().next_back())
        || inside_end && letter(text[end..].chars().next()))
}

/// A line of the list: the kind, the weight, the phrases.
fn line(line: &str) -> Option<(Kind, i32, &str)> {
    let (head, list) = line.split_once(": ").filter(|_| !line.starts_with('#'))?;
    let (kind, weight) = head.split_once(' ')?;
    let kind = match kind {
        "offer" => Kind::Offer,
        "seeking" => Kind::Seeking,
        "other" => Kind::Other,
        _ => return None,
    };
    Some((kind, weight.parse().ok()?, list))
}

//! Whether a posting offers work, advertises a worker, or does neither.
//!
//! Most postings are offers, so the other two need words that say so: `phrases.txt`.

mod weighed;

use std::{collections::BTreeMap, sync::LazyLock};

use kazi_domain::{Kind, Posting};

use self::weighed::Weighed;
use crate::{cut::CutPosting, folded::FoldedText, letters::fold_text};

/// How much of the body is read: people say what they want in the first lines.
const BODY_BYTES_MAX: usize = 500;
/// What phrases must weigh to make a posting something else than an offer: one in the title, or two
/// in the body.
const WEIGHT_MIN: i32 = 9;

/// What is enough where nothing speaks for an offer and no field shows one.
const LONE_WEIGHT_MIN: i32 = 6;

/// The phrases, compiled.
struct Phrases {
    anywhere: Weighed,
    /// Those that count at the start of a title.
    tags: Weighed,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::parse(include_str!("phrases.txt")));

/// The weights for each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Weights {
    offer: i32,
    seeking: i32,
    other: i32,
}

/// From how many bars on a title is the head of an offer.
const HEAD_BARS_MIN: usize = 2;
/// Below how many bytes a text is a remark, where title and body are the same words.
const REMARK_BYTES_MAX: usize = 60;

/// Reads the kind of a posting.
pub fn read_kind(posting: &Posting) -> Kind {
    read_kind_of_cut(&CutPosting::of(posting)).kind
}

/// What a posting is, and whether anything in it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KindReading {
    pub(crate) kind: Kind,
    /// Whether anything says that work is looked for or offered: most postings of which nothing says so are offers, but
    /// not all.
    pub(crate) speaks_of_work: bool,
}

/// As [`read_kind`], of a posting that is cut.
pub(crate) fn read_kind_of_cut(cut: &CutPosting<'_>) -> KindReading {
    let posting = cut.posting;
    if is_remark(posting) {
        return KindReading { kind: Kind::Other, speaks_of_work: false };
    }
    let Weights { offer, seeking, other } = Weights::of_cut(cut);
    // Who advertises himself tells of himself: a bare title says it outright or does not.
    let tells = !posting.description.is_empty();
    let enough = if offer == 0 && tells && is_bare(posting) { LONE_WEIGHT_MIN } else { WEIGHT_MIN };
    let kind = match () {
        () if seeking >= enough && seeking > offer && seeking >= other => Kind::Seeking,
        () if other >= enough && other > offer => Kind::Other,
        () => Kind::Offer,
    };
    KindReading { kind, speaks_of_work: offer.max(seeking) > other }
}

/// Whether a posting is one short line of talk: somebody's answer in a thread of offers.
fn is_remark(posting: &Posting) -> bool {
    let title = posting.title.trim();
    let says_nothing = !title.is_empty() && !title.contains(char::is_alphabetic);
    let short = title.len() < REMARK_BYTES_MAX && !title.contains('|');
    is_bare(posting) && (says_nothing || short && title == posting.description.trim())
}

/// Whether a source shows nothing of a posting but its words.
fn is_bare(posting: &Posting) -> bool {
    let shown = posting.pay.is_some() || posting.pay_text.is_some() || posting.company.is_some();
    !shown && posting.location.is_none() && posting.tags.is_empty()
}

impl Phrases {
    /// Compiles a list; a line that says nothing is passed over, and a test holds that none is.
    fn parse(text: &str) -> Self {
        let (mut anywhere, mut tags) = (BTreeMap::new(), BTreeMap::new());
        for (is_tag, kind, weight, list) in text.lines().filter_map(line) {
            let phrases = if is_tag { &mut tags } else { &mut anywhere };
            for phrase in list.split(" | ") {
                phrases.entry(fold_text(phrase).into_bytes()).or_insert((kind, weight));
            }
        }
        Self { anywhere: Weighed::new(anywhere), tags: Weighed::new(tags) }
    }

    /// Adds what the tag weighs that a folded title begins with, and says where the rest of the title begins.
    fn weigh_tag(&self, title: &str, weights: &mut Weights) -> usize {
        let rest = title.trim_start_matches([' ', '\u{feff}', '*']);
        let begin = title.len() - rest.len();
        let tag = self.tags.begin(rest).filter(|(.., length)| whole(rest, 0, *length)).last();
        let Some(((kind, weight), length)) = tag else { return begin };
        *weights.of(kind) += weight;
        begin + length
    }

    /// Adds what a folded text weighs from a byte on at which no word goes on.
    fn weigh(&self, text: &FoldedText<'_>, from: usize, times: i32, weights: &mut Weights) {
        self.anywhere.find_longest(text, from, |(kind, weight), found| {
            if whole(&text.text, found.start, found.end) {
                *weights.of(kind) += weight * times;
            }
        });
    }
}

impl Weights {
    /// What the words and the fields of a posting weigh.
    fn of_cut(cut: &CutPosting<'_>) -> Self {
        let posting = cut.posting;
        let mut weights = Self::default();
        let title = FoldedText::of(&cut.title, usize::MAX, |letter| letter);
        let untagged = PHRASES.weigh_tag(&title.text, &mut weights);
        PHRASES.weigh(&title, untagged, 2, &mut weights);
        // A tag is what its writer says it is; only the title around it can say the opposite.
        if untagged == 0 {
            let body = FoldedText::of(&cut.description, BODY_BYTES_MAX, |letter| letter);
            PHRASES.weigh(&body, 0, 1, &mut weights);
        }
        // Only those who pay show what they pay in a field for it, or name their company.
        if posting.pay.is_some() || posting.pay_text.is_some() || posting.company.is_some() {
            weights.offer += 6;
        }
        // Only boards of work have tags.
        if !posting.tags.is_empty() {
            weights.offer += 16;
        }
        // "Company | role | place | pay": the head that boards of offers ask for.
        if posting.title.matches('|').count() >= HEAD_BARS_MIN {
            weights.offer += 6;
        }
        weights
    }

    fn of(&mut self, kind: Kind) -> &mut i32 {
        match kind {
            Kind::Offer => &mut self.offer,
            Kind::Seeking => &mut self.seeking,
            Kind::Other => &mut self.other,
        }
    }
}

/// Whether a phrase stands as whole words: no letter touches it, nor the bracket of a tag that the
/// text only speaks of.
fn whole(text: &str, start: usize, end: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (before, after) = (text[..start].chars().next_back(), text[end..].chars().next());
    let begins_within = letter(text[start..].chars().next()) && letter(before);
    let ends_within = letter(text[..end].chars().next_back()) && letter(after);
    !begins_within && !ends_within && before != Some('[')
}

/// A line of the list: whether it lists tags, the kind, the weight, the phrases.
fn line(line: &str) -> Option<(bool, Kind, i32, &str)> {
    let (head, list) = line.split_once(": ").filter(|_| !line.starts_with('#'))?;
    let (is_tag, head) = head.strip_prefix("tag ").map_or((false, head), |head| (true, head));
    let (kind, weight) = head.split_once(' ')?;
    let kind = match kind {
        "offer" => Kind::Offer,
        "seeking" => Kind::Seeking,
        "other" => Kind::Other,
        _ => return None,
    };
    Some((is_tag, kind, weight.parse().ok()?, list))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_phrases_says_something() {
        let text = include_str!("phrases.txt");
        for written in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            assert!(line(written).is_some(), "{written}");
        }
    }
}

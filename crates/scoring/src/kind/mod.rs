//! Whether a posting offers work, advertises a worker, or does neither.
//!
//! Most postings are offers, so the other two need words that say so: `phrases.txt`.

mod weighed;

use std::{collections::BTreeMap, sync::LazyLock};

use kazi_domain::{Kind, Posting};

use self::weighed::Weighed;
use crate::pay::fold_text;

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
    if is_remark(posting) {
        return Kind::Other;
    }
    let mut weights = Weights::default();
    let title = fold_text(&posting.title);
    let untagged = PHRASES.weigh_tag(&title, &mut weights);
    PHRASES.weigh(untagged, 2, &mut weights);
    // A tag is what its writer says it is; only the title around it can say the opposite.
    if untagged.len() == title.len() {
        let body = &posting.description;
        PHRASES.weigh(&fold_text(&body[..body.floor_char_boundary(BODY_BYTES_MAX)]), 1, &mut weights);
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
    let Weights { offer, seeking, other } = weights;
    // Who advertises himself tells of himself: a bare title says it outright or does not.
    let tells = !posting.description.is_empty();
    let enough = if offer == 0 && tells && is_bare(posting) { LONE_WEIGHT_MIN } else { WEIGHT_MIN };
    match () {
        () if seeking >= enough && seeking > offer && seeking >= other => Kind::Seeking,
        () if other >= enough && other > offer => Kind::Other,
        () => Kind::Offer,
    }
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

    /// Adds what the tag weighs that a folded title begins with, and answers the rest of the title.
    fn weigh_tag<'t>(&self, title: &'t str, weights: &mut Weights) -> &'t str {
        let title = title.trim_start_matches([' ', '\u{feff}', '*']);
        let tag = self.tags.begin(title).filter(|(.., length)| whole(title, 0, *length)).last();
        let Some((kind, weight, length)) = tag else { return title };
        *weights.of(kind) += weight;
        &title[length..]
    }

    /// Adds what a folded text weighs.
    fn weigh(&self, folded: &str, times: i32, weights: &mut Weights) {
        for (kind, weight, found) in self.anywhere.find_longest(folded) {
            if whole(folded, found.start, found.end) {
                *weights.of(kind) += weight * times;
            }
        }
    }
}

impl Weights {
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
            let (is_tag, _, _, list) = line(written).unwrap_or_else(|| panic!("{written}"));
            let short = list.split(" | ").find(|phrase| fold_text(phrase).len() < weighed::HEAD_BYTES);
            assert!(is_tag || short.is_none(), "too short to be found: {short:?}");
        }
    }
}

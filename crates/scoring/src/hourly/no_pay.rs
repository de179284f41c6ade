//! Whether a posting says that its work pays nothing.

use std::{ops::Range, sync::LazyLock};

use kazi_domain::{Evidence, Part};

use super::{
    fold::{fold_cut, folded},
    lists::Lists,
    whole_words::{first_words, known_words},
};
use crate::{
    cut::{Cut, CutPosting},
    known_words::KnownWords,
    letters::stands_alone,
    trie::Trie,
};

/// How far into a description such words are looked for, in bytes.
const TEXT_BYTES_MAX: usize = 8 * 1024;
/// How far before a phrase it may be denied, in bytes.
const DENIED_BYTES: usize = 24;
/// The longest tag that is looked at, in bytes: a longer one is a sentence.
const TAG_BYTES_MAX: usize = 40;

/// What a phrase says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Saying {
    /// Pays nothing, wherever it stands.
    Anywhere,
    /// Pays nothing where few words are: in a title, a pay field, a tag.
    Short,
    /// Volunteers are sought, by a title or a tag, or by a body too: they are paid only where something says so.
    Volunteers,
    VolunteersInBody,
    /// Pays after all.
    Paid,
    /// Nothing; it hides the phrases within it.
    NotThis,
}

const SAYINGS: [(&str, Saying); 6] = [
    ("anywhere", Saying::Anywhere),
    ("short", Saying::Short),
    ("volunteers", Saying::Volunteers),
    ("volunteers body", Saying::VolunteersInBody),
    ("paid", Saying::Paid),
    ("not this", Saying::NotThis),
];

struct Phrases {
    /// The words that phrases begin with.
    first: KnownWords,
    phrases: Trie,
    says: Vec<Saying>,
    denied: Vec<&'static str>,
    /// What pay fields say alone.
    field: Vec<&'static str>,
}

#[allow(clippy::expect_used)]
static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let lists = Lists::parse(include_str!("no_pay.txt"));
    let (mut words, mut says) = (Vec::new(), Vec::new());
    for (key, saying) in SAYINGS {
        for phrase in lists.exactly(key) {
            words.push(phrase);
            says.push(saying);
        }
    }
    let first = first_words(words.iter().copied());
    let phrases = Trie::new(words.into_iter().map(|phrase| phrase.as_bytes().to_vec()).zip(0..).collect());
    Phrases {
        first,
        phrases: phrases.expect("a few hundred short phrases compile"),
        says,
        denied: lists.exactly("denied").collect(),
        field: lists.exactly("field").collect(),
    }
});

/// What was said of not being paid.
#[derive(Default)]
struct Heard {
    no_pay: Option<Evidence>,
    volunteers: Option<Evidence>,
    paid: bool,
}

/// The words by which a posting says that its work pays nothing; asked only of those whose pay was not read.
pub fn read_no_pay(cut: &CutPosting<'_>) -> Option<Evidence> {
    let mut heard = Heard::default();
    heard.read(Part::Title, 0, &cut.title);
    if let Some(text) = &cut.posting.pay_text {
        if PHRASES.field.contains(&folded(text.trim()).as_str()) {
            return Some(Evidence::quote(Part::PayText, text, 0..text.len()));
        }
        heard.read(Part::PayText, 0, &cut.pay_text);
    }
    for (at, tag) in cut.posting.tags.iter().enumerate().filter(|(_, tag)| tag.len() <= TAG_BYTES_MAX) {
        heard.read(Part::Tags, at, &Cut::of(tag));
    }
    heard.read(Part::Description, 0, &cut.description);
    heard.no_pay.or_else(|| heard.volunteers.filter(|_| !heard.paid))
}

impl Heard {
    fn read(&mut self, part: Part, tag: usize, cut: &Cut<'_>) {
        let text = fold_cut(cut, TEXT_BYTES_MAX);
        let met = known_words(&text, &PHRASES.first);
        if met.is_empty() {
            return;
        }
        let folded = on_one_line(text.text);
        let original = &cut.text[..cut.text.floor_char_boundary(TEXT_BYTES_MAX)];
        let mut next = 0;
        for begin in met.into_iter().map(|met| met.start) {
            let longest = PHRASES.phrases.walk(&folded.as_bytes()[begin..]).last();
            let Some((phrase, length)) = longest.filter(|_| begin >= next) else { continue };
            next = begin + length;
            if !stands_alone(&folded, &(begin..next)) {
                continue;
            }
            let short = part != Part::Description;
            let heard = match PHRASES.says[phrase] {
                Saying::NotThis => continue,
                Saying::Paid => {
                    self.paid = true;
                    continue;
                }
                Saying::Anywhere => &mut self.no_pay,
                Saying::Short if short => &mut self.no_pay,
                Saying::Volunteers if short => &mut self.volunteers,
                Saying::VolunteersInBody => &mut self.volunteers,
                Saying::Short | Saying::Volunteers => continue,
            };
            if heard.is_none() && !is_denied(&folded[..begin]) {
                *heard = Some(evidence(part, tag, original, &folded, begin..next));
            }
        }
    }
}

/// The words in the text as it is. Folding changes lengths: where it did, the whole of a title is quoted, and
/// of a body the sentence that is as far in it.
fn evidence(part: Part, tag: usize, text: &str, folded: &str, found: Range<usize>) -> Evidence {
    if part == Part::Tags {
        let start = u32::try_from(tag).unwrap_or(u32::MAX);
        return Evidence { start, ..Evidence::quote(part, text, 0..text.len()) };
    }
    if text.len() == folded.len() {
        return Evidence::quote(part, text, found);
    }
    let before = folded[..found.start].chars().count();
    let length = folded[found].chars().count();
    let at = |nth: usize| text.char_indices().nth(nth).map_or(text.len(), |(at, _)| at);
    Evidence::quote(part, text, at(before)..at(before + length))
}

/// A text with spaces in place of the ends of its lines.
fn on_one_line(text: String) -> String {
    let mut bytes = text.into_bytes();
    for byte in &mut bytes {
        *byte = if matches!(*byte, b'\n' | b'\t') { b' ' } else { *byte };
    }
    String::from_utf8(bytes).unwrap_or_default()
}

fn is_denied(before: &str) -> bool {
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(DENIED_BYTES))..];
    let near = near.trim_end_matches(' ');
    PHRASES.denied.iter().any(|word| {
        let rest = near.strip_suffix(word);
        near.len() < before.len() && rest.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{super::whole_words::first_word, *};
    use kazi_domain::{Posting, PostingId, SourceId};

    #[test]
    fn every_phrase_is_folded_and_stands_once() {
        let lists = Lists::parse(include_str!("no_pay.txt"));
        let mut all = BTreeSet::new();
        for (key, _) in SAYINGS {
            assert!(lists.exactly(key).next().is_some(), "{key}");
            for phrase in lists.exactly(key) {
                assert_eq!(phrase, folded(phrase).trim(), "{key}");
                assert!(!first_word(phrase).is_empty() && all.insert(phrase), "{phrase}");
            }
        }
    }

    #[test]
    fn work_says_that_it_pays_nothing() {
        crate::cases::run("no_pay", |case| {
            let (title, body) = case.split_once('§').unwrap_or((case, ""));
            let mut posting = Posting::new(PostingId(1), SourceId::new("test").unwrap(), title.trim());
            posting.description = body.trim().to_owned();
            read_no_pay(&CutPosting::of(&posting)).map_or("none".to_owned(), |evidence| evidence.words)
        });
    }
}

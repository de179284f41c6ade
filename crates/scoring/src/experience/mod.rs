//! How much experience work asks for, in the words of its title and tags: `phrases.txt`.
//!
//! Bodies are not read: they tell of the team, the founders and the path to promotion in the same words.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use kazi_domain::{Evidence, Experience, Part, Posting};

use crate::letters::stands_alone;

struct Phrases {
    search: AhoCorasick,
    /// What each says; nothing for words that only look like it.
    says: Vec<Option<Experience>>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::parse(include_str!("phrases.txt")));

/// What a posting asks for, the least first, each with its words; several where it is for several people,
/// and nothing where it does not say.
pub fn read_experience(posting: &Posting) -> Vec<(Experience, Evidence)> {
    let mut found = Vec::new();
    PHRASES.read(Part::Title, &posting.title, None, &mut found);
    for (tag, number) in posting.tags.iter().zip(0..) {
        PHRASES.read(Part::Tags, tag, Some(number), &mut found);
    }
    found.sort_by_key(|(experience, _)| *experience);
    found
}

impl Phrases {
    /// Compiles a list; a test holds that every line says something.
    fn parse(text: &str) -> Self {
        let (mut phrases, mut says) = (Vec::new(), Vec::new());
        for (experience, list) in text.lines().filter_map(line) {
            for phrase in list.split(" | ") {
                phrases.push(phrase);
                says.push(experience);
            }
        }
        let builder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(&phrases);
        #[allow(clippy::expect_used)]
        let search = builder.expect("a few hundred short phrases compile");
        Self { search, says }
    }

    /// Adds what a text says that no earlier one said; the place of a tag is its number.
    fn read(&self, part: Part, text: &str, place: Option<u32>, found: &mut Vec<(Experience, Evidence)>) {
        for hit in self.search.find_iter(text).filter(|hit| stands_alone(text, &hit.range())) {
            let Some(experience) = self.says[hit.pattern().as_usize()] else { continue };
            if found.iter().all(|(known, _)| *known != experience) {
                let evidence = Evidence::quote(part, text, hit.range());
                found.push((experience, Evidence { start: place.unwrap_or(evidence.start), ..evidence }));
            }
        }
    }
}

/// A line of the list: what its phrases say, and the phrases.
fn line(line: &str) -> Option<(Option<Experience>, &str)> {
    let (head, list) = line.split_once(": ").filter(|_| !line.starts_with('#'))?;
    match head {
        "none" => Some((None, list)),
        head => Some((Some(Experience::ALL.into_iter().find(|known| known.as_str() == head)?), list)),
    }
}

#[cfg(test)]
mod tests {
    use kazi_domain::{PostingId, SourceId};

    use super::*;
    use crate::cases;

    #[test]
    fn cases() {
        let source = SourceId::new("case").unwrap();
        let count = cases::run("experience", |input| {
            let (title, tags) = input.split_once('|').unwrap_or((input, ""));
            let mut posting = Posting::new(PostingId(1), source.clone(), title.trim());
            posting
                .tags
                .extend(tags.split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned));
            let found = read_experience(&posting);
            let said = |(experience, evidence): &(Experience, Evidence)| {
                format!("{} \"{}\"", experience.as_str(), evidence.words)
            };
            if found.is_empty() {
                "none".into()
            } else {
                found.iter().map(said).collect::<Vec<_>>().join(", ")
            }
        });
        assert!(count >= 50, "only {count} cases");
    }

    #[test]
    fn every_line_says_something() {
        let text = include_str!("phrases.txt");
        for written in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            assert!(line(written).is_some(), "{written}");
        }
    }
}

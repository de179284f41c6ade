//! How many bytes of posting text a second are matched against the shipped book, on one core, beside
//! the bare aho-corasick automaton over the same words and the same text.
//!
//! `KAZI_BENCH_LISTINGS` names a file of JSON lines with `title`, `description` and `tags`; without
//! it a built-in posting is read.
#![allow(clippy::unwrap_used)]

use aho_corasick::{AhoCorasick, MatchKind};
use divan::{Bencher, black_box, counter::BytesCount};
use kazi_domain::{Posting, PostingId, SkillBook, SourceId};
use kazi_scoring::skills::SkillMatcher;

fn main() {
    divan::main();
}

const BOOK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../config/skills.toml");
/// How many listings are read at most.
const LISTINGS_MAX: usize = 2_000;

const BODY: &str = "We run a small shop and want our website in WordPress made faster. The work includes design \
of two landing pages in Figma, a child theme, and tidy HTML and CSS. You should be able to explain technical \
choices to people who are not engineers. Communication happens in chat and one short call per week. Agencies, \
please do not apply; we want to work with one person. No page builders, please. Knowledge of WooCommerce is a \
plus. About us: we sell tea and coffee, and were founded in 2012.";

fn book() -> SkillBook {
    toml::from_str(&std::fs::read_to_string(BOOK).unwrap()).unwrap()
}

fn posting(title: &str, tags: Vec<String>, body: &str) -> Posting {
    let source = SourceId::new("bench").unwrap();
    let mut posting = Posting::new(PostingId::of(&source, title), source, title);
    posting.tags = tags;
    body.clone_into(&mut posting.description);
    posting
}

fn postings() -> Vec<Posting> {
    let Some(path) = std::env::var_os("KAZI_BENCH_LISTINGS") else {
        return vec![posting("WordPress developer for a tea shop", vec!["WordPress".to_owned()], BODY); 50];
    };
    let lines = std::fs::read_to_string(path).unwrap();
    let read = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let tags = row["tags"].as_array().into_iter().flatten().filter_map(|tag| tag.as_str());
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        posting(&text("title"), tags.map(str::to_owned).collect(), &text("description"))
    };
    lines.lines().take(LISTINGS_MAX).map(read).collect()
}

/// The text of a posting as one.
fn text_of(posting: &Posting) -> String {
    format!("{}\n{}\n{}", posting.title, posting.tags.join("\n"), posting.description)
}

/// All words of the book, as the bare automaton takes them.
fn words(book: &SkillBook) -> Vec<String> {
    let skills = book
        .skills
        .iter()
        .flat_map(|skill| skill.aliases.iter().map(|alias| alias.text.clone()).chain([skill.name.clone()]));
    let fields = book.fields.iter().flat_map(|field| field.aliases.iter().chain(&field.hints));
    skills.chain(fields.map(|alias| alias.text.clone())).collect()
}

fn bytes_of(postings: &[Posting]) -> BytesCount {
    BytesCount::from(postings.iter().map(|posting| text_of(posting).len()).sum::<usize>())
}

#[divan::bench]
fn matcher(bencher: Bencher) {
    let (postings, matcher) = (postings(), SkillMatcher::new(&book()).unwrap());
    bencher.counter(bytes_of(&postings)).bench(|| {
        postings.iter().map(|posting| matcher.read(black_box(posting)).skills.len()).sum::<usize>()
    });
}

fn bare(bencher: Bencher, kind: MatchKind) {
    let postings = postings();
    let texts: Vec<String> = postings.iter().map(text_of).collect();
    let automaton =
        AhoCorasick::builder().ascii_case_insensitive(true).match_kind(kind).build(words(&book())).unwrap();
    bencher.counter(bytes_of(&postings)).bench(|| {
        let count = |text: &String| match kind {
            MatchKind::Standard => automaton.find_overlapping_iter(black_box(text)).count(),
            _ => automaton.find_iter(black_box(text)).count(),
        };
        texts.iter().map(count).sum::<usize>()
    });
}

/// Every word of the book that stands anywhere, also within words: what the matcher chooses from.
#[divan::bench]
fn bare_automaton_all(bencher: Bencher) {
    bare(bencher, MatchKind::Standard);
}

/// The longest of them, none over another.
#[divan::bench]
fn bare_automaton_longest(bencher: Bencher) {
    bare(bencher, MatchKind::LeftmostLongest);
}

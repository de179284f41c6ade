//! What the leads themselves suggest: words that no alias has yet, and aliases that find nothing.

use std::collections::{BTreeMap, HashMap, HashSet};

use kazi_catalog::{Snapshot, Wanted};
use kazi_domain::{Lead, Skill, SkillBook};
use kazi_store::{Store, StoreError};
use unicode_normalization::UnicodeNormalization;

use crate::{
    DeskState, Subject,
    measure::{JUDGED_MAX, find_named, judged_leads},
};

/// Leads looked at on each side: the best ranked.
const SAMPLE: usize = 400;
/// The most suggestions of a kind.
const SUGGESTED_MAX: usize = 20;
/// A term in fewer leads says nothing.
const LEADS_MIN: u32 = 3;
/// Dunning's log-likelihood above which chance is one in a thousand (chi-squared with one degree of
/// freedom; T. Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence", 1993).
const LIKELIHOOD_MIN: f64 = 10.83;
/// Words of a text that are looked at.
const WORDS_MAX: usize = 400;

/// What should be done about a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuggestionKind {
    /// It sets these leads apart: make it an alias.
    Add,
    /// No lead holds it: take it out.
    Unused,
    /// Verdicts say that it misleads: take it out, or say what must stand near.
    SpokenAgainst,
}

/// A term, and why it is suggested.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// What to do.
    pub kind: SuggestionKind,
    /// Whose it would be or is.
    pub owner: Option<Subject>,
    /// The term.
    pub term: String,
    /// How many of the leads looked at hold it, or how many verdicts speak against it.
    pub leads: u32,
    /// How surely it sets them apart.
    pub likelihood: f64,
}

/// Terms that set the leads of a skill or field apart and are no alias of it.
///
/// # Errors
/// When the store cannot answer.
pub async fn suggest_for_skill(
    store: &dyn Store,
    snapshot: &Snapshot,
    book: &SkillBook,
    owner: &Subject,
) -> Result<Vec<Suggestion>, StoreError> {
    let wanted = match owner {
        Subject::Skill(skill) => Wanted::Skill(skill.clone()),
        Subject::Field(field) => Wanted::Field(field.clone()),
    };
    set_apart(store, snapshot, book, wanted, Some(owner.clone())).await
}

/// Terms that set leads apart in which no skill was found.
///
/// # Errors
/// When the store cannot answer.
pub async fn suggest_unmatched(
    store: &dyn Store,
    snapshot: &Snapshot,
    book: &SkillBook,
) -> Result<Vec<Suggestion>, StoreError> {
    set_apart(store, snapshot, book, Wanted::NoSkill, None).await
}

async fn set_apart(
    store: &dyn Store,
    snapshot: &Snapshot,
    book: &SkillBook,
    wanted: Wanted,
    owner: Option<Subject>,
) -> Result<Vec<Suggestion>, StoreError> {
    let inside = snapshot.select(std::slice::from_ref(&wanted), SAMPLE).leads;
    let fields = book.fields.iter().map(|field| Wanted::Field(field.id.clone()));
    let known: HashSet<_> = inside.iter().copied().collect();
    let mut outside = snapshot.select(&fields.collect::<Vec<_>>(), 3 * SAMPLE).leads;
    outside.retain(|lead| !known.contains(lead));
    let (inside, outside) = (store.find_leads(&inside).await?, store.find_leads(&outside).await?);
    let (inside, outside) = (Counts::of(inside.iter().flatten()), Counts::of(outside.iter().flatten()));
    let aliases = known_words(book);
    let mut found: Vec<Suggestion> = inside
        .terms
        .iter()
        .filter(|(term, leads)| **leads >= LEADS_MIN && !aliases.contains(*term))
        .filter_map(|(term, leads)| {
            let others = outside.terms.get(term).copied().unwrap_or(0);
            let likelihood = likelihood(*leads, inside.leads, others, outside.leads);
            let more = f64::from(*leads) / f64::from(inside.leads.max(1))
                > f64::from(others) / f64::from(outside.leads.max(1));
            (more && likelihood >= LIKELIHOOD_MIN).then(|| Suggestion {
                kind: SuggestionKind::Add,
                owner: owner.clone(),
                term: term.clone(),
                leads: *leads,
                likelihood,
            })
        })
        .collect();
    found.sort_by(|a, b| b.likelihood.total_cmp(&a.likelihood).then_with(|| a.term.cmp(&b.term)));
    found.truncate(SUGGESTED_MAX);
    Ok(found)
}

/// In how many leads each term stands.
#[derive(Default)]
struct Counts {
    leads: u32,
    terms: HashMap<String, u32>,
}

impl Counts {
    fn of<'a>(leads: impl Iterator<Item = &'a Lead>) -> Self {
        let mut counts = Self::default();
        for lead in leads {
            counts.leads += 1;
            let posting = &lead.best().posting;
            let mut terms = HashSet::new();
            for text in [&posting.title, &posting.description] {
                terms_of(text, &mut terms);
            }
            for term in terms {
                *counts.terms.entry(term).or_default() += 1;
            }
        }
        counts
    }
}

/// Words and pairs of words. A pair never reaches over a sign such as a full stop.
fn terms_of(text: &str, terms: &mut HashSet<String>) {
    let mut before: Option<String> = None;
    for token in text.split_whitespace().take(WORDS_MAX) {
        let ends = token.ends_with(['.', ',', ';', ':', '!', '?', ')']);
        let word = folded(token);
        if word.chars().count() < 2 || word.chars().all(|c| c.is_ascii_digit()) {
            before = None;
            continue;
        }
        if let Some(before) = &before {
            terms.insert(format!("{before} {word}"));
        }
        before = (!ends).then(|| word.clone());
        if word.chars().count() > 2 {
            terms.insert(word);
        }
    }
}

fn folded(text: &str) -> String {
    let inner = text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '#'));
    inner.nfkc().flat_map(char::to_lowercase).collect()
}

/// Every word and phrase of the book, and the words within its phrases.
fn known_words(book: &SkillBook) -> HashSet<String> {
    let mut known = HashSet::new();
    let skills = book.skills.iter().flat_map(|skill| {
        [&skill.name].into_iter().chain(skill.aliases.iter().map(|alias| &alias.text)).chain(&skill.negatives)
    });
    let fields = book.fields.iter().flat_map(|field| {
        field.aliases.iter().chain(&field.hints).map(|alias| &alias.text).chain(&field.negatives)
    });
    for text in skills.chain(fields) {
        let words: Vec<String> = text.split_whitespace().map(folded).collect();
        known.insert(words.join(" "));
    }
    known
}

/// Twice the logarithm of how much likelier the counts are with two rates than with one.
fn likelihood(one: u32, of_one: u32, other: u32, of_other: u32) -> f64 {
    let (one, of_one) = (f64::from(one), f64::from(of_one));
    let (other, of_other) = (f64::from(other), f64::from(of_other));
    let all = of_one + of_other;
    if all == 0.0 {
        return 0.0;
    }
    let term = |seen: f64, expected: f64| {
        if seen > 0.0 && expected > 0.0 { seen * (seen / expected).ln() } else { 0.0 }
    };
    let (with, without) = (one + other, all - one - other);
    2.0 * (term(one, of_one * with / all)
        + term(other, of_other * with / all)
        + term(of_one - one, of_one * without / all)
        + term(of_other - other, of_other * without / all))
}

/// Aliases of which no lead holds the words.
pub fn unused_aliases(snapshot: &Snapshot, book: &SkillBook) -> Vec<Suggestion> {
    let mut unused = Vec::new();
    for skill in &book.skills {
        for alias in skill.aliases.iter().filter(|alias| !snapshot.may_hold(&alias.text)) {
            unused.push(Suggestion {
                kind: SuggestionKind::Unused,
                owner: Some(Subject::Skill(skill.id.clone())),
                term: alias.text.clone(),
                leads: 0,
                likelihood: 0.0,
            });
        }
    }
    unused
}

/// Aliases by whose words leads were read as a skill that trainers say they are not, where more
/// verdicts speak against them than for them.
///
/// # Errors
/// When the store cannot answer.
pub async fn spoken_against(store: &dyn Store, state: &DeskState) -> Result<Vec<Suggestion>, StoreError> {
    let (judged, _) = judged_leads(state, JUDGED_MAX);
    let mut votes: BTreeMap<(Subject, String), (u32, u32)> = BTreeMap::new();
    for ids in find_named(store, state, &judged).await?.chunks(SAMPLE) {
        for lead in store.find_leads(ids).await?.into_iter().flatten() {
            let verdicts = state.verdicts_on(&lead);
            for found in &lead.assessment().skills {
                let subject = Subject::Skill(found.skill.clone());
                let Some(verdict) = verdicts.get(&subject) else { continue };
                let vote = votes.entry((subject, folded(&found.evidence.words))).or_default();
                let side = if verdict.is { &mut vote.0 } else { &mut vote.1 };
                *side += 1;
            }
        }
    }
    let against =
        votes.into_iter().filter(|(_, (yes, no))| no > yes).filter_map(|((subject, said), (_, no))| {
            let skill = state.book.skills.iter().find(|skill| subject == Subject::Skill(skill.id.clone()))?;
            let term = alias_of(skill, &said)?.to_owned();
            let (kind, owner) = (SuggestionKind::SpokenAgainst, Some(subject));
            Some(Suggestion { kind, owner, term, leads: no, likelihood: 0.0 })
        });
    Ok(against.take(SUGGESTED_MAX).collect())
}

/// The alias, as the book has it, of which these words are a form; nothing for the skill's name, which stays.
fn alias_of<'a>(skill: &'a Skill, said: &str) -> Option<&'a str> {
    let aliases = skill.aliases.iter().map(|alias| (folded(&alias.text), Some(alias.text.as_str())));
    let words = [(folded(&skill.name), None)].into_iter().chain(aliases);
    let begin = words.filter(|(folded, _)| !folded.is_empty() && said.starts_with(folded));
    begin.max_by_key(|(folded, _)| folded.len())?.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_on_both_sides_alike_says_nothing() {
        assert!(likelihood(10, 100, 30, 300).abs() < 1e-9);
        assert!(likelihood(30, 100, 2, 300) > LIKELIHOOD_MIN);
        assert!(likelihood(0, 0, 0, 0).abs() < 1e-9);
    }

    #[test]
    fn what_verdicts_speak_against_is_an_alias_as_the_book_has_it() {
        let toml = "[[skill]]\nid = \"illustrator\"\nname = \"Adobe Illustrator\"\nfields = []\nweight = 0.5\n\
                    aliases = [\"AI\", \"Vector Art\", \"Adobe\"]\n";
        let skill = &crate::parse_book(toml).unwrap().skills[0];
        for (said, alias) in [
            ("ai", Some("AI")),
            ("vector arts", Some("Vector Art")),
            ("adobe", Some("Adobe")),
            ("adobe illustrator", None),
            ("photoshop", None),
        ] {
            assert_eq!(alias_of(skill, said), alias, "{said}");
        }
    }

    #[test]
    fn pairs_stay_within_a_sentence() {
        let mut terms = HashSet::new();
        terms_of("Canva templates. Needed: 3 Figma files", &mut terms);
        let mut terms: Vec<_> = terms.into_iter().collect();
        terms.sort();
        assert_eq!(
            terms,
            ["canva", "canva templates", "figma", "figma files", "files", "needed", "templates"]
        );
    }
}

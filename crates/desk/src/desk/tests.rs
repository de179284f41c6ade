use kazi_domain::{Alias, FieldId, LeadId};
use kazi_store::journal::MemoryJournal;

use super::*;
use crate::{BookEdit, HandLead, Mark, Owner, Subject, apply_all, write_book};

const BOOK: &str = "[[field]]\nid = \"graphic-design\"\nname = \"Graphic design\"\naliases = [\"logo\"]\n";
const AT: Timestamp = Timestamp::UNIX_EPOCH;

async fn desk(journal: &Arc<MemoryJournal>) -> Desk {
    Desk::open(Arc::clone(journal) as Arc<dyn Journal>, BOOK).await.unwrap()
}

fn add_alias(text: &str) -> BookEdit {
    let alias = Alias { text: text.to_owned(), language: None, cased: false, near: Vec::new() };
    BookEdit::AddAlias { owner: Owner::Field(FieldId::new("graphic-design").unwrap()), alias }
}

fn edition(desk: &Desk, word: &str) -> Decision {
    let state = desk.state();
    let book = apply_all(&state.book, &[add_alias(word)]).unwrap();
    let why = format!("for {word}");
    Decision::Published { base: state.edition(), text: write_book(&book), why, restored: None }
}

#[tokio::test]
async fn the_second_of_two_trainers_gets_a_conflict_and_loses_nothing() {
    let journal = Arc::new(MemoryJournal::default());
    let (amina, juma) = (desk(&journal).await, desk(&journal).await);
    juma.decide("juma", Decision::Drafted { base: 0, edit: add_alias("flyer") }, AT).await.unwrap();
    let (first, second) = (edition(&amina, "canva"), edition(&juma, "flyer"));
    amina.decide("amina", first, AT).await.unwrap();
    let refused = juma.decide("juma", second, AT).await.unwrap_err();
    assert_eq!(refused, DeskError::Conflict { base: 0, current: 1, by: "amina".to_owned() });
    let draft = juma.state().draft("juma");
    assert_eq!((draft.base, draft.edits.len()), (0, 1), "the draft is still there");
    juma.decide("juma", Decision::DraftMoved { base: 1 }, AT).await.unwrap();
    let state = juma.state();
    let both = apply_all(&state.book, &state.draft("juma").edits).unwrap();
    let both = Decision::Published { base: 1, text: write_book(&both), why: "both".into(), restored: None };
    let state = juma.decide("juma", both, AT).await.unwrap();
    let words: Vec<&str> = state.book.fields[0].aliases.iter().map(|alias| alias.text.as_str()).collect();
    assert_eq!((state.edition(), words), (2, vec!["logo", "canva", "flyer"]));
    assert!(state.drafts.is_empty(), "what was published is no draft any more");
}

#[tokio::test]
async fn an_edition_is_restored_and_the_same_journal_folds_to_the_same_state() {
    let journal = Arc::new(MemoryJournal::default());
    let one = desk(&journal).await;
    one.decide("amina", edition(&one, "canva"), AT).await.unwrap();
    let text = one.edition_text(0).await.unwrap().to_string();
    let restored = Decision::Published { base: 1, text, why: "back".into(), restored: Some(0) };
    one.decide("amina", restored, AT).await.unwrap();
    let other = desk(&journal).await;
    for desk in [&one, &other] {
        let state = desk.state();
        let told: Vec<_> = state.editions.iter().map(|e| (e.number, e.why.as_str(), e.restored)).collect();
        assert_eq!(told, [(1, "for canva", None), (2, "back", Some(0))]);
        let lines: Vec<String> = state.editions[1].difference.lines().collect();
        assert_eq!(lines, ["field graphic-design: - \"canva\""]);
        assert!(desk.edition_text(1).await.unwrap().contains("canva"));
        assert_eq!(desk.edition_text(9).await, Err(DeskError::NoEdition(9)));
    }
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let journal = Arc::new(MemoryJournal::default());
    let desk = desk(&journal).await;
    let publish = |text: &str, why: &str| Decision::Published {
        base: 0,
        text: text.to_owned(),
        why: why.to_owned(),
        restored: None,
    };
    let added = |name: &str| Decision::TrainerAdded { name: name.to_owned(), password_hash: String::new() };
    let lead = |title: &str, url: Option<&str>| {
        let url = url.map(str::to_owned);
        Decision::LeadAdded { lead: HandLead { title: title.to_owned(), url, ..HandLead::default() } }
    };
    for (decision, expected) in [
        (publish(BOOK, "same"), "nothing is different from the current edition"),
        (publish("[[skill]]", " "), "say why, in 1 to 500 letters"),
        (publish("[[skill]]", "bad"), "the book has 1 faults: line 1: missing field `id`"),
        (added("a b"), "\"a b\" is no name: use 1 to 40 letters, figures, \".\", \"-\" and \"_\""),
        (Decision::TrainerRemoved { name: "x".into() }, "there is no trainer \"x\""),
        (Decision::KeyRemoved { name: "x".into() }, "there is no key \"x\""),
        (lead(" ", None), "a title of at most 500 bytes is needed"),
        (lead("Logo", Some("javascript:alert(1)")), "the address must begin with https:// or http://"),
    ] {
        assert_eq!(desk.decide("amina", decision, AT).await.unwrap_err().to_string(), expected);
    }
    assert_eq!(journal.head().await, Ok(0));
}

#[tokio::test]
async fn verdicts_and_marks_are_taken_back_with_nothing() {
    let journal = Arc::new(MemoryJournal::default());
    let desk = desk(&journal).await;
    let about = Subject::Field(FieldId::new("graphic-design").unwrap());
    let judged = |is| Decision::Judged { lead: LeadId(7), about: about.clone(), is };
    let state = desk.decide("amina", judged(Some(false)), AT).await.unwrap();
    assert!(!state.verdicts[&(LeadId(7), about.clone())].is);
    assert!(desk.decide("juma", judged(None), AT).await.unwrap().verdicts.is_empty());
    let marked = |mark| Decision::Marked { lead: LeadId(7), mark };
    let state = desk.decide("amina", marked(Some(Mark::Scam)), AT).await.unwrap();
    assert_eq!(state.marks[&LeadId(7)].mark, Mark::Scam);
    assert!(desk.decide("amina", marked(None), AT).await.unwrap().marks.is_empty());
    assert_eq!(desk.state().activity.len(), 4);
}

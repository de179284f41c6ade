mod drafts;
mod editions;
mod leads;

use kazi_domain::{Alias, FieldId, LeadId};
use kazi_store::journal::MemoryJournal;

use super::*;
use crate::{ActivityFilter, BookEdit, HandLead, Mark, apply_all, write_book};

const BOOK: &str = "[[field]]\nid = \"graphic-design\"\nname = \"Graphic design\"\naliases = [\"logo\"]\n";
const AT: Timestamp = Timestamp::UNIX_EPOCH;

async fn desk(journal: &Arc<MemoryJournal>) -> Desk {
    Desk::open(Arc::clone(journal) as Arc<dyn Journal>, BOOK).await.unwrap()
}

fn add_alias(text: &str) -> BookEdit {
    let owner = Subject::Field(FieldId::new("graphic-design").unwrap());
    BookEdit::AddAlias { owner, alias: Alias::plain(text) }
}

fn edition(desk: &Desk, word: &str) -> Decision {
    let state = desk.state();
    let book = apply_all(&state.book, &[add_alias(word)]).unwrap();
    let why = format!("for {word}");
    Decision::Published { base: state.edition(), text: write_book(&book), why, restored: None, number: None }
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
        number: None,
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
    assert_eq!(journal.read_after(0, 1).await.unwrap().last(), None);
}

#[tokio::test]
async fn names_that_are_said_alike_are_refused() {
    let journal = Arc::new(MemoryJournal::default());
    let desk = desk(&journal).await;
    let added = |name: &str| Decision::TrainerAdded { name: name.to_owned(), password_hash: String::new() };
    desk.decide("operator", added("amina"), AT).await.unwrap();
    let refused = desk.decide("operator", added("AMINA"), AT).await.unwrap_err();
    assert_eq!(refused, DeskError::NameTaken("amina".to_owned()));
    let state = desk.decide("operator", added("amina"), AT).await.unwrap();
    let lines = state.activity.page(&ActivityFilter::default(), None, 9).lines;
    assert_eq!(lines.iter().map(|(_, line)| line.again).collect::<Vec<_>>(), [true, false]);
}

#[tokio::test]
async fn what_a_decision_leaves_alone_is_shared_and_not_copied() {
    let journal = Arc::new(MemoryJournal::default());
    let desk = desk(&journal).await;
    let lead = HandLead {
        title: "A poster".into(),
        text: "long".into(),
        url: None,
        company: None,
        pay: None,
        at: AT,
    };
    let (id, about) =
        (DeskState::hand_lead_id(&lead), Subject::Field(FieldId::new("graphic-design").unwrap()));
    let judged = |lead| Decision::Judged {
        lead: LeadId(lead),
        about: about.clone(),
        is: Some(true),
        postings: Vec::new(),
    };
    for decision in [Decision::LeadAdded { lead }, judged(1), edition(&desk, "canva")] {
        desk.decide("amina", decision, AT).await.unwrap();
    }
    let before = desk.state();
    let after = desk.decide("amina", judged(2), AT).await.unwrap();
    assert_eq!((before.verdicts.size(), after.verdicts.size()), (1, 2));
    assert!(std::ptr::eq(&raw const before.hand_leads[&id], &raw const after.hand_leads[&id]));
    let first = (LeadId(1), about.clone());
    assert!(std::ptr::eq(&raw const before.verdicts[&first], &raw const after.verdicts[&first]));
    assert!(Arc::ptr_eq(&before.editions[0], &after.editions[0]));
    let newest = |state: &DeskState, before| {
        std::ptr::from_ref(state.activity.page(&ActivityFilter::default(), before, 1).lines[0].1)
    };
    assert!(std::ptr::eq(newest(&before, None), newest(&after, Some(after.head))));
}

#[tokio::test]
async fn a_full_desk_still_changes_and_takes_back() {
    let journal = Arc::new(MemoryJournal::default());
    let mut state = DeskState::clone(&desk(&journal).await.state());
    let about = Subject::Field(FieldId::new("graphic-design").unwrap());
    let signed = |decision| Signed { by: "amina".to_owned(), decision };
    let judged = |lead, is| {
        signed(Decision::Judged { lead: LeadId(lead), about: about.clone(), is, postings: Vec::new() })
    };
    let marked = |lead, mark| signed(Decision::Marked { lead: LeadId(lead), mark, postings: Vec::new() });
    let full = 50_000;
    for lead in 0..full {
        state.fold(lead, AT, judged(lead, Some(true)));
        state.fold(lead, AT, marked(lead, Some(Mark::Fine)));
    }
    for (known, fine) in [(0, true), (full, false)] {
        assert_eq!(state.check(&judged(known, Some(false))).is_ok(), fine);
        assert_eq!(state.check(&marked(known, Some(Mark::Scam))).is_ok(), fine);
        assert!(state.check(&judged(known, None)).is_ok());
        assert!(state.check(&marked(known, None)).is_ok());
    }
    let trainer = |number: usize| {
        let name = format!("t{number}");
        signed(Decision::TrainerAdded { name, password_hash: String::new() })
    };
    for number in 0..200 {
        state.fold(0, AT, trainer(number));
    }
    assert!(state.check(&trainer(0)).is_ok(), "another password");
    assert!(state.check(&trainer(200)).is_err());
}

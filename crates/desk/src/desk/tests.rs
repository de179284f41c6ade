use kazi_domain::{Alias, FieldId, Lead, LeadId, PostingId};
use kazi_store::{
    journal::{LostEntry, MemoryJournal},
    sample,
};

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
    let both = Decision::Published {
        base: 1,
        text: write_book(&both),
        why: "both".into(),
        restored: None,
        number: None,
    };
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
    let restored = Decision::Published { base: 1, text, why: "back".into(), restored: Some(0), number: None };
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
async fn verdicts_and_marks_are_taken_back_with_nothing() {
    let journal = Arc::new(MemoryJournal::default());
    let desk = desk(&journal).await;
    let about = Subject::Field(FieldId::new("graphic-design").unwrap());
    let judged = |is| Decision::Judged { lead: LeadId(7), about: about.clone(), is, postings: Vec::new() };
    let state = desk.decide("amina", judged(Some(false)), AT).await.unwrap();
    assert!(!state.verdicts[&(LeadId(7), about.clone())].is);
    assert!(desk.decide("juma", judged(None), AT).await.unwrap().verdicts.is_empty());
    let marked = |mark| Decision::Marked { lead: LeadId(7), mark, postings: Vec::new() };
    let state = desk.decide("amina", marked(Some(Mark::Scam)), AT).await.unwrap();
    assert_eq!(state.marks[&LeadId(7)].mark, Mark::Scam);
    assert!(desk.decide("amina", marked(None), AT).await.unwrap().marks.is_empty());
    assert_eq!(desk.state().activity.len(), 4);
}

#[tokio::test]
async fn a_verdict_is_about_what_the_book_has() {
    let desk = desk(&Arc::new(MemoryJournal::default())).await;
    for text in ["field:no-such-field", "skill:graphic-design"] {
        let about: Subject = text.parse().unwrap();
        let judged =
            |is| Decision::Judged { lead: LeadId(7), about: about.clone(), is, postings: Vec::new() };
        let refused = desk.decide("amina", judged(Some(true)), AT).await.unwrap_err();
        assert_eq!(refused, DeskError::NoSubject(about.clone()), "{refused}");
        desk.decide("amina", judged(None), AT).await.unwrap();
    }
}

#[tokio::test]
async fn a_draft_outlives_an_edition_that_does_not_hold_it() {
    let journal = Arc::new(MemoryJournal::default());
    let desk = desk(&journal).await;
    desk.decide("amina", Decision::Drafted { base: 0, edit: add_alias("flyer") }, AT).await.unwrap();
    // Sent as a whole book, not as the draft.
    let state = desk.decide("amina", edition(&desk, "canva"), AT).await.unwrap();
    let draft = state.draft("amina");
    assert_eq!((draft.base, draft.edits.to_vec()), (0, vec![add_alias("flyer")]));
    desk.decide("amina", Decision::DraftMoved { base: 1 }, AT).await.unwrap();
    let state = desk.decide("amina", edition(&desk, "flyer"), AT).await.unwrap();
    assert!(state.drafts.is_empty(), "this one is the draft");
}

#[tokio::test]
async fn a_change_is_taken_out_of_the_draft_that_was_seen() {
    let journal = Arc::new(MemoryJournal::default());
    let desk = desk(&journal).await;
    for word in ["flyer", "canva"] {
        desk.decide("amina", Decision::Drafted { base: 0, edit: add_alias(word) }, AT).await.unwrap();
    }
    let removed = |place, word: &str| Decision::Undrafted { place, edit: Some(add_alias(word)) };
    let state = desk.decide("amina", removed(0, "flyer"), AT).await.unwrap();
    assert_eq!(state.draft("amina").edits.to_vec(), [add_alias("canva")]);
    for gone in [removed(0, "flyer"), removed(1, "canva"), Decision::Undrafted { place: 1, edit: None }] {
        assert_eq!(desk.decide("amina", gone, AT).await.unwrap_err(), DeskError::DraftMovedOn);
    }
    assert_eq!(desk.state().draft("amina").edits.len(), 1);
}

/// A journal of which some entries no longer read.
struct Torn {
    whole: Arc<MemoryJournal>,
    lost: Vec<u64>,
}

#[async_trait::async_trait]
impl Journal for Torn {
    async fn append(&self, entry: NewEntry, head: Option<u64>) -> Result<u64, JournalError> {
        self.whole.append(entry, head).await
    }

    async fn read_after(&self, sequence: u64, limit: usize) -> Result<JournalPage, JournalError> {
        let mut page = self.whole.read_after(sequence, limit).await?;
        page.entries.retain(|entry| !self.lost.contains(&entry.sequence));
        let lost = self.lost.iter().copied().filter(|lost| *lost > sequence);
        page.lost = lost.map(|sequence| LostEntry { sequence, why: "torn".to_owned() }).collect();
        Ok(page)
    }
}

#[tokio::test]
async fn editions_keep_their_numbers_when_entries_are_lost() {
    let whole = Arc::new(MemoryJournal::default());
    let before = desk(&whole).await;
    for word in ["canva", "flyer", "poster"] {
        before.decide("amina", edition(&before, word), AT).await.unwrap();
    }
    for (lost, numbers) in [(vec![], vec![1, 2, 3]), (vec![2], vec![1, 3]), (vec![3], vec![1, 2])] {
        let torn = Arc::new(Torn { whole: Arc::clone(&whole), lost });
        let desk = Desk::open(Arc::clone(&torn) as Arc<dyn Journal>, BOOK).await.unwrap();
        let state = desk.state();
        let known: Vec<u32> = state.editions.iter().map(|edition| edition.number).collect();
        assert_eq!((known, state.unread), (numbers, torn.lost.len() as u64));
    }
    // The number of an edition that may be lost is never given again.
    let torn = Arc::new(Torn { whole: Arc::clone(&whole), lost: vec![3] });
    let desk = Desk::open(torn, BOOK).await.unwrap();
    let state = desk.decide("amina", edition(&desk, "banner"), AT).await.unwrap();
    assert_eq!(state.edition(), 4);
    assert!(desk.edition_text(4).await.unwrap().contains("banner"));
}

#[tokio::test]
async fn what_an_older_kazi_took_is_passed_over_and_told() {
    let journal = Arc::new(MemoryJournal::default());
    let faulty = format!("{BOOK}[[skill]]\nid = \"x\"\nname = \"Xy\"\nparent = \"gone\"\n");
    let published = |base, text: &str| serde_json::json!({ "by": "amina", "do": "published", "base": base, "text": text, "why": "w" });
    let fine = format!("{BOOK}hints = [\"poster\"]\n");
    for what in
        [published(0, &fine), published(1, &faulty), serde_json::json!({ "by": "amina", "do": "fly" })]
    {
        journal.append(NewEntry { at: AT, what }, None).await.unwrap();
    }
    let desk = desk(&journal).await;
    let state = desk.state();
    assert_eq!((state.edition(), state.unread), (1, 2));
    assert_eq!(desk.decide("amina", edition(&desk, "canva"), AT).await.unwrap().edition(), 4);
}

#[tokio::test]
async fn who_saw_an_edition_that_is_not_there_is_not_told_that_somebody_published() {
    let desk = desk(&Arc::new(MemoryJournal::default())).await;
    let not_yet = Decision::Drafted { base: 7, edit: add_alias("flyer") };
    let published = Decision::Published {
        base: 7,
        text: String::new(),
        why: "w".to_owned(),
        restored: None,
        number: None,
    };
    for decision in [not_yet, Decision::DraftMoved { base: 7 }, published] {
        let error = desk.decide("amina", decision, AT).await.unwrap_err();
        assert_eq!(error, DeskError::NotYet { base: 7, current: 0 });
    }
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
async fn a_draft_that_its_author_did_not_see_is_not_thrown_away() {
    let journal = Arc::new(MemoryJournal::default());
    let desk = desk(&journal).await;
    let drafted = |word| Decision::Drafted { base: 0, edit: add_alias(word) };
    let seen = desk.decide("amina", drafted("flyer"), AT).await.unwrap().draft("amina").seen();
    desk.decide("amina", drafted("poster"), AT).await.unwrap();
    let dropped = |seen| Decision::DraftDropped { seen: Some(seen) };
    assert_eq!(desk.decide("amina", dropped(seen), AT).await.unwrap_err(), DeskError::DraftMovedOn);
    let seen = desk.state().draft("amina").seen();
    assert!(desk.decide("amina", dropped(seen), AT).await.unwrap().draft("amina").edits.is_empty());
}

#[tokio::test]
async fn what_was_decided_of_a_lead_holds_under_any_id_that_it_has() {
    let journal = Arc::new(MemoryJournal::default());
    let desk = desk(&journal).await;
    let about = Subject::Field(FieldId::new("graphic-design").unwrap());
    let postings = || vec![PostingId(1), PostingId(2)];
    let judged =
        |lead, is| Decision::Judged { lead: LeadId(lead), about: about.clone(), is, postings: postings() };
    let marked = |lead, mark| Decision::Marked { lead: LeadId(lead), mark, postings: postings() };
    desk.decide("amina", judged(1, Some(true)), AT).await.unwrap();
    let state = desk.decide("amina", marked(1, Some(Mark::Scam)), AT).await.unwrap();
    for (id, postings, known) in
        [(1, &[1, 2][..], true), (2, &[1, 2], true), (2, &[2], true), (3, &[3, 1], true), (3, &[3], false)]
    {
        let lead = lead_of(id, postings);
        assert_eq!(state.mark_of(&lead).is_some(), known, "{id} of {postings:?}");
        assert_eq!(state.verdicts_on(&lead).contains_key(&about), known, "{id} of {postings:?}");
    }
    // As it is known now, it is marked otherwise, and the mark is taken back: nothing of the first stays.
    let state = desk.decide("amina", marked(2, Some(Mark::Fine)), AT).await.unwrap();
    assert_eq!(state.mark_of(&lead_of(1, &[1, 2])).map(|marked| marked.mark), Some(Mark::Fine));
    desk.decide("amina", judged(2, None), AT).await.unwrap();
    let state = desk.decide("amina", marked(2, None), AT).await.unwrap();
    assert!(state.marks.is_empty() && state.verdicts.is_empty());
}

#[test]
fn what_an_older_kazi_recorded_without_postings_holds_for_the_one_of_that_id() {
    let (book, _) = read_book("").unwrap();
    let mut state = DeskState::new("".into(), Arc::new(book));
    let entry = r#"{"by":"amina","do":"marked","lead":"0000000000000001","mark":"scam"}"#;
    state.fold(1, AT, serde_json::from_str(entry).unwrap());
    assert!(state.mark_of(&lead_of(2, &[2, 1])).is_some(), "the posting of the mark is one of another lead");
    assert!(state.mark_of(&lead_of(2, &[2])).is_none());
    let dropped = r#"{"by":"amina","do":"draft-dropped"}"#;
    assert!(serde_json::from_str::<Signed>(dropped).is_ok());
}

/// A lead with these postings.
fn lead_of(id: u64, postings: &[u64]) -> Lead {
    sample::lead_of(id, postings, 10)
}

#[tokio::test]
async fn what_an_edition_takes_away_is_remembered() {
    let journal = Arc::new(MemoryJournal::default());
    let amina = desk(&journal).await;
    let publish = async |edit: BookEdit| {
        let state = amina.state();
        let text = write_book(&apply_all(&state.book, &[edit]).unwrap());
        let edition = Decision::Published {
            base: state.edition(),
            text,
            why: "a test".to_owned(),
            restored: None,
            number: None,
        };
        amina.decide("amina", edition, AT).await.unwrap();
    };
    let id = kazi_domain::SkillId::new("canva").unwrap();
    let skill = serde_json::from_value(serde_json::json!({ "id": "canva", "name": "Canva" })).unwrap();
    publish(BookEdit::AddSkill { skill }).await;
    assert_eq!(amina.state().gone.skill("canva", &amina.state().book), None);
    publish(BookEdit::Retire { skill: id }).await;
    for state in [amina.state(), desk(&journal).await.state()] {
        let fate =
            state.gone.skill("canva", &state.book).map(|fate| (fate.name.to_owned(), fate.into.cloned()));
        assert_eq!(fate, Some(("Canva".to_owned(), None)), "also after a start");
    }
}

//! Verdicts and marks of leads.

use kazi_domain::{Lead, PostingId};
use kazi_store::sample;

use super::*;

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

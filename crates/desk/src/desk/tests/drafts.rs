//! Drafts of the next edition.

use super::*;

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

//! Editions of the skill book.

use kazi_domain::SkillId;
use kazi_store::journal::LostEntry;

use super::*;

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
    let id = SkillId::new("canva").unwrap();
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

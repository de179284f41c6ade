use jiff::Timestamp;
use kazi_catalog::{Catalog, LeadChange as Shown};
use kazi_domain::{Alias, AssessedPosting, Posting, PostingId, SameWork, SourceId};
use kazi_scoring::{RuleDocuments, hourly::RatesConfig, worth::RankRules};
use kazi_store::{Batch, MemoryStore};

use super::*;
use crate::{BookEdit, Judgement, Mark, Marked, Marks, Names, apply_all, compile_book};

const WORD: &str = "zawadi";

fn config<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let path = format!("{}/../../config/{name}", env!("CARGO_MANIFEST_DIR"));
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn rules() -> Rules {
    let documents = RuleDocuments {
        book: config("skills.toml"),
        platforms: config("platforms.toml"),
        effort: config("effort.toml"),
        warnings: config("warnings.toml"),
        rates: config::<RatesConfig>("rates.toml").rates().unwrap(),
    };
    Rules::new(documents).unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// A lead of postings with these titles, as the rules read it.
fn lead(rules: &Rules, titles: &[&str]) -> Lead {
    let source = SourceId::new("board").unwrap();
    let postings = (1..).zip(titles).map(|(id, title)| {
        let mut posting = Posting::new(PostingId(id), source.clone(), title);
        posting.description = format!("{title} for a class. Pays $200 for all of it.");
        AssessedPosting {
            assessment: rules.assess(&posting),
            posting,
            same: SameWork::First,
            first_seen: Timestamp::UNIX_EPOCH,
            closed_at: None,
        }
    });
    Lead::new(LeadId(7), postings.collect()).unwrap()
}

/// What the book with [`WORD`] among the words of `owner` changes about a lead.
async fn with_word(rules: &Rules, lead: Lead, owner: Subject, marks: Marks) -> Preview {
    with_edit(rules, lead, BookEdit::AddAlias { owner, alias: Alias::plain(WORD) }, marks).await
}

async fn with_edit(rules: &Rules, lead: Lead, edit: BookEdit, marks: Marks) -> Preview {
    let book = rules.matcher().book().clone();
    let after = compile_book(&apply_all(&book, &[edit]).unwrap()).unwrap();
    let tree = SkillTree::new(&book);
    let mut state = DeskState::new("".into(), Arc::new(book));
    state.marks = marks;
    let catalog = Catalog::new(RankRules::default(), tree);
    let store = MemoryStore::default();
    let mut batch = Batch::default();
    batch.put_lead(lead.clone());
    store.save(batch).await.unwrap();
    catalog.apply(vec![Shown::Put(Arc::new(lead))]);
    let eyes = Eyes { profile: Profile::default(), now: Timestamp::UNIX_EPOCH };
    let rules = Arc::new(rules.with_matcher(after));
    preview(&store, catalog.snapshot(), rules, &state, eyes).await.unwrap()
}

#[tokio::test]
async fn words_of_any_posting_count_as_readers_see_them() {
    let rules = rules();
    let skill = Subject::Skill(SkillId::new("figma").unwrap());
    let lead = lead(&rules, &["Cards", "Cards zawadi"]);
    assert_eq!(lead.best().posting.id, PostingId(1), "the word is not in the posting that stands first");
    let shown = with_word(&rules, lead, skill.clone(), Marks::default()).await;
    assert_eq!((shown.gain, shown.lose), (1, 0));
    assert_eq!(shown.leads[0].gained, [(skill, WORD.to_owned())]);
}

#[tokio::test]
async fn a_mark_counts_after_the_change_as_before() {
    let rules = rules();
    let field = Subject::Field(FieldId::new("web-design").unwrap());
    let mut lead = lead(&rules, &["Work zawadi"]);
    let free = with_word(&rules, lead.clone(), field.clone(), Marks::default()).await;
    let by = || "amina".to_owned();
    let marked = Marked { mark: Mark::Scam, by: by(), at: Timestamp::UNIX_EPOCH };
    let marks = Marks::from_iter([(lead.id, marked)]);
    let judging = Judging { rules: Arc::new(self::rules()), marks: marks.clone(), names: Names::default() };
    lead = judging.judge_again(lead, Again::All).0;
    let scam = with_word(&rules, lead, field, marks).await;
    let worth = |preview: &Preview| preview.leads[0].after.worth_usd;
    assert!(worth(&scam) < worth(&free) / 2.0, "{} of {}", worth(&scam), worth(&free));
}

#[test]
fn of_very_many_verdicts_the_last_are_read() {
    let mut state = DeskState::new("".into(), Arc::default());
    for lead in 0..40 {
        let at = Timestamp::from_second(i64::try_from(lead).unwrap()).unwrap();
        let judgement = Judgement { is: true, by: "amina".to_owned(), at };
        for field in ["web-design", "graphic-design"] {
            let about = Subject::Field(FieldId::new(field).unwrap());
            state.verdicts.insert_mut((LeadId(lead), about), judgement.clone());
        }
    }
    let (leads, count) = judged_leads(&state, 3);
    assert_eq!((leads, count), (vec![LeadId(39), LeadId(38), LeadId(37)], 40));
}

#[test]
fn many_leads_are_judged_again_as_one_by_one() {
    let rules = rules();
    let leads: Vec<Lead> =
        (0..7).map(|number| lead(&rules, &[["Cards", "Cards zawadi"][number % 2]])).collect();
    let edit = BookEdit::AddAlias {
        owner: Subject::Skill(SkillId::new("figma").unwrap()),
        alias: Alias::plain(WORD),
    };
    let after = compile_book(&apply_all(rules.matcher().book(), &[edit]).unwrap()).unwrap();
    let judging = Judging {
        rules: Arc::new(rules.with_matcher(after)),
        marks: Marks::default(),
        names: Names::default(),
    };
    let one_by_one: Vec<_> =
        leads.iter().map(|lead| judging.judge_again(lead.clone(), Again::Book)).collect();
    assert!(leads.iter().zip(&one_by_one).all(|(old, (new, differs))| (old != new) == *differs));
    assert_eq!(one_by_one.iter().filter(|(_, differs)| *differs).count(), 3, "those that hold the word");
    assert_eq!(judging.judge_all_again(leads, Again::Book), one_by_one);
    assert_eq!(judging.judge_all_again(Vec::new(), Again::Book), []);
}

#[tokio::test]
async fn what_moves_for_those_who_have_a_skill_is_counted() {
    let rules = rules();
    let figma = || SkillId::new("figma").unwrap();
    let asks_for_two = lead(&rules, &["Cards in Figma and Canva"]);
    let skills = &asks_for_two.assessment().skills;
    assert!(skills.len() > 1, "a skill alone counts whole, whatever it weighs: {skills:?}");
    let lighter = BookEdit::SetWeight { skill: figma(), weight: 0.6 };
    let shown = with_edit(&rules, asks_for_two.clone(), lighter, Marks::default()).await;
    assert_eq!((shown.affected, shown.moved), (1, 1), "{:?}", shown.leads);
    let LeadChange { reader, before, after, .. } = &shown.leads[0];
    assert_eq!(reader.as_ref(), Some(&figma()), "{:?}", shown.leads);
    assert!(after.worth_usd < before.worth_usd, "{} to {}", before.worth_usd, after.worth_usd);

    let canva = SkillId::new("canva").unwrap();
    let part = BookEdit::SetParent { skill: figma(), parent: Some(canva) };
    let asks_for_whole = lead(&rules, &["Cards in Canva"]);
    let shown = with_edit(&rules, asks_for_whole, part, Marks::default()).await;
    assert_eq!((shown.affected, shown.moved), (1, 1), "{:?}", shown.leads);
    assert_eq!(shown.leads[0].reader, Some(figma()));
}

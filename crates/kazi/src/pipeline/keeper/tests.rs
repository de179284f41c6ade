use jiff::{SignedDuration, Timestamp, ToSpan};
use kazi_catalog::{Query, Snapshot};
use kazi_desk::{Again, Decision, MARKED_SCAM, Mark, Marked, Signed, compile_book, known_by};
use kazi_domain::{Posting, PostingId, Profile, SourceId};
use kazi_fetcher::source::{Keep, Source};
use kazi_store::MemoryStore;

use super::*;
use crate::{
    config::{self, Document, sources},
    pipeline::compile,
};

/// A keeper over an empty store, and one source that keeps postings a day and closes them at once.
struct Bench {
    keeper: Keeper,
    store: Arc<dyn Store>,
    catalog: Arc<Catalog>,
    source: Arc<Source>,
}

const SOURCE: &str = r#"
[[source]]
id = "board"
name = "A board"
kind = "feed"
url = "https://board.example/feed"
every = "1h"
closes = "at-once"
[source.rights]
may_poll = true
may_store = true
keep = "1d"
may_show = true
may_index = true
floor = "1h"
terms_url = "https://board.example/terms"
read_on = "2026-11-01"
"#;

fn bench() -> Bench {
    bench_on(Arc::new(MemoryStore::default()))
}

fn bench_on(store: Arc<dyn Store>) -> Bench {
    let config = config::load(None).map_err(|errors| format!("{errors:?}")).unwrap();
    let document = Document { name: "test".to_owned(), text: SOURCE.to_owned() };
    let found = sources::check(&document).map_err(|errors| format!("{errors:?}")).unwrap();
    let tree = kazi_scoring::worth::SkillTree::new(&config.rules.book);
    let catalog = Arc::new(Catalog::new(config.settings.rank.clone(), tree));
    let rules = Arc::new(compile(config.rules.clone()).unwrap());
    let keeper = Keeper::new(Arc::clone(&store), Some(Arc::clone(&catalog)), rules);
    Bench { keeper, store, catalog, source: Arc::new(found.all()[0].clone()) }
}

fn posting(key: &str, title: &str) -> Posting {
    let source = SourceId::new("board").unwrap();
    let mut posting = Posting::new(PostingId::of(&source, key), source, title);
    posting.description = format!("Work of its own about {key}: {title}. Pays $200 for all of it.");
    posting
}

fn now() -> Timestamp {
    "2026-11-23T10:00:00Z".parse().unwrap()
}

impl Bench {
    async fn take(&mut self, taken: Taken, at: Timestamp) -> Kept {
        self.keeper.take(&self.source, &taken, Batch::default(), at).await.unwrap()
    }

    async fn read(&mut self, postings: Vec<Posting>, at: Timestamp) -> Kept {
        let taken = Taken { postings, complete: true, ..Taken::default() };
        self.take(taken, at).await
    }

    /// The flags of the lead that a posting began.
    async fn flags(&self, begun_by: &Posting) -> Vec<(String, String)> {
        let lead = self.store.find_lead(LeadId::from(begun_by.id)).await.unwrap().unwrap();
        let judged = lead.assessment();
        assert_eq!(judged.flags.is_empty(), judged.trust >= 1.0, "{judged:?}");
        judged.flags.iter().map(|flag| (flag.id.to_string(), flag.evidence.words.clone())).collect()
    }

    /// Judges a lead again by these rules and marks.
    async fn judge(&mut self, begun_by: &Posting, rules: Arc<Rules>, marks: Marks, again: Again) {
        let mut decided = DeskState::new("".into(), Arc::default());
        decided.marks = marks;
        self.keeper.judge_by(rules, &decided);
        self.keeper.judge_leads(&[LeadId::from(begun_by.id)], again).await.unwrap();
    }

    fn shown(&self, at: Timestamp) -> u64 {
        Snapshot::search(&self.catalog.snapshot(), &Query::default(), &Profile::default(), at).unwrap().total
    }
}

#[tokio::test]
async fn the_same_reading_twice_changes_nothing() {
    let mut bench = bench();
    let postings = vec![posting("a", "Logo for a bakery"), posting("b", "Shop in WooCommerce")];
    let first = bench.read(postings.clone(), now()).await;
    assert_eq!((first.new, bench.shown(now())), (2, 2));
    let before = bench.store.list_changes(0, 10).await.unwrap();
    let again = bench.read(postings, now() + 1.hour()).await;
    assert_eq!((again.new, again.changed, again.same, again.closed), (0, 0, 2, 0));
    assert_eq!(bench.store.list_changes(0, 10).await.unwrap(), before);
}

#[tokio::test]
async fn an_edited_title_updates_its_lead_and_keeps_its_id() {
    let mut bench = bench();
    bench.read(vec![posting("a", "Logo for a bakery")], now()).await;
    let mut edited = posting("a", "Logo for a bakery (edited)");
    edited.description = posting("a", "Logo for a bakery").description;
    let kept = bench.read(vec![edited.clone()], now() + 1.hour()).await;
    assert_eq!((kept.new, kept.changed), (0, 1));
    let lead = bench.store.find_lead(LeadId::from(edited.id)).await.unwrap().unwrap();
    assert_eq!(lead.best().posting.title, edited.title);
    assert_eq!(lead.best().first_seen, now());
    assert_eq!(bench.shown(now()), 1);
}

#[tokio::test]
async fn a_vanished_posting_is_closed_and_comes_back() {
    let mut bench = bench();
    let a = posting("a", "Logo for a bakery");
    let b = posting("b", "Shop in WooCommerce");
    bench.read(vec![a.clone(), b.clone()], now()).await;
    let later = now() + 2.hours();
    let kept = bench.read(vec![b.clone()], later).await;
    assert_eq!((kept.closed, bench.shown(later)), (1, 1));
    bench.read(vec![a, b], later + 1.hour()).await;
    assert_eq!(bench.shown(later + 1.hour()), 2);
}

#[tokio::test]
async fn what_may_be_kept_a_day_is_gone_after_a_day() {
    let mut bench = bench();
    bench.read(vec![posting("a", "Logo for a bakery")], now()).await;
    let sources = [Arc::clone(&bench.source)];
    let keep_ended = SignedDuration::from_hours(1000);
    let early = bench.keeper.expire(&sources, keep_ended, now() + 23.hours()).await.unwrap();
    assert_eq!(early, 0);
    let removed = bench.keeper.expire(&sources, keep_ended, now() + 24.hours()).await.unwrap();
    assert_eq!((removed, bench.shown(now())), (1, 0));
    assert!(bench.store.scan_leads(None, 10).await.unwrap().is_empty());
}

/// A bench whose source, which lets postings be kept so long, has one posting.
async fn bench_keeping(keep: Keep) -> Bench {
    let mut bench = bench();
    Arc::make_mut(&mut bench.source).rights.keep = keep;
    bench.read(vec![posting("a", "Logo for a bakery")], now()).await;
    bench
}

#[tokio::test]
async fn a_source_that_is_configured_no_longer_keeps_its_postings_a_day_and_no_longer_than_its_owner_allows()
{
    let keep_ended = SignedDuration::from_hours(1000);
    for (keep, missed_h, gone_h) in [(Keep::Unlimited, 30, 54), (Keep::For("1d".parse().unwrap()), 20, 24)] {
        let mut bench = bench_keeping(keep).await;
        let sources = [Arc::clone(&bench.source)];
        let missed = now() + missed_h.hours();
        let gone = now() + gone_h.hours();
        let steps: [(&[_], _, _); 4] =
            [(&sources, now(), 0), (&[], missed, 0), (&[], gone - 1.minute(), 0), (&[], gone, 1)];
        for (sources, at, removed) in steps {
            let (store, source) = (Arc::clone(&bench.store), Arc::clone(&bench.source));
            assert_eq!(bench.keeper.expire(sources, keep_ended, at).await.unwrap(), removed, "{keep:?} {at}");
            // A restart forgets no limit, and nobody's grace begins again.
            bench = Bench { source, ..bench_on(store) };
            bench.keeper.recall().await.unwrap();
        }
        assert!(bench.store.scan_leads(None, 10).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_source_that_is_configured_again_in_time_loses_nothing() {
    let mut bench = bench_keeping(Keep::Unlimited).await;
    let (sources, keep_ended) = ([Arc::clone(&bench.source)], SignedDuration::from_hours(1000));
    let steps: [(&[_], i64); 4] = [(&[], 1), (&sources, 20), (&[], 40), (&[], 63)];
    for (sources, hours) in steps {
        let removed = bench.keeper.expire(sources, keep_ended, now() + hours.hours()).await.unwrap();
        assert_eq!(removed, 0, "after {hours} hours");
    }
}

#[tokio::test]
async fn a_restart_forgets_nothing_and_doubles_nothing() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let mut bench = bench_on(Arc::clone(&store));
    let postings = vec![posting("a", "Logo for a bakery"), posting("b", "Shop in WooCommerce")];
    bench.read(postings.clone(), now()).await;
    let mut bench = bench_on(store);
    assert_eq!(bench.keeper.judge_all().await.unwrap(), 2);
    let again = bench.read(postings, now() + 1.hour()).await;
    assert_eq!((again.new, again.same, bench.shown(now() + 1.hour())), (0, 2, 2));
}

#[tokio::test]
async fn the_same_work_on_two_boards_is_one_lead() {
    let mut bench = bench();
    let text = "We need a landing page for our dental clinic: three sections, a booking form and a map. \
                Design in Figma, build in plain HTML and CSS. Pays $300 for the whole job.";
    let mut first = posting("a", "Landing page for a dental clinic");
    first.description = text.to_owned();
    let mut second = posting("b", "Landing page for dental clinic");
    second.description = text.to_owned();
    bench.read(vec![first.clone(), second], now()).await;
    assert_eq!(bench.shown(now()), 1);
    let lead = bench.store.find_lead(LeadId::from(first.id)).await.unwrap().unwrap();
    assert_eq!(lead.postings().len(), 2);
}

/// Two machines over one store, which learn of each other's leads from it.
#[tokio::test]
async fn machines_that_share_a_store_lose_and_double_nothing() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let [mut one, mut other] = [0, 1].map(|_| {
        let mut bench = bench_on(Arc::clone(&store));
        bench.keeper.catalog = None;
        bench
    });
    let text = "We need a landing page for our dental clinic: three sections, a booking form and a map. \
                Design in Figma, build in plain HTML and CSS. Pays $300 for the whole job.";
    let mut first = posting("a", "Landing page for a dental clinic");
    first.description = text.to_owned();
    let mut second = posting("b", "Landing page for dental clinic");
    second.description = text.to_owned();
    let taken = |postings| Taken { postings, ..Taken::default() };
    one.take(taken(vec![first.clone()]), now()).await;
    other.take(taken(vec![second.clone()]), now() + 1.minute()).await;
    one.take(taken(vec![posting("c", "Shop in WooCommerce")]), now() + 2.minutes()).await;
    let leads = store.scan_leads(None, 10).await.unwrap();
    assert_eq!(leads.iter().map(|lead| lead.postings().len()).sum::<usize>(), 3);
    assert_eq!(leads.len(), 2, "what is the same work is one lead, whoever read it");
    // What the other read last, and all of it, is what is there: one closes what it alone never saw.
    let all = Taken { postings: vec![first], complete: true, ..Taken::default() };
    assert_eq!(one.take(all, now() + 1.hour()).await.closed, 2);
}

/// The same text under each of these names.
fn under<const N: usize>(names: [&str; N]) -> [Posting; N] {
    names.map(|name| {
        let mut posting = posting(name, "Logo for a bakery");
        posting.company = Some(name.to_owned());
        posting.description = "We need a logo for our new bakery in two colours, as a drawing that can be \
                               printed at any size. Pays $200 for the whole job, in a week."
            .to_owned();
        posting
    })
}

fn many_names(names: &str) -> Vec<(String, String)> {
    vec![("many-names".to_owned(), names.to_owned())]
}

#[tokio::test]
async fn one_text_under_many_names_is_warned_of_while_it_stands_under_them() {
    let mut bench = bench();
    let all = under(["Acme", "Borealis", "Cobalt"]);
    bench.read(all[..2].to_vec(), now()).await;
    assert_eq!(bench.flags(&all[0]).await, []);
    bench.read(all.to_vec(), now() + 1.hour()).await;
    assert_eq!(bench.flags(&all[0]).await, many_names("Acme, Borealis, Cobalt"));
    // One is closed, and comes back.
    bench.read(all[..2].to_vec(), now() + 2.hours()).await;
    assert_eq!(bench.flags(&all[0]).await, []);
    bench.read(all.to_vec(), now() + 3.hours()).await;
    assert_eq!(bench.flags(&all[0]).await, many_names("Acme, Borealis, Cobalt"));
    // One may no longer be kept.
    let some = Taken { postings: all[..2].to_vec(), ..Taken::default() };
    bench.take(some, now() + 20.hours()).await;
    let (sources, keep_ended) = ([Arc::clone(&bench.source)], SignedDuration::from_hours(1000));
    assert_eq!(bench.keeper.expire(&sources, keep_ended, now() + 27.hours()).await.unwrap(), 1);
    assert_eq!(bench.flags(&all[0]).await, []);
}

#[tokio::test]
async fn a_warning_of_many_names_outlasts_another_book_but_not_a_trainers_mark() {
    let mut bench = bench();
    let all = under(["Acme", "Borealis", "Cobalt"]);
    bench.read(all.to_vec(), now()).await;
    let rules = Arc::clone(&bench.keeper.judging.rules);
    let mut book = rules.matcher().book().clone();
    book.skills.clear();
    let other = Arc::new(rules.with_matcher(compile_book(&book).unwrap()));
    bench.judge(&all[0], other, Marks::default(), Again::Book).await;
    assert_eq!(bench.flags(&all[0]).await, many_names("Acme, Borealis, Cobalt"));

    let marked = Marked { mark: Mark::Fine, by: "amina".to_owned(), at: now() };
    let marks = Marks::from_iter([(LeadId::from(all[0].id), marked)]);
    bench.judge(&all[0], Arc::clone(&rules), marks, Again::All).await;
    assert_eq!(bench.flags(&all[0]).await, []);
    bench.read(under(["Acme", "Borealis", "Cobalt", "Delta"]).to_vec(), now() + 1.hour()).await;
    assert_eq!(bench.flags(&all[0]).await, []);
    bench.judge(&all[0], rules, Marks::default(), Again::All).await;
    assert_eq!(bench.flags(&all[0]).await, many_names("Acme, Borealis, Cobalt, Delta"));
}

#[tokio::test]
async fn a_mark_holds_in_a_store_that_was_filled_anew_in_another_order() {
    let mut bench = bench();
    let [acme, borealis] = under(["Acme", "Borealis"]);
    bench.read(vec![acme.clone(), borealis.clone()], now()).await;
    let lead = bench.store.find_lead(LeadId::from(acme.id)).await.unwrap().unwrap();
    let (id, postings) = (lead.id, known_by(lead.postings()));
    assert_eq!(postings.len(), 2, "they are one piece of work");
    let mut decided = DeskState::new("".into(), Arc::default());
    let decision = Decision::Marked { lead: id, mark: Some(Mark::Scam), postings };
    decided.fold(1, now(), Signed { by: "amina".to_owned(), decision });

    let mut anew = self::bench();
    anew.keeper.judge_by(Arc::clone(&bench.keeper.judging.rules), &decided);
    for postings in [vec![borealis.clone()], vec![borealis.clone(), acme]] {
        anew.read(postings, now()).await;
        let flags = anew.flags(&borealis).await;
        assert!(flags.iter().any(|(flag, _)| flag == MARKED_SCAM), "{flags:?}");
    }
}

//! How long trainers wait: for the preview of a change, and until readers see it.
//!
//! `previews LISTINGS.jsonl [ROWS]` reads postings with the configuration of this repository, keeps them in
//! memory, and times a change of words and a change of weight. What a store on disk adds is not in it.

#![allow(clippy::disallowed_methods, clippy::print_stdout)] // it measures, and says what

use std::{
    error::Error,
    fs::{File, read_to_string},
    io::{BufRead, BufReader},
    sync::Arc,
    time::Instant,
};

use jiff::Timestamp;
use kazi_catalog::{Catalog, LeadChange};
use kazi_desk::{
    Affected, Again, BookEdit, DeskState, Eyes, Judging, Marks, Names, Subject, apply_all, compile_book,
    preview,
};
use kazi_domain::{Alias, AssessedPosting, Lead, LeadId, Posting, PostingId, Profile, SameWork, SkillBook};
use kazi_scoring::{
    RuleDocuments, Rules,
    hourly::RatesConfig,
    worth::{RankRules, SkillTree},
};
use kazi_store::{Batch, MemoryStore, Store, StoreError};
use tokio::task::spawn_blocking;

/// As the binary has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Listings read when nothing else is said.
const ROWS: usize = 200_000;
/// Leads put into store and catalog, or judged, at once: as the pipeline does.
const CHUNK: usize = 2_000;
/// Each change is timed so often; the best counts.
const TRIES: usize = 3;

fn config<T: serde::de::DeserializeOwned>(name: &str) -> Result<T> {
    Ok(toml::from_str(&read_to_string(format!("{}/../../config/{name}", env!("CARGO_MANIFEST_DIR")))?)?)
}

fn rules() -> Result<Rules> {
    let documents = RuleDocuments {
        book: config("skills.toml")?,
        platforms: config("platforms.toml")?,
        effort: config("effort.toml")?,
        warnings: config("warnings.toml")?,
        rates: config::<RatesConfig>("rates.toml")?.rates()?,
    };
    Rules::new(documents).map_err(|errors| format!("{errors:?}").into())
}

fn lead(rules: &Rules, line: &str, at: Timestamp) -> Result<Lead> {
    let listing: serde_json::Value = serde_json::from_str(line)?;
    let text = |key: &str| listing[key].as_str().unwrap_or_default();
    let (id, source) = (text("id"), text("source").parse()?);
    let mut posting = Posting::new(PostingId::of(&source, id), source, text("title"));
    text("description").clone_into(&mut posting.description);
    posting.pay_text = Some(text("pay_text").to_owned()).filter(|pay| !pay.is_empty());
    posting.posted_at = listing["posted_at"].as_i64().and_then(|second| Timestamp::from_second(second).ok());
    let assessment = rules.assess(&posting);
    let id = LeadId::from(posting.id);
    let member =
        AssessedPosting { posting, assessment, same: SameWork::First, first_seen: at, closed_at: None };
    Lead::new(id, vec![member]).ok_or_else(|| "a lead has a posting".into())
}

/// A site with its rules, and what a change costs there.
struct Site {
    store: Arc<MemoryStore>,
    catalog: Catalog,
    rules: Rules,
    state: DeskState,
    now: Timestamp,
}

impl Site {
    async fn put(&self, leads: Vec<Lead>) -> Result<()> {
        let leads: Vec<Arc<Lead>> = leads.into_iter().map(Arc::new).collect();
        let mut batch = Batch::default();
        for lead in &leads {
            batch.put_lead(Arc::clone(lead));
        }
        self.store.save(batch).await?;
        self.catalog.apply(leads.into_iter().map(LeadChange::Put).collect());
        Ok(())
    }

    async fn time(&self, name: &str, edit: BookEdit) -> Result<()> {
        let after: SkillBook = apply_all(&self.state.book, &[edit]).map_err(|(_, error)| error)?;
        let (mut best, mut told) = (f64::INFINITY, String::new());
        for _ in 0..TRIES {
            let started = Instant::now();
            let matcher = compile_book(&after).map_err(|faults| format!("{faults:?}"))?;
            let rules = Arc::new(self.rules.with_matcher(matcher));
            let eyes = Eyes { profile: Profile::default(), now: self.now };
            let shown = preview(&*self.store, self.catalog.snapshot(), rules, &self.state, eyes).await?;
            best = best.min(started.elapsed().as_secs_f64());
            told = format!("{} affected, {} read, {} gain", shown.affected, shown.read, shown.gain);
        }
        println!("{name}: preview {best:.3} s ({told})");
        self.time_live(name, &after).await
    }

    /// As the pipeline does it: rank by the new weights, then judge again all that may read otherwise, some
    /// while those before them are kept and shown.
    async fn time_live(&self, name: &str, after: &SkillBook) -> Result<()> {
        let started = Instant::now();
        let affected = Affected::between(&self.state.book, after);
        let matcher = compile_book(after).map_err(|faults| format!("{faults:?}"))?;
        let rules = Arc::new(self.rules.with_matcher(matcher));
        self.catalog.set_rules(RankRules::default(), SkillTree::new(after));
        self.catalog.reweigh(&affected.reweighed);
        println!("{name}: ranked by its weights after {:.3} s", started.elapsed().as_secs_f64());
        let judging = Judging { rules, marks: Marks::default(), names: Names::default() };
        let leads = affected.leads(&self.catalog.snapshot(), usize::MAX).leads;
        let judge = |ids: &[LeadId]| {
            let (store, judging, ids) = (Arc::clone(&self.store), judging.clone(), ids.to_vec());
            tokio::spawn(async move {
                let found: Vec<Lead> = store.find_leads(&ids).await?.into_iter().flatten().collect();
                let judged = spawn_blocking(move || judging.judge_all_again(found, Again::Book)).await;
                let judged = judged.unwrap_or_default().into_iter();
                Ok::<_, StoreError>(judged.filter(|(_, differs)| *differs).map(|(lead, _)| lead).collect())
            })
        };
        let mut changed = 0;
        let mut chunks = leads.chunks(CHUNK);
        let mut judged = chunks.next().map(judge);
        while let Some(chunk) = judged {
            let chunk: Vec<Lead> = chunk.await??;
            judged = chunks.next().map(judge);
            changed += chunk.len();
            self.put(chunk).await?;
        }
        let (all, seconds) = (leads.len(), started.elapsed().as_secs_f64());
        println!("{name}: live after {seconds:.3} s ({changed} of {all} differ)");
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let listings = arguments.next().ok_or("usage: previews LISTINGS.jsonl [ROWS]")?;
    let rows = arguments.next().map_or(Ok(ROWS), |rows| rows.parse())?;
    // The listings' own time, so that they are not all old.
    let now = Timestamp::from_second(1_760_000_000)?;
    let rules = rules()?;
    let book = rules.matcher().book().clone();
    let site = Site {
        store: Arc::default(),
        catalog: Catalog::new(RankRules::default(), SkillTree::new(&book)),
        rules,
        state: DeskState::new("".into(), Arc::new(book)),
        now,
    };
    let mut waiting = Vec::new();
    for line in BufReader::new(File::open(listings)?).lines().take(rows) {
        waiting.push(lead(&site.rules, &line?, now)?);
        if waiting.len() == CHUNK {
            site.put(std::mem::take(&mut waiting)).await?;
        }
    }
    site.put(waiting).await?;
    site.catalog.merge();
    println!("{} leads", site.catalog.snapshot().len());
    let skill = || "wordpress".parse();
    site.time("weight", BookEdit::SetWeight { skill: skill()?, weight: 0.5 }).await?;
    for word in ["kanban board", "freelancer", "experience"] {
        let (owner, alias) = (Subject::Skill(skill()?), Alias::plain(word));
        site.time(&format!("word \"{word}\""), BookEdit::AddAlias { owner, alias }).await?;
    }
    Ok(())
}

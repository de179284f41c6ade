//! Measures the catalog with made-up listings: docs/performance.md says with which and how.
//!
//! `measure LISTINGS PROFILE QUERIES [ROWS] [--check]`: JSON lines, a JSON document, JSON lines.
//! With `--check` every answer is held against reading all leads, which takes long.

#![allow(clippy::disallowed_methods, clippy::print_stdout)] // it measures, and prints what it measured
#![allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]

mod brute;
mod listings;

use std::{
    error::Error,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

use kazi_catalog::{Catalog, LeadChange, Query, SavedCatalog, SavedOf};
use kazi_domain::{Level, Profile};
use kazi_scoring::worth::{RankRules, SkillTree};

/// The program's own allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Leads of one batch while loading.
const BATCH: usize = 20_000;
const ROUNDS: usize = 5;

type Question = (Query, Profile, u64);

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [listings, profile, queries, rest @ ..] = &arguments[..] else {
        return Err("measure LISTINGS PROFILE QUERIES [ROWS] [--check]".into());
    };
    let rows = rest.iter().find_map(|text| text.parse().ok()).unwrap_or(usize::MAX);
    let profile = listings::profile(&serde_json::from_str(&std::fs::read_to_string(profile)?)?)?;
    let questions = listings::lines(Path::new(queries), usize::MAX)?
        .map(|query| listings::question(&query?, &profile))
        .collect::<Result<Vec<Question>, _>>()?;
    let rules = RankRules::default();
    let catalog = Catalog::new(rules.clone(), SkillTree::default());
    load(&catalog, Path::new(listings), rows)?;
    if rest.iter().any(|text| text == "--check") {
        check(&catalog, Path::new(listings), rows, &questions, &rules)?;
    }
    saved(&catalog)?;
    turn_pages(&catalog, &questions, "first asked", 1);
    turn_pages(&catalog, &questions, "again", ROUNDS);
    catalog.merge_all();
    turn_pages(&catalog, &questions, "in one segment", ROUNDS);
    new_profiles(&catalog, &profile);
    new_rules(&catalog, &rules);
    changes(&catalog, Path::new(listings), &questions)
}

fn load(catalog: &Catalog, listings: &Path, rows: usize) -> Result<(), Box<dyn Error>> {
    let (before, began, mut indexing) = (resident_bytes(), Instant::now(), 0.0);
    let mut changes = Vec::with_capacity(BATCH);
    let mut lines = listings::lines(listings, rows)?.peekable();
    while let Some(line) = lines.next() {
        changes.push(LeadChange::Put(Arc::new(listings::lead(&line?)?)));
        if changes.len() == BATCH || lines.peek().is_none() {
            let at = Instant::now();
            catalog.apply(std::mem::take(&mut changes));
            catalog.merge();
            indexing += at.elapsed().as_secs_f64();
        }
    }
    let snapshot = catalog.snapshot();
    let (leads, bytes) = (snapshot.len(), snapshot.bytes() as f64);
    println!(
        "load leads={leads} all_s={:.1} indexing_s={indexing:.1} bytes_a_lead={:.0} resident_a_lead={:.0}",
        began.elapsed().as_secs_f64(),
        bytes / leads as f64,
        (resident_bytes() - before) / leads as f64,
    );
    Ok(())
}

/// A start from a saved catalog: reading the file is not counted, its sum is.
fn saved(catalog: &Catalog) -> Result<(), Box<dyn Error>> {
    let (mut file, at) = (Vec::new(), Instant::now());
    catalog.snapshot().save(&SavedOf { judged_by: Vec::new(), sequence: 0 }, &mut file)?;
    let save_s = at.elapsed().as_secs_f64();
    let restored = Catalog::new(RankRules::default(), SkillTree::default());
    let at = Instant::now();
    restored.restore(SavedCatalog::read(&file)?)?;
    let restore_s = at.elapsed().as_secs_f64();
    assert_eq!(restored.snapshot().len(), catalog.snapshot().len(), "every lead is there again");
    println!("saved bytes={} save_s={save_s:.2} restore_s={restore_s:.2}", file.len());
    Ok(())
}

/// Follows each question to its page; the last page alone is timed. Prints the spread of all times, and the
/// median of what each question took at best, which others on the machine disturb least.
fn turn_pages(catalog: &Catalog, questions: &[Question], name: &str, rounds: usize) {
    let snapshot = catalog.snapshot();
    let now = listings::now();
    let (mut hits_us, mut page_us) = (vec![Vec::new(); questions.len()], vec![Vec::new(); questions.len()]);
    let mut found = 0;
    for at in (0..questions.len()).cycle().take(rounds * questions.len()) {
        let (query, profile, page) = &questions[at];
        let mut query = query.clone();
        for _ in 1..*page {
            query.cursor = match snapshot.hits(&query, profile, now) {
                Ok((_, Some(next))) => Some(next),
                _ => break,
            };
        }
        let began = Instant::now();
        let hits = snapshot.hits(&query, profile, now);
        hits_us[at].push(began.elapsed().as_secs_f64() * 1e6);
        let began = Instant::now();
        let page = snapshot.search(&query, profile, now);
        page_us[at].push(began.elapsed().as_secs_f64() * 1e6);
        found += page.map_or(0, |page| page.total);
        std::hint::black_box(hits.is_ok());
    }
    let mean = found as f64 / (questions.len() * rounds) as f64;
    let best = |times: &[Vec<f64>]| {
        spread(times.iter().map(|times| times.iter().copied().fold(f64::MAX, f64::min)).collect())
    };
    println!("query {name} hits {} | at best {}", spread(hits_us.concat()), best(&hits_us));
    println!("query {name} with_total {} | at best {}", spread(page_us.concat()), best(&page_us));
    println!("query {name} mean_total={mean:.0}");
}

fn check(
    catalog: &Catalog,
    listings: &Path,
    rows: usize,
    questions: &[Question],
    rules: &RankRules,
) -> Result<(), Box<dyn Error>> {
    let leads = listings::lines(listings, rows)?
        .map(|line| Ok(brute::Read::new(listings::lead(&line?)?)))
        .collect::<Result<Vec<_>, Box<dyn Error>>>()?;
    let snapshot = catalog.snapshot();
    let mut same = 0;
    for (number, (query, profile, pages)) in questions.iter().enumerate() {
        let expected = brute::answer(&leads, query, profile, rules);
        let mut query = query.clone();
        let mut found = Vec::new();
        let mut total = 0;
        for _ in 0..*pages {
            let page = snapshot.search(&query, profile, listings::now())?;
            let (hits, next) = snapshot.hits(&query, profile, listings::now())?;
            assert_eq!((&hits, next), (&page.hits, page.next), "question {number}");
            total = page.total;
            found.extend(page.hits.iter().map(|hit| hit.id));
            let Some(next) = page.next else { break };
            query.cursor = Some(next);
        }
        let fine = total == expected.len() as u64 && expected.starts_with(&found);
        same += usize::from(fine);
        if !fine {
            println!("question {number} differs: total {total}, {} by reading all", expected.len());
        }
    }
    println!("check same={same} of={}", questions.len());
    Ok(())
}

/// A profile with one level changed: what its first answers take, until its order is made.
fn new_profiles(catalog: &Catalog, profile: &Profile) {
    let snapshot = catalog.snapshot();
    let query = Query { include_hidden: true, limit: 50, ..Query::default() };
    for (number, skill) in profile.skills.keys().take(4).enumerate() {
        let mut changed = profile.clone();
        let level = if changed.skills[skill] == Level::Strong { Level::Learning } else { Level::Strong };
        changed.skills.insert(skill.clone(), level);
        let times: Vec<f64> = (0..2000)
            .map(|_| {
                let at = Instant::now();
                let _ = std::hint::black_box(snapshot.hits(&query, &changed, listings::now()));
                at.elapsed().as_secs_f64() * 1e3
            })
            .collect();
        let most = times.iter().copied().fold(0.0, f64::max);
        println!("profile {number} first_ms={:.2} most_ms={most:.1} last_ms={:.3}", times[0], times[1999]);
    }
}

/// Another half-life sorts all leads anew.
fn new_rules(catalog: &Catalog, rules: &RankRules) {
    for days in [5.0, rules.half_life_days] {
        let at = Instant::now();
        catalog.set_rules(RankRules { half_life_days: days, ..rules.clone() }, SkillTree::default());
        println!("half_life days={days} ms={:.0}", at.elapsed().as_secs_f64() * 1e3);
    }
}

/// A thousand changed leads: how long until they are seen, and what readers feel of it.
fn changes(catalog: &Catalog, listings: &Path, questions: &[Question]) -> Result<(), Box<dyn Error>> {
    let quiet = read_meanwhile(catalog, questions, || std::thread::sleep(std::time::Duration::from_secs(2)));
    let mut seen_ms = Vec::new();
    let changed: Vec<_> = listings::lines(listings, 8_000)?.collect::<Result<_, _>>()?;
    let batches = changed.chunks(1_000).map(|batch| {
        let put = |listing| Ok(LeadChange::Put(Arc::new(listings::lead(listing)?)));
        batch.iter().map(put).collect::<Result<Vec<_>, Box<dyn Error>>>()
    });
    let batches = batches.collect::<Result<Vec<_>, _>>()?;
    let busy = read_meanwhile(catalog, questions, || {
        for batch in batches {
            let at = Instant::now();
            catalog.apply(batch);
            seen_ms.push(at.elapsed().as_secs_f64() * 1e3);
            catalog.merge();
            std::thread::sleep(std::time::Duration::from_millis(200));
        }
    });
    println!("changes ms {}", spread(seen_ms));
    println!("readers us quiet {} | during_changes {}", spread(quiet), spread(busy));
    Ok(())
}

/// Asks on one thread until `work` on another is done.
fn read_meanwhile(catalog: &Catalog, questions: &[Question], work: impl FnOnce() + Send) -> Vec<f64> {
    let done = AtomicBool::new(false);
    let mut times = Vec::new();
    std::thread::scope(|threads| {
        threads.spawn(|| {
            work();
            done.store(true, Ordering::Relaxed);
        });
        for (query, profile, _) in questions.iter().cycle() {
            if done.load(Ordering::Relaxed) {
                break;
            }
            let at = Instant::now();
            let _ = std::hint::black_box(catalog.snapshot().hits(query, profile, listings::now()));
            times.push(at.elapsed().as_secs_f64() * 1e6);
        }
    });
    times
}

fn spread(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    let mean = times.iter().sum::<f64>() / times.len() as f64;
    format!("median={:.1} mean={mean:.1} p90={:.1} p99={:.1} max={:.1}", at(0.5), at(0.9), at(0.99), at(1.0))
}

/// What the process holds, where the system tells it as Linux does.
fn resident_bytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibibytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kibibytes.unwrap_or_default() * 1024.0
}

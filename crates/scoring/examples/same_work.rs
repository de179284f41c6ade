//! How well and how fast the same work is known again, over listings that know which of them it is.
//!
//! `same_work LISTINGS.jsonl [ROWS]` reads a listing a line: `title`, `description`, `source`, `url`,
//! `pay_text`, and `dup_of`, the number of the earlier line (from 0) that it tells again, or null. It places
//! them on one thread in the order of the file, each against all before it.

#![allow(clippy::disallowed_methods, clippy::print_stdout)] // it measures, and says what

use std::{
    collections::HashMap,
    error::Error,
    fs::File,
    io::{BufRead, BufReader},
    time::{Duration, Instant},
};

use kazi_domain::{LeadId, Posting, PostingId, SameWork};
use kazi_scoring::same_work::{Clusters, Fingerprint};
use serde_json::Value;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Listings read when nothing else is said.
const ROWS: usize = 100_000;
/// Faults shown.
const SHOWN_MAX: usize = 10;

/// A listing where it was placed.
struct Placed {
    title: String,
    /// The line of the listing that first told of this work: its own, where it is no copy.
    work: usize,
    lead: LeadId,
    same: SameWork,
}

fn posting(listing: &Value, row: usize) -> Result<Posting> {
    let text = |key: &str| listing[key].as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    let (source, title) = (text("source").unwrap_or_default(), text("title").unwrap_or_default());
    let mut posting = Posting::new(PostingId(u64::try_from(row)?), source.parse()?, &title);
    posting.description = text("description").unwrap_or_default();
    (posting.url, posting.pay_text) = (text("url"), text("pay_text"));
    Ok(posting)
}

/// Places every listing; with the time that reading JSON took.
fn place(listings: &str, rows: usize) -> Result<(Vec<Placed>, Duration)> {
    let (mut clusters, mut placed, mut reading) = (Clusters::new(), Vec::<Placed>::new(), Duration::ZERO);
    for (row, line) in BufReader::new(File::open(listings)?).lines().take(rows).enumerate() {
        let line = line?;
        let started = Instant::now();
        let listing: Value = serde_json::from_str(&line)?;
        let posting = posting(&listing, row)?;
        reading += started.elapsed();
        let copied = listing["dup_of"].as_u64().and_then(|original| usize::try_from(original).ok());
        let work = copied.and_then(|original| placed.get(original)).map_or(row, |original| original.work);
        let placement = clusters.place(posting.id, Fingerprint::of(&posting));
        placed.push(Placed { title: posting.title, work, lead: placement.lead, same: placement.same });
    }
    Ok((placed, reading))
}

/// Pairs of listings with one lead: how many tell of the same work, and how many of two.
fn pairs(placed: &[Placed]) -> (usize, usize) {
    let mut works: HashMap<LeadId, HashMap<usize, usize>> = HashMap::new();
    for Placed { lead, work, .. } in placed {
        *works.entry(*lead).or_default().entry(*work).or_default() += 1;
    }
    let pairs_of = |many: usize| many * many.saturating_sub(1) / 2;
    works.values().fold((0, 0), |(right, wrong), works| {
        let of_one: usize = works.values().copied().map(pairs_of).sum();
        (right + of_one, wrong + pairs_of(works.values().sum()) - of_one)
    })
}

#[allow(clippy::cast_precision_loss)]
fn rate(name: &str, good: usize, all: usize) {
    println!("{name}: {good} of {all} ({:.2} %)", good as f64 / all.max(1) as f64 * 100.0);
}

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let listings = arguments.next().ok_or("usage: same_work LISTINGS.jsonl [ROWS]")?;
    let rows = arguments.next().map_or(Ok(ROWS), |rows| rows.parse())?;
    let started = Instant::now();
    let (placed, reading) = place(&listings, rows)?;
    let took = started.elapsed();
    println!(
        "{} listings in {:.1} s, {:.1} s of it for reading JSON",
        placed.len(),
        took.as_secs_f64(),
        reading.as_secs_f64()
    );
    let began = |lead: LeadId| usize::try_from(lead.0).ok().and_then(|row| placed.get(row));
    let is_right = |row: &Placed| began(row.lead).is_some_and(|first| first.work == row.work);
    let merged: Vec<&Placed> = placed.iter().filter(|row| row.same != SameWork::First).collect();
    let copies: Vec<&Placed> =
        placed.iter().zip(0..).filter(|(row, at)| row.work != *at).map(|(row, _)| row).collect();
    let found = |row: &&&Placed| row.lead == placed[row.work].lead;
    let (right, wrong) = pairs(&placed);
    rate(
        "listings put to a lead of the same work",
        merged.iter().filter(|row| is_right(row)).count(),
        merged.len(),
    );
    rate("pairs of one lead that are the same work", right, right + wrong);
    rate("copies with the lead of their original", copies.iter().filter(found).count(), copies.len());
    for wrong in merged.iter().filter(|row| !is_right(row)).take(SHOWN_MAX) {
        let first = began(wrong.lead).map_or("", |first| first.title.as_str());
        println!("  wrong, {:?}: {:?} with {first:?}", wrong.same, wrong.title);
    }
    for missed in copies.iter().filter(|row| !found(row)).take(SHOWN_MAX) {
        println!("  missed: {:?}, told before as {:?}", missed.title, placed[missed.work].title);
    }
    Ok(())
}

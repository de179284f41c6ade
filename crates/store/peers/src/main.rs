//! Loads the same records into each engine, and opens and reads what it holds; `README.md` says how to run it.
//!
//! Each step is a process of its own, so that memory is that of one engine, and opening begins with nothing.

mod engines;
mod records;
mod saves;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context, bail, ensure};

use engines::open;

/// Records of one durable batch: about what a poll of a large board brings.
const BATCH: u64 = 1_000;
/// What is compared, in the order in which it runs.
const ENGINES: [&str; 6] = ["sled", "kazi-sled", "redb", "sqlite", "postgres", "kazi-postgres"];
/// Scans of one process; the best counts, for others may hold the machine.
const SCANS: u32 = 3;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["load", engine, place, records] => load(engine, place, records.parse()?),
        ["read", engine, place, records] => read(engine, place, records.parse()?),
        ["saves", database] => saves::measure(database),
        [folder, database] => run_all(Path::new(folder), database, 1_000_000),
        [folder, database, records] => run_all(Path::new(folder), database, records.parse()?),
        _ => bail!(
            "kazi-bench EMPTY-FOLDER postgres://EMPTY-DATABASE [RECORDS], or: kazi-bench saves postgres://…"
        ),
    }
}

fn run_all(folder: &Path, database: &str, records: u64) -> anyhow::Result<()> {
    fs::create_dir_all(folder)?;
    println!("{records} records of {} bytes on average, batches of {BATCH}", records::bytes_mean(records));
    for engine in ENGINES {
        let path = folder.join(engine);
        let place = if engine.ends_with("postgres") { database } else { path.to_str().context("a path")? };
        for step in ["load", "read"] {
            let child = Command::new(env::current_exe()?)
                .args([step, engine, place, &records.to_string()])
                .status()?;
            ensure!(child.success(), "{step} {engine} failed");
        }
        if path.is_dir() {
            fs::remove_dir_all(&path)?;
        }
    }
    Ok(())
}

fn load(name: &str, place: &str, records: u64) -> anyhow::Result<()> {
    let mut engine = open(name, place)?;
    let mut saving = Duration::ZERO;
    for first in (0..records).step_by(usize::try_from(BATCH)?) {
        let made = records::make(first..records.min(first + BATCH))?;
        let started = Instant::now();
        engine.save(made)?;
        saving += started.elapsed();
    }
    let seconds = saving.as_secs_f64();
    let disk = engine.disk_bytes()?;
    engine.close()?;
    #[allow(clippy::cast_precision_loss)]
    let rate = records as f64 / seconds;
    println!(
        "{name}: loaded in {seconds:.1} s, {rate:.0} a second; {} MB on disk, {} MB of memory at most",
        disk / 1_000_000,
        memory_mb_max()?
    );
    Ok(())
}

fn read(name: &str, place: &str, records: u64) -> anyhow::Result<()> {
    let started = Instant::now();
    let mut engine = open(name, place)?;
    engine.find(records / 2)?;
    let opened_ms = started.elapsed().as_secs_f64() * 1_000.0;
    let mut best = f64::MAX;
    for _ in 0..SCANS {
        let started = Instant::now();
        let found = engine.scan()?;
        ensure!(found == records, "{found} of {records} records are there");
        best = best.min(started.elapsed().as_secs_f64());
    }
    engine.close()?;
    println!(
        "{name}: opened and one record found in {opened_ms:.1} ms; all read in {best:.2} s, {} MB of memory at most",
        memory_mb_max()?
    );
    Ok(())
}

/// The most that this process has held, as Linux counts it.
fn memory_mb_max() -> anyhow::Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("VmHWM is there")?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kilobytes / 1_000)
}

/// What the files below a folder take of the disk.
fn folder_bytes(folder: &Path) -> anyhow::Result<u64> {
    use std::os::unix::fs::MetadataExt;
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let path: PathBuf = entry?.path();
        bytes += if path.is_dir() { folder_bytes(&path)? } else { fs::metadata(&path)?.blocks() * 512 };
    }
    Ok(bytes)
}

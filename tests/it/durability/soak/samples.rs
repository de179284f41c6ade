//! What a process takes, once a second.

use std::{fmt, fs, path::Path, time::Duration};

use crate::durability::place::Serving;

/// At one moment.
#[derive(Clone, Copy, Default)]
pub struct Sample {
    pub memory_mb: f64,
    pub descriptors: f64,
    /// The store; the journal keeps all that was typed, so it grows with it.
    pub store_mb: f64,
    /// Of readers, since the sample before.
    pub median_ms: f64,
    pub p99_ms: f64,
}

/// One figure of a sample.
pub type Of = fn(&Sample) -> f64;

/// How much more the end may take than the middle, as a share of it and beyond that. Generous: what grows without
/// end passes any of them, and a busy machine passes none.
const MEASURES: [(&str, Of, f64, f64); 4] = [
    ("megabytes of memory", |sample| sample.memory_mb, 0.25, 16.0),
    ("descriptors", |sample| sample.descriptors, 0.0, 10.0),
    ("megabytes of the store", |sample| sample.store_mb, 0.5, 8.0),
    ("milliseconds that the median reader waits", |sample| sample.median_ms, 2.0, 100.0),
];

#[derive(Default)]
pub struct Samples(pub Vec<Sample>);

impl Samples {
    /// Takes one.
    pub fn take(&mut self, kazi: &Serving, data: &Path, waited: &[Duration]) {
        let process = format!("/proc/{}", kazi.child.id().expect("it runs"));
        let status = fs::read_to_string(format!("{process}/status")).unwrap();
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("it is counted");
        let memory_kb: f64 = resident.trim().trim_end_matches(" kB").parse().unwrap();
        let mut waited: Vec<f64> = waited.iter().map(|wait| wait.as_secs_f64() * 1000.0).collect();
        waited.sort_by(f64::total_cmp);
        let before = self.0.last().copied().unwrap_or_default();
        // Where nobody was answered within the second, those that wait count the next time.
        let at = |part: usize, before| waited.get(waited.len() * part / 100).copied().unwrap_or(before);
        self.0.push(Sample {
            memory_mb: memory_kb / 1000.0,
            descriptors: as_f64(fs::read_dir(format!("{process}/fd")).unwrap().count() as u64),
            store_mb: as_f64(bytes_of(&data.join("store"))) / 1e6,
            median_ms: at(50, before.median_ms),
            p99_ms: at(99, before.p99_ms),
        });
    }

    /// The last third takes no more than the second; the first warms up.
    pub fn assert_flat(&self) {
        for (name, of, share, more) in MEASURES {
            let [_, middle, end] = self.thirds(of);
            let most = middle * (1.0 + share) + more;
            assert!(end <= most, "{name}: {middle:.1} in the middle and {end:.1} in the end; {self}");
        }
    }

    fn thirds(&self, of: Of) -> [f64; 3] {
        let third = self.0.len() / 3;
        [0, 1, 2].map(|part| {
            let values = self.0[part * third..].iter().take(third).map(of);
            values.sum::<f64>() / as_f64(third as u64)
        })
    }
}

/// The mean of each third.
impl fmt::Display for Samples {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, of, ..) in MEASURES {
            write!(f, "{name}: {:.1?}; ", self.thirds(of))?;
        }
        Ok(())
    }
}

#[allow(clippy::cast_precision_loss)]
fn as_f64(count: u64) -> f64 {
    count as f64
}

/// What the files below a folder take; one that goes meanwhile takes nothing.
fn bytes_of(folder: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let bytes = |entry: fs::DirEntry| match entry.metadata() {
        Ok(about) if about.is_dir() => bytes_of(&entry.path()),
        Ok(about) => about.blocks() * 512,
        Err(_) => 0,
    };
    entries.map(bytes).sum()
}

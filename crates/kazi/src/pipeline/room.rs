//! Room on the disk: a warning, and then no more polls, long before nothing can be written any more. Serving
//! goes on, and so does what trainers type.

use std::{
    fs, io,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::Arc,
};

use arc_swap::ArcSwap;

use crate::config::StoreSettings;

/// Bytes of a block, as `stat` counts them whatever the file system.
const BLOCK_BYTES: u64 = 512;
const MEGABYTE: u64 = 1_000_000;
/// A folder below the data folder's own is looked into no deeper.
const DEPTH_MAX: u32 = 8;

/// What the data may take.
#[derive(Clone, Copy, Debug)]
pub struct RoomLimits {
    /// The most that the data folder may take, in megabytes; 0 for no limit.
    pub data_mb_max: u64,
    /// What must stay free on its disk, in megabytes; 0 for nothing.
    pub free_mb_min: u64,
}

/// What a disk had when it was looked at, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Measured {
    used: u64,
    free: u64,
}

/// Whether there is room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Verdict {
    #[default]
    Enough,
    Scarce(String),
    Out(String),
}

/// Watches the room for a data folder.
pub struct Room {
    data: PathBuf,
    limits: RoomLimits,
    verdict: ArcSwap<Verdict>,
}

impl Room {
    /// Looks for the first time.
    pub fn open(data: &Path, limits: RoomLimits) -> Self {
        let room = Self { data: data.to_owned(), limits, verdict: ArcSwap::default() };
        room.look();
        room
    }

    /// Looks again, and tells operators where something has changed.
    pub fn look(&self) {
        let measured = match measure(&self.data) {
            Ok(measured) => measured,
            // What cannot be measured cannot be judged; what is wrong with the folder shows elsewhere.
            Err(error) => return tracing::warn!(%error, "the room on the disk cannot be measured"),
        };
        #[allow(clippy::cast_precision_loss)] // a gauge is a float
        {
            metrics::gauge!("kazi_data_bytes").set(measured.used as f64);
            metrics::gauge!("kazi_disk_free_bytes").set(measured.free as f64);
        }
        let verdict = self.limits.judge(measured);
        let out = if matches!(verdict, Verdict::Out(_)) { 1.0 } else { 0.0 };
        metrics::gauge!("kazi_polls_paused").set(out);
        if **self.verdict.load() == verdict {
            return;
        }
        match &verdict {
            Verdict::Enough => tracing::info!("there is room on the disk again"),
            Verdict::Scarce(why) => tracing::warn!("{why}"),
            Verdict::Out(why) => tracing::error!("{why}"),
        }
        self.verdict.store(Arc::new(verdict));
    }

    /// Why nothing is polled, while there is no room.
    pub fn paused(&self) -> Option<String> {
        match &**self.verdict.load() {
            Verdict::Out(why) => Some(why.clone()),
            _ => None,
        }
    }
}

impl RoomLimits {
    /// As configured.
    pub fn of(settings: &StoreSettings) -> Self {
        Self { data_mb_max: settings.data_mb_max, free_mb_min: settings.free_mb_min }
    }

    fn judge(self, measured: Measured) -> Verdict {
        // Whole megabytes, so that the words change no more often than they must.
        let (used, free) = (measured.used / MEGABYTE, measured.free / MEGABYTE);
        let Self { data_mb_max: most, free_mb_min: least } = self;
        if most > 0 && used >= most {
            return Verdict::Out(format!(
                "polls pause: the data takes its {most} MB (data_mb_max); `kazi compact` may make it less"
            ));
        }
        if free < least {
            return Verdict::Out(format!(
                "polls pause: less than {least} MB are free on the disk (free_mb_min)"
            ));
        }
        if most > 0 && used >= most - most / 10 {
            return Verdict::Scarce(format!(
                "the data takes nine tenths of its {most} MB (data_mb_max); at all of it, polls pause"
            ));
        }
        if free < least.saturating_mul(2) {
            let twice = least.saturating_mul(2);
            return Verdict::Scarce(format!(
                "less than {twice} MB are free on the disk; below {least} MB (free_mb_min), polls pause"
            ));
        }
        Verdict::Enough
    }
}

fn measure(data: &Path) -> io::Result<Measured> {
    let disk = rustix::fs::statvfs(data)?;
    Ok(Measured { used: bytes_of(data, DEPTH_MAX)?, free: disk.f_bavail.saturating_mul(disk.f_frsize) })
}

/// What the files below a folder take of the disk. One that goes meanwhile takes nothing.
fn bytes_of(folder: &Path, depth: u32) -> io::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(about) = entry.metadata() else { continue };
        bytes += about.blocks() * BLOCK_BYTES;
        if about.is_dir() && depth > 0 {
            bytes += bytes_of(&entry.path(), depth - 1).unwrap_or(0);
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polls_pause_at_a_limit_and_a_warning_comes_before() {
        let limits = |most, least| RoomLimits { data_mb_max: most, free_mb_min: least };
        for (limits, used, free, expected) in [
            (limits(0, 0), 9_000, 0, "enough"),
            (limits(100, 0), 89, 0, "enough"),
            (limits(100, 0), 90, 0, "scarce"),
            (limits(100, 0), 100, 0, "out"),
            (limits(0, 200), 5_000, 400, "enough"),
            (limits(0, 200), 5_000, 399, "scarce"),
            (limits(0, 200), 5_000, 199, "out"),
            (limits(100, 200), 95, 100, "out"),
        ] {
            let verdict = limits.judge(Measured { used: used * MEGABYTE, free: free * MEGABYTE });
            let found = match verdict {
                Verdict::Enough => "enough",
                Verdict::Scarce(_) => "scarce",
                Verdict::Out(_) => "out",
            };
            assert_eq!(found, expected, "{limits:?}, {used} MB used, {free} MB free");
        }
    }

    #[test]
    fn what_lies_in_the_folder_is_counted() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("store")).unwrap();
        fs::write(folder.path().join("store/db"), vec![1; 300_000]).unwrap();
        let measured = measure(folder.path()).unwrap();
        assert!((300_000..600_000).contains(&measured.used), "{measured:?}");
        assert!(measured.free > 0);
    }
}

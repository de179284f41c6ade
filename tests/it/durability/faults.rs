//! Faults of disk and clock: `faults.c`, compiled once and loaded into every kazi of a test.

use std::{fs, path::PathBuf, process::Command, sync::OnceLock};

/// The switches of one place.
pub struct Faults {
    folder: PathBuf,
    preloaded: PathBuf,
    data: PathBuf,
}

impl Faults {
    /// For the files below `data`; `folder` holds what is switched on.
    pub fn new(folder: PathBuf, data: PathBuf) -> Self {
        fs::create_dir(&folder).unwrap();
        Self { folder, preloaded: preloaded(), data }
    }

    pub fn environment(&self) -> [(&'static str, &PathBuf); 3] {
        [("LD_PRELOAD", &self.preloaded), ("KAZI_FAULTS", &self.folder), ("KAZI_FAULTS_OF", &self.data)]
    }

    pub fn begin(&self, fault: &str) {
        fs::write(self.folder.join(fault), "").unwrap();
    }

    pub fn end(&self, fault: &str) {
        fs::remove_file(self.folder.join(fault)).unwrap();
    }

    /// The clock is off by so much from now on.
    pub fn set_clock(&self, seconds: i64) {
        // In one step, for it is read at any moment.
        fs::write(self.folder.join("clock.new"), seconds.to_string()).unwrap();
        fs::rename(self.folder.join("clock.new"), self.folder.join("clock")).unwrap();
    }
}

fn preloaded() -> PathBuf {
    static COMPILED: OnceLock<PathBuf> = OnceLock::new();
    let compile = || {
        // Beside the tests, where the next run finds and replaces it.
        let preloaded = std::env::current_exe().unwrap().with_file_name("kazi-faults.so");
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/it/durability/faults.c");
        let made = Command::new("gcc")
            .args(["-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-O1", "-o"])
            .arg(&preloaded)
            .arg(source)
            .status();
        assert!(made.expect("gcc is there").success());
        preloaded
    };
    COMPILED.get_or_init(compile).clone()
}

//! What people type while all is being killed: none of it is lost, and leads follow it everywhere.

use std::{fs, process::Stdio};

use tokio::process::Command;

use crate::process::binary;

/// A word of some titles that the built-in skill book does not know.
const WORD: &str = "orchard";
/// Words of a lead that speaks for no field but through that word.
pub const TITLE: &str = "timetable for a orchard";

/// The names of keys that were acknowledged.
#[derive(Default)]
pub struct Typed {
    asked: usize,
    acknowledged: Vec<String>,
}

async fn kazi(configuration: &tempfile::TempDir, args: &[&str]) -> Option<String> {
    let data = tempfile::tempdir().unwrap();
    let mut command = Command::new(binary());
    command.arg("--config").arg(configuration.path()).args(args).arg("--data").arg(data.path());
    let out = command.stderr(Stdio::null()).kill_on_drop(true).output().await.unwrap();
    out.status.success().then(|| String::from_utf8(out.stdout).unwrap())
}

impl Typed {
    /// Adds a key, which fails where the database is away.
    pub async fn add_key(&mut self, configuration: &tempfile::TempDir) {
        self.asked += 1;
        let name = format!("key-{}", self.asked);
        if kazi(configuration, &["key", "add", &name]).await.is_some() {
            self.acknowledged.push(name);
        }
    }

    /// Every key that was acknowledged is there, once; answers how many.
    pub async fn assert_kept(&self, configuration: &tempfile::TempDir) -> usize {
        let list = kazi(configuration, &["key", "list"]).await.expect("the database is back");
        for name in &self.acknowledged {
            let count = list.split_whitespace().filter(|word| word == name).count();
            assert_eq!(count, 1, "{name} is there {count} times:\n{list}");
        }
        self.acknowledged.len()
    }
}

/// Publishes an edition in which [`WORD`] means graphic design.
pub async fn publish(configuration: &tempfile::TempDir) {
    let book = kazi(configuration, &["skills", "export", "-"]).await.expect("the database is back");
    let (before, field) = book.split_once("id = \"graphic-design\"").expect("the field is there");
    let field = field.replacen("aliases = [", &format!("aliases = [\"{WORD}\", "), 1);
    let file = configuration.path().join("published.toml");
    fs::write(&file, format!("{before}id = \"graphic-design\"{field}")).unwrap();
    let file = file.to_str().unwrap();
    assert!(kazi(configuration, &["skills", "publish", file, "--why", "for class"]).await.is_some());
}

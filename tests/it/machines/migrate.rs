//! All that one machine holds into a database and back.

use std::{path::Path, process::Command};

use kazi_store::PostgresServer;

use crate::process::binary;

const PASSWORD: &str = "not-to-be-told";

/// Runs `kazi ARGS` over a folder and a database; what it printed, and that it said no password.
fn kazi(database: &str, data: &Path, args: &[&str]) -> (bool, String) {
    let mut command = Command::new(binary());
    command.args(args).arg("--data").arg(data).env("KAZI_STORE", database).env("KAZI_LOG", "debug");
    let out = command.output().unwrap();
    let (said, log) = (String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    assert!(!said.contains(PASSWORD) && !log.contains(PASSWORD), "{said}\n{log}");
    (out.status.success(), format!("{said}{log}"))
}

/// The figures behind `from:` and `to:`.
fn figures(said: &str) -> [String; 2] {
    assert!(said.contains("both hold the same"), "{said}");
    ["from:", "to:"].map(|side| {
        let behind = said.split(side).nth(1).unwrap_or_else(|| panic!("no {side} in:\n{said}"));
        behind.lines().take(2).map(|line| line.trim().to_owned() + "\n").collect()
    })
}

#[test]
fn all_moves_into_a_database_and_back() {
    let (server, here, back) =
        (PostgresServer::start(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let database = server.database().replacen("kazi@", &format!("kazi:{PASSWORD}@"), 1);
    assert!(kazi("sled", here.path(), &["demo", "--once", "--listen", "127.0.0.1:0"]).0);
    assert!(kazi("sled", here.path(), &["trainer", "add", "amina"]).0);
    let (_, there) = kazi(&database, here.path(), &["migrate", "--from", "sled", "--to", "postgres"]);
    let [from, to] = figures(&there);
    assert_eq!(from, to);
    assert!(!from.starts_with("0 leads") && from.contains("1 entries of the journal"), "{from}");
    let (again, said) = kazi(&database, here.path(), &["migrate", "--from", "sled", "--to", "postgres"]);
    assert!(!again && said.contains("holds something already"), "{said}");
    // What was moved is served from there: the trainer may log in, and the leads are ranked.
    assert!(kazi(&database, back.path(), &["trainer", "list"]).1.contains("amina"));
    let (_, again) = kazi(&database, back.path(), &["migrate", "--from", "postgres", "--to", "sled"]);
    assert_eq!(figures(&again), [from.clone(), from]);
    assert!(kazi("sled", back.path(), &["trainer", "list"]).1.contains("amina"));
}

//! The commands as a new user meets them.

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

use crate::process::binary;

fn kazi(args: &[&str]) -> Output {
    Command::new(binary()).args(args).output().expect("the binary runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A folder with the built-in configuration, in which `from` of `file` stands as `to`.
fn configuration(file: &str, from: &str, to: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    assert!(kazi(&["init", folder.path().to_str().unwrap()]).status.success());
    let path = folder.path().join(file);
    let written = fs::read_to_string(&path).unwrap();
    assert!(written.contains(from), "{file} has no {from}");
    fs::write(&path, written.replacen(from, to, 1)).unwrap();
    folder
}

/// Runs `kazi sources` over a configuration with one fault; it must exit with 2 and say all of `says`.
fn refuses(file: &str, from: &str, to: &str, says: &[&str]) {
    let folder = configuration(file, from, to);
    let out = kazi(&["--config", folder.path().to_str().unwrap(), "sources"]);
    let errors = text(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{errors}");
    for words in says {
        assert!(errors.contains(words), "{words:?} is missing in:\n{errors}");
    }
}

#[test]
fn bad_configuration_is_shown_with_file_line_and_mend() {
    refuses("kazi.toml", "host_concurrency", "host_concurency", &["kazi.toml:", "host_concurency"]);
    refuses("kazi.toml", "half_life_days = 7.0", "half_life_days = 0", &["kazi.toml:", "half_life_days"]);
    refuses("kazi.toml", "keep_ended = \"60d\"", "keep_ended = \"soon\"", &["kazi.toml:", "soon", "60d"]);
    refuses("sources.toml", "url = \"https://", "url = \"htps//", &["sources.toml:", "htps//"]);
    refuses("sources.toml", "currency = \"USD\"", "currency = \"USX\"", &["sources.toml:", "USX"]);
    refuses("sources.toml", "kind = \"json\"", "kind = \"jason\"", &["sources.toml:", "jason"]);
}

#[test]
fn a_missing_configuration_folder_says_how_to_make_one() {
    let out = kazi(&["--config", "/nowhere/at/all", "sources"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("kazi init"), "{}", text(&out.stderr));
}

#[test]
fn init_writes_what_serve_reads_and_overwrites_nothing() {
    let folder = configuration("kazi.toml", "contact = \"\"", "contact = \"me@school.example\"");
    let path = folder.path().to_str().unwrap();
    assert!(text(&kazi(&["init", path]).stdout).contains("left"));
    assert!(fs::read_to_string(folder.path().join("kazi.toml")).unwrap().contains("me@school.example"));
    assert!(kazi(&["--config", path, "sources"]).status.success());
}

#[test]
fn assess_answers_line_by_line_and_goes_on_after_a_bad_one() {
    let mut child = Command::new(binary())
        .arg("assess")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = "{\"id\":1,\"title\":\"Landing page in WordPress, $300 fixed, remote\"}\nnot json\n{\"id\":\"b\",\"title\":\"Logo\",\"surprise\":true}\n";
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    assert_eq!(out.status.code(), Some(3));
    assert!(text(&out.stderr).contains("line 2"));
    let answers: Vec<serde_json::Value> =
        text(&out.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[0]["id"], 1);
    assert_eq!(answers[0]["pay"]["low"], 300.0);
    assert_eq!(answers[0]["pay"]["currency"], "USD");
    assert_eq!(answers[1]["id"], "b");
    assert!(answers[1]["pay"].is_null());
}

#[test]
fn help_and_completions_teach() {
    let help = text(&kazi(&["--help"]).stdout);
    for command in ["demo", "serve", "poll", "top", "explain", "parse", "assess", "init", "sources"] {
        assert!(help.contains(command), "{command}");
    }
    for shell in ["bash", "zsh", "fish"] {
        assert!(kazi(&["completions", shell]).stdout.len() > 500, "{shell}");
    }
    assert!(Path::new(&binary()).exists());
}

//! Runs `fixtures/<feature>/*.cases`: one case a line, `input => expected`; `#` begins a remark.
//!
//! Every case that fails is reported as `file:line`. With `UPDATE_CASES=1` the answers are written
//! into the files instead, for a person to review. The tests in `tests/` take this file in by its path.
#![allow(dead_code)] // Not every test reads every kind of case.

use std::{fmt::Write, fs, path::PathBuf};

/// Runs all cases of a feature through `answer`, and says how many there are.
///
/// # Panics
/// When a case fails, with all that fail; when there are no cases.
pub fn run(feature: &str, answer: impl Fn(&str) -> String) -> usize {
    run_set(feature, |(), _| (), |(), input| answer(input))
}

/// Like [`run`], for files whose remarks set how the lines after them are to be taken: `remark` is
/// given each, and changes what `answer` is given beside its case. Every file begins anew.
///
/// # Panics
/// As [`run`] does.
pub fn run_set<S: Default>(
    feature: &str,
    remark: impl Fn(&mut S, &str),
    answer: impl Fn(&S, &str) -> String,
) -> usize {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(feature);
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "cases"));
    files.sort();
    let (mut cases, mut failures) = (0, String::new());
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let (mut setting, mut updated) = (S::default(), String::new());
        for (at, line) in text.lines().enumerate() {
            let Some((input, expected)) = case_of(line) else {
                remark(&mut setting, line);
                writeln!(updated, "{line}").unwrap();
                continue;
            };
            cases += 1;
            let got = answer(&setting, input.trim());
            writeln!(updated, "{input}=> {got}").unwrap();
            if got != expected.trim() {
                let (name, number) = (path.file_name().unwrap().to_string_lossy(), at + 1);
                writeln!(failures, "{feature}/{name}:{number}: {input}=> {expected}\n    got {got}").unwrap();
            }
        }
        if std::env::var("UPDATE_CASES").is_ok_and(|value| value == "1") {
            fs::write(&path, updated).unwrap();
            failures.clear();
        }
    }
    assert!(cases > 0, "no cases in {}", folder.display());
    assert!(failures.is_empty(), "\n{failures}");
    cases
}

fn case_of(line: &str) -> Option<(&str, &str)> {
    if line.trim_start().starts_with('#') { None } else { line.rsplit_once("=>") }
}

/// The text of a file of `config/`.
pub fn config(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../config").join(name);
    fs::read_to_string(path).unwrap()
}

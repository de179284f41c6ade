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

/// Runs `kazi` in an empty folder; it must exit with 2 and say all of `says`, and leave nothing behind.
fn refuses_to_run(args: &[&str], says: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let out = Command::new(binary()).args(args).current_dir(&folder).output().expect("the binary runs");
    let errors = text(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{args:?}: {errors}");
    for words in says {
        assert!(errors.contains(words), "{args:?}: {words:?} is missing in:\n{errors}");
    }
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0, "{args:?} left something");
}

#[test]
fn what_only_reads_makes_no_data_folder() {
    for args in [
        &["top", "--data", "dta"][..],
        &["explain", "16d7", "--data", "dta"],
        &["digest", "--data", "dta", "work.html"],
        &["assess", "--data", "dta"],
        &["sources", "status", "--data", "dta"],
        &["skills", "editions", "--data", "dta"],
        &["skills", "export", "--data", "dta"],
        &["skills", "measure", "--data", "dta"],
        &["trainer", "list", "--data", "dta"],
        &["key", "remove", "x", "--data", "dta"],
    ] {
        refuses_to_run(args, &["there is no folder dta", "--data"]);
    }
}

#[test]
fn a_check_of_a_file_that_is_not_there_asks_nobody() {
    refuses_to_run(
        &["sources", "check", "recorded.json", "--source", "remoteok"],
        &["there is no file \"recorded.json\"", "kazi sources check remoteok"],
    );
    refuses_to_run(&["sources", "check", "remotok"], &["there is no source \"remotok\""]);
}

#[test]
fn filters_are_read_as_the_api_reads_them() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    // What a folder needs to be one of kazi's.
    assert!(kazi(&["trainer", "add", "amina", "--data", data]).status.success());
    for (filter, says) in [
        (&["--field", "web-desing"][..], "did you mean \"web-design\"?"),
        (&["--field", "web-design,graphic-desing"], "did you mean \"graphic-design\"?"),
        (&["--have", "figma:expert"], "learning"),
        (&["--have", "figm"], "did you mean \"figma\"?"),
        (&["--source", "remotok"], "did you mean \"remoteok\"?"),
        (&["--min-hourly", "much"], "12.50"),
        (&["--min-hourly", "9", "--max-hourly", "5"], "below min_hourly"),
        (&["--reach", "opne"], "did you mean \"open\"?"),
    ] {
        let out = kazi(&[&["top", "--data", data], filter].concat());
        let errors = text(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{filter:?}: {errors}");
        assert!(errors.contains(says), "{filter:?}: {errors}");
    }
    let fine =
        kazi(&["top", "--data", data, "--have", "figma:strong,html", "--has-pay", "--reach", "open,group"]);
    assert!(fine.status.success(), "{}", text(&fine.stderr));
    let wrong = kazi(&["digest", "--data", data, "--field", "web-desing"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(wrong.stdout.is_empty() && text(&wrong.stderr).contains("web-design"));
    let of_whom = kazi(&["explain", "16d7", "--data", data, "--have", "figm"]);
    assert_eq!(of_whom.status.code(), Some(2), "{}", text(&of_whom.stderr));
}

fn assess(args: &[&str], lines: &str) -> Output {
    let mut child = Command::new(binary())
        .arg("assess")
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn assess_tells_a_source_that_is_not_there_once() {
    let line = "{\"id\":1,\"source\":\"upwrok\",\"title\":\"Logo, $50\"}\n";
    let out = assess(&[], &line.repeat(3));
    assert!(out.status.success());
    let errors = text(&out.stderr);
    assert_eq!(errors.matches("no source \"upwrok\"").count(), 1, "{errors}");
    assert!(text(&assess(&[], &line.replace("upwrok", "upwork")).stderr).is_empty());
}

#[test]
fn a_faulty_profile_is_shown_and_nothing_judged_by_it() {
    let folder = tempfile::tempdir().unwrap();
    let profile = folder.path().join("profile.toml");
    let missing = folder.path().join("none.toml");
    let lines = folder.path().join("lines.jsonl");
    fs::write(&lines, "{\"id\":1,\"title\":\"Logo, $50\"}\n").unwrap();
    let assess_for =
        |profile: &Path| kazi(&["assess", "--profile", profile.to_str().unwrap(), lines.to_str().unwrap()]);
    for (written, says) in [
        ("[skills]\nfigma = \"able\"\nwordpres = \"strong\"\n", "wordpress\"?"),
        ("[skills]\nfigma = \"abel\"\n", "abel"),
        ("country = 1\n", "country"),
    ] {
        fs::write(&profile, written).unwrap();
        let out = assess_for(&profile);
        let errors = text(&out.stderr);
        assert_eq!((out.status.code(), out.stdout.len()), (Some(2), 0), "{errors}");
        assert!(errors.contains("profile.toml") && errors.contains(says), "{errors}");
    }
    assert_eq!(assess_for(&missing).status.code(), Some(2));
    fs::write(&profile, "[skills]\nfigma = \"able\"\n").unwrap();
    assert!(assess_for(&profile).status.success());
}

#[test]
fn assess_judges_by_the_trainers_edition_where_it_is_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let entry = folder.path().join("entry.toml");
    let skill = "[[skill]]\nid = \"quilting\"\nname = \"Quilting\"\nfields = [\"graphic-design\"]\nweight = 0.8\naliases = [\"quilting\"]\n";
    fs::write(&entry, skill).unwrap();
    let import = kazi(&["skills", "import", "--data", data, entry.to_str().unwrap(), "--why", "a test"]);
    assert!(import.status.success(), "{}", text(&import.stderr));
    let line = "{\"id\":1,\"title\":\"Quilting patterns wanted\"}\n";
    assert!(!text(&assess(&[], line).stdout).contains("\"quilting\""));
    let told = assess(&["--data", data], line);
    assert!(text(&told.stdout).contains("\"quilting\""), "{}", text(&told.stdout));
}

#[test]
fn help_and_completions_teach() {
    let help = text(&kazi(&["--help"]).stdout);
    assert!(help.starts_with("Freelance work from many feeds"), "{help}");
    for command in ["demo", "serve", "poll", "top", "explain", "parse", "assess", "init", "sources"] {
        assert!(help.contains(command), "{command}");
    }
    for shell in ["bash", "zsh", "fish"] {
        assert!(kazi(&["completions", shell]).stdout.len() > 500, "{shell}");
    }
    assert!(Path::new(&binary()).exists());
}

#[test]
fn nobody_to_tell_is_no_reason_to_stumble() {
    let folder = configuration("kazi.toml", "host_concurrency", "host_concurency");
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let bad = ["--config", folder.path().to_str().unwrap(), "sources"];
    let run =
        |args: &[&str]| Command::new(binary()).args(args).stderr(full()).stdout(full()).status().unwrap();
    assert_eq!(run(&bad).code(), Some(2));
    for args in [&["sources"][..], &["completions", "bash"], &["man"]] {
        assert_eq!(run(args).code(), Some(1), "{args:?}");
    }
}

#[test]
fn emptied_rules_and_days_ahead_are_refused_and_no_sources_told() {
    let mend = ["warnings.toml: holds no [[warning]]", "put it back", "delete the file"];
    let folder = tempfile::tempdir().unwrap();
    let sources = || kazi(&["--config", folder.path().to_str().unwrap(), "sources"]);
    fs::write(folder.path().join("warnings.toml"), "").unwrap();
    let out = sources();
    let errors = text(&out.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(out.status.code(), Some(2), "{errors}");
    assert!(mend.iter().all(|words| errors.contains(words)), "{errors}");
    fs::remove_file(folder.path().join("warnings.toml")).unwrap();
    fs::write(folder.path().join("sources.toml"), "").unwrap();
    let out = sources();
    assert_eq!(out.status.code(), Some(0));
    assert!(text(&out.stderr).contains("sources.toml holds no [[source]]"), "{}", text(&out.stderr));
    refuses("sources.toml", "read_on = \"20", "read_on = \"21", &["sources.toml:", "lies ahead", "clock"]);
}

//! What a distribution gets: a package and a container of what is there, and a service that may do no more than it needs.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

/// The exposure that the unit may have at most, in tenths: 0 is none, 100 is all.
const EXPOSURE_MAX: &str = "--threshold=20";

#[test]
fn the_service_may_do_what_it_needs_and_nothing_else() {
    let unit = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/kazi/packaging/kazi.service");
    let mut analyse = Command::new("systemd-analyze");
    analyse.args(["security", "--offline=true", "--no-pager", EXPOSURE_MAX]).arg(&unit);
    let output = analyse.output().expect("systemd-analyze is missing: install Debian's package systemd");
    let said = String::from_utf8_lossy(&output.stdout);
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{complaints}");
    assert!(said.contains("Overall exposure level"), "{said}");
    assert_eq!(complaints, "", "every key of the unit is known");
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What the Debian package takes is there, and lies where the service looks for it.
#[test]
fn the_package_holds_what_the_service_needs() {
    let manifest: toml::Table = read("crates/kazi/Cargo.toml").parse().unwrap();
    let deb = &manifest["package"]["metadata"]["deb"];
    let mut installed = BTreeMap::new();
    for asset in deb["assets"].as_array().unwrap() {
        let [from, to, mode] = [0, 1, 2].map(|at| asset[at].as_str().unwrap());
        // The binary is named from the root, where it is built; all else from the crate.
        let source = if from.starts_with("target/") { None } else { Some(format!("crates/kazi/{from}")) };
        if let Some(source) = source {
            let folder = root().join(source.trim_end_matches("*.md").trim_end_matches('*'));
            assert!(folder.exists(), "{from} is not there");
        }
        installed.insert(format!("/{to}{}", from.rsplit('/').next().unwrap()), mode.to_owned());
    }
    let unit = read("crates/kazi/packaging/kazi.service");
    let start = unit.lines().find_map(|line| line.strip_prefix("ExecStart=")).unwrap();
    assert_eq!(start, "/usr/bin/kazi serve --config /etc/kazi --data /var/lib/kazi");
    assert_eq!(installed["/usr/bin/kazi"], "755");
    assert_eq!(installed["/etc/kazi/kazi.toml"], "644");
    let kept = deb["conf-files"].as_array().unwrap();
    assert!(
        kept.iter().any(|file| file.as_str() == Some("/etc/kazi/kazi.toml")),
        "an upgrade keeps what was set"
    );
    assert!(unit.contains("StateDirectory=kazi"), "the folder of the data is made");
    let documents = "/usr/share/doc/kazi/docs/";
    assert!(
        unit.contains(&format!("file://{documents}operators.md"))
            && root().join("docs/operators.md").exists()
    );
    // Links between the documents are as they are here.
    assert!(
        ["/usr/share/doc/kazi/README.md", &format!("{documents}*.md"), &format!("{documents}adr/*.md")]
            .iter()
            .all(|file| installed.contains_key(*file))
    );
    let units = root().join("crates/kazi").join(deb["systemd-units"]["unit-scripts"].as_str().unwrap());
    assert!(units.join("kazi.service").exists());
}

/// The container is built from what is there, by the compiler that the project names, and serves as nobody.
#[test]
fn the_container_is_built_from_what_is_there() {
    let file = read("crates/kazi/packaging/Containerfile");
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let rust = manifest["workspace"]["package"]["rust-version"].as_str().unwrap();
    assert!(file.contains(&format!("rust:{rust}-slim-bookworm AS build")), "Rust {rust} builds it");
    let copied: Vec<&str> = file
        .lines()
        .filter_map(|line| line.strip_prefix("COPY ").filter(|rest| !rest.starts_with("--from")))
        .flat_map(|rest| rest.split(' ').rev().skip(1))
        .collect();
    for path in &copied {
        assert!(root().join(path).exists(), "{path} is not there");
    }
    for member in manifest["workspace"]["members"].as_array().unwrap() {
        let folder = member.as_str().unwrap().trim_end_matches("/*");
        assert!(copied.contains(&folder), "the workspace does not build without {folder}");
    }
    // Without a configuration of its own it says how to write one, and asks no site in nobody's name.
    let serves = r#"CMD ["serve", "--config", "/etc/kazi", "--data", "/data", "--listen", "0.0.0.0:7878"]"#;
    assert!(file.contains("USER 65534:65534") && file.contains("VOLUME /data") && file.contains(serves));
}

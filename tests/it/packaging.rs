//! What a distribution gets: the service unit closes what kazi does not need.

use std::{path::Path, process::Command};

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

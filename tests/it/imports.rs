//! Holds the import table of ARCHITECTURE.md against the manifests.

use std::{collections::BTreeSet, fs, path::Path};

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The crates of the workspace that `manifest` depends on outside tests.
fn imports_of(name: &str) -> BTreeSet<String> {
    let path = root().join("crates").join(name).join("Cargo.toml");
    let manifest: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
    let dependencies = manifest["dependencies"].as_table().unwrap();
    dependencies.keys().filter_map(|name| name.strip_prefix("kazi-")).map(str::to_owned).collect()
}

#[test]
fn crates_import_only_what_the_table_allows() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let table = text.split("| crate | may import |").nth(1).expect("the table is there");
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    let mut listed = BTreeSet::new();
    for row in rows {
        let mut cells = row.split('|').skip(1).map(str::trim);
        let name = cells.next().unwrap();
        let allowed: BTreeSet<String> = cells.next().unwrap().split_whitespace().map(str::to_owned).collect();
        let imported = imports_of(name);
        assert!(imported.is_subset(&allowed), "{name} imports {imported:?}, the table allows {allowed:?}");
        listed.insert(name.to_owned());
    }
    let crates = fs::read_dir(root().join("crates")).unwrap();
    let crates: BTreeSet<String> =
        crates.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(listed, crates, "the table lists every crate");
}

#[test]
fn the_map_stays_short() {
    let lines = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap().lines().count();
    assert!(lines <= 120, "ARCHITECTURE.md has {lines} lines; 120 are the most");
}

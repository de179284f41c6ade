//! The columns of the table.

/// The columns, in the order in which they are written.
pub(super) const COLUMNS: [&str; 13] = [
    "kind", "id", "name", "fields", "parent", "weight", "esco", "onet", "word", "as", "language", "cased",
    "near",
];
/// How alike two names of columns are at least, so that one is taken for the other mistyped.
const ALIKE_MIN: f64 = 0.75;
/// The most columns: a spreadsheet may save empty ones behind.
const COLUMNS_MAX: usize = 100;

/// Every column must be there, and no other: what a column holds that is not read would be lost in silence.
pub(super) fn check_columns(header: &csv::StringRecord) -> Result<(), String> {
    if header.len() > COLUMNS_MAX {
        return Err(format!("it has {} columns, and {} are known", header.len(), COLUMNS.len()));
    }
    let quoted =
        |names: &[&str]| names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let missing: Vec<&str> =
        COLUMNS.into_iter().filter(|column| !header.iter().any(|known| known == *column)).collect();
    for (place, name) in header.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        if header.iter().take(place).any(|before| before == name) {
            return Err(format!("the column \"{name}\" is there twice"));
        }
        if COLUMNS.contains(&name) {
            continue;
        }
        let alike = |column: &&str| strsim::jaro_winkler(&name.to_lowercase(), column);
        let meant = missing.iter().copied().max_by(|one, other| alike(one).total_cmp(&alike(other)));
        return Err(match meant.filter(|meant| alike(meant) >= ALIKE_MIN) {
            Some(meant) => format!("there is no column \"{name}\"; did you mean \"{meant}\"?"),
            None => format!("there is no column \"{name}\": the columns are {}", quoted(&COLUMNS)),
        });
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(format!(
        "the first line must name all columns, and {} are missing: what they hold would be taken for nothing",
        quoted(&missing)
    ))
}

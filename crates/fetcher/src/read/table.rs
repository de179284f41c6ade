//! Dropped files: tables of comma-separated values, and JSON line by line.

use serde_json::{Map, Value};

use super::{note::Notes, note::quote};

/// The most columns of a table.
const COLUMNS_MAX: usize = 500;

/// The rows of a table as objects, by the names in its first row.
pub(crate) fn read_table(text: &str, rows_max: usize, notes: &mut Notes) -> Value {
    let first = text.lines().next().unwrap_or_default();
    let count = |delimiter: &u8| first.bytes().filter(|byte| byte == delimiter).count();
    let delimiter = *b"\t;|,".iter().max_by_key(|delimiter| count(delimiter)).unwrap_or(&b',');
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let names: Vec<String> = match reader.headers() {
        Ok(names) => names.iter().take(COLUMNS_MAX).map(|name| name.trim().to_owned()).collect(),
        Err(_) => Vec::new(),
    };
    let mut rows = Vec::new();
    for (at, record) in reader.records().take(rows_max).enumerate() {
        match record {
            Ok(record) => {
                let members = names.iter().zip(record.iter());
                let filled = members.filter(|(_, value)| !value.trim().is_empty());
                let row: Map<_, _> = filled.map(|(name, value)| (name.clone(), value.into())).collect();
                rows.push(Value::Object(row));
            }
            Err(error) => notes.lost(Some(at + 1), None, error.to_string()),
        }
    }
    rows.retain(|row| row.as_object().is_some_and(|row| !row.is_empty()));
    Value::Array(rows)
}

/// The objects of a file with one of them on each line.
pub(crate) fn read_json_lines(text: &str, rows_max: usize, notes: &mut Notes) -> Value {
    let mut rows = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).take(rows_max) {
        match serde_json::from_str(line.trim().trim_start_matches('\u{feff}')) {
            Ok(value) => rows.push(value),
            Err(error) => notes.lost(Some(at + 1), None, format!("{} is no JSON: {error}", quote(line))),
        }
    }
    Value::Array(rows)
}

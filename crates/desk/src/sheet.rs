//! The skill book as a table for spreadsheets: one row for each word of each entry.
//!
//! Columns: `kind,id,name,fields,parent,weight,esco,onet,word,as,language,cased,near`, and a table that is read
//! has them all: what stands in none would be taken for nothing. One row of an entry has what is said of the
//! entry, wherever it was sorted to; `as` is `alias`, `hint`, `not` or `kin`.

mod columns;
mod read;
#[cfg(test)]
mod tests;
mod write;

use serde::Serialize;

use self::columns::COLUMNS;
pub use self::{read::read_sheet, write::write_sheet};

/// Why a table is no book.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct SheetError {
    /// The line of the file.
    pub line: u64,
    /// What is wrong there.
    pub what: String,
}

/// What stands between several values in one cell.
const BETWEEN: char = ';';

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
struct Row {
    kind: String,
    id: String,
    name: String,
    fields: String,
    parent: String,
    weight: String,
    esco: String,
    onet: String,
    word: String,
    r#as: String,
    language: String,
    cased: String,
    near: String,
}

impl Row {
    fn cells(&mut self) -> [&mut String; 13] {
        let Self { kind, id, name, fields, parent, weight, esco, onet, word, r#as, language, cased, near } =
            self;
        [kind, id, name, fields, parent, weight, esco, onet, word, r#as, language, cased, near]
    }

    /// Cells that are missing at the end of a row are empty ones.
    fn read(header: &csv::StringRecord, record: &csv::StringRecord) -> Result<Self, String> {
        let mut row = Self::default();
        for (place, cell) in record.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let name = header.get(place).unwrap_or_default();
            let Some(column) = COLUMNS.iter().position(|column| *column == name) else {
                return Err(format!(
                    "\"{cell}\" stands in no column: is a quotation mark missing before it?"
                ));
            };
            if let Some(known) = row.cells().into_iter().nth(column) {
                cell.clone_into(known);
                unguard(known);
            }
        }
        Ok(row)
    }

    /// The row of the same entry that says nothing.
    fn bare(&self) -> Self {
        Self { id: self.id.clone(), ..Self::default() }
    }

    /// Whether it says something of the entry itself.
    fn describes(&self) -> bool {
        let Self { name, fields, parent, weight, esco, onet, .. } = self;
        [name, fields, parent, weight, esco, onet].iter().any(|cell| !cell.is_empty())
    }
}

/// A cell that a spreadsheet would take for a formula begins with an apostrophe, which is taken off
/// again when the table is read.
fn guard(cell: &mut String) {
    if cell.starts_with(|first: char| matches!(first, '=' | '+' | '-' | '@' | '\'') || first.is_control()) {
        cell.insert(0, '\'');
    }
}

fn unguard(cell: &mut String) {
    if cell.starts_with('\'') {
        cell.remove(0);
    }
}

//! The skill book as a table for spreadsheets: one row for each word of each entry.
//!
//! Columns: `kind,id,name,fields,parent,weight,esco,onet,word,as,language,cased,near`. The first row
//! of an entry has what is said of the entry; `as` is `alias`, `hint`, `not` or `kin`.

use std::collections::HashMap;

use kazi_domain::{Alias, Field, FieldId, Skill, SkillBook, SkillId};
use serde::{Deserialize, Serialize};

/// Why a table is no book.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct SheetError {
    /// The line of the file.
    pub line: u64,
    /// What is wrong there.
    pub what: String,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
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

/// What stands between several values in one cell.
const BETWEEN: char = ';';

/// Writes a book as CSV.
///
/// # Errors
/// When a row cannot be written, which memory does not do.
pub fn write_sheet(book: &SkillBook) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for field in &book.fields {
        let first = Row {
            kind: "field".into(),
            id: field.id.to_string(),
            name: field.name.clone(),
            ..Row::default()
        };
        let words = field.aliases.iter().map(|alias| ("alias", alias.clone()));
        let hints = field.hints.iter().map(|alias| ("hint", alias.clone()));
        let kin = field.kin.iter().map(|kin| ("kin", Alias::plain(kin.as_str())));
        let negatives = field.negatives.iter().map(|text| ("not", Alias::plain(text.as_str())));
        write_entry(&mut writer, first, words.chain(hints).chain(negatives).chain(kin))?;
    }
    for skill in &book.skills {
        let first = Row {
            kind: "skill".into(),
            id: skill.id.to_string(),
            name: skill.name.clone(),
            fields: skill.fields.iter().map(FieldId::as_str).collect::<Vec<_>>().join(&BETWEEN.to_string()),
            parent: skill.parent.as_ref().map(ToString::to_string).unwrap_or_default(),
            weight: skill.weight.to_string(),
            esco: skill.esco.clone().unwrap_or_default(),
            onet: skill.onet.clone().unwrap_or_default(),
            ..Row::default()
        };
        let words = skill.aliases.iter().map(|alias| ("alias", alias.clone()));
        let negatives = skill.negatives.iter().map(|text| ("not", Alias::plain(text.as_str())));
        write_entry(&mut writer, first, words.chain(negatives))?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn write_entry(
    writer: &mut csv::Writer<Vec<u8>>,
    first: Row,
    words: impl Iterator<Item = (&'static str, Alias)>,
) -> Result<(), csv::Error> {
    let (kind, id) = (first.kind.clone(), first.id.clone());
    writer.serialize(first)?;
    for (r#as, alias) in words {
        writer.serialize(Row {
            kind: kind.clone(),
            id: id.clone(),
            word: guarded(&alias.text),
            r#as: r#as.to_owned(),
            language: alias.language.map(|language| language.to_string()).unwrap_or_default(),
            cased: if alias.cased { "yes".to_owned() } else { String::new() },
            near: alias.near.join(&BETWEEN.to_string()),
            ..Row::default()
        })?;
    }
    Ok(())
}

/// A cell that a spreadsheet would take for a formula begins with an apostrophe, which is taken off
/// again when the table is read.
fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\'']) { format!("'{text}") } else { text.to_owned() }
}

/// Reads a book of a table.
///
/// # Errors
/// The first line that cannot be read.
pub fn read_sheet(text: &str) -> Result<SkillBook, SheetError> {
    let mut book = SkillBook::default();
    let (mut fields, mut skills) = (HashMap::new(), HashMap::new());
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    for (number, row) in (2..).zip(reader.deserialize::<Row>()) {
        let fault = |what: String| SheetError { line: number, what };
        let row = row.map_err(|error| fault(error.to_string()))?;
        match row.kind.as_str() {
            "field" => {
                let place = *fields.entry(row.id.clone()).or_insert(book.fields.len());
                if place == book.fields.len() {
                    book.fields.push(new_field(&row).map_err(fault)?);
                }
                read_field_word(&mut book.fields[place], &row).map_err(fault)?;
            }
            "skill" => {
                let place = *skills.entry(row.id.clone()).or_insert(book.skills.len());
                if place == book.skills.len() {
                    book.skills.push(new_skill(&row).map_err(fault)?);
                }
                read_skill_word(&mut book.skills[place], &row).map_err(fault)?;
            }
            other => return Err(fault(format!("kind is field or skill, not \"{other}\""))),
        }
    }
    Ok(book)
}

fn listed(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(BETWEEN).map(str::trim).filter(|part| !part.is_empty())
}

fn some(cell: &str) -> Option<String> {
    (!cell.is_empty()).then(|| cell.to_owned())
}

fn new_field(row: &Row) -> Result<Field, String> {
    Ok(Field {
        id: FieldId::new(&row.id).map_err(|error| error.to_string())?,
        name: row.name.clone(),
        aliases: Vec::new(),
        hints: Vec::new(),
        negatives: Vec::new(),
        kin: Vec::new(),
    })
}

fn new_skill(row: &Row) -> Result<Skill, String> {
    let fields: Result<Vec<FieldId>, _> = listed(&row.fields).map(FieldId::new).collect();
    let parent = some(&row.parent).map(|parent| SkillId::new(&parent)).transpose();
    let weight = some(&row.weight).map_or(Ok(1.0), |weight| weight.parse::<f32>());
    Ok(Skill {
        id: SkillId::new(&row.id).map_err(|error| error.to_string())?,
        name: row.name.clone(),
        fields: fields.map_err(|error| error.to_string())?,
        parent: parent.map_err(|error| error.to_string())?,
        weight: weight.map_err(|_| format!("weight \"{}\" is no number", row.weight))?,
        aliases: Vec::new(),
        negatives: Vec::new(),
        esco: some(&row.esco),
        onet: some(&row.onet),
    })
}

fn read_alias(row: &Row) -> Result<Alias, String> {
    let language = some(&row.language).map(|code| code.parse()).transpose();
    Ok(Alias {
        text: word(row),
        language: language.map_err(|_| format!("\"{}\" is no code of a language", row.language))?,
        cased: matches!(row.cased.as_str(), "yes" | "true" | "1"),
        near: listed(&row.near).map(str::to_owned).collect(),
    })
}

fn word(row: &Row) -> String {
    row.word.strip_prefix('\'').unwrap_or(&row.word).to_owned()
}

fn read_field_word(field: &mut Field, row: &Row) -> Result<(), String> {
    match row.r#as.as_str() {
        "" if row.word.is_empty() => {}
        "alias" => field.aliases.push(read_alias(row)?),
        "hint" => field.hints.push(read_alias(row)?),
        "not" => field.negatives.push(word(row)),
        "kin" => field.kin.push(FieldId::new(&row.word).map_err(|error| error.to_string())?),
        other => return Err(format!("as is alias, hint, not or kin for a field, not \"{other}\"")),
    }
    Ok(())
}

fn read_skill_word(skill: &mut Skill, row: &Row) -> Result<(), String> {
    match row.r#as.as_str() {
        "" if row.word.is_empty() => {}
        "alias" => skill.aliases.push(read_alias(row)?),
        "not" => skill.negatives.push(word(row)),
        other => return Err(format!("as is alias or not for a skill, not \"{other}\"")),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_book;

    #[test]
    fn the_shipped_book_comes_back_the_same() {
        let (book, _) = read_book(include_str!("../../../config/skills.toml")).unwrap();
        assert_eq!(read_sheet(&write_sheet(&book).unwrap()), Ok(book));
    }

    #[test]
    fn what_looks_like_a_formula_is_none() {
        let text = "[[skill]]\nid = \"x\"\nname = \"Xy\"\naliases = [\"=cmd()\", \"'tis\"]";
        let (book, _) = read_book(text).unwrap();
        let sheet = write_sheet(&book).unwrap();
        assert!(sheet.contains(",'=cmd(),"), "{sheet}");
        assert_eq!(read_sheet(&sheet), Ok(book));
    }

    #[test]
    fn a_fault_says_its_line() {
        let fault =
            |rows: &str| read_sheet(&format!("kind,id,name,weight,word,as\n{rows}")).unwrap_err().to_string();
        assert_eq!(fault("skill,go,Go,heavy,,"), "line 2: weight \"heavy\" is no number");
        assert_eq!(
            fault("skill,go,Go,,,\nskill,go,,,golang,maybe"),
            "line 3: as is alias or not for a skill, not \"maybe\""
        );
        assert_eq!(fault("tool,go,Go,,,"), "line 2: kind is field or skill, not \"tool\"");
    }
}

//! Rows as a book.

use std::collections::HashMap;

use kazi_domain::{Alias, Field, FieldId, Skill, SkillBook, SkillId};

use super::{BETWEEN, Row, SheetError, columns::check_columns};

/// Reads a book of a table, whose cells are divided by commas, semicolons or tabs.
///
/// # Errors
/// The first line that cannot be read.
pub fn read_sheet(text: &str) -> Result<SkillBook, SheetError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| fault_at(1, error.to_string()))?.clone();
    check_columns(&header).map_err(|what| fault_at(1, what))?;
    let mut reading = Reading::default();
    for record in reader.records() {
        let record = record
            .map_err(|error| fault_at(error.position().map_or(1, csv::Position::line), error.to_string()))?;
        let line = record.position().map_or(1, csv::Position::line);
        let taken = Row::read(&header, &record).and_then(|row| reading.take(&row, line));
        taken.map_err(|what| fault_at(line, what))?;
    }
    reading.finish()
}

fn fault_at(line: u64, what: String) -> SheetError {
    SheetError { line, what }
}

/// What the rows up to one say together.
#[derive(Default)]
struct Reading {
    book: SkillBook,
    fields: HashMap<String, Entry>,
    skills: HashMap<String, Entry>,
}

impl Reading {
    fn take(&mut self, row: &Row, line: u64) -> Result<(), String> {
        match row.kind.as_str() {
            "field" => self.take_field(row, line),
            "skill" => self.take_skill(row, line),
            "" if *row == Row::default() => Ok(()),
            other => Err(format!("kind is field or skill, not \"{other}\"")),
        }
    }

    fn take_field(&mut self, row: &Row, line: u64) -> Result<(), String> {
        let fields = &mut self.book.fields;
        let entry = self.fields.entry(row.id.clone()).or_insert(Entry::new(fields.len(), line));
        if entry.place == fields.len() {
            fields.push(new_field(&row.bare())?);
        }
        let known = &mut fields[entry.place];
        if entry.take(row)? {
            known.name = row.name.clone();
        }
        read_field_word(known, row)
    }

    fn take_skill(&mut self, row: &Row, line: u64) -> Result<(), String> {
        let skills = &mut self.book.skills;
        let entry = self.skills.entry(row.id.clone()).or_insert(Entry::new(skills.len(), line));
        if entry.place == skills.len() {
            skills.push(new_skill(&row.bare())?);
        }
        let known = &mut skills[entry.place];
        if entry.take(row)? {
            let Skill { aliases, negatives, .. } = std::mem::replace(known, new_skill(row)?);
            (known.aliases, known.negatives) = (aliases, negatives);
        }
        read_skill_word(known, row)
    }

    /// The book, unless one of its entries has words alone.
    fn finish(self) -> Result<SkillBook, SheetError> {
        let fields = self.fields.into_iter().map(|(id, entry)| ("field", id, entry));
        let skills = self.skills.into_iter().map(|(id, entry)| ("skill", id, entry));
        let bare = fields.chain(skills).filter(|(_, _, entry)| entry.described.is_none());
        match bare.min_by_key(|(_, _, entry)| entry.line) {
            Some((kind, id, entry)) => {
                let what = format!("{kind} \"{id}\" has words, and no row with its name, weight and fields");
                Err(fault_at(entry.line, what))
            }
            None => Ok(self.book),
        }
    }
}

/// An entry of which rows were read.
struct Entry {
    place: usize,
    /// Of its first row.
    line: u64,
    /// The row that describes it, without its word.
    described: Option<Row>,
}

impl Entry {
    fn new(place: usize, line: u64) -> Self {
        Self { place, line, described: None }
    }

    /// Whether a row describes the entry for the first time.
    fn take(&mut self, row: &Row) -> Result<bool, String> {
        if !row.describes() {
            return Ok(false);
        }
        let Row { kind, id, name, fields, parent, weight, esco, onet, .. } = row.clone();
        let row = Row { kind, id, name, fields, parent, weight, esco, onet, ..Row::default() };
        match &self.described {
            None => {
                self.described = Some(row);
                Ok(true)
            }
            Some(known) if *known == row => Ok(false),
            Some(Row { kind, id, .. }) => {
                Err(format!("{kind} \"{id}\" is described twice, and not alike: keep one of the rows"))
            }
        }
    }
}

/// What divides the cells: whichever of these the header has most of. Where decimals have a comma, spreadsheets
/// write semicolons.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |delimiter: &u8| header.bytes().filter(|byte| byte == delimiter).count();
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
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
    let weight = some(&row.weight).map_or(Some(1.0), |weight| weight.replace(',', ".").parse::<f32>().ok());
    let weight = weight.filter(|weight| weight.is_finite());
    Ok(Skill {
        id: SkillId::new(&row.id).map_err(|error| error.to_string())?,
        name: row.name.clone(),
        fields: fields.map_err(|error| error.to_string())?,
        parent: parent.map_err(|error| error.to_string())?,
        weight: weight.ok_or_else(|| format!("weight \"{}\" is no number", row.weight))?,
        aliases: Vec::new(),
        negatives: Vec::new(),
        esco: some(&row.esco),
        onet: some(&row.onet),
    })
}

fn read_alias(row: &Row) -> Result<Alias, String> {
    let language = some(&row.language).map(|code| code.parse()).transpose();
    let cased = match row.cased.to_lowercase().as_str() {
        "yes" | "true" | "1" => true,
        "" | "no" | "false" | "0" => false,
        _ => return Err(format!("cased is yes or nothing, not \"{}\"", row.cased)),
    };
    Ok(Alias {
        text: row.word.clone(),
        language: language.map_err(|_| format!("\"{}\" is no code of a language", row.language))?,
        cased,
        near: listed(&row.near).map(str::to_owned).collect(),
    })
}

fn read_field_word(field: &mut Field, row: &Row) -> Result<(), String> {
    match row.r#as.as_str() {
        "" if row.word.is_empty() => {}
        "alias" => field.aliases.push(read_alias(row)?),
        "hint" => field.hints.push(read_alias(row)?),
        "not" => field.negatives.push(row.word.clone()),
        "kin" => field.kin.push(FieldId::new(&row.word).map_err(|error| error.to_string())?),
        other => return Err(format!("as is alias, hint, not or kin for a field, not \"{other}\"")),
    }
    Ok(())
}

fn read_skill_word(skill: &mut Skill, row: &Row) -> Result<(), String> {
    match row.r#as.as_str() {
        "" if row.word.is_empty() => {}
        "alias" => skill.aliases.push(read_alias(row)?),
        "not" => skill.negatives.push(row.word.clone()),
        other => return Err(format!("as is alias or not for a skill, not \"{other}\"")),
    }
    Ok(())
}

//! The skill book as a table for spreadsheets: one row for each word of each entry.
//!
//! Columns: `kind,id,name,fields,parent,weight,esco,onet,word,as,language,cased,near`, and a table that is read
//! has them all: what stands in none would be taken for nothing. One row of an entry has what is said of the
//! entry, wherever it was sorted to; `as` is `alias`, `hint`, `not` or `kin`.

use std::collections::HashMap;

use kazi_domain::{Alias, Field, FieldId, Skill, SkillBook, SkillId};
use serde::Serialize;

/// Why a table is no book.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct SheetError {
    /// The line of the file.
    pub line: u64,
    /// What is wrong there.
    pub what: String,
}

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

/// The columns, in the order in which they are written.
const COLUMNS: [&str; 13] = [
    "kind", "id", "name", "fields", "parent", "weight", "esco", "onet", "word", "as", "language", "cased",
    "near",
];
/// What stands between several values in one cell.
const BETWEEN: char = ';';
/// How alike two names of columns are at least, so that one is taken for the other mistyped.
const ALIKE_MIN: f64 = 0.75;
/// The most columns: a spreadsheet may save empty ones behind.
const COLUMNS_MAX: usize = 100;

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

    /// Whether it says something of the entry itself.
    fn describes(&self) -> bool {
        let Self { name, fields, parent, weight, esco, onet, .. } = self;
        [name, fields, parent, weight, esco, onet].iter().any(|cell| !cell.is_empty())
    }
}

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
    let mut write = |mut row: Row| {
        row.cells().into_iter().for_each(guard);
        writer.serialize(row)
    };
    write(first)?;
    for (r#as, alias) in words {
        write(Row {
            kind: kind.clone(),
            id: id.clone(),
            word: alias.text.clone(),
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

/// Reads a book of a table, whose cells are divided by commas, semicolons or tabs.
///
/// # Errors
/// The first line that cannot be read.
pub fn read_sheet(text: &str) -> Result<SkillBook, SheetError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut book = SkillBook::default();
    let (mut fields, mut skills) = (HashMap::new(), HashMap::new());
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let fault_at = |line: u64, what: String| SheetError { line, what };
    let header = reader.headers().map_err(|error| fault_at(1, error.to_string()))?.clone();
    check_columns(&header).map_err(|what| fault_at(1, what))?;
    for record in reader.records() {
        let record = record
            .map_err(|error| fault_at(error.position().map_or(1, csv::Position::line), error.to_string()))?;
        let line = record.position().map_or(1, csv::Position::line);
        let fault = |what: String| fault_at(line, what);
        let row = Row::read(&header, &record).map_err(fault)?;
        match row.kind.as_str() {
            "field" => {
                let entry = fields.entry(row.id.clone()).or_insert(Entry::new(book.fields.len(), line));
                if entry.place == book.fields.len() {
                    let bare = Row { id: row.id.clone(), ..Row::default() };
                    book.fields.push(new_field(&bare).map_err(fault)?);
                }
                let known = &mut book.fields[entry.place];
                if entry.take(&row).map_err(fault)? {
                    known.name = row.name.clone();
                }
                read_field_word(known, &row).map_err(fault)?;
            }
            "skill" => {
                let entry = skills.entry(row.id.clone()).or_insert(Entry::new(book.skills.len(), line));
                if entry.place == book.skills.len() {
                    let bare = Row { id: row.id.clone(), ..Row::default() };
                    book.skills.push(new_skill(&bare).map_err(fault)?);
                }
                let known = &mut book.skills[entry.place];
                if entry.take(&row).map_err(fault)? {
                    let Skill { aliases, negatives, .. } =
                        std::mem::replace(known, new_skill(&row).map_err(fault)?);
                    (known.aliases, known.negatives) = (aliases, negatives);
                }
                read_skill_word(known, &row).map_err(fault)?;
            }
            "" if row == Row::default() => {}
            other => return Err(fault(format!("kind is field or skill, not \"{other}\""))),
        }
    }
    let bare = |kind: &str, entries: HashMap<String, Entry>| {
        let (id, entry) =
            entries.into_iter().filter(|(_, entry)| entry.described.is_none()).min_by_key(|of| of.1.line)?;
        let what = format!("{kind} \"{id}\" has words, and no row with its name, weight and fields");
        Some(fault_at(entry.line, what))
    };
    match bare("field", fields).or_else(|| bare("skill", skills)) {
        Some(fault) => Err(fault),
        None => Ok(book),
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

/// Every column must be there, and no other: what a column holds that is not read would be lost in silence.
fn check_columns(header: &csv::StringRecord) -> Result<(), String> {
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
        let text = "[[field]]\nid = \"y\"\nname = \"@y\"\naliases = [{ text = \"y1\", near = [\"=cmd|calc\"] }]\n\
            [[skill]]\nid = \"x\"\nname = \"=HYPERLINK(1)\"\naliases = [\"=cmd()\", \"'tis\"]";
        let book: SkillBook = toml::from_str(text).unwrap();
        let sheet = write_sheet(&book).unwrap();
        for guarded in [",'=cmd(),", ",'@y,", ",'=HYPERLINK(1),", ",'=cmd|calc"] {
            assert!(sheet.contains(guarded), "{guarded} in {sheet}");
        }
        assert!(!sheet.contains(",=") && !sheet.contains(",@"), "{sheet}");
        assert_eq!(read_sheet(&sheet), Ok(book));
    }

    /// The table with other cells between others.
    fn told(rows: &str) -> Result<SkillBook, String> {
        read_sheet(&format!("{}\n{rows}", COLUMNS.join(","))).map_err(|fault| fault.to_string())
    }

    #[test]
    fn a_fault_says_its_line() {
        let fault = |rows: &str| told(rows).unwrap_err();
        assert_eq!(fault("skill,go,Go,,,heavy"), "line 2: weight \"heavy\" is no number");
        assert_eq!(
            fault("skill,go,Go\nskill,go,,,,,,,golang,maybe"),
            "line 3: as is alias or not for a skill, not \"maybe\""
        );
        assert_eq!(fault("tool,go,Go"), "line 2: kind is field or skill, not \"tool\"");
        assert_eq!(
            fault("skill,go,\"Go\nlang\"\nskill,go,Other"),
            "line 4: skill \"go\" is described twice, and not alike: keep one of the rows"
        );
        assert_eq!(
            fault("skill,go,,,,,,,golang,alias"),
            "line 2: skill \"go\" has words, and no row with its name, weight and fields"
        );
        assert_eq!(
            fault("skill,go,Go,,,,,,golang,alias,,,,more"),
            "line 2: \"more\" stands in no column: is a quotation mark missing before it?"
        );
        assert_eq!(
            fault("skill,go,Go\nskill,go,,,,,,,golang,alias,,oui"),
            "line 3: cased is yes or nothing, not \"oui\""
        );
    }

    #[test]
    fn a_column_that_is_missing_or_unknown_is_named() {
        let fault = |header: &str| read_sheet(&format!("{header}\n")).unwrap_err().to_string();
        let whole = COLUMNS.join(",");
        assert_eq!(
            fault("kind,id,name,word,as,language,cased,near"),
            "line 1: the first line must name all columns, and \"fields\", \"parent\", \"weight\", \"esco\", \"onet\" \
             are missing: what they hold would be taken for nothing"
        );
        assert_eq!(
            fault(&whole.replace("weight", "wieght")),
            "line 1: there is no column \"wieght\"; did you mean \"weight\"?"
        );
        assert!(
            fault(&format!("{whole},price"))
                .starts_with("line 1: there is no column \"price\": the columns are")
        );
        assert_eq!(fault(&format!("{whole},word")), "line 1: the column \"word\" is there twice");
        assert_eq!(read_sheet(&format!("{whole},,\n")), Ok(SkillBook::default()), "empty ones hold nothing");
    }

    #[test]
    fn a_table_as_spreadsheets_save_it_comes_back_the_same() {
        let (book, _) = read_book(include_str!("../../../config/skills.toml")).unwrap();
        let sheet = write_sheet(&book).unwrap();
        let rows: Vec<csv::StringRecord> =
            csv::Reader::from_reader(sheet.as_bytes()).records().collect::<Result<_, _>>().unwrap();
        for (delimiter, comma) in [(b';', true), (b'\t', true), (b';', false)] {
            let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
            writer.write_record(COLUMNS).unwrap();
            for row in &rows {
                let cell = |(place, cell): (usize, &str)| {
                    if comma && COLUMNS[place] == "weight" { cell.replace('.', ",") } else { cell.to_owned() }
                };
                writer.write_record(row.iter().enumerate().map(cell)).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            assert_eq!(read_sheet(&format!("\u{feff}{text}")).as_ref(), Ok(&book));
        }
        // The row that describes an entry may have been sorted behind its words.
        let moved: Vec<&str> = sheet.lines().skip(1).collect();
        let moved = moved.iter().rev().copied().collect::<Vec<_>>().join("\n");
        let turned = read_sheet(&format!("{}\n{moved}", COLUMNS.join(","))).unwrap();
        let described = |book: &SkillBook| {
            let of = |skill: &Skill| {
                (skill.id.clone(), skill.weight.to_string(), skill.fields.clone(), skill.parent.clone())
            };
            book.skills.iter().map(of).collect::<std::collections::BTreeSet<_>>()
        };
        assert_eq!(described(&turned), described(&book));
    }
}

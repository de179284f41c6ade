use kazi_domain::{Skill, SkillBook};

use super::{columns::COLUMNS, read_sheet, write_sheet};
use crate::read_book;

#[test]
fn the_shipped_book_comes_back_the_same() {
    let (book, _) = read_book(include_str!("../../../../config/skills.toml")).unwrap();
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
        fault(&format!("{whole},price")).starts_with("line 1: there is no column \"price\": the columns are")
    );
    assert_eq!(fault(&format!("{whole},word")), "line 1: the column \"word\" is there twice");
    assert_eq!(read_sheet(&format!("{whole},,\n")), Ok(SkillBook::default()), "empty ones hold nothing");
}

#[test]
fn a_table_as_spreadsheets_save_it_comes_back_the_same() {
    let (book, _) = read_book(include_str!("../../../../config/skills.toml")).unwrap();
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

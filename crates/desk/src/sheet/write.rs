//! A book as rows.

use kazi_domain::{Alias, FieldId, SkillBook};

use super::{BETWEEN, Row, guard};

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

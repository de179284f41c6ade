//! What a field of the place says that names none: "Online", "n/a", "Remote (any)".

use kazi_domain::{Evidence, Part};

use super::{claims::Claims, passage::Passage, tables::FieldSays};

/// Adds what such a field says.
pub(super) fn read_field(passage: &Passage<'_>, claims: &mut Claims) {
    const PARTS: [char; 8] = [',', '،', '|', ';', '(', ')', '[', ']'];
    let (tables, field) = (&passage.lexicon.tables, passage.text);
    let whole = tables.field_says(field);
    let parts = || field.split(PARTS).flat_map(|part| part.split(" - ")).flat_map(|part| part.split(" / "));
    let said: Vec<_> = match whole {
        Some(said) => vec![Some(said)],
        None => {
            let worded = parts().filter(|part| part.contains(char::is_alphanumeric));
            worded.map(|part| tables.field_says(part)).collect()
        }
    };
    let says = |meaning| said.contains(&Some(meaning));
    let evidence = || Some(Evidence::quote(Part::Location, field, 0..field.len()));
    if says(FieldSays::Online) && claims.remote_word.is_none() {
        claims.remote_word = evidence();
    }
    claims.placeless =
        said.iter().all(Option::is_some) && passage.items.iter().all(|item| item.place.is_none());
    // "GB, all": all of it.
    if claims.placeless && says(FieldSays::Any) && claims.any.is_none() {
        claims.any = evidence();
    }
}

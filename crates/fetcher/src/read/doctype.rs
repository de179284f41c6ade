//! The entities that a DOCTYPE declares within itself. Nothing outside the document is ever read.

/// The most entities kept.
const ENTITIES_MAX: usize = 100;
/// The longest value of an entity, in bytes: long ones serve only to make a document grow.
const VALUE_BYTES_MAX: usize = 1_000;

/// The entities of the DOCTYPE at the start of `text`, and how many bytes the DOCTYPE takes.
pub(crate) fn entities(text: &str) -> (Vec<(&str, &str)>, usize) {
    let mut found = Vec::new();
    let open = text.find(['[', '>']).unwrap_or(text.len());
    if !text[open..].starts_with('[') {
        return (found, (open + 1).min(text.len()));
    }
    let close = text[open..].find("]").map_or(text.len(), |at| open + at);
    for declaration in text[open..close].split("<!ENTITY").skip(1).take(ENTITIES_MAX) {
        found.extend(declared(declaration));
    }
    let end = text[close..].find('>').map_or(text.len(), |at| close + at + 1);
    (found, end)
}

/// Reads ` name "value">`; nothing for a parameter or an entity that lies elsewhere.
fn declared(declaration: &str) -> Option<(&str, &str)> {
    let (name, rest) = declaration.trim_start().split_once(|c: char| c.is_ascii_whitespace())?;
    let rest = rest.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (value, _) = rest[1..].split_once(quote)?;
    (value.len() <= VALUE_BYTES_MAX && name != "%").then_some((name, value))
}

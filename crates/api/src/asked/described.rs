//! What parameters take, as JSON Schema.

use serde_json::{Value, json};

use super::values::LIST_MAX;

/// Text of at most so many characters.
pub(super) fn text(most: usize) -> Value {
    json!({ "type": "string", "maxLength": most })
}

/// Text of a form.
pub(super) fn form(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

/// A whole number from 1.
pub(super) fn number(most: usize) -> Value {
    json!({ "type": "integer", "minimum": 1, "maximum": most })
}

/// Yes or no.
pub(super) fn boolean() -> Value {
    json!({ "type": "boolean" })
}

/// One of these names.
pub(super) fn one<'a>(names: impl IntoIterator<Item = &'a str>) -> Value {
    json!({ "type": "string", "enum": names.into_iter().collect::<Vec<_>>() })
}

/// Some of these names, with commas between them.
pub(super) fn some<'a>(names: impl IntoIterator<Item = &'a str>) -> Value {
    list(&one(names))
}

/// Values of a form, with commas between them.
pub(super) fn forms(pattern: &str) -> Value {
    list(&form(pattern))
}

fn list(items: &Value) -> Value {
    json!({ "type": "array", "items": items, "minItems": 1, "maxItems": LIST_MAX })
}

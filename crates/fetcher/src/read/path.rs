//! Where a value stands in an item of data: RFC 9535 JSONPath, or dotted names.

use serde_json::Value;
use serde_json_path::JsonPath;

/// The longest path, in bytes.
const PATH_BYTES_MAX: usize = 500;
/// The most values that one path answers.
const VALUES_MAX: usize = 1_000;
/// Keys under which an object says what it is called, where a text is wanted of it.
const NAME_KEYS: [&str; 8] =
    ["#text", "name", "display_name", "displayName", "label", "title", "value", "text"];

/// A path, ready to be followed.
#[derive(Clone, Debug)]
pub(crate) enum Path {
    /// `$.jobs[?@.open == true]`
    Json(Box<JsonPath>),
    /// `company.name`; arrays on the way are gone through.
    Dotted(Vec<String>),
}

impl Path {
    /// Reads a path: one that begins with `$` is JSONPath, any other is dotted names.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        if text.trim().is_empty() || text.len() > PATH_BYTES_MAX {
            return Err(format!("a path has 1 to {PATH_BYTES_MAX} bytes"));
        }
        if text.starts_with('$') {
            return JsonPath::parse(text)
                .map(|path| Self::Json(Box::new(path)))
                .map_err(|error| error.to_string());
        }
        Ok(Self::Dotted(text.split('.').map(|key| key.trim().to_owned()).collect()))
    }

    /// All values at this path of `item`.
    pub(crate) fn values<'v>(&self, item: &'v Value) -> Vec<&'v Value> {
        match self {
            Self::Json(path) => path.query(item).all().into_iter().take(VALUES_MAX).collect(),
            Self::Dotted(keys) => {
                let mut out = Vec::new();
                follow(item, keys, &mut out);
                out
            }
        }
    }
}

fn follow<'v>(value: &'v Value, keys: &[String], out: &mut Vec<&'v Value>) {
    match (value, keys.split_first()) {
        (Value::Array(values), Some(_)) => {
            values.iter().take(VALUES_MAX).for_each(|value| follow(value, keys, out));
        }
        (_, None) => out.push(value),
        (Value::Object(map), Some((key, rest))) => {
            if let Some(value) = map.get(key.as_str()) {
                follow(value, rest, out);
            } else if let Some(value) = map.get(&keys.join(".")) {
                out.push(value);
            }
        }
        _ => {}
    }
}

/// The texts of a value: itself, those of its elements, or what an object is called.
pub(crate) fn texts(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Null => {}
        Value::String(text) => out.push(text.clone()),
        Value::Bool(_) | Value::Number(_) => out.push(value.to_string()),
        Value::Array(values) => {
            for value in values.iter().take(VALUES_MAX) {
                // Two deep at most: data that nests lists of lists is not text.
                if !value.is_array() {
                    texts(value, out);
                }
            }
        }
        Value::Object(map) => {
            let name = NAME_KEYS.iter().find_map(|key| map.get(*key));
            if let Some(name @ (Value::String(_) | Value::Number(_))) = name {
                texts(name, out);
            }
        }
    }
}

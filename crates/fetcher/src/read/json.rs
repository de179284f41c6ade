//! JSON, strict where it is valid and lenient where it is not.

use serde_json::{Map, Value};

use super::note::Notes;

/// How deep lenient reading follows; as deep as serde_json does.
const DEPTH_MAX: usize = 128;

/// Reads a JSON document; what is broken of it is mended, and nothing where there is none at all.
///
/// Mended are raw control characters in texts, commas too many or too few, missing ends, single
/// quotes, keys without quotes, `NaN`, comments, and words around the document (JSONP).
pub(crate) fn parse(text: &str, values_max: usize, notes: &mut Notes) -> Result<Value, String> {
    let text = text.trim_start_matches('\u{feff}').trim();
    let error = match serde_json::from_str(text) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    let start = text.find(['{', '[']).ok_or_else(|| error.to_string())?;
    let mut lenient = Lenient { text, at: start, depth: 0, values_left: values_max };
    let value = lenient.value().ok_or_else(|| error.to_string())?;
    let empty = value.as_object().is_some_and(Map::is_empty) || value.as_array().is_some_and(Vec::is_empty);
    // `{{{` and the like: nothing was there to be mended.
    if empty && text.len() > start + 8 {
        return Err(error.to_string());
    }
    notes.repaired(&format!("broken JSON was read as far as it goes ({error})"), None);
    Ok(value)
}

struct Lenient<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    values_left: usize,
}

impl Lenient<'_> {
    fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b'/' if bytes.get(self.at + 1) == Some(&b'*') => {
                    self.at +=
                        self.text[self.at..].find("*/").map_or(self.text.len() - self.at, |end| end + 2);
                }
                byte if byte.is_ascii_whitespace() || byte.is_ascii_control() => self.at += 1,
                _ => return Some(*byte),
            }
        }
        None
    }

    fn value(&mut self) -> Option<Value> {
        self.values_left = self.values_left.checked_sub(1)?;
        match self.peek()? {
            b'{' | b'[' if self.depth >= DEPTH_MAX => None,
            b'{' => Some(self.nested(Self::object)),
            b'[' => Some(self.nested(Self::array)),
            quote @ (b'"' | b'\'') => Some(Value::String(self.string(quote))),
            b',' | b'}' | b']' | b':' => None,
            _ => Some(self.word()),
        }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Value) -> Value {
        self.at += 1;
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn object(&mut self) -> Value {
        let mut map = Map::new();
        loop {
            match self.peek() {
                None => break,
                Some(b'}') => {
                    self.at += 1;
                    break;
                }
                // The end of an array around: this object was never closed.
                Some(b']') => break,
                Some(b',' | b':') => self.at += 1,
                Some(quote @ (b'"' | b'\'')) => {
                    let key = self.string(quote);
                    self.member(key, &mut map);
                }
                Some(b'{' | b'[') => {
                    if self.value().is_none() {
                        break;
                    }
                }
                Some(_) => {
                    let key = self.bare(b":,}]").to_owned();
                    self.member(key, &mut map);
                }
            }
        }
        Value::Object(map)
    }

    fn member(&mut self, key: String, map: &mut Map<String, Value>) {
        if self.peek() == Some(b':') {
            self.at += 1;
            if let Some(value) = self.value() {
                map.insert(key, value);
            }
        }
    }

    fn array(&mut self) -> Value {
        let mut values = Vec::new();
        loop {
            match self.peek() {
                None => break,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(b',' | b':' | b'}') => self.at += 1,
                Some(_) => match self.value() {
                    Some(value) => values.push(value),
                    None => break,
                },
            }
        }
        Value::Array(values)
    }

    /// A text from its opening quote; it ends at a quote that something of JSON follows.
    fn string(&mut self, quote: u8) -> String {
        let bytes = self.text.as_bytes();
        self.at += 1;
        let mut out = String::new();
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b'\\' => self.escape(&mut out),
                byte if *byte == quote && self.ends_here() => {
                    self.at += 1;
                    break;
                }
                _ => {
                    let character = self.text[self.at..].chars().next().unwrap_or_default();
                    out.push(character);
                    self.at += character.len_utf8().max(1);
                }
            }
        }
        out
    }

    /// Whether the quote at hand ends its text: a quote within one is followed by more words.
    fn ends_here(&self) -> bool {
        let rest = self.text[self.at + 1..].trim_start();
        let next = rest.bytes().next();
        match next {
            None | Some(b'}' | b']' | b':') => true,
            Some(b',') => {
                let after = rest[1..].trim_start();
                let word = after.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(after.len());
                after.is_empty()
                    || after.starts_with(['"', '\'', '{', '[', '}', ']', '-', '/'])
                    || after.starts_with(|c: char| c.is_ascii_digit())
                    || (word > 0 && after[word..].starts_with(':'))
                    || matches!(&after[..word], "true" | "false" | "null")
            }
            // A comma that was forgotten at the end of a line.
            Some(b'"') => self.text[self.at + 1..].starts_with(['\n', '\r']),
            Some(_) => false,
        }
    }

    fn escape(&mut self, out: &mut String) {
        let rest = &self.text[self.at + 1..];
        let mut length = 2;
        match rest.chars().next() {
            None => length = 1,
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r' | 'b' | 'f') => out.push(' '),
            Some('u') => {
                let (character, taken) = unicode_escape(rest);
                out.push(character);
                length = 1 + taken;
            }
            Some(other) => {
                out.push(other);
                length = 1 + other.len_utf8();
            }
        }
        self.at += length;
    }

    fn bare(&mut self, ends: &[u8]) -> &str {
        let rest = &self.text[self.at..];
        let end = rest.bytes().position(|byte| ends.contains(&byte) || byte == b'\n').unwrap_or(rest.len());
        // At least one byte, so that reading always goes on.
        let end = end.max(rest.chars().next().map_or(1, char::len_utf8)).min(rest.len());
        self.at += end;
        rest[..end].trim()
    }

    fn word(&mut self) -> Value {
        let word = self.bare(b",}]");
        serde_json::from_str(word).unwrap_or_else(|_| match word {
            "NaN" | "undefined" | "None" | "Infinity" | "-Infinity" => Value::Null,
            "True" => Value::Bool(true),
            "False" => Value::Bool(false),
            word => Value::String(word.to_owned()),
        })
    }
}

/// The character of `uXXXX`, with the second half of a pair where one follows, and its length.
fn unicode_escape(rest: &str) -> (char, usize) {
    let unit = |at: usize| rest.get(at..at + 4).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    match (unit(1), unit(7)) {
        (Some(high @ 0xd800..=0xdbff), Some(low @ 0xdc00..=0xdfff)) if rest.get(5..7) == Some("\\u") => {
            let code = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
            (char::from_u32(code).unwrap_or('\u{fffd}'), 11)
        }
        (Some(code), _) => (char::from_u32(code).unwrap_or('\u{fffd}'), 5),
        (None, _) => ('\u{fffd}', 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_json_is_mended() {
        let cases = [
            ("{\"a\": \"line\nbreak\ttab\"}", r#"{"a":"line\nbreak\ttab"}"#),
            ("[{\"a\":1},{\"a\":2},", r#"[{"a":1},{"a":2}]"#),
            ("[{\"a\":1,},]", r#"[{"a":1}]"#),
            ("{'a': 'b', c: NaN, d: True}", r#"{"a":"b","c":null,"d":true}"#),
            ("callback({\"a\":\"x\\u00e9\\ud83d\\ude00\"});", r#"{"a":"xé😀"}"#),
            ("{\"a\":\"say \"hi\" now\",\"b\":2}", r#"{"a":"say \"hi\" now","b":2}"#),
            ("{\"a\":[1,2,{\"b\":\"cut of", r#"{"a":[1,2,{"b":"cut of"}]}"#),
        ];
        for (text, expected) in cases {
            let value = parse(text, 1000, &mut Notes::new(5)).unwrap();
            assert_eq!(value.to_string(), expected, "{text}");
        }
        assert!(parse("no json", 1000, &mut Notes::new(5)).is_err());
        let _ = parse(&"[".repeat(100_000), 1_000_000, &mut Notes::new(5));
    }
}

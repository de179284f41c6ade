//! Items of data: JSON of an API, XML that is no feed, rows of a table. All are read as JSON values.

use serde_json::{Map, Value};
use url::Url;

use super::{
    Found, Link, ReadAs,
    draft::Draft,
    guess, link,
    markup::{NodeId, Tree},
    note::Notes,
    path::{self, Path},
    rule::{Item, ReadyRule, fill},
    text,
};
use crate::{
    document::ReadFailure,
    mapping::{Field, FollowedPage, Mapping},
};

impl Item for Value {
    type Path = Path;

    fn texts(&self, path: &Path) -> Vec<String> {
        let mut out = Vec::new();
        for value in path.values(self) {
            path::texts(value, &mut out);
        }
        out
    }
}

/// The rules of a mapping for items of data.
pub(crate) struct Rules<'a> {
    fields: Vec<(Field, ReadyRule<'a, Path>)>,
    follow: Option<(ReadyRule<'a, Path>, FollowedPage)>,
}

impl<'a> Rules<'a> {
    pub(crate) fn new(mapping: &'a Mapping) -> Result<Self, ReadFailure> {
        let wrong = |key: &str, what: String| ReadFailure::Mapping(format!("{key}: {what}"));
        let mut fields = Vec::new();
        for (field, rule) in &mapping.fields {
            let ready = ReadyRule::new(rule, Path::parse).map_err(|what| wrong(field.as_str(), what))?;
            fields.push((*field, ready));
        }
        let follow = mapping.follow.as_ref().map(|follow| {
            let rule = ReadyRule::new(&follow.url, Path::parse).map_err(|what| wrong("follow.url", what))?;
            Ok((rule, follow.page))
        });
        Ok(Self { fields, follow: follow.transpose()? })
    }

    /// Fills the fields of a draft that the mapping has rules for.
    pub(crate) fn fill(&self, draft: &mut Draft<'_>, item: &Value) {
        for (field, rule) in &self.fields {
            fill(draft, *field, rule.values(item));
        }
    }
}

/// Reads the items of a JSON document, or of what was made one.
pub(crate) fn read_data<'a>(
    value: &Value,
    source: &ReadAs<'_>,
    base: Option<&Url>,
    notes: &mut Notes,
) -> Result<Found<'a>, ReadFailure> {
    let rules = Rules::new(source.mapping)?;
    let items = find_items(value, source.mapping, notes)?;
    let mut found = Found { rows: items.len(), next: find_next(value, source)?, ..Found::default() };
    for item in items.into_iter().take(source.limits.items_max) {
        let mut draft = Draft { base: base.cloned(), ..Draft::default() };
        if rules.fields.is_empty() && rules.follow.is_none() {
            guess::fill(&mut draft, item);
        } else {
            rules.fill(&mut draft, item);
        }
        if let Some((rule, page)) = &rules.follow {
            let address = rule.values(item).texts.into_iter().next();
            let url = address.and_then(|address| link::absolute(&address, base));
            if let Some(url) = url {
                let draft = (*page == FollowedPage::Detail).then_some(found.drafts.len());
                found.links.push(Link { url, draft });
            }
            if *page == FollowedPage::List {
                continue;
            }
        }
        found.drafts.push(draft);
    }
    Ok(found)
}

fn find_items<'v>(
    value: &'v Value,
    mapping: &Mapping,
    notes: &mut Notes,
) -> Result<Vec<&'v Value>, ReadFailure> {
    if mapping.items.0.is_empty() {
        let rows = value.as_array().filter(|_| !mapping.fields.is_empty());
        // Fields that are named without a place for items are those of rows.
        return Ok(rows.map_or_else(
            || guess::find_items(value),
            |rows| rows.iter().filter(|row| row.is_object()).collect(),
        ));
    }
    let mut failed = 0;
    for path in &mapping.items.0 {
        let ready = Path::parse(path).map_err(|what| ReadFailure::Mapping(format!("items: {what}")))?;
        let mut items = ready.values(value);
        // `$.jobs` for `$.jobs[*]`, and an object whose members are the items.
        if let [Value::Array(elements)] = items[..] {
            items = elements.iter().collect();
        }
        let all = items.len();
        items.retain(|item| item.is_object());
        failed += all - items.len();
        if !items.is_empty() {
            if failed > 0 {
                notes.lost(None, Some("items"), format!("{failed} are no objects"));
            }
            return Ok(items);
        }
    }
    Ok(Vec::new())
}

fn find_next(value: &Value, source: &ReadAs<'_>) -> Result<Option<String>, ReadFailure> {
    let Some(path) = source.next.filter(|path| !path.is_empty()) else { return Ok(None) };
    let path = Path::parse(path).map_err(|what| ReadFailure::Mapping(format!("next: {what}")))?;
    Ok(value.texts(&path).into_iter().find(|text| !text.trim().is_empty() && text != "false"))
}

/// Elements that stand for the look of a text: an element that holds one of them is a text.
const LOOKS: [&str; 16] =
    ["p", "br", "ul", "ol", "li", "div", "span", "b", "strong", "i", "em", "a", "h1", "h2", "h3", "h4"];

/// An element as a value: a text, or an object of its attributes (`@name`), its own text (`#text`)
/// and its elements; elements of one name become an array.
pub(crate) fn element_value(tree: &Tree<'_>, node: NodeId) -> Value {
    let attributes = tree.attributes(node);
    let looks = |child: NodeId| LOOKS.iter().any(|name| tree.name(child).eq_ignore_ascii_case(name));
    if tree.children(node).any(looks) {
        return Value::String(tree.inner(node).to_owned());
    }
    if !tree.has_children(node) && attributes.is_empty() {
        return Value::String(tree.text(node).into_owned());
    }
    let mut map = Map::new();
    for (name, _) in attributes.iter().filter(|(name, _)| !name.starts_with("xmlns")) {
        let value = tree.attribute(node, name).unwrap_or_default();
        map.insert(format!("@{name}"), Value::String(value.into_owned()));
    }
    if !tree.has_children(node) {
        map.insert("#text".to_owned(), Value::String(tree.text(node).into_owned()));
    }
    for child in tree.children(node) {
        let value = element_value(tree, child);
        match map.get_mut(tree.name(child)) {
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
            None => {
                map.insert(tree.name(child).to_owned(), value);
            }
        }
    }
    Value::Object(map)
}

/// The text of a value on one line, for what is told about a document.
pub(crate) fn line_of(value: Option<&Value>) -> Option<String> {
    let mut texts = Vec::new();
    path::texts(value?, &mut texts);
    texts.first().map(|value| text::html_to_line(value)).filter(|line| !line.is_empty())
}

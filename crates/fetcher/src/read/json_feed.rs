//! JSON Feed 1.0 and 1.1. <https://www.jsonfeed.org/version/1.1/>, read 2026-11-23.

use serde_json::Value;
use url::Url;

use super::{
    Found, ReadAs,
    data::{Rules, line_of},
    draft::{Draft, Text},
    link, path,
};
use crate::document::ReadFailure;

/// Reads a JSON Feed.
pub(crate) fn read_json_feed<'a>(
    value: &Value,
    source: &ReadAs<'_>,
    base: Option<&Url>,
) -> Result<Found<'a>, ReadFailure> {
    let rules = Rules::new(source.mapping)?;
    let mut found = Found { next: text(value, "next_url"), title_may_lack: true, ..Found::default() };
    found.info.title = line_of(value.get("title"));
    found.info.language = text(value, "language");
    found.info.url = text(value, "home_page_url").and_then(|url| link::resolve(&url, base));
    let items = value.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    found.rows = items.len();
    let authors = people(value);
    for item in items.iter().filter(|item| item.is_object()).take(source.limits.items_max) {
        let mut draft = read_item(item);
        draft.author = draft.author.or_else(|| authors.clone());
        draft.language = draft.language.or_else(|| found.info.language.clone());
        draft.base = base.cloned();
        rules.fill(&mut draft, item);
        found.drafts.push(draft);
    }
    Ok(found)
}

fn read_item<'a>(item: &Value) -> Draft<'a> {
    let get = |name| text(item, name);
    let plain = |name| get(name).map(|text| Text::Plain(text.into()));
    Draft {
        guid: get("id"),
        url: get("url").or_else(|| get("external_url")),
        title: get("title").map(Text::markup),
        description: get("content_html").map(Text::markup).or_else(|| plain("content_text")),
        summary: plain("summary"),
        author: people(item),
        tags: get_all(item, "tags"),
        language: get("language"),
        posted_at: get("date_published").or_else(|| get("date_modified")),
        updated_at: get("date_modified"),
        ..Draft::default()
    }
}

/// The names of `authors`, and of `author` as version 1.0 has it.
fn people(value: &Value) -> Option<String> {
    let mut names = get_all(value, "authors");
    names.extend(get_all(value, "author"));
    names.dedup();
    (!names.is_empty()).then(|| names.join(", "))
}

fn get_all(value: &Value, name: &str) -> Vec<String> {
    let mut texts = Vec::new();
    path::texts(value.get(name).unwrap_or(&Value::Null), &mut texts);
    texts.retain(|text| !text.trim().is_empty());
    texts
}

fn text(value: &Value, name: &str) -> Option<String> {
    get_all(value, name).into_iter().next()
}

//! schema.org JobPosting as pages carry it: JSON-LD, however broken, and microdata.
//! <https://schema.org/JobPosting>, read 2026-11-23.

use memchr::memmem;
use scraper::{ElementRef, Html, Selector};
use serde_json::{Map, Value};

use super::{
    draft::{Draft, Text},
    entity, json,
    note::Notes,
    path,
};

/// How deep JSON-LD is searched for postings: `@graph`, lists of lists.
const DEPTH_MAX: usize = 8;
/// The most scripts of JSON-LD read of one page.
const SCRIPTS_MAX: usize = 100;
/// The most values that a script of JSON-LD may hold.
const VALUES_MAX: usize = 100_000;
/// How deep microdata is read.
const SCOPES_MAX: usize = 6;

/// The postings in the JSON-LD of a page.
pub(crate) fn in_json_ld(page: &str, notes: &mut Notes) -> Vec<Value> {
    let mut postings = Vec::new();
    for script in scripts(page).take(SCRIPTS_MAX) {
        let body = script
            .trim()
            .trim_start_matches("<!--")
            .trim_start_matches("//<![CDATA[")
            .trim_start_matches("<![CDATA[");
        if !body.contains("JobPosting") {
            continue;
        }
        match json::parse(body, VALUES_MAX, notes)
            .or_else(|_| json::parse(&entity::decode(body), VALUES_MAX, notes))
        {
            Ok(value) => collect(value, 0, &mut postings),
            Err(error) => notes.lost(None, Some("JSON-LD"), error),
        }
    }
    postings
}

/// The bodies of all `<script type="application/ld+json">`.
fn scripts(page: &str) -> impl Iterator<Item = &str> {
    let mut rest = page;
    std::iter::from_fn(move || {
        let at = memmem::find(rest.as_bytes(), b"ld+json")?;
        let body = &rest[at..];
        let body = &body[body.find('>')? + 1..];
        let end = memmem::find(body.as_bytes(), b"</script").unwrap_or(body.len());
        rest = &body[end..];
        Some(&body[..end])
    })
}

fn collect(value: Value, depth: usize, out: &mut Vec<Value>) {
    if depth > DEPTH_MAX {
        return;
    }
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| collect(value, depth + 1, out)),
        Value::Object(map) if is_posting(&map) => out.push(Value::Object(map)),
        Value::Object(map) => map.into_iter().for_each(|(_, value)| collect(value, depth + 1, out)),
        _ => {}
    }
}

fn is_posting(map: &Map<String, Value>) -> bool {
    let mut kinds = Vec::new();
    path::texts(map.get("@type").unwrap_or(&Value::Null), &mut kinds);
    kinds.iter().any(|kind| kind.rsplit(['/', ':']).next() == Some("JobPosting"))
}

/// The postings in the microdata of a page.
pub(crate) fn in_microdata(page: &Html) -> Vec<Value> {
    let Ok(scopes) = Selector::parse("[itemscope][itemtype*=JobPosting]") else { return Vec::new() };
    page.select(&scopes).map(|scope| Value::Object(properties(scope, 0))).collect()
}

/// The properties of a scope; those of scopes within it stand in objects of their own.
fn properties(scope: ElementRef<'_>, depth: usize) -> Map<String, Value> {
    let mut map = Map::new();
    let mut open: Vec<ElementRef<'_>> = scope.child_elements().collect();
    open.reverse();
    while let Some(element) = open.pop() {
        let inner_scope = element.attr("itemscope").is_some();
        if let Some(name) = element.attr("itemprop") {
            let value = if inner_scope && depth < SCOPES_MAX {
                Value::Object(properties(element, depth + 1))
            } else {
                Value::String(property(element))
            };
            match map.get_mut(name) {
                Some(Value::Array(values)) => values.push(value),
                Some(first) => *first = Value::Array(vec![first.take(), value]),
                None => {
                    map.insert(name.to_owned(), value);
                }
            }
        }
        if !inner_scope {
            let from = open.len();
            open.extend(element.child_elements());
            open[from..].reverse();
        }
    }
    map
}

fn property(element: ElementRef<'_>) -> String {
    let by_name = match element.value().name() {
        "meta" => element.attr("content"),
        "a" | "link" => {
            element.attr("href").filter(|_| matches!(element.attr("itemprop"), Some("url" | "sameAs")))
        }
        "time" => element.attr("datetime"),
        _ => None,
    };
    let content = by_name.or_else(|| element.attr("content"));
    content.map_or_else(|| element.inner_html(), str::to_owned)
}

/// The draft of a JobPosting.
pub(crate) fn draft_of<'a>(posting: &Value) -> Draft<'a> {
    let texts = |value: Option<&Value>| {
        let mut out = Vec::new();
        path::texts(value.unwrap_or(&Value::Null), &mut out);
        out.retain(|text| !text.trim().is_empty());
        out
    };
    let first = |name: &str| texts(posting.get(name)).into_iter().next();
    let identifier = posting.get("identifier").map(|value| value.get("value").unwrap_or(value));
    let mut draft = Draft {
        guid: texts(identifier).into_iter().next(),
        url: first("url").or_else(|| first("mainEntityOfPage")),
        title: first("title").or_else(|| first("name")).map(Text::markup),
        description: first("description").map(Text::markup),
        company: first("hiringOrganization"),
        location: location(posting),
        posted_at: first("datePosted"),
        updated_at: first("dateModified"),
        expires_at: first("validThrough"),
        language: first("inLanguage"),
        ..Draft::default()
    };
    for name in ["skills", "occupationalCategory", "employmentType", "industry", "keywords"] {
        let tags = texts(posting.get(name));
        draft.tags.extend(tags.iter().flat_map(|text| text.split(',')).map(|tag| tag.trim().to_owned()));
    }
    let salary = posting.get("baseSalary").or_else(|| posting.get("estimatedSalary"));
    if let Some(salary) = salary.map(|value| value.as_array().and_then(|all| all.first()).unwrap_or(value)) {
        read_salary(&mut draft, posting, salary);
    }
    draft
}

fn read_salary(draft: &mut Draft<'_>, posting: &Value, salary: &Value) {
    let value = salary.get("value").unwrap_or(salary);
    let text = |value: Option<&Value>| match value? {
        Value::String(text) => Some(text.clone()),
        number @ Value::Number(_) => Some(number.to_string()),
        _ => None,
    };
    let at = |name| text(value.get(name)).or_else(|| text(salary.get(name)));
    draft.pay.low = at("minValue").or_else(|| at("value")).or_else(|| text(Some(value)));
    draft.pay.high = at("maxValue");
    draft.pay.currency = at("currency").or_else(|| text(posting.get("salaryCurrency")));
    draft.pay.per = at("unitText").or_else(|| at("unitCode")).or_else(|| at("duration"));
    draft.pay.predicted = posting.get("baseSalary").is_none().then(|| "true".to_owned());
    // A text such as "$60k to $80k" is for those who read words.
    if let Value::String(words) = value
        && super::pay::read_amount(words).is_none()
    {
        draft.pay_text = Some(words.clone());
    }
}

/// Where the work is: `Remote` where it may be done from afar, and the places named.
fn location(posting: &Value) -> Option<String> {
    let remote = posting.get("jobLocationType").and_then(Value::as_str) == Some("TELECOMMUTE");
    let mut places = Vec::new();
    let required = posting.get("applicantLocationRequirements").filter(|_| remote);
    collect_places(required.or_else(|| posting.get("jobLocation")).unwrap_or(&Value::Null), 0, &mut places);
    if remote {
        places.insert(0, "Remote".to_owned());
    }
    places.retain(|place| !place.trim().is_empty());
    places.dedup();
    (!places.is_empty()).then(|| places.join(", "))
}

fn collect_places(value: &Value, depth: usize, out: &mut Vec<String>) {
    const PARTS: [&str; 3] = ["addressLocality", "addressRegion", "addressCountry"];
    match value {
        _ if depth > SCOPES_MAX => {}
        Value::Array(values) => values.iter().for_each(|value| collect_places(value, depth + 1, out)),
        Value::Object(map) if map.contains_key("address") => collect_places(&map["address"], depth + 1, out),
        Value::Object(map) if PARTS.iter().any(|part| map.contains_key(*part)) => {
            PARTS.iter().filter_map(|part| map.get(*part)).for_each(|part| path::texts(part, out));
        }
        value => path::texts(value, out),
    }
}

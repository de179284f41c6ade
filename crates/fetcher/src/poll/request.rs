//! The requests of a source: the first page, the pages after it, and what they point to.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, header};
use url::Url;

use super::{Fetcher, Halt, PollProblem};
use crate::{
    mapping::Kind,
    net::{
        exchange::{Ask, Longer},
        gate::Purpose,
    },
    source::{Method, Paging, Parameter, Request, Source},
    state::{SourceState, Validators},
};

/// Which page is asked for.
pub(crate) enum Page {
    /// The first.
    First,
    /// The one with this number, counted from 0.
    Number(u32),
    /// The one after this cursor.
    Cursor(String),
    /// The one at this address, as the page before gives it.
    At(Url),
}

impl Fetcher {
    /// The request for one page of a source, its secrets filled in.
    pub(crate) fn ask(
        &self,
        source: &Source,
        request: &Request,
        state: &SourceState,
        page: &Page,
    ) -> Result<Ask, Halt> {
        let secrets = &self.options.secrets;
        let configured = self.address(request)?;
        let mut url = match (page, &state.moved_to) {
            (Page::At(url), _) => url.clone(),
            (_, Some(moved)) => Url::parse(moved).unwrap_or_else(|_| configured.clone()),
            _ => configured.clone(),
        };
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static(accepted(source.kind)));
        // Secrets go to the configured origin, and to where it has moved for good, and nowhere else.
        let at_home = !matches!(page, Page::At(url) if url.origin() != configured.origin())
            && (url.origin() == configured.origin() || request.headers.is_empty());
        for (name, value) in request.headers.iter().filter(|_| at_home) {
            let value = value.fill(secrets)?;
            let mut value =
                HeaderValue::from_str(value.expose()).map_err(|_| PollProblem::BadRequest("a header"))?;
            value.set_sensitive(true);
            headers.insert(name, value);
        }
        let mut body = request
            .body
            .as_ref()
            .map(|body| body.fill(secrets))
            .transpose()?
            .map(|body| body.expose().to_owned());
        if let Some((parameter, value)) = page_parameter(&source.paging, page) {
            match (parameter, &mut body) {
                (Parameter::Query(name), _) => set_query(&mut url, name, &value),
                (Parameter::Body(pointer), Some(body)) => *body = set_body(body, pointer, value)?,
                (Parameter::Body(_), None) => {}
            }
        }
        let method = match request.method {
            Method::Get => http::Method::GET,
            Method::Post => http::Method::POST,
        };
        if body.is_some() && !headers.contains_key(header::CONTENT_TYPE) {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        Ok(Ask {
            method,
            url,
            headers,
            body: body.map(Bytes::from),
            allow_private: source.allow_private,
            bytes_max: self.options.budget.document_bytes,
            longer: Longer::Fails,
            purpose: Purpose::Page,
        })
    }

    /// The request for a page that a document points to: with the source's headers at its own origin.
    pub(crate) fn ask_followed(
        &self,
        source: &Source,
        request: &Request,
        state: &SourceState,
        url: Url,
    ) -> Result<Ask, Halt> {
        let mut ask = self.ask(source, request, state, &Page::At(url))?;
        (ask.method, ask.body) = (http::Method::GET, None);
        ask.headers.remove(header::CONTENT_TYPE);
        Ok(ask)
    }

    fn address(&self, request: &Request) -> Result<Url, Halt> {
        let filled = request.url.fill(&self.options.secrets)?;
        Ok(Url::parse(filled.expose()).map_err(|_| PollProblem::BadRequest("the address"))?)
    }
}

/// Makes a request a conditional one.
pub(crate) fn make_conditional(headers: &mut HeaderMap, validators: &Validators) {
    let pairs =
        [(header::IF_NONE_MATCH, &validators.etag), (header::IF_MODIFIED_SINCE, &validators.last_modified)];
    for (name, value) in pairs {
        if let Some(value) = value.as_deref().and_then(|value| HeaderValue::from_str(value).ok()) {
            headers.insert(name, value);
        }
    }
}

/// The next page: what the paging counts, or what the document gave.
pub(crate) fn next_page(paging: &Paging, number: u32, at: &Url, given: Option<&str>) -> Option<Page> {
    match paging {
        Paging::One => None,
        Paging::Number { .. } => Some(Page::Number(number)),
        Paging::Cursor { .. } => {
            given.filter(|text| !text.is_empty()).map(|text| Page::Cursor(text.to_owned()))
        }
        Paging::NextLink { .. } => at.join(given?.trim()).ok().map(Page::At),
    }
}

const fn accepted(kind: Kind) -> &'static str {
    match kind {
        Kind::Json => "application/json, */*;q=0.5",
        Kind::Html => "text/html, application/xhtml+xml, */*;q=0.5",
        Kind::Xml => "application/xml, text/xml, */*;q=0.5",
        Kind::Feed | Kind::Mail | Kind::File => {
            "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
        }
    }
}

fn page_parameter<'a>(paging: &'a Paging, page: &Page) -> Option<(&'a Parameter, serde_json::Value)> {
    match (paging, page) {
        (Paging::Number { parameter, first, .. }, Page::First) => Some((parameter, (*first).into())),
        (Paging::Number { parameter, first, step, .. }, Page::Number(number)) => {
            Some((parameter, first.saturating_add(number.saturating_mul(*step)).into()))
        }
        (Paging::Cursor { parameter, .. }, Page::Cursor(cursor)) => Some((parameter, cursor.as_str().into())),
        _ => None,
    }
}

fn set_query(url: &mut Url, name: &str, value: &serde_json::Value) {
    let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let others: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(key, _)| key != name)
        .map(|(key, value)| (key.into(), value.into()))
        .collect();
    url.query_pairs_mut().clear().extend_pairs(others).append_pair(name, &value);
}

fn set_body(body: &str, pointer: &str, value: serde_json::Value) -> Result<String, Halt> {
    let unfit = PollProblem::BadRequest("the body");
    let mut json: serde_json::Value = serde_json::from_str(body).map_err(|_| unfit.clone())?;
    let (parent, key) = pointer.rsplit_once('/').unwrap_or_default();
    match json.pointer_mut(parent) {
        Some(serde_json::Value::Object(object)) => {
            object.insert(key.replace("~1", "/").replace("~0", "~"), value);
        }
        Some(_) | None => return Err(unfit.into()),
    }
    Ok(json.to_string())
}

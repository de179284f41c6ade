//! Errors on the wire, as RFC 9457 forms them.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kazi_store::StoreError;
use serde::Serialize;

use crate::meant::{likest, meant_of};

/// The most valid values told in one problem, the likest first.
const VALID_MAX: usize = 40;

/// The most of them said in one line of a terminal.
const SAID_MAX: usize = 12;

/// A kind of problem: its stable name, its status and its title.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ProblemKind {
    pub name: &'static str,
    pub status: StatusCode,
    pub title: &'static str,
}

macro_rules! kinds {
    ($($constant:ident: $name:literal, $status:ident, $title:literal;)*) => {
        $(pub(crate) const $constant: ProblemKind =
            ProblemKind { name: $name, status: StatusCode::$status, title: $title };)*
        /// Every kind, for the document that describes the API.
        pub(crate) const KINDS: &[ProblemKind] = &[$($constant),*];
    };
}

kinds! {
    UNKNOWN_PARAMETER: "unknown-parameter", BAD_REQUEST, "There is no such parameter";
    REPEATED_PARAMETER: "repeated-parameter", BAD_REQUEST, "A parameter was given twice";
    INVALID_PARAMETER: "invalid-parameter", BAD_REQUEST, "A parameter's value cannot be used";
    TOO_MANY_PARAMETERS: "too-many-parameters", BAD_REQUEST, "Too many parameters";
    LEAD_NOT_FOUND: "lead-not-found", NOT_FOUND, "There is no such lead";
    UNKNOWN_CHANGE: "unknown-change", GONE, "There was no such change";
    ROUTE_NOT_FOUND: "not-found", NOT_FOUND, "There is nothing here";
    UNKNOWN_KEY: "unknown-key", UNAUTHORIZED, "There is no such key";
    BODY_TOO_LARGE: "body-too-large", PAYLOAD_TOO_LARGE, "The body is too large";
    TOO_MANY_REQUESTS: "too-many-requests", TOO_MANY_REQUESTS, "Asked too often";
    METHOD_NOT_ALLOWED: "method-not-allowed", METHOD_NOT_ALLOWED, "This cannot be done here";
    URI_TOO_LONG: "uri-too-long", URI_TOO_LONG, "The address is too long";
    BUSY: "busy", SERVICE_UNAVAILABLE, "Too many requests at one time";
    TOO_SLOW: "too-slow", GATEWAY_TIMEOUT, "The answer took too long";
    STORE_UNAVAILABLE: "store-unavailable", SERVICE_UNAVAILABLE, "The store cannot answer";
    NOT_LOGGED_IN: "not-logged-in", UNAUTHORIZED, "Only trainers may do this";
    WRONG_PASSWORD: "wrong-password", UNAUTHORIZED, "The name or the password is wrong";
    TOO_MANY_TRIES: "too-many-tries", TOO_MANY_REQUESTS, "Too many wrong passwords";
    CROSS_SITE: "cross-site", FORBIDDEN, "This did not come from a page of this site";
    INVALID_BODY: "invalid-body", BAD_REQUEST, "The body cannot be read";
    REFUSED: "refused", UNPROCESSABLE_ENTITY, "This cannot be done";
    EDITION_NOT_FOUND: "edition-not-found", NOT_FOUND, "There is no such edition";
    EDITION_CONFLICT: "edition-conflict", CONFLICT, "This is not the current edition";
    DRAFT_CHANGED: "draft-changed", CONFLICT, "The draft is not the one that you saw";
    EDITION_STALE: "edition-stale", PRECONDITION_FAILED, "This is not the current edition";
    EDITION_NEEDED: "edition-needed", PRECONDITION_REQUIRED, "Name the edition that you saw";
    INTERNAL: "internal", INTERNAL_SERVER_ERROR, "Something went wrong here";
}

/// What went wrong, for whom, and how to mend it.
#[derive(Debug)]
pub(crate) struct Problem {
    pub kind: &'static ProblemKind,
    pub detail: String,
    pub parameter: Option<String>,
    pub valid: Vec<String>,
    pub did_you_mean: Option<String>,
    pub retry_after_s: Option<u32>,
}

impl Problem {
    pub(crate) fn new(kind: &'static ProblemKind, detail: impl Into<String>) -> Self {
        Self {
            kind,
            detail: detail.into(),
            parameter: None,
            valid: Vec::new(),
            did_you_mean: None,
            retry_after_s: None,
        }
    }

    /// The parameter at fault.
    pub(crate) fn of_parameter(mut self, name: &str) -> Self {
        self.parameter = Some(name.to_owned());
        self
    }

    /// The values that would do, the likest to `given` first, and a suggestion where one is like it.
    pub(crate) fn with_valid<'a>(mut self, given: &str, valid: impl IntoIterator<Item = &'a str>) -> Self {
        let ranked = likest(given, valid);
        self.did_you_mean = meant_of(&ranked).map(str::to_owned);
        self.valid = ranked.into_iter().take(VALID_MAX).map(|(_, value)| value.to_owned()).collect();
        self
    }

    /// The detail and what may be meant, for a terminal.
    pub(crate) fn in_words(&self) -> String {
        match &self.did_you_mean {
            Some(meant) => format!("{}; did you mean \"{meant}\"?", self.detail),
            None if self.valid.is_empty() => self.detail.clone(),
            None => {
                let valid: Vec<&str> = self.valid.iter().take(SAID_MAX).map(String::as_str).collect();
                format!("{}; it can be {}", self.detail, valid.join(", "))
            }
        }
    }

    /// Says in the headers of an answer after how many seconds to try again, whatever its form.
    pub(crate) fn tell_wait(&self, headers: &mut HeaderMap) {
        if let Some(seconds) = self.retry_after_s {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
    }

    pub(crate) fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after_s = Some(seconds);
        self
    }
}

impl From<StoreError> for Problem {
    /// Logs what the store said; the reader is told only that it could not answer.
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the store could not answer");
        Self::new(&STORE_UNAVAILABLE, "the store cannot answer now: try again in a minute").retry_after(60)
    }
}

#[derive(Serialize)]
struct ProblemBody<'a> {
    r#type: String,
    title: &'a str,
    status: u16,
    detail: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    valid: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    did_you_mean: Option<&'a str>,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = ProblemBody {
            r#type: format!("/api/v1/problems/{}", self.kind.name),
            title: self.kind.title,
            status: self.kind.status.as_u16(),
            detail: &self.detail,
            parameter: self.parameter.as_deref(),
            valid: &self.valid,
            did_you_mean: self.did_you_mean.as_deref(),
        };
        let body = serde_json::to_vec(&body).unwrap_or_default();
        let mut response = (self.kind.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        self.tell_wait(headers);
        response
    }
}

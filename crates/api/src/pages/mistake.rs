//! A page for an address that does not work.

use askama::Template;
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

use super::frame::Frame;
use crate::{
    asked::Pairs,
    problem::{self, Problem},
    words::{Tongue, Words},
};

/// A problem, to be told on a page.
#[derive(Debug)]
pub(crate) struct Mistake {
    words: Words,
    problem: Problem,
}

impl Mistake {
    pub(crate) fn new(words: Words, problem: Problem) -> Self {
        Self { words, problem }
    }

    pub(crate) fn internal() -> Self {
        Self::new(
            Words::ENGLISH,
            Problem::new(&problem::INTERNAL, "this was not your fault: try another page"),
        )
    }
}

#[derive(Template)]
#[template(path = "mistake.html", whitespace = "minimize")]
struct MistakePage<'a> {
    frame: Frame,
    problem: &'a Problem,
    /// What it is in the reader's language, where it is a mistake that readers make.
    said: Option<String>,
}

/// The message for what readers meet by following a link or typing a search; the rest is told in English.
fn said(words: Words, problem: &Problem) -> Option<String> {
    if *problem.kind == problem::ROUTE_NOT_FOUND {
        Some(words.say("problem-no-page"))
    } else if *problem.kind == problem::LEAD_NOT_FOUND {
        Some(words.say("problem-no-lead"))
    } else if problem.parameter.as_deref() == Some("q") {
        Some(words.say("problem-search"))
    } else {
        None
    }
}

impl IntoResponse for Mistake {
    fn into_response(self) -> Response {
        let mut frame = Frame::new(self.words, self.words.say("problem-title"), "", &Pairs::default());
        frame.index = false;
        let status = self.problem.kind.status;
        let said = said(self.words, &self.problem);
        match (MistakePage { frame, problem: &self.problem, said }).render() {
            Ok(html) => {
                let html_type =
                    [(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))];
                let mut response = (status, html_type, html).into_response();
                response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
                response
            }
            Err(_) => self.problem.into_response(),
        }
    }
}

/// The words of the language that an address names.
///
/// # Errors
/// A page that tells that there is no such language here.
pub(crate) fn words_of(code: &str) -> Result<Words, Mistake> {
    match Tongue::find(code) {
        Some(tongue) => Ok(Words { tongue }),
        None => {
            let problem =
                Problem::new(&problem::ROUTE_NOT_FOUND, "the pages begin at /en/, /fr/, /sw/, /ar/, /so/");
            Err(Mistake::new(Words::ENGLISH, problem))
        }
    }
}

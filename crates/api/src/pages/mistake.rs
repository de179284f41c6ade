//! A page for what cannot be answered: what happened, and what to do.

use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::frame::Frame;
use crate::{
    asked::Pairs,
    problem::{self, Problem, ProblemKind},
    words::{Tongue, Words},
};

/// A problem, to be told on a page.
#[derive(Debug)]
pub(crate) struct Mistake {
    words: Words,
    problem: Problem,
    back: Option<Back>,
}

/// A page to go on from, before the list.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Back {
    /// The trainers' desk.
    Desk,
    /// A trainer's draft.
    Draft,
}

impl Back {
    fn link(self, words: Words) -> (String, String) {
        let (path, label) = match self {
            Self::Desk => ("desk", "desk-title"),
            Self::Draft => ("desk/draft", "desk-draft"),
        };
        (format!("/{}/{path}", words.tongue.code()), words.say(label))
    }
}

impl Mistake {
    pub(crate) fn new(words: Words, problem: Problem) -> Self {
        Self { words, problem, back: None }
    }

    /// Leads to another page as well.
    pub(crate) fn back_to(self, back: Back) -> Self {
        Self { back: Some(back), ..self }
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
    back: Option<(String, String)>,
}

/// The messages for a problem: its heading, and the rest where it is one that readers meet by following a link or
/// typing a search; of others the heading alone, above what is told in English.
fn messages(problem: &Problem) -> (&'static str, Option<&'static str>) {
    let kind = problem.kind;
    if *kind == problem::ROUTE_NOT_FOUND {
        ("problem-page-title", Some("problem-page"))
    } else if *kind == problem::LEAD_NOT_FOUND {
        ("problem-lead-title", Some("problem-lead"))
    } else if problem.parameter.as_deref() == Some("q") {
        ("problem-search-title", Some("problem-search"))
    } else if kind.status.is_server_error() {
        ("problem-failed-title", Some("problem-failed"))
    } else if is_of_the_address(kind) {
        ("problem-page-title", None)
    } else {
        ("problem-refused-title", None)
    }
}

/// Whether another address would do, and not another form filled in.
fn is_of_the_address(kind: &ProblemKind) -> bool {
    let of_a_form = *kind == problem::INVALID_BODY;
    matches!(kind.status, StatusCode::BAD_REQUEST | StatusCode::NOT_FOUND) && !of_a_form
}

impl IntoResponse for Mistake {
    fn into_response(self) -> Response {
        let (heading, said) = messages(&self.problem);
        let mut frame = Frame::new(self.words, self.words.say(heading), "", &Pairs::default());
        frame.index = false;
        let status = self.problem.kind.status;
        let said = said.map(|key| self.words.say(key));
        let back = self.back.map(|back| back.link(self.words));
        match (MistakePage { frame, problem: &self.problem, said, back }).render() {
            Ok(html) => {
                let html_type =
                    [(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))];
                let mut response = (status, html_type, html).into_response();
                response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
                if let Some(wait_s) = self.problem.retry_after_s {
                    response.headers_mut().insert(header::RETRY_AFTER, wait_s.into());
                }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_says_what_happened() {
        for (kind, parameter, heading) in [
            (&problem::ROUTE_NOT_FOUND, "", "This address does not work"),
            (&problem::INVALID_PARAMETER, "have", "This address does not work"),
            (&problem::INVALID_PARAMETER, "q", "This cannot be searched for"),
            (&problem::LEAD_NOT_FOUND, "", "This work is not here any more"),
            (&problem::STORE_UNAVAILABLE, "", "Something went wrong here"),
            (&problem::INVALID_BODY, "", "This cannot be done"),
            (&problem::EDITION_CONFLICT, "", "This cannot be done"),
        ] {
            let (key, _) = messages(&Problem::new(kind, "").of_parameter(parameter));
            assert_eq!(Words::ENGLISH.say(key), heading, "{}", kind.name);
        }
    }
}

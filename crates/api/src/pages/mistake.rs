//! A page for what cannot be answered: what happened, and what to do.

use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::frame::{Frame, profile_of};
use crate::{
    asked::Pairs,
    problem::{self, Problem, ProblemKind},
    words::{Tongue, Words},
};

/// A problem, to be told on a page.
#[derive(Debug)]
pub(crate) struct Mistake {
    words: Words,
    problem: Box<Problem>,
    /// Who is reading, so that no way from here forgets it.
    profile: Pairs,
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
        Self { words, problem: Box::new(problem), profile: Pairs::default(), back: None }
    }

    /// Leads to another page as well.
    pub(crate) fn back_to(self, back: Back) -> Self {
        Self { back: Some(back), ..self }
    }

    /// The same for who asked by this address, without the part of it that is at fault.
    #[must_use]
    pub(crate) fn for_reader(self, asked: &Pairs) -> Self {
        let fault = self.problem.parameter.as_deref().unwrap_or_default();
        Self { profile: profile_of(asked).with(fault, None), ..self }
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
    /// Whether the detail, which is in English, says more than that.
    detailed: bool,
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
        ("problem-page-title", problem.parameter.as_ref().map(|_| "problem-part"))
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
        let mut frame = Frame::new(self.words, self.words.say(heading), "", &self.profile);
        frame.index = false;
        let status = self.problem.kind.status;
        let detailed = said.is_none_or(|key| key == "problem-part");
        // What is at fault is named in the language of the page first, and in English once.
        let said = said.filter(|_| !detailed || self.words != Words::ENGLISH);
        let part = self.problem.parameter.as_deref().unwrap_or_default();
        let said = said.map(|key| self.words.fill(key, "part", part));
        let back = self.back.map(|back| back.link(self.words));
        match (MistakePage { frame, problem: &self.problem, said, detailed, back }).render() {
            Ok(html) => {
                let html_type =
                    [(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))];
                let mut response = (status, html_type, html).into_response();
                let headers = response.headers_mut();
                headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
                self.problem.tell_wait(headers);
                response
            }
            Err(_) => (*self.problem).into_response(),
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
    fn a_page_says_when_to_try_again_as_the_problem_does() {
        let full = || Problem::from(kazi_store::StoreError::Name(String::new()));
        let wait = |response: Response| response.headers().get(header::RETRY_AFTER).cloned();
        let told = wait(Mistake::new(Words::ENGLISH, full()).into_response());
        assert_eq!(told, wait(full().into_response()));
        assert_eq!(told, Some(HeaderValue::from(60)));
        let other = Problem::new(&problem::LEAD_NOT_FOUND, "");
        assert_eq!(wait(Mistake::new(Words::ENGLISH, other).into_response()), None);
    }

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

//! Who asks, and what a form says: checked before any handler runs.

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, header, request::Parts},
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use kazi_desk::same_secret;
use url::form_urlencoded;

use super::{DeskAccess, access::Session, origin::check_same_site, see_other};
use crate::{
    App, SharedApp,
    pages::{Back, Mistake},
    problem::{self, Problem},
    words::{Tongue, Words},
};

/// The cookie that holds a session's secret.
pub(super) const COOKIE: &str = "kazi_desk";
/// The field of every form that holds the session's token.
pub(super) const TOKEN: &str = "form";
/// The most fields of a form.
const FIELDS_MAX: usize = 200;

/// A trainer who is logged in and asks for a page.
pub(crate) struct Trainer {
    pub name: String,
    /// What the page's forms carry.
    pub token: String,
    pub access: Arc<DeskAccess>,
    pub words: Words,
}

/// A form that a logged-in trainer sent from a page of this site.
pub(crate) struct TrainerForm {
    pub trainer: Trainer,
    fields: Vec<(String, String)>,
}

/// The language that the address of a page begins with.
fn words_at(path: &str) -> Words {
    let tongue = path.split('/').nth(1).and_then(Tongue::find);
    tongue.map_or(Words::ENGLISH, |tongue| Words { tongue })
}

/// The secret that a browser sent along.
pub(super) fn secret_of(headers: &HeaderMap) -> Option<String> {
    CookieJar::from_headers(headers).get(COOKIE).map(|cookie| cookie.value().to_owned())
}

/// The trainer who is logged in, if any: for pages that readers see too.
pub(crate) fn trainer_of(app: &App, headers: &HeaderMap, words: Words) -> Option<Trainer> {
    let access = app.desk.as_ref()?;
    let session = access.find_session(&secret_of(headers)?, (app.clock)())?;
    let Session { trainer: name, token, .. } = session;
    Some(Trainer { name, token, access: Arc::clone(access), words })
}

impl FromRequestParts<SharedApp> for Trainer {
    type Rejection = Response;

    /// Sends those who are not logged in to where they can.
    async fn from_request_parts(parts: &mut Parts, app: &SharedApp) -> Result<Self, Response> {
        let words = words_at(parts.uri.path());
        let login = || see_other(&format!("/{}/desk/login", words.tongue.code()));
        trainer_of(app, &parts.headers, words).ok_or_else(login)
    }
}

impl FromRequest<SharedApp> for TrainerForm {
    type Rejection = Response;

    async fn from_request(request: Request, app: &SharedApp) -> Result<Self, Response> {
        let words = words_at(request.uri().path());
        let refused = |problem| Mistake::new(words, problem).into_response();
        check_same_site(request.headers()).map_err(refused)?;
        let not_logged_in =
            || Problem::new(&problem::NOT_LOGGED_IN, "your session has ended: log in, then send it again");
        let trainer = trainer_of(app, request.headers(), words).ok_or_else(|| refused(not_logged_in()))?;
        let fields = read_fields(request, app).await.map_err(refused)?;
        let form = Self { trainer, fields };
        if !same_secret(form.text(TOKEN), &form.trainer.token) {
            return Err(refused(Problem::new(
                &problem::CROSS_SITE,
                "open the page again, then send it again",
            )));
        }
        Ok(form)
    }
}

/// The fields of a form, whoever sent it.
pub(super) async fn read_fields(request: Request, app: &App) -> Result<Vec<(String, String)>, Problem> {
    let bytes = Bytes::from_request(request, app)
        .await
        .map_err(|error| Problem::new(&problem::REFUSED, error.body_text()))?;
    let fields = form_urlencoded::parse(&bytes).take(FIELDS_MAX);
    Ok(fields.map(|(name, value)| (name.into_owned(), value.trim().replace("\r\n", "\n"))).collect())
}

impl TrainerForm {
    /// The value of a field; empty where it was not sent.
    pub(super) fn text(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The value of a field that was filled in.
    pub(super) fn some(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|value| !value.is_empty()).map(str::to_owned)
    }

    /// The values of a field with a list, between commas.
    pub(super) fn list(&self, name: &str) -> Vec<String> {
        let parts =
            self.fields.iter().filter(|(known, _)| known == name).flat_map(|(_, value)| value.split(','));
        parts.map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    /// A problem as a page, which leads back to the draft where that is to be looked at, else to the desk.
    pub(super) fn refused(&self, problem: Problem) -> Mistake {
        let of_draft = [&problem::DRAFT_CHANGED, &problem::EDITION_CONFLICT].contains(&problem.kind);
        Mistake::new(self.trainer.words, problem).back_to(if of_draft { Back::Draft } else { Back::Desk })
    }

    /// The address of one of the trainers' pages.
    pub(super) fn page(&self, path: &str) -> String {
        format!("/{}/desk{path}", self.trainer.words.tongue.code())
    }
}

/// The header that sets a session's cookie, or takes it away.
pub(super) fn cookie(secret: &str, secure: bool, seconds: i64) -> [(header::HeaderName, String); 1] {
    let secure = if secure { "; Secure" } else { "" };
    [(
        header::SET_COOKIE,
        format!("{COOKIE}={secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}"),
    )]
}

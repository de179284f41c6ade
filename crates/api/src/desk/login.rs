//! Log in and out.

use askama::Template;
use axum::{
    extract::{Path, Request, State},
    response::{IntoResponse, Response},
};

use super::{
    TrainerForm,
    form::{cookie, read_fields, secret_of},
    origin::{check_same_site, is_secure},
    see_other,
};
use crate::{
    SharedApp,
    asked::Pairs,
    http::address_of,
    pages::{DESK_STYLE, Frame, Mistake, render_private, words_of},
    problem::{self, Problem},
    words::Words,
};

/// How long the browser keeps the cookie: as long as a session may last.
const COOKIE_S: i64 = 12 * 60 * 60;

#[derive(Template)]
#[template(path = "desk/login.html", whitespace = "minimize")]
struct LoginPage {
    frame: Frame,
    /// Why the last try failed.
    failed: Option<String>,
}

fn page(words: Words, failed: Option<String>) -> Result<Response, Mistake> {
    let mut frame = Frame::new(words, words.say("desk-login"), "desk/login", &Pairs::default());
    frame.index = false;
    frame.style = DESK_STYLE;
    render_private(&LoginPage { frame, failed })
}

/// `GET /{language}/desk/login`
pub(super) async fn show(Path(language): Path<String>) -> Result<Response, Mistake> {
    page(words_of(&language)?, None)
}

/// `POST /{language}/desk/login`
pub(super) async fn log_in(
    State(app): State<SharedApp>,
    Path(language): Path<String>,
    request: Request,
) -> Result<Response, Mistake> {
    let words = words_of(&language)?;
    let mistake = |problem| Mistake::new(words, problem);
    let Some(access) = &app.desk else {
        return Err(mistake(Problem::new(&problem::ROUTE_NOT_FOUND, "nothing is tuned on this site")));
    };
    let headers = request.headers().clone();
    check_same_site(&headers).map_err(mistake)?;
    let client = address_of(request.extensions(), request.headers(), &app.proxies);
    let fields = read_fields(request, &app).await.map_err(mistake)?;
    let field = |name: &str| fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value);
    match access.log_in(field("name"), field("password"), client, (app.clock)()).await {
        Ok(secret) => {
            // The session before this one ends: no secret outlives a log-in.
            if let Some(old) = secret_of(&headers) {
                access.log_out(&old);
            }
            let set = cookie(secret.reveal(), is_secure(&headers), COOKIE_S);
            Ok((set, see_other(&format!("/{language}/desk"))).into_response())
        }
        Err(refused) => {
            let kind = refused.kind;
            let failed = match kind.name {
                "wrong-password" => words.say("desk-wrong-password"),
                "too-many-tries" => {
                    words.count("desk-too-many-tries", refused.retry_after_s.unwrap_or(60).into())
                }
                _ => return Err(mistake(refused)),
            };
            let mut response = page(words, Some(failed))?;
            *response.status_mut() = kind.status;
            refused.tell_wait(response.headers_mut());
            Ok(response)
        }
    }
}

/// `POST /{language}/desk/logout`
pub(super) async fn log_out(headers: axum::http::HeaderMap, form: TrainerForm) -> Response {
    if let Some(secret) = secret_of(&headers) {
        form.trainer.access.log_out(&secret);
    }
    (cookie("", is_secure(&headers), 0), see_other(&form.page("/login"))).into_response()
}

//! The address of a view, to pass on: as text, as a QR code, by WhatsApp or SMS.

use askama::Template;
use axum::{extract::Path, response::Response};
use url::form_urlencoded;

use super::qr::Qr;
use crate::{
    asked::{PROFILE, Pairs},
    http::Origin,
    pages::{
        Visit,
        frame::{Frame, can_share},
        mistake::Mistake,
        render,
    },
    problem::{self, Problem},
    words::Words,
};

#[derive(Template)]
#[template(path = "share.html", whitespace = "minimize")]
struct SharePage {
    frame: Frame,
    back: String,
    shared: Vec<Shared>,
}

/// An address in its forms.
struct Shared {
    heading: String,
    address: String,
    qr: Option<Qr>,
    whatsapp: String,
    sms: String,
}

/// `GET /{language}/share/`
pub(crate) async fn list(visit: Visit, origin: Origin) -> Result<Response, Mistake> {
    share(&visit, "", &origin)
}

/// `GET /{language}/share/{path}`
pub(crate) async fn page(
    visit: Visit,
    Path((_, path)): Path<(String, String)>,
    origin: Origin,
) -> Result<Response, Mistake> {
    share(&visit, &path, &origin)
}

fn share(visit: &Visit, path: &str, origin: &Origin) -> Result<Response, Mistake> {
    if !can_share(path) {
        let problem = Problem::new(&problem::ROUTE_NOT_FOUND, "there is no such page to share");
        return Err(visit.mistake(problem));
    }
    let (words, pairs, site) = (visit.words, &visit.pairs, &origin.0);
    let here = format!("/{}/{path}", words.tongue.code());
    let mut frame = visit.frame("share-heading", &format!("share/{path}"), "");
    frame.index = false;
    frame.share.clear();
    let of = |key: &str, pairs: &Pairs| shared(words, key, format!("{site}{here}{}", pairs.as_query()));
    // Who somebody is and what they can do is theirs: it goes along only where they want it.
    let mut all = vec![of("share-plain", &without_profile(pairs))];
    if visit.profile().iter().next().is_some() {
        all.push(of("share-mine", pairs));
    }
    let page = SharePage { back: format!("{here}{}", pairs.as_query()), shared: all, frame };
    Ok(origin.mark(render(&page)?))
}

fn without_profile(pairs: &Pairs) -> Pairs {
    pairs.only(|name| !PROFILE.iter().any(|parameter| parameter.name == name))
}

fn shared(words: Words, key: &str, address: String) -> Shared {
    let text: String = form_urlencoded::byte_serialize(address.as_bytes()).collect();
    Shared {
        heading: words.say(key),
        qr: Qr::new(&address),
        whatsapp: format!("https://wa.me/?text={text}"),
        sms: format!("sms:?body={text}"),
        address,
    }
}

//! The address of a view, to pass on: as text, as a QR code, by WhatsApp or SMS.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use url::form_urlencoded;

use super::qr::Qr;
use crate::{
    App,
    asked::{PROFILE, Pairs},
    http::Origin,
    pages::{
        frame::{Frame, profile_of},
        mistake::{Mistake, words_of},
        render,
    },
    problem::{self, Problem},
    words::Words,
};

/// Views that can be shared, beside the leads.
const VIEWS: [&str; 6] = ["", "skills", "sources", "saved", "insights", "wall"];

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
pub(crate) async fn list(
    state: State<App>,
    Path(language): Path<String>,
    query: RawQuery,
    origin: Origin,
) -> Result<Response, Mistake> {
    page(state, Path((language, String::new())), query, origin).await
}

/// `GET /{language}/share/{path}`
pub(crate) async fn page(
    State(_app): State<App>,
    Path((language, path)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    Origin(origin): Origin,
) -> Result<Response, Mistake> {
    let words = words_of(&language)?;
    let mistake = |problem| Mistake::new(words, problem);
    if !can_share(&path) {
        return Err(mistake(Problem::new(&problem::ROUTE_NOT_FOUND, "there is no such page to share")));
    }
    let pairs = Pairs::of_form(query.as_deref()).map_err(mistake)?;
    let here = format!("/{}/{path}", words.tongue.code());
    let mut frame = Frame::new(words, words.say("share-heading"), &format!("share/{path}"), &pairs);
    frame.index = false;
    frame.share.clear();
    let of = |key: &str, pairs: &Pairs| shared(words, key, format!("{origin}{here}{}", pairs.as_query()));
    // Who somebody is and what they can do is theirs: it goes along only where they want it.
    let mut all = vec![of("share-plain", &without_profile(&pairs))];
    if profile_of(&pairs).iter().next().is_some() {
        all.push(of("share-mine", &pairs));
    }
    render(&SharePage { back: format!("{here}{}", pairs.as_query()), shared: all, frame })
}

/// Whether the view at `path` behind the language can be passed on: what every reader may see.
pub(crate) fn can_share(path: &str) -> bool {
    let lead = path.strip_prefix("leads/").is_some_and(|id| id.parse::<kazi_domain::LeadId>().is_ok());
    lead || VIEWS.contains(&path)
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

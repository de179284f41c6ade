//! The sources for feed readers (OPML 2.0, opml.org).

use std::fmt::Write;

use axum::{
    extract::{RawQuery, State},
    http::{HeaderValue, header},
    response::Response,
};

use super::xml::escape;
use crate::{SharedApp, SourceInfo, api::no_parameters, http::Origin, pages::safe_link, problem::Problem};

/// `GET /api/v1/sources.opml`: a feed of ours for each source, so that readers ask here and not its owner.
pub(crate) async fn list_sources(
    State(app): State<SharedApp>,
    origin: Origin,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    no_parameters(query.as_deref())?;
    let mut response = origin.mark(write(&app.sources(), &origin.0));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/x-opml; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    Ok(response)
}

fn write(sources: &[SourceInfo], origin: &str) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head><title>kazi</title></head><body>\n",
    );
    for source in sources.iter().filter(|source| source.rights.may_show && source.off.is_none()) {
        let owner = source.rights.attribution.as_ref().and_then(|attribution| safe_link(&attribution.link));
        let owner = owner.map_or_else(String::new, |link| format!(" htmlUrl=\"{}\"", escape(link)));
        let name = escape(&source.name);
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "<outline type=\"rss\" text=\"{name}\" title=\"{name}\"{owner} xmlUrl=\"{}/api/v1/leads.atom?source={}&amp;sort=posted\"/>",
            escape(origin),
            source.id,
        );
    }
    out.push_str("</body></opml>\n");
    out
}

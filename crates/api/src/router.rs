//! The whole route table.

use axum::{
    Extension, Router,
    http::{HeaderName, Method, header},
    middleware::{from_fn, from_fn_with_state, map_response},
    response::Response,
    routing::get,
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    cors::{Any, CorsLayer},
};

use crate::{
    SharedApp,
    api::{self, events::Places},
    desk, feeds,
    http::{
        Guard, Quotas, RATE_LIMIT, RATE_LIMIT_POLICY, STALE_SINCE, challenge, count, guard, mark_hot,
        name_encodings, name_states, secure, tell_stale,
    },
    pages,
    problem::{self, Problem},
};

/// All routes, with what each answer of them has.
pub(crate) fn routes(app: SharedApp, quotas: Quotas) -> Router {
    let cross_origin = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD])
        .allow_headers([header::AUTHORIZATION, header::IF_NONE_MATCH])
        .expose_headers([
            header::ETAG,
            header::LINK,
            header::RETRY_AFTER,
            RATE_LIMIT,
            RATE_LIMIT_POLICY,
            STALE_SINCE,
            HeaderName::from_static("x-request-id"),
        ]);
    let lists = Router::new()
        .route("/leads", get(api::leads::list_leads))
        .route("/leads.atom", get(feeds::as_atom))
        .route("/leads.csv", get(feeds::as_csv))
        .route("/leads.feed.json", get(feeds::as_json_feed))
        .route("/leads.jsonld", get(feeds::as_json_ld))
        .route("/leads.rss", get(feeds::as_rss))
        .route("/insights", get(api::insights::list_insights))
        .layer(map_response(mark_hot));
    let fronts = Router::new()
        .route("/{language}/", get(pages::list::show))
        .route("/{language}/insights", get(pages::insights::show))
        .layer(map_response(mark_hot));
    let json = Router::new()
        .route("/leads/{id}", get(api::leads::find_lead))
        .route("/leads/{id}/explain", get(api::leads::explain_lead))
        .route("/skills", get(api::books::list_skills))
        .route("/skills/{id}/insights", get(api::insights::find_skill))
        .route("/fields", get(api::books::list_fields))
        .route("/fields/{id}/insights", get(api::insights::find_field))
        .route("/learn-next", get(api::insights::learn_next))
        .route("/sources", get(api::sources::list_sources))
        .route("/sources.opml", get(feeds::opml::list_sources))
        .route("/changes", get(api::changes::list_changes))
        .route("/events", get(api::events::follow).layer(Extension(Places::new(app.limits.followers_max))))
        .route("/editions", get(api::editions::list_editions))
        .route("/openapi.json", get(api::openapi::describe))
        .route("/problems/{name}", get(api::problems::describe))
        .merge(lists)
        // The one for all stands outside `cross_origin`, which answers the OPTIONS of browsers.
        .method_not_allowed_fallback(method_not_allowed)
        .layer(from_fn_with_state(quotas.clone(), count))
        .layer(cross_origin);
    let trainers = desk::routes().layer(from_fn_with_state(quotas, count));
    let limits = Guard::new(app.limits);
    Router::new()
        .route("/healthz", get(api::health::healthz))
        .route("/readyz", get(api::health::readyz))
        .route("/metrics", get(api::health::metrics))
        .route("/robots.txt", get(pages::robots))
        .route("/api/docs", get(api::tried::show))
        .route("/api/docs/try/{operation}", get(api::tried::lead_on))
        .nest("/api/v1", json)
        .nest("/api/v1/desk", trainers)
        .route("/", get(pages::choose_language))
        .merge(fronts)
        .route("/{language}/leads/{id}", get(pages::lead::show))
        .route("/{language}/skills", get(pages::skills::show))
        .route("/{language}/sources", get(pages::sources::show))
        .route("/{language}/saved", get(pages::saved::show))
        .route("/{language}/digest.html", get(pages::along::digest::as_html))
        .route("/{language}/digest.txt", get(pages::along::digest::as_text))
        .route("/{language}/wall", get(pages::along::wall::show))
        .route("/{language}/share/", get(pages::along::share::list))
        .route("/{language}/share/{*path}", get(pages::along::share::page))
        .route("/kazi.js", get(pages::scripts::comfort))
        .route("/worker.js", get(pages::scripts::worker))
        .merge(desk::pages())
        .fallback(pages::not_found)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(from_fn(name_states))
        .layer(from_fn_with_state(SharedApp::clone(&app), tell_stale))
        .layer(CompressionLayer::new())
        .layer(from_fn(name_encodings))
        .layer(from_fn_with_state(limits, guard))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(secure))
        .layer(map_response(challenge))
        .with_state(app)
}

async fn method_not_allowed() -> Problem {
    Problem::new(&problem::METHOD_NOT_ALLOWED, "use a method that the header Allow names")
}

#[allow(clippy::needless_pass_by_value)] // the form that the layer calls
fn panicked(_what: Box<dyn std::any::Any + Send>) -> Response {
    use axum::response::IntoResponse;
    tracing::error!("a handler panicked");
    Problem::new(&problem::INTERNAL, "this was not your fault: try another page").into_response()
}

//! The document that describes the API: schemas from the wire types, parameters from their tables.

use axum::{
    extract::{RawQuery, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use utoipa::OpenApi;

use super::no_parameters;
use crate::{
    SharedApp,
    asked::{CHANGES, FILTERS, FOLLOW, Known, PROFILE, Parameter, SPARSE},
    desk,
    problem::{KINDS, Problem},
    wire::{
        ActivityForm, ChangesForm, EditionsForm, ExplanationForm, FieldsForm, InsightDetailForm,
        InsightsForm, LeadForm, LeadsForm, LearnNextForm, SkillsForm, SourcesForm,
    },
};

#[derive(OpenApi)]
#[openapi(components(schemas(
    LeadsForm,
    LeadForm,
    ExplanationForm,
    SkillsForm,
    FieldsForm,
    SourcesForm,
    InsightsForm,
    InsightDetailForm,
    LearnNextForm,
    ChangesForm,
    EditionsForm,
    ActivityForm
)))]
struct Schemas;

/// A route of the API: path, what it does, the schema it answers with or the media type where that is not JSON.
pub(super) struct Route {
    pub path: &'static str,
    pub id: &'static str,
    pub about: &'static str,
    answers: Answers,
    parameters: &'static [&'static [Parameter]],
}

impl Route {
    /// Whether its path names one thing.
    pub(super) fn has_id(&self) -> bool {
        self.path.contains("{id}")
    }

    pub(super) fn parameters(&self) -> impl Iterator<Item = &'static Parameter> + use<> {
        self.parameters.iter().copied().flatten()
    }
}

/// What a route answers with.
enum Answers {
    /// JSON of this schema.
    Schema(&'static str),
    /// This media type, whose form others have laid down.
    Text(&'static str),
}

impl Answers {
    fn content(&self) -> Value {
        match self {
            Self::Schema(name) => {
                let schema = format!("#/components/schemas/{name}");
                json!({ "application/json": { "schema": { "$ref": schema } } })
            }
            Self::Text(media_type) if media_type.ends_with("json") => {
                json!({ *media_type: { "schema": { "type": "object" } } })
            }
            Self::Text(media_type) => json!({ *media_type: { "schema": { "type": "string" } } }),
        }
    }
}

pub(super) static ROUTES: [Route; 19] = [
    Route {
        path: "/api/v1/leads",
        id: "list_leads",
        about: "Leads, best first, for the reader's profile.",
        answers: Answers::Schema("LeadsForm"),
        parameters: &[FILTERS, PROFILE, SPARSE],
    },
    Route {
        path: "/api/v1/leads.atom",
        id: "list_leads_as_atom",
        about: "The same list as an Atom feed.",
        answers: Answers::Text("application/atom+xml"),
        parameters: &[FILTERS, PROFILE],
    },
    Route {
        path: "/api/v1/leads.feed.json",
        id: "list_leads_as_json_feed",
        about: "The same list as a JSON Feed.",
        answers: Answers::Text("application/feed+json"),
        parameters: &[FILTERS, PROFILE],
    },
    Route {
        path: "/api/v1/leads.rss",
        id: "list_leads_as_rss",
        about: "The same list as an RSS feed.",
        answers: Answers::Text("application/rss+xml"),
        parameters: &[FILTERS, PROFILE],
    },
    Route {
        path: "/api/v1/leads.jsonld",
        id: "list_leads_as_json_ld",
        about: "The same list as schema.org's JobPosting, without what search engines must not have. The description is kazi's summary and not the posting's text.",
        answers: Answers::Text("application/ld+json"),
        parameters: &[FILTERS, PROFILE],
    },
    Route {
        path: "/api/v1/leads.csv",
        id: "list_leads_as_csv",
        about: "The same list for spreadsheets: a lead a line, with its warnings, why it is hidden unless asked for (each split by semicolons) and its trust from 0 to 1 in the last columns. Columns are added behind.",
        answers: Answers::Text("text/csv"),
        parameters: &[FILTERS, PROFILE],
    },
    Route {
        path: "/api/v1/leads/{id}",
        id: "find_lead",
        about: "One lead: every factor, every evidence, all postings.",
        answers: Answers::Schema("LeadForm"),
        parameters: &[PROFILE],
    },
    Route {
        path: "/api/v1/leads/{id}/explain",
        id: "explain_lead",
        about: "Why a lead is worth what it is, in the reader's eyes.",
        answers: Answers::Schema("ExplanationForm"),
        parameters: &[PROFILE],
    },
    Route {
        path: "/api/v1/skills",
        id: "list_skills",
        about: "All skills.",
        answers: Answers::Schema("SkillsForm"),
        parameters: &[],
    },
    Route {
        path: "/api/v1/fields",
        id: "list_fields",
        about: "All fields of work.",
        answers: Answers::Schema("FieldsForm"),
        parameters: &[],
    },
    Route {
        path: "/api/v1/insights",
        id: "list_insights",
        about: "How much work there is of every field and skill, and what it leaves.",
        answers: Answers::Schema("InsightsForm"),
        parameters: &[FILTERS, PROFILE],
    },
    Route {
        path: "/api/v1/skills/{id}/insights",
        id: "find_skill_insights",
        about: "One skill: leads, net hourly, weeks, what it is asked with, best sources.",
        answers: Answers::Schema("InsightDetailForm"),
        parameters: &[FILTERS, PROFILE],
    },
    Route {
        path: "/api/v1/fields/{id}/insights",
        id: "find_field_insights",
        about: "The same of one field.",
        answers: Answers::Schema("InsightDetailForm"),
        parameters: &[FILTERS, PROFILE],
    },
    Route {
        path: "/api/v1/learn-next",
        id: "learn_next",
        about: "The skills that would bring the reader most, and the leads that each opens.",
        answers: Answers::Schema("LearnNextForm"),
        parameters: &[FILTERS, PROFILE],
    },
    Route {
        path: "/api/v1/sources",
        id: "list_sources",
        about: "All sources with their rights and health.",
        answers: Answers::Schema("SourcesForm"),
        parameters: &[],
    },
    Route {
        path: "/api/v1/sources.opml",
        id: "list_sources_as_opml",
        about: "A feed of each source, for feed readers.",
        answers: Answers::Text("text/x-opml"),
        parameters: &[],
    },
    Route {
        path: "/api/v1/changes",
        id: "list_changes",
        about: "What is new, changed and gone since an earlier answer, for those who keep a copy.",
        answers: Answers::Schema("ChangesForm"),
        parameters: &[CHANGES, PROFILE],
    },
    Route {
        path: "/api/v1/events",
        id: "follow_changes",
        about: "The same as it comes, as Server-Sent Events; goes on behind Last-Event-ID.",
        answers: Answers::Text("text/event-stream"),
        parameters: &[FOLLOW, PROFILE],
    },
    Route {
        path: "/api/v1/editions",
        id: "list_editions",
        about: "The editions of the skill book by which leads are judged.",
        answers: Answers::Schema("EditionsForm"),
        parameters: &[],
    },
];

/// `GET /api/v1/openapi.json`
pub(crate) async fn describe(
    State(app): State<SharedApp>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    no_parameters(query.as_deref())?;
    let (facts, sources) = (app.facts(), app.sources());
    // Trainers change the book and operators the sources, so what names there are is told as it is now.
    let mut response = document(Known::new(&facts, &sources)).to_string().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    Ok(response)
}

fn document(known: Known<'_>) -> Value {
    let schemas = serde_json::to_value(Schemas::openapi()).unwrap_or_default();
    let mut components = schemas.get("components").cloned().unwrap_or_else(|| json!({}));
    components["schemas"]["Problem"] = problem_schema();
    components["securitySchemes"] = json!({
        "key": {
            "type": "http", "scheme": "bearer",
            "description": "A key of the operator: who sends one may ask more often. Reading needs none.",
        },
        "session": desk::describe_session(),
    });
    // `fields` may leave out any of them.
    if let Some(brief) = components["schemas"]["LeadBrief"].as_object_mut() {
        brief.remove("required");
    }
    let mut paths: serde_json::Map<String, Value> =
        ROUTES.iter().map(|route| (route.path.to_owned(), path(route, known))).collect();
    desk::describe_into(&mut paths, known);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "kazi",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Freelance work, ranked by what an hour of it leaves. Reading is open to all; \
                            name each source as its attribution asks.",
            "license": { "name": "MIT OR Apache-2.0" },
        },
        "security": [{}, { "key": [] }],
        "paths": paths,
        "components": components,
    })
}

fn path(route: &Route, known: Known<'_>) -> Value {
    let mut parameters: Vec<Value> = Vec::new();
    if route.has_id() {
        let (about, pattern) = match route.path.contains("/leads/") {
            true => ("The lead's id.", "^[0-9a-fA-F]{16}$"),
            false => ("The name in the skill book.", "^[a-z0-9-]{1,64}$"),
        };
        parameters.push(json!({
            "name": "id", "in": "path", "required": true, "description": about,
            "schema": { "type": "string", "pattern": pattern },
        }));
    }
    parameters.extend(route.parameters().map(|of| describe_parameter(of, known)));
    let problem = describe_problem();
    json!({ "get": {
        "operationId": route.id,
        "summary": route.about,
        "parameters": parameters,
        "responses": {
            "200": {
                "description": route.about,
                "content": route.answers.content(),
            },
            "304": { "description": "Nothing changed since the ETag given." },
            "4XX": problem,
            "5XX": problem,
        },
    }})
}

/// Any answer that is an error.
pub(crate) fn describe_problem() -> Value {
    json!({
        "description": "What went wrong and how to mend it.",
        "headers": {
            "WWW-Authenticate": { "description": "With 401: Bearer.", "schema": { "type": "string" } },
            "Retry-After": { "description": "Seconds to wait before the same again.", "schema": { "type": "integer" } },
        },
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
    })
}

/// A parameter of an address.
pub(crate) fn describe_parameter(parameter: &Parameter, known: Known<'_>) -> Value {
    let schema = (parameter.values)(known);
    let mut described = json!({
        "name": parameter.name, "in": "query", "required": false, "description": parameter.about,
    });
    if schema["type"] == "array" {
        described["style"] = "form".into();
        described["explode"] = false.into();
    }
    if !parameter.example.is_empty() {
        described["example"] = example(parameter.example, &schema);
    }
    described["schema"] = schema;
    described
}

/// The example as its schema has it; a name that is known now where the schema lists those that are.
fn example(text: &str, schema: &Value) -> Value {
    match (schema["type"].as_str(), schema["items"]["enum"].get(0)) {
        (Some("array"), Some(first)) => json!([first]),
        (Some("array"), None) => text.split(',').collect(),
        (Some("integer" | "boolean"), _) => serde_json::from_str(text).unwrap_or_default(),
        _ => schema["enum"].get(0).cloned().unwrap_or_else(|| text.into()),
    }
}

fn problem_schema() -> Value {
    let kinds: Vec<String> = KINDS.iter().map(|kind| format!("/api/v1/problems/{}", kind.name)).collect();
    json!({
        "type": "object",
        "description": "RFC 9457.",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": { "type": "string", "enum": kinds, "description": "Its kind: stays the same." },
            "title": { "type": "string", "description": "The kind, for people." },
            "status": { "type": "integer", "description": "The status of the answer." },
            "detail": { "type": "string", "description": "What went wrong this time, for people." },
            "parameter": { "type": "string", "description": "The parameter at fault." },
            "valid": { "type": "array", "items": { "type": "string" }, "description": "What would do." },
            "did_you_mean": { "type": "string", "description": "The likest of what would do." },
        },
    })
}

//! The trainers' API as the OpenAPI document tells it.

use serde_json::{Map, Value, json};

use super::form::COOKIE;
use crate::{
    api::openapi::{describe_parameter, describe_problem},
    asked::{ACTIVITY, Known, ROWS},
};

/// A route: its method and path, what it does, what is sent to it, and the status of success.
struct Described {
    method: &'static str,
    path: &'static str,
    id: &'static str,
    about: &'static str,
    sent: Sent,
    success: &'static str,
}

/// The body of a request.
enum Sent {
    Nothing,
    /// A skill book as TOML.
    Book,
    /// JSON: what a lead is or is not, and whether.
    Verdict,
    /// JSON: a mark.
    Mark,
    /// JSON: a lead as typed in.
    Lead,
}

const ROUTES: [Described; 10] = [
    Described {
        method: "get",
        path: "/api/v1/desk/book",
        id: "read_book",
        about: "The skill book as TOML; its ETag names the edition.",
        sent: Sent::Nothing,
        success: "200",
    },
    Described {
        method: "put",
        path: "/api/v1/desk/book",
        id: "publish_book",
        about: "Publishes a book as the next edition of the one that If-Match names.",
        sent: Sent::Book,
        success: "201",
    },
    Described {
        method: "post",
        path: "/api/v1/desk/preview",
        id: "preview_book",
        about: "What a book would change: leads that gain, lose or move, and how verdicts come out.",
        sent: Sent::Book,
        success: "200",
    },
    Described {
        method: "get",
        path: "/api/v1/desk/editions",
        id: "list_desk_editions",
        about: "All editions, the newest first: who, when, why, and what is different.",
        sent: Sent::Nothing,
        success: "200",
    },
    Described {
        method: "get",
        path: "/api/v1/desk/activity",
        id: "list_activity",
        about: "What trainers and the operator decided, the newest first.",
        sent: Sent::Nothing,
        success: "200",
    },
    Described {
        method: "post",
        path: "/api/v1/desk/editions/{number}/restore",
        id: "restore_edition",
        about: "Publishes the text of an earlier edition again.",
        sent: Sent::Nothing,
        success: "201",
    },
    Described {
        method: "post",
        path: "/api/v1/desk/leads",
        id: "add_lead",
        about: "Adds a lead that somebody found elsewhere; answers its id.",
        sent: Sent::Lead,
        success: "201",
    },
    Described {
        method: "delete",
        path: "/api/v1/desk/leads/{id}",
        id: "close_lead",
        about: "Closes a lead that was added by hand.",
        sent: Sent::Nothing,
        success: "204",
    },
    Described {
        method: "put",
        path: "/api/v1/desk/leads/{id}/mark",
        id: "mark_lead",
        about: "Overrules the warnings of a lead: \"scam\" or \"fine\"; null takes the mark back.",
        sent: Sent::Mark,
        success: "204",
    },
    Described {
        method: "put",
        path: "/api/v1/desk/leads/{id}/verdict",
        id: "judge_lead",
        about: "Says whether a lead is of a field or skill; null takes the verdict back.",
        sent: Sent::Verdict,
        success: "204",
    },
];

/// Puts the trainers' routes among the others.
pub(crate) fn describe_into(paths: &mut Map<String, Value>, known: Known<'_>) {
    for route in &ROUTES {
        paths.entry(route.path).or_insert_with(|| json!({}))[route.method] = operation(route, known);
    }
}

/// How a trainer is known.
pub(crate) fn describe_session() -> Value {
    json!({
        "type": "apiKey", "in": "cookie", "name": COOKIE,
        "description": "The session of a trainer, which POST /en/desk/login sets.",
    })
}

/// The media type and schema of what is sent.
fn body(sent: &Sent) -> Option<Value> {
    let text = json!({ "type": "string" });
    let object = |required: &[&str], properties: Value| {
        let schema = json!({ "type": "object", "required": required, "properties": properties });
        Some(json!({ "application/json": { "schema": schema } }))
    };
    match sent {
        Sent::Nothing => None,
        // The same text under either name: not every tool knows the first.
        Sent::Book => {
            Some(json!({ "application/toml": { "schema": text }, "text/plain": { "schema": text } }))
        }
        Sent::Verdict => {
            let about = json!({
                "type": "object", "minProperties": 1, "maxProperties": 1,
                "properties": { "field": text, "skill": text },
            });
            object(&["about"], json!({ "about": about, "is": { "type": ["boolean", "null"] } }))
        }
        Sent::Mark => object(&[], json!({ "mark": { "enum": ["scam", "fine", null] } })),
        Sent::Lead => {
            let properties =
                json!({ "title": text, "text": text, "url": text, "company": text, "pay": text });
            object(&["title", "text"], properties)
        }
    }
}

fn parameters(route: &Described, known: Known<'_>) -> Vec<Value> {
    let parameter = |name: &str, place: &str, about: &str, schema: Value| json!({ "name": name, "in": place, "required": true, "description": about, "schema": schema });
    let mut parameters = Vec::new();
    if route.path.contains("{id}") {
        let schema = json!({ "type": "string", "pattern": "^[0-9a-fA-F]{16}$" });
        parameters.push(parameter("id", "path", "The lead's id.", schema));
    }
    if route.path.contains("{number}") {
        let schema = json!({ "type": "integer", "minimum": 0 });
        parameters.push(parameter("number", "path", "The edition's number.", schema));
    }
    if matches!(route.id, "publish_book" | "restore_edition") {
        let seen = "The edition that was seen, as \"edition-3\".";
        parameters.push(parameter("If-Match", "header", seen, json!({ "type": "string" })));
        let schema = json!({ "type": "string", "maxLength": 500 });
        parameters.push(parameter("why", "query", "Why, for the other trainers.", schema));
    }
    if route.id == "list_activity" {
        parameters.extend(ACTIVITY.iter().chain(ROWS).map(|of| describe_parameter(of, known)));
    }
    parameters
}

fn operation(route: &Described, known: Known<'_>) -> Value {
    let problem = describe_problem();
    let mut success = json!({ "description": route.about });
    if route.id == "read_book" {
        success["content"] = json!({ "application/toml": { "schema": { "type": "string" } } });
    } else if route.id == "list_activity" {
        let schema = json!({ "$ref": "#/components/schemas/ActivityForm" });
        success["content"] = json!({ "application/json": { "schema": schema } });
    } else if route.success != "204" {
        success["content"] = json!({ "application/json": { "schema": { "type": "object" } } });
    }
    let mut described = json!({
        "operationId": route.id,
        "summary": route.about,
        "description": "For trainers: with the cookie of a session, which POST /en/desk/login sets; what changes anything \
            needs a header Origin that names this site.",
        "security": [{ "session": [] }],
        "parameters": parameters(route, known),
        "responses": { route.success: success, "4XX": problem, "5XX": problem },
    });
    if let Some(content) = body(&route.sent) {
        described["requestBody"] = json!({ "required": true, "content": content });
    }
    described
}

//! Every answer is what the OpenAPI document says.

use axum::{body::Body, http::Request};
use jsonschema::Validator;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::{Answer, ask, sample, send};

/// The document, and the site that it describes.
pub(super) struct Contract {
    site: kazi_api::Site,
    document: Value,
}

impl Contract {
    pub async fn new() -> Self {
        let site = kazi_api::Site::new(sample::site(sample::leads()).await);
        let document = send(&site, "GET", "/api/v1/openapi.json", &[]).await.json();
        Self { site, document }
    }

    fn paths(&self) -> impl Iterator<Item = (&str, &Value)> {
        let paths = self.document["paths"].as_object().expect("paths");
        // Those of the desk need a session: desk.rs tries them.
        let open = paths.iter().filter(|(path, _)| !path.starts_with("/api/v1/desk/"));
        open.map(|(path, operations)| (path.as_str(), &operations["get"]))
    }

    /// What holds an answer against a schema of the document, and admits nothing that it does not name.
    pub fn validator(&self, schema: &Value) -> Validator {
        let mut components = self.document["components"].clone();
        let schemas = components["schemas"].as_object_mut().expect("schemas");
        let joined: Vec<String> = schemas
            .values()
            .flat_map(|schema| schema["allOf"].as_array().into_iter().flatten())
            .map(name_of)
            .collect();
        for (name, schema) in schemas {
            let open = joined.contains(name) || schema["type"] != "object" && schema["allOf"].is_null();
            if !open {
                schema["unevaluatedProperties"] = json!(false);
            }
        }
        let mut schema = schema.clone();
        schema["components"] = components;
        schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
        jsonschema::validator_for(&schema).expect("a schema")
    }

    async fn get(&self, uri: &str) -> Answer {
        send(&self.site, "GET", uri, &[]).await
    }
}

fn name_of(schema: &Value) -> String {
    schema["$ref"].as_str().and_then(|to| to.rsplit('/').next()).unwrap_or_default().to_owned()
}

/// A path with an id that is there.
fn filled(path: &str) -> String {
    let id = match path {
        _ if path.contains("/leads/") => "0000000000000001",
        _ if path.contains("/skills/") => "figma",
        _ => "web-design",
    };
    path.replace("{id}", id)
}

pub(super) fn check(validator: &Validator, answer: &Answer, uri: &str) {
    let body = answer.json();
    let faults: Vec<String> = validator
        .iter_errors(&body)
        .map(|fault| format!("{uri}: {}: {fault}", fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[tokio::test]
async fn every_route_answers_what_is_described() {
    let contract = Contract::new().await;
    for (path, get) in contract.paths() {
        let uri = filled(path);
        let content = get["responses"]["200"]["content"].as_object().expect("content");
        if content.contains_key("text/event-stream") {
            continue;
        }
        let answer = contract.get(&uri).await;
        assert_eq!(answer.status, 200, "{uri}: {}", answer.text());
        let media_type = answer.header("content-type").split(';').next().unwrap_or_default();
        let described = content.get(media_type);
        let described = described.unwrap_or_else(|| panic!("{uri}: {media_type} is not described"));
        if media_type == "application/json" {
            check(&contract.validator(&described["schema"]), &answer, &uri);
        }
    }
}

#[tokio::test]
async fn answers_to_other_questions_are_described_too() {
    let contract = Contract::new().await;
    for (path, query) in [
        (
            "/api/v1/leads",
            "?include_hidden=true&facets=field,skill,source,language,flag,reach&have=figma&currency=KES",
        ),
        ("/api/v1/leads", "?fields=id,title"),
        ("/api/v1/leads", "?q=nothing-has-this-word"),
        ("/api/v1/leads/{id}", "?have=figma:strong,css:learning&country=UG&speaks=en"),
        ("/api/v1/changes", "?limit=3"),
        ("/api/v1/learn-next", "?have=figma"),
    ] {
        let schema =
            &contract.document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"];
        let validator = contract.validator(&schema["schema"]);
        let uri = filled(path) + query;
        let answer = contract.get(&uri).await;
        assert_eq!(answer.status, 200, "{uri}: {}", answer.text());
        check(&validator, &answer, &uri);
    }
    for lead in ["0000000000000004", "0000000000000005", "0000000000000006", "0000000000000009"] {
        let uri = format!("/api/v1/leads/{lead}");
        let schema = json!({ "$ref": "#/components/schemas/LeadForm" });
        check(&contract.validator(&schema), &contract.get(&uri).await, &uri);
    }
}

#[tokio::test]
async fn every_mistake_is_answered_with_a_problem() {
    let contract = Contract::new().await;
    let problem = contract.validator(&json!({ "$ref": "#/components/schemas/Problem" }));
    let mut asked = 0;
    for (path, get) in contract.paths() {
        let good = filled(path);
        let mut wrong = vec![format!("{good}?nonsense=1")];
        wrong.extend(path.contains("{id}").then(|| path.replace("{id}", "no-such-thing")));
        for parameter in get["parameters"].as_array().into_iter().flatten().filter(|p| p["in"] == "query") {
            let name = parameter["name"].as_str().expect("a name");
            wrong.push(format!("{good}?{name}=a&{name}=b"));
            wrong.push(format!("{good}?{name}=%00%FF,,"));
        }
        for uri in wrong {
            let answer = contract.get(&uri).await;
            assert!(
                matches!(answer.status.as_u16(), 400 | 404),
                "{uri}: {} {}",
                answer.status,
                answer.text()
            );
            assert_eq!(answer.header("content-type"), "application/problem+json", "{uri}");
            check(&problem, &answer, &uri);
            asked += 1;
        }
    }
    assert!(asked > 200, "{asked}");
}

/// The parts of a schema, and of what stands in it, that nothing is said of.
fn unexplained(schema: &Value, name: &str) -> Vec<String> {
    let inner =
        ["allOf", "oneOf", "anyOf"].into_iter().flat_map(|key| schema[key].as_array().into_iter().flatten());
    let mut found: Vec<String> =
        inner.chain(schema.get("items")).flat_map(|inner| unexplained(inner, name)).collect();
    for (key, part) in schema["properties"].as_object().into_iter().flatten() {
        // What may be null is one of two, and the other one is explained.
        let mut said = part["oneOf"].as_array().into_iter().flatten().chain([part]);
        let name = format!("{name}.{key}");
        found.extend(unexplained(part, &name));
        if said.all(|part| part["description"].as_str().is_none_or(str::is_empty)) {
            found.push(name);
        }
    }
    found
}

#[tokio::test]
async fn every_part_of_an_answer_is_explained() {
    let document = Contract::new().await.document;
    let schemas = document["components"]["schemas"].as_object().expect("schemas");
    let unexplained: Vec<String> =
        schemas.iter().flat_map(|(name, schema)| unexplained(schema, name)).collect();
    assert_eq!(unexplained, [""; 0]);
}

#[tokio::test]
async fn every_route_says_who_may_ask() {
    let contract = Contract::new().await;
    assert_eq!(contract.document["security"], json!([{}, { "key": [] }]), "a key may be sent and need not");
    assert_eq!(contract.document["components"]["securitySchemes"]["key"]["scheme"], "bearer");
    assert!(contract.paths().all(|(_, get)| get["security"].is_null()));
}

#[tokio::test]
async fn the_document_and_the_guide_name_the_same_routes() {
    let guide = include_str!("../../../../docs/api.md");
    for (path, _) in Contract::new().await.paths() {
        assert!(guide.contains(&format!("`{path}`")), "docs/api.md does not name {path}");
    }
}

#[tokio::test]
async fn events_begin_with_where_they_are() {
    let site = kazi_api::Site::new(sample::site(sample::leads()).await);
    let request = Request::builder().uri("/api/v1/events").header("last-event-id", "0-0");
    let response = site.oneshot(request.body(Body::empty()).expect("a request")).await.expect("an answer");
    assert_eq!(
        (response.status().as_u16(), &response.headers()["content-type"]),
        (200, &"text/event-stream".parse().unwrap())
    );
    let mut body = response.into_body().into_data_stream();
    let mut text = String::new();
    while !text.contains("event: gone") {
        let bytes = futures_util::StreamExt::next(&mut body).await.expect("more").expect("bytes");
        text.push_str(std::str::from_utf8(&bytes).expect("UTF-8"));
    }
    assert!(
        text.starts_with("retry: 5000\nid: 0-0\n") || text.starts_with("id: 0-0\nretry: 5000\n"),
        "{text}"
    );
    assert!(text.contains("event: new\nid: "), "{text}");
}

#[tokio::test]
async fn the_api_can_be_tried_without_a_script() {
    let page = ask("/api/docs").await;
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert!(!page.text().contains("<script") && !page.text().contains("//cdn"));
    for (path, _) in Contract::new().await.paths() {
        assert!(page.text().contains(&format!("<b>{path}</b>")), "{path}");
    }
    for (form, location) in [
        ("list_leads?field=web-design&skill=&q=", "/api/v1/leads?field=web-design"),
        ("find_lead?id=0000000000000001&have=", "/api/v1/leads/0000000000000001"),
        ("find_lead?id=../../x%0D%0Ay", "/api/v1/leads/xy"),
        ("list_sources", "/api/v1/sources"),
    ] {
        let answer = ask(&format!("/api/docs/try/{form}")).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, location));
    }
    assert_eq!(ask("/api/docs/try/nothing").await.status, 404);
}

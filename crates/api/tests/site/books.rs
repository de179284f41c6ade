//! What the API says of itself and of what is configured: names, rights, editions, its own document.

use serde_json::{Value, json};

use crate::ask;

#[tokio::test]
async fn names_rights_and_health_can_be_read() {
    let skills = ask("/api/v1/skills").await.json();
    assert_eq!(skills["skills"][0]["id"], "figma");
    assert_eq!(ask("/api/v1/fields").await.json()["fields"][0]["name"], "Web design");
    let sources = ask("/api/v1/sources").await.json();
    assert_eq!(sources["sources"][0]["rights"]["floor_s"], 3600);
    assert_eq!(sources["sources"][3]["status"]["health"], "failing");
    assert_eq!(ask("/api/v1/skills?x=1").await.status, 400);
}

#[tokio::test]
async fn the_document_names_every_parameter_and_every_schema() {
    let document = ask("/api/v1/openapi.json").await.json();
    let parameters = document["paths"]["/api/v1/leads"]["get"]["parameters"].as_array().unwrap();
    for parameter in parameters {
        let name = parameter["name"].as_str().unwrap();
        let example = match &parameter["example"] {
            Value::Null if name == "cursor" => continue,
            Value::Array(values) => {
                values.iter().map(|value| value.as_str().unwrap()).collect::<Vec<_>>().join(",")
            }
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let answer =
            ask(&format!("/api/v1/leads?{name}={}", example.replace(' ', "+").replace('"', "%22"))).await;
        assert_eq!(answer.status, 200, "{name}={example}: {}", answer.text());
    }
    let text = document.to_string();
    for part in text.split("\"#/components/schemas/").skip(1) {
        let name = part.split('"').next().unwrap();
        assert!(document["components"]["schemas"][name].is_object(), "no schema {name}");
    }
    for kind in document["components"]["schemas"]["Problem"]["properties"]["type"]["enum"].as_array().unwrap()
    {
        assert_eq!(ask(kind.as_str().unwrap()).await.status, 200);
    }
}

#[tokio::test]
async fn editions_are_listed_where_nobody_tunes_too() {
    assert_eq!(ask("/api/v1/editions").await.json(), json!({ "current": 0, "editions": [] }));
}

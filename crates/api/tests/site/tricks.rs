//! Paths, queries and heads that try for more than there is.

use crate::{ask, sample, send};

const PATHS: [&str; 20] = [
    "/../../etc/passwd",
    "/en/../../../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/..%2f..%2fetc%2fpasswd",
    "/%252e%252e/etc/passwd",
    "/en/leads/..%2f..%2fdesk",
    "/en/share/..%2fdesk",
    "/en/share//evil.example/",
    "/en/share/https:%2f%2fevil.example",
    "//evil.example/",
    "/%5cevil.example/",
    "//evil.example/en/",
    "/en//evil.example",
    "/kazi.js%00.css",
    "/worker.js/../kazi.toml",
    "/api/v1/leads.csv%00",
    "/api/v1/../../data/journal.jsonl",
    "/.git/config",
    "/journal.jsonl",
    "/en/leads/0000000000000001;x=1",
];

#[tokio::test]
async fn no_path_leads_out_of_the_site() {
    let site = kazi_api::Site::new(sample::site(sample::leads()).await);
    for path in PATHS {
        let answer = send(&site, "GET", path, &[]).await;
        let location = answer.header("location");
        assert!(!answer.status.is_success(), "{path}: {}", answer.status);
        assert!(!answer.status.is_server_error(), "{path}: {}", answer.status);
        assert!(
            location.is_empty() || (location.starts_with('/') && !location.starts_with("//")),
            "{location}"
        );
        assert!(!location.contains("evil"), "{path} leads to {location}");
    }
}

#[tokio::test]
async fn no_query_becomes_a_header() {
    for path in ["/", "/en/", "/en/skills", "/api/docs/try/list_leads", "/en/share/", "/en/desk"] {
        for query in
            ["x=%0d%0aset-cookie:%20a=b", "q=%0d%0a%0d%0a%3Cscript%3E", "q=%0aset-cookie:a=b", "q=%00"]
        {
            let answer = ask(&format!("{path}?{query}")).await;
            assert_eq!(answer.header("set-cookie"), "", "{path}?{query}");
            assert!(!answer.status.is_server_error(), "{path}?{query}: {}", answer.status);
            for value in answer.headers.values() {
                assert!(value.as_bytes().iter().all(|byte| *byte >= b' '), "{path}?{query}: {value:?}");
            }
        }
    }
}

/// Answers are kept in memory for all who ask the same: what one says of where it is goes to no other.
#[tokio::test]
async fn a_host_that_one_client_names_is_shown_to_no_other() {
    let site = kazi_api::Site::new(sample::site(sample::leads()).await);
    for path in
        ["/api/v1/leads.atom", "/api/v1/leads.rss", "/en/", "/api/v1/leads", "/api/v1/leads.jsonld", "/"]
    {
        let evil = [
            ("host", "evil.example"),
            ("x-forwarded-host", "evil.example"),
            ("forwarded", "host=evil.example"),
        ];
        send(&site, "GET", path, &evil).await;
        for headers in [&[("host", "kazi.example")][..], &evil[1..], &[]] {
            let answer = send(&site, "GET", path, headers).await;
            assert!(!answer.text().contains("evil.example"), "{path} {headers:?}");
            assert!(!answer.header("location").contains("evil.example"), "{path} {headers:?}");
        }
    }
}

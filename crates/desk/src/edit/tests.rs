use super::*;
use crate::{difference, read_book};

const BOOK: &str = r#"
[[field]]
id = "graphic-design"
name = "Graphic design"
aliases = ["graphic design"]

[[skill]]
id = "wordpress"
name = "WordPress"
aliases = ["wp", "elementor", "divi"]
weight = 0.8

[[skill]]
id = "woocommerce"
name = "WooCommerce"
parent = "wordpress"

[[skill]]
id = "logo"
name = "Logo"
fields = ["graphic-design"]
negatives = ["logo compiler"]
"#;

/// What changes a book, each as JSON, and what is different then: lines of `- ` and `+ `.
fn check(edits: &[&str], expected: &[&str]) {
    let (book, _) = read_book(BOOK).unwrap();
    let edits: Vec<BookEdit> = edits.iter().map(|edit| serde_json::from_str(edit).unwrap()).collect();
    let after = apply_all(&book, &edits).unwrap();
    read_book(&crate::write_book(&after)).unwrap_or_else(|faults| panic!("{faults:?}"));
    let lines: Vec<String> = difference(&book, &after).lines().collect();
    assert_eq!(lines, expected);
    let mut before = book.clone();
    for (edit, told) in edits.iter().zip(differences(&book, &edits)) {
        let after = apply_all(&before, std::slice::from_ref(edit)).unwrap();
        assert_eq!(told, Ok(difference(&before, &after)), "{edit:?}");
        before = after;
    }
}

fn refused(edit: &str) -> String {
    let (mut book, _) = read_book(BOOK).unwrap();
    let untouched = book.clone();
    let error = apply(&mut book, &serde_json::from_str(edit).unwrap()).unwrap_err();
    assert_eq!(book, untouched, "{edit}");
    error.to_string()
}

#[test]
fn words_come_and_go() {
    check(
        &[r#"{"edit":"add-alias","owner":{"field":"graphic-design"},"alias":"  Canva  designs "}"#],
        &["field graphic-design: + \"Canva designs\""],
    );
    check(
        &[r#"{"edit":"remove-alias","owner":{"skill":"wordpress"},"text":"divi"}"#],
        &["skill wordpress: - \"divi\""],
    );
    check(
        &[
            r#"{"edit":"add-negative","owner":{"skill":"logo"},"text":"logo language"}"#,
            r#"{"edit":"remove-negative","owner":{"skill":"logo"},"text":"logo compiler"}"#,
        ],
        &["skill logo: - not \"logo compiler\"", "skill logo: + not \"logo language\""],
    );
}

#[test]
fn a_new_name_keeps_the_old_as_an_alias() {
    check(
        &[r#"{"edit":"rename","skill":"logo","name":"Logo design"}"#],
        &["skill logo: name \"Logo\" → \"Logo design\"", "skill logo: + \"Logo\""],
    );
}

#[test]
fn two_become_one_and_their_parts_follow() {
    check(
        &[r#"{"edit":"merge","from":"wordpress","into":"woocommerce"}"#],
        &[
            "skill woocommerce: parent wordpress → none",
            "skill woocommerce: + \"WordPress\"",
            "skill woocommerce: + \"wp\"",
            "skill woocommerce: + \"elementor\"",
            "skill woocommerce: + \"divi\"",
            "- skill wordpress \"WordPress\"",
        ],
    );
}

#[test]
fn one_becomes_two() {
    check(
        &[
            r#"{"edit":"split","from":"wordpress","id":"elementor","name":"Elementor","aliases":["divi"]}"#,
            r#"{"edit":"set-weight","skill":"elementor","weight":0.9}"#,
        ],
        &[
            "skill wordpress: - \"elementor\"",
            "skill wordpress: - \"divi\"",
            "+ skill elementor \"Elementor\"",
        ],
    );
}

#[test]
fn what_is_retired_leaves_no_orphans() {
    check(
        &[r#"{"edit":"retire","skill":"wordpress"}"#],
        &["skill woocommerce: parent wordpress → none", "- skill wordpress \"WordPress\""],
    );
}

#[test]
fn what_cannot_be_done_says_why() {
    assert_eq!(
        refused(r#"{"edit":"set-weight","skill":"figma","weight":1}"#),
        "there is no skill \"figma\" in the book"
    );
    assert_eq!(
        refused(r#"{"edit":"remove-alias","owner":{"skill":"logo"},"text":"x"}"#),
        "skill \"logo\" has no \"x\""
    );
    assert_eq!(
        refused(r#"{"edit":"add-skill","skill":{"id":"logo","name":"L"}}"#),
        "skill \"logo\" is in the book already"
    );
    assert_eq!(refused(r#"{"edit":"rename","skill":"logo","name":" "}"#), "the name is empty");
    assert_eq!(
        refused(r#"{"edit":"merge","from":"logo","into":"logo"}"#),
        "skill \"logo\" is in the book already"
    );
}

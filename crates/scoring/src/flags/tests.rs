use kazi_domain::{PostingId, SourceId};
use proptest::prelude::*;

use super::*;
use crate::cases;

fn warnings() -> Warnings {
    let config = toml::from_str(&cases::config("warnings.toml")).unwrap_or_else(|error| panic!("{error}"));
    Warnings::new(config).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

fn posting(title: &str, body: &str) -> Posting {
    let mut posting = Posting::new(PostingId(1), SourceId::new("test").unwrap(), title);
    posting.description = body.to_owned();
    posting
}

/// `TITLE | BODY` or `TITLE | pay: PAY`, all but the title optional.
#[test]
fn warnings_are_as_in_the_cases() {
    let warnings = warnings();
    cases::run("warnings", |case| {
        let (title, body) = case.split_once(" | ").unwrap_or((case, ""));
        let pay = body.strip_prefix("pay: ");
        let mut posting = posting(title, if pay.is_some() { "" } else { body });
        posting.pay_text = pay.map(str::to_owned);
        let flags = warnings.read(&posting, None);
        let ids: Vec<_> = flags.iter().map(|flag| flag.id.as_str()).collect();
        if ids.is_empty() { "none".to_owned() } else { ids.join(", ") }
    });
}

#[test]
fn a_flag_quotes_its_words_and_lowers_trust() {
    let warnings = warnings();
    let flags =
        warnings.read(&posting("Typist", "Good pay. You must pay a registration fee of $20 first."), None);
    assert_eq!(flags.len(), 1);
    assert_eq!(flags[0].severity, Severity::Severe);
    assert!(flags[0].evidence.words.contains("registration fee"), "{flags:?}");
    assert!((warnings.trust(&flags) - 0.15).abs() < 1e-6);
    assert!((warnings.trust(&[]) - 1.0).abs() < 1e-6);
    assert!(warnings.advice(&flags[0].id).unwrap().starts_with("Do not pay"));
}

#[test]
fn faults_name_the_warning() {
    let text = "[[warning]]\nid = \"a\"\nseverity = \"notice\"\ntrust = 2.0\nadvice = \"x\"\n[[warning.pattern]]\nall = [[\"…\"]]\n";
    let errors = Warnings::new(toml::from_str(text).unwrap()).err().unwrap();
    assert_eq!(errors.len(), 2, "{errors:?}");
    assert_eq!(errors[0].place, "warning \"a\"");
    assert!(Warnings::new(WarningsConfig::default()).is_ok());
    let text = "[[warning]]\nid = \"a\"\nseverity = \"notice\"\ntrust = 0.5\nadvice = \"x\"\n[[warning.pattern]]\nall = [[\"@trades\"]]\n";
    let errors = Warnings::new(toml::from_str(text).unwrap()).err().unwrap();
    assert!(errors[0].what.contains("@trades"), "{errors:?}");
    let text =
        "[[warning]]\nid = \"a\"\nseverity = \"notice\"\ntrust = 0.5\nadvice = \"x\"\nnames_from = 1\n";
    let errors = Warnings::new(toml::from_str(text).unwrap()).err().unwrap();
    assert!(errors[0].what.contains("names_from"), "{errors:?}");
}

#[test]
fn a_phrase_given_twice_is_told() {
    let warning = |rest: &str| {
        format!(
            "[[warning]]\nid = \"a\"\nseverity = \"notice\"\ntrust = 0.5\nadvice = \"x\"\n[[warning.pattern]]\n{rest}"
        )
    };
    let told = |text: &str| {
        let errors = Warnings::new(toml::from_str(text).unwrap()).err();
        errors
            .into_iter()
            .flatten()
            .map(|error| format!("{}: {}", error.place, error.what))
            .collect::<Vec<_>>()
    };
    let list = "[lists]\nsums = [\"# bob\", \"# usd\", \"# bob\"]\n";
    assert_eq!(told(list), ["list \"sums\": \"# bob\" is given twice: keep one"]);
    let group = warning("all = [[\"pay\"], [\"test\", \"trial\", \"test\"]]\n");
    assert_eq!(told(&group), ["warning \"a\": \"test\" is given twice: keep one"]);
    assert_eq!(told(&warning("all = [[\"pay\"], [\"test\"]]\nunless = [\"pay\"]\n")), Vec::<String>::new());
}

#[test]
fn signs_count_where_enough_of_them_stand_together() {
    let text = "[[warning]]\nid = \"a\"\nseverity = \"notice\"\ntrust = 0.5\nadvice = \"x\"\n[[warning.pattern]]\n\
                all = [[\"# bob\"]]\nsome = [[\"before\"], [\"form\"], [\"till\"]]\nat_least = 2\nwithin = 6\n";
    let warnings = Warnings::new(toml::from_str(text).unwrap()).unwrap_or_else(|errors| panic!("{errors:?}"));
    let words = |body: &str| warnings.read(&posting("x", body), None).pop().map(|flag| flag.evidence.words);
    assert_eq!(
        words("Before we call you, 300 bob goes to the till.").as_deref(),
        Some("Before we call you, 300 bob goes to the till")
    );
    assert_eq!(words("A form costs 300 bob here."), None);
    assert_eq!(words("The till is at the door of the shop, and a form is 300 bob."), None);
    for wrong in ["some = [[\"a\"]]\n", "at_least = 1\n", "some = [[\"a\"]]\nat_least = 2\n"] {
        let text = text.replace("some = [[\"before\"], [\"form\"], [\"till\"]]\nat_least = 2\n", wrong);
        let errors = Warnings::new(toml::from_str(&text).unwrap()).err().unwrap();
        assert!(errors[0].what.contains("at_least"), "{errors:?}");
    }
}

#[test]
fn a_message_goes_on_from_its_title() {
    let text = "[[warning]]\nid = \"a\"\nseverity = \"notice\"\ntrust = 0.5\nadvice = \"x\"\n[[warning.pattern]]\n\
                all = [[\"fee\"], [\"before you start\"]]\nwithin = 20\n";
    let warnings = Warnings::new(toml::from_str(text).unwrap()).unwrap_or_else(|errors| panic!("{errors:?}"));
    let is_warned = |body: &str| !warnings.read(&posting("A small fee", body), None).is_empty();
    assert!(is_warned("It is sent before you start."));
    let long = "We meet each Friday and talk about the week. ".repeat(12);
    assert!(!is_warned(&format!("It is sent before you start. {long}")));
}

proptest! {
    #[test]
    fn any_text_ends_in_an_answer(title in ".{0,80}", body in ".{0,600}") {
        static WARNINGS: std::sync::LazyLock<Warnings> = std::sync::LazyLock::new(warnings);
        let flags = WARNINGS.read(&posting(&title, &body), None);
        prop_assert!(WARNINGS.trust(&flags) > 0.0);
    }

    #[test]
    fn capitals_and_marks_change_nothing(at in 0_usize..4) {
        static WARNINGS: std::sync::LazyLock<Warnings> = std::sync::LazyLock::new(warnings);
        let body = ["Message me on WhatsApp", "You must pay a registration fee first", "Unpaid test task", "Pay a deposit to start the job"][at];
        let ids = |body: &str| WARNINGS.read(&posting("Work", body), None).into_iter().map(|f| f.id).collect::<Vec<_>>();
        prop_assert_eq!(ids(body), ids(&body.to_uppercase().replace(' ', "  ")));
        prop_assert!(!ids(body).is_empty());
    }
}

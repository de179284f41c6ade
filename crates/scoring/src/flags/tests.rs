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

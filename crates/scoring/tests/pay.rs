//! What postings state as pay: cases by data, and the laws that hold for every text.
#![allow(clippy::unwrap_used)]

#[path = "../src/cases.rs"]
mod cases;

use kazi_domain::{Amount, Currency, Pay, PayHint, PayReading, Per, Posting, PostingId, SourceId, StatedPay};
use kazi_scoring::pay::read_pay;
use proptest::prelude::*;

fn posting(title: &str) -> Posting {
    let source = SourceId::new("case").unwrap();
    Posting::new(PostingId::of(&source, title), source, title)
}

/// How the lines of a file are to be taken: its directives so far.
#[derive(Clone, Default)]
struct Setting {
    part: String,
    hint: PayHint,
    place: Option<String>,
    title: String,
    notes: bool,
}

impl Setting {
    /// "# as: pay_text", "# hint: currency=USD per=project", "# at: Toronto, Canada", "# title: Chores",
    /// "# with: notes"; "-" is none.
    fn read(&mut self, line: &str) {
        let Some((name, value)) = line.trim_start_matches('#').trim().split_once(": ") else { return };
        match name {
            "as" => self.part = value.to_owned(),
            "at" => self.place = Some(value.to_owned()).filter(|place| place != "-"),
            "title" => self.title = value.trim_start_matches('-').to_owned(),
            "with" => self.notes = value == "notes",
            "hint" => {
                let of = |key| word_of(value, key);
                self.hint = PayHint {
                    currency: of("currency").and_then(Currency::from_code),
                    per: of("per").map(per_of),
                    piece: of("piece").map(str::to_owned),
                    range_per: of("range_per").map(per_of),
                };
            }
            _ => {}
        }
    }

    fn posting(&self, input: &str) -> Posting {
        let text = input.trim().replace("\\n", "\n");
        let mut posting = posting("");
        posting.pay_hint = self.hint.clone();
        posting.location = self.place.clone();
        match self.part.as_str() {
            "pay_text" => {
                posting.pay_text = Some(text);
                posting.title.clone_from(&self.title);
            }
            "body" => {
                posting.description = text;
                posting.title.clone_from(&self.title);
            }
            "fields" => posting.pay = Some(fields_of(&text)),
            _ => posting.title = text,
        }
        posting
    }
}

/// The value of `key=value` in a line.
fn word_of<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    line.split_whitespace().find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
}

fn per_of(name: &str) -> Per {
    serde_json::from_value(name.into()).unwrap()
}

fn fields_of(line: &str) -> StatedPay {
    let amount = |key| word_of(line, key).and_then(|text| Amount::from_decimal(text.parse().unwrap()));
    StatedPay {
        low: amount("low"),
        high: amount("high"),
        currency: word_of(line, "currency").and_then(Currency::from_code),
        per: word_of(line, "per").map(per_of),
        piece: word_of(line, "piece").map(str::to_owned),
        predicted: line.contains("predicted"),
    }
}

fn answer_of(reading: Option<&PayReading>, notes: bool) -> String {
    let Some(reading) = reading else { return "none".to_owned() };
    let mut answer = reading.pay.to_string();
    for note in reading.notes.iter().filter(|_| notes) {
        answer.push_str(" ; ");
        answer.push_str(serde_json::to_value(note).unwrap().as_str().unwrap());
    }
    answer
}

#[test]
fn cases() {
    let answer =
        |setting: &Setting, input: &str| answer_of(read_pay(&setting.posting(input)).as_ref(), setting.notes);
    let count = cases::run_set("pay", Setting::read, answer);
    assert!(count >= 400, "only {count} cases");
}

/// Any pay that a posting could state.
fn any_pay() -> impl Strategy<Value = Pay> {
    let currency = prop::sample::select(vec![
        Currency::USD,
        Currency::EUR,
        Currency::KES,
        Currency::UGX,
        Currency::INR,
        Currency::XOF,
        Currency::SSP,
    ]);
    let unit = prop::sample::select(vec![
        (Per::Hour, None),
        (Per::Day, None),
        (Per::Week, None),
        (Per::Month, None),
        (Per::Year, None),
        (Per::Project, None),
        (Per::Piece, Some("word")),
        (Per::Piece, Some("100 words")),
        (Per::Piece, Some("article")),
        (Per::Piece, Some("image")),
        (Per::Piece, Some("audio minute")),
    ]);
    let cents = 1_i64..50_000_000;
    (cents.clone(), prop::option::of(cents), 0_u8..4, currency, unit).prop_filter_map(
        "an amount is above zero",
        |(one, other, ends, currency, (per, piece))| {
            let amount = |cents: i64| Some(Amount::from_micros(cents * 10_000));
            let (low, high) = match (ends, other) {
                (0, _) => (amount(one), None),
                (1, _) => (None, amount(one)),
                (2, Some(other)) if one.max(other) < one.min(other) * 500 => (amount(one), amount(other)),
                _ => (amount(one), amount(one)),
            };
            Pay::new(low, high, Some(currency), Some(per), piece.map(str::to_owned))
        },
    )
}

proptest! {
    #[test]
    fn the_canonical_form_reads_back_as_the_same_pay(pay in any_pay()) {
        let mut posting = posting("");
        posting.pay_text = Some(pay.to_string());
        let reading = read_pay(&posting);
        prop_assert_eq!(reading.as_ref().map(|reading| &reading.pay), Some(&pay), "{}", pay);
    }

    #[test]
    fn another_currency_sign_changes_the_currency_only(low in 10_u32..90, more in 1_u32..60) {
        let read = |sign: &str| {
            let line = format!("Logo designer, {sign}{low} - {sign}{} per hour", low + more);
            read_pay(&posting(&line)).map(|reading| reading.pay)
        };
        let dollars = read("$").unwrap();
        for (sign, currency) in [("€", Currency::EUR), ("£", Currency::GBP), ("KSh ", Currency::KES), ("A$", Currency::AUD)] {
            let pay = read(sign).unwrap();
            prop_assert_eq!(pay.currency(), Some(currency));
            prop_assert_eq!((pay.low(), pay.high(), pay.per()), (dollars.low(), dollars.high(), dollars.per()));
        }
    }

    #[test]
    fn any_text_ends_and_quotes_what_stands_there(text in "\\PC{0,400}", money in "[$€£0-9kK., /+-]{0,60}") {
        let mut posting = posting(&format!("{text}{money}"));
        posting.description = format!("{money} {text} {money}\n{text}");
        posting.pay_text = Some(money);
        if let Some(reading) = read_pay(&posting) {
            let part = match reading.evidence.part {
                kazi_domain::Part::PayText => posting.pay_text.as_deref().unwrap(),
                kazi_domain::Part::Title => &posting.title,
                _ => &posting.description,
            };
            let start = reading.evidence.start as usize;
            prop_assert!(part[start..].starts_with(&reading.evidence.words));
        }
    }

    #[test]
    fn more_text_that_names_no_money_changes_nothing(words in "[a-z ]{0,200}") {
        let mut plain = posting("Designer wanted, $25 per hour");
        let before = read_pay(&plain).map(|reading| reading.pay);
        plain.description = words;
        prop_assert_eq!(read_pay(&plain).map(|reading| reading.pay), before);
    }
}

#[test]
fn a_long_text_full_of_numbers_ends_soon() {
    let mut posting = posting("$1 ");
    for pattern in ["$1-", "1 ", "USD 5 to ", "$1,000.", "from $", "per 1 ", "9,9", "٣٤ "] {
        posting.description = pattern.repeat(60_000 / pattern.len());
        let _ = read_pay(&posting);
    }
}

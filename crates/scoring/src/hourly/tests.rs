use std::sync::LazyLock;

use kazi_domain::{
    Currency, Evidence, FieldId, Money, Origin, Part, Pay, PayNote, PayReading, Per, PlatformId, Posting,
    PostingId, SourceId,
};
use proptest::prelude::*;

use super::*;
use crate::cases;

static RULES: LazyLock<HourlyRules> = LazyLock::new(|| {
    let rates: RatesConfig = toml::from_str(&cases::config("rates.toml")).unwrap();
    HourlyRules::new(
        toml::from_str(&cases::config("platforms.toml")).unwrap(),
        toml::from_str(&cases::config("effort.toml")).unwrap(),
        rates.rates().unwrap(),
    )
    .unwrap_or_else(|errors| panic!("{errors:#?}"))
});

/// The same without fees, bids, payouts and unpaid time.
static WITHOUT_COSTS: LazyLock<HourlyRules> = LazyLock::new(|| {
    let mut effort: EffortConfig = toml::from_str(&cases::config("effort.toml")).unwrap();
    effort.unpaid = UnpaidConfig::default();
    HourlyRules::new(PlatformsConfig::default(), effort, RULES.rates().clone()).unwrap()
});

fn posting(title: &str, platform: &str) -> Posting {
    let mut posting = Posting::new(PostingId(1), SourceId::new("test").unwrap(), title);
    posting.platform = PlatformId::new(platform).ok();
    posting
}

fn work(field: &str) -> WorkReading {
    WorkReading { fields: FieldId::new(field).into_iter().collect(), ..WorkReading::default() }
}

fn reading(pay: Pay) -> PayReading {
    let evidence = Evidence { part: Part::PayText, start: 0, words: pay.to_string() };
    PayReading { pay, origin: Origin::Stated, evidence, notes: Vec::new() }
}

/// The pay of a canonical text such as `from KES 500.00 per day`.
fn pay_of(text: &str) -> Option<Pay> {
    let (open, text) = match (text.strip_prefix("from "), text.strip_prefix("up to ")) {
        (Some(rest), _) => ("from", rest),
        (_, Some(rest)) => ("up to", rest),
        _ => ("", text),
    };
    let (sum, unit) = text.split_once(" per ").unwrap_or((text, ""));
    let (code, sum) = sum.split_once(' ')?;
    let amount = |text: &str| Amount::from_decimal(text.parse().unwrap());
    let (low, high) = sum.split_once(" to ").unwrap_or((sum, sum));
    let per = match unit {
        "" => None,
        "hour" => Some(Per::Hour),
        "project" => Some(Per::Project),
        "day" => Some(Per::Day),
        "week" => Some(Per::Week),
        "month" => Some(Per::Month),
        "year" => Some(Per::Year),
        _ => Some(Per::Piece),
    };
    let low = amount(low).filter(|_| open != "up to");
    let high = amount(high).filter(|_| open != "from");
    Pay::new(low, high, Currency::from_code(code), per, Some(unit.to_owned()))
}

/// `PAY | TITLE | FIELD | PLATFORM`, the last two optional; `field: PAY` is of a field of a source.
fn judge(rules: &HourlyRules, case: &str) -> Option<NetHourly> {
    let mut parts = case.split('|').map(str::trim);
    let pay = parts.next()?;
    let (origin, pay) = match pay.strip_prefix("field: ") {
        Some(pay) => (Origin::Structured, pay),
        None => (Origin::Stated, pay),
    };
    let mut pay = pay_of(pay).map(|pay| PayReading { origin, ..reading(pay) });
    pay.iter_mut().for_each(|pay| rules.settle(pay));
    let title = parts.next().unwrap_or_default();
    let work = work(parts.next().unwrap_or_default());
    rules.net_hourly(&posting(title, parts.next().unwrap_or_default()), pay.as_ref(), &work)
}

#[test]
fn sums_come_out_as_in_the_cases() {
    cases::run("hourly", |case| {
        let Some(net) = judge(&RULES, case) else { return "none".to_owned() };
        let cents = |amount: Amount| amount.to_decimal().round_dp(2);
        let basis = if net.basis == Basis::Stated { "stated" } else { "estimated" };
        let Spread { low, likely, high } = net.usd;
        let (low, likely, high) = (cents(low), cents(likely), cents(high));
        format!("{low:.2} {likely:.2} {high:.2}, ranks {:.2}, {basis}", cents(net.ranked_usd))
    });
}

#[test]
fn a_sum_is_written_out_as_on_paper() {
    let net = judge(&RULES, "USD 300.00 per project | Logo, about 18 hours | graphic-design | freelancer");
    let day = jiff::civil::date(2026, 8, 8);
    let words = |net: &NetHourly, old_before| sum_in_words(net, RULES.rates(), old_before);
    let lines = words(&net.unwrap(), day);
    insta_free(
        &lines,
        &[
            "USD 300.00 for the whole job",
            "18 h of work",
            "− $30 fee of freelancer (10 %)",
            "− $2 for bids (estimated)",
            "− $10.38 to get the money (estimated)",
            "+ 4.35 h unpaid: finding it, messages, changes (estimated)",
            "= $257.62 over 22.35 h = $11.53 an hour",
        ],
    );
    let net = judge(&RULES, "USD 5.00 per project | Logo | graphic-design | freelancer").unwrap();
    assert!(words(&net, day).last().unwrap().ends_with("not worth it"));
    let net = judge(&RULES, "none | Logo | graphic-design").unwrap();
    assert_eq!(
        words(&net, day)[0],
        "pay not stated: graphic-design work usually leaves $10 an hour (estimated)"
    );
}

#[test]
fn a_rate_names_its_source_and_says_when_it_is_old() {
    let net = judge(&RULES, "KES 15000.00 per project | Logo, about 18 hours | graphic-design").unwrap();
    let line = |old_before| sum_in_words(&net, RULES.rates(), old_before).swap_remove(1);
    let fresh = line(jiff::civil::date(2026, 8, 8));
    assert!(fresh.contains("on 2026-08-08, open.er-api.com") && !fresh.contains("old"), "{fresh}");
    assert!(line(jiff::civil::date(2026, 8, 9)).ends_with("; this rate is old"));
}

fn insta_free(got: &[String], want: &[&str]) {
    assert_eq!(got, want, "\n{}", got.join("\n"));
}

#[test]
fn faults_of_the_tables_are_all_told_with_their_place() {
    let platforms = "fallback = \"nowhere\"\n[[platform]]\nid = \"a\"\nname = \"A\"\n[platform.payout]\npercent = { low = 5, likely = 3, high = 7 }\nfixed_usd = 0\nbasis = \"stated\"\nsource = \"s\"\nread_on = \"2026-01-01\"";
    let effort = "[[task]]\nid = \"t\"\nwords = [\"\"]\nhours = { low = 0, likely = 1, high = 2 }";
    let rates = RULES.rates().clone();
    let rules = HourlyRules::new(toml::from_str(platforms).unwrap(), toml::from_str(effort).unwrap(), rates);
    let errors: Vec<_> =
        rules.err().unwrap().iter().map(|error| format!("{}: {}", error.document, error.place)).collect();
    let place = "platforms.toml: platform \"a\"";
    assert_eq!(
        errors,
        ["platforms.toml: fallback", place, "effort.toml: task \"t\"", "effort.toml: task \"t\""]
    );
}

#[test]
fn empty_tables_judge_pay_by_the_hour_and_nothing_else() {
    let rates = RULES.rates().clone();
    let rules = HourlyRules::new(PlatformsConfig::default(), EffortConfig::default(), rates).unwrap();
    let hourly = judge(&rules, "USD 12.00 per hour | Anything").unwrap();
    assert_eq!(hourly.usd.likely, Amount::from_units(12).unwrap());
    assert_eq!(hourly.basis, Basis::Stated);
    assert_eq!(judge(&rules, "USD 12.00 per project | Anything"), None);
    assert_eq!(judge(&rules, "none | Anything"), None);
}

const TITLES: [&str; 6] = [
    "Logo for a bakery",
    "WordPress site, about 10 hours",
    "Write 5 articles of 1000 words",
    "20 hrs/week for a month",
    "Survey (~ 15 minutes)",
    "Something else",
];
const FIELDS: [&str; 4] = ["graphic-design", "web-development", "microtask", ""];
const PLATFORMS: [&str; 5] = ["upwork", "freelancer", "peopleperhour", "fiverr", ""];
const PERS: [Per; 7] = [Per::Hour, Per::Project, Per::Day, Per::Week, Per::Month, Per::Year, Per::Piece];

prop_compose! {
    fn any_work()(
        title in prop::sample::select(&TITLES[..]),
        field in prop::sample::select(&FIELDS[..]),
        platform in prop::sample::select(&PLATFORMS[..]),
        per in prop::sample::select(&PERS[..]),
    ) -> (Posting, WorkReading, Per) {
        (posting(title, platform), work(field), per)
    }
}

fn paid(low: i64, high: i64, currency: Currency, per: Per) -> PayReading {
    let amount = |micros| Some(Amount::from_micros(micros));
    reading(Pay::new(amount(low), amount(high), Some(currency), Some(per), Some("article".into())).unwrap())
}

/// Work by the piece: its title, where `#` stands for how many, the piece, and the field.
const BY_THE_PIECE: [(&str, &str, &str); 16] = [
    ("Label # images", "image", "microtask"),
    ("Edit # photos", "photo", "graphic-design"),
    ("Type # pages", "page", "data-entry"),
    ("Translate # pages", "page", "translation"),
    ("Website with # pages", "page", "web-development"),
    ("Edit # videos", "video", "video-audio"),
    ("Translate #00 words", "word", "translation"),
    ("Proofread a #00-word thesis", "word", "writing"),
    ("Ghostwrite a novel of #,000 words", "word", "writing"),
    ("Write # articles of 500 words", "article", "writing"),
    ("Write # blog posts", "blog post", "writing"),
    ("Transcribe # minutes of audio", "minute of audio", "video-audio"),
    ("Transcribe # hours of interviews", "hour of interview", "video-audio"),
    ("Enter # records, 40 records an hour", "record", "data-entry"),
    ("Tag # images, 30 seconds per image", "image", "microtask"),
    ("Kutafsiri kurasa #", "page", "translation"),
];

proptest! {
    /// Pieces paid one by one and the same pieces for a fixed price leave the same, fees and the time to find
    /// work aside, which come with every job.
    #[test]
    fn pieces_counted_leave_what_pieces_paid_by_the_piece_do(
        (title, piece, field) in prop::sample::select(&BY_THE_PIECE[..]),
        number in 2_i64..900,
        cents in 1_i64..2_000,
    ) {
        // "360 videos" and "720 videos" may be kinds of film, and count nothing.
        prop_assume!(piece != "video" || ![180, 360, 720].contains(&number));
        let rules = &*WITHOUT_COSTS;
        let titled = posting(&title.replace('#', &number.to_string()), "");
        let many = if title.contains("#00") { number * 100 } else { number };
        let many = if title.contains("#,000") { number * 1000 } else { many };
        // A whole number of millionths a piece, small enough for the most pieces.
        let each = Some(Amount::from_micros(cents * 1_000));
        let all = Some(Amount::from_micros(cents * 1_000 * many));
        let pay = |amount, per| {
            reading(Pay::new(amount, amount, Some(Currency::USD), Some(per), Some(piece.to_owned())).unwrap())
        };
        let net = |pay| rules.net_hourly(&titled, Some(&pay), &work(field)).unwrap();
        let (by_piece, by_job) = (net(pay(each, Per::Piece)), net(pay(all, Per::Project)));
        for view in [|usd: Spread<Amount>| usd.low, |usd: Spread<Amount>| usd.likely, |usd: Spread<Amount>| usd.high] {
            let (one, other) = (view(by_piece.usd).to_f64(), view(by_job.usd).to_f64());
            prop_assert!((one - other).abs() <= 1e-3 * one.max(0.01), "{}: {one} {other}", titled.title);
        }
    }

    #[test]
    fn more_pay_never_leaves_less(
        (posting, work, per) in any_work(),
        cents in 1_i64..5_000_000,
        more in 1_i64..1_000_000,
        span in 0_i64..1_000_000,
    ) {
        let net = |cents: i64| {
            let pay = paid(cents * 10_000, (cents + span) * 10_000, Currency::USD, per);
            RULES.net_hourly(&posting, Some(&pay), &work).unwrap()
        };
        let (less, more) = (net(cents), net(cents + more));
        // From more than anybody pays on, the time that a posting tells is not believed any more.
        let by_time_told = |net: &NetHourly| {
            let told = |line: &SumLine| {
                matches!(line, SumLine::Hours { basis, .. } | SumLine::Pieces { basis, .. } if *basis == Basis::Stated)
            };
            net.sum.iter().any(told)
        };
        prop_assume!(by_time_told(&less) == by_time_told(&more));
        prop_assert!(more.usd.low >= less.usd.low);
        prop_assert!(more.usd.likely >= less.usd.likely);
        prop_assert!(more.usd.high >= less.usd.high);
        prop_assert!(more.ranked_usd >= less.ranked_usd);
        prop_assert!(less.usd.low <= less.usd.likely && less.usd.likely <= less.usd.high);
    }

    #[test]
    fn pay_by_time_is_settled_once_for_all_and_never_more_than_anybody_pays(
        low in 1_i64..10_000_000,
        span in 0_i64..10_000_000,
        currency in prop::sample::select(&[Currency::USD, Currency::KES, Currency::UGX][..]),
        per in prop::sample::select(&PERS[..]),
        origin in prop::sample::select(&[Origin::Structured, Origin::Stated][..]),
    ) {
        let first = PayReading { origin, ..paid(low * 10_000, (low + span) * 10_000, currency, per) };
        let mut pay = first.clone();
        RULES.settle(&mut pay);
        let settled = pay.clone();
        RULES.settle(&mut pay);
        prop_assert_eq!(&pay, &settled);
        prop_assert_eq!((pay.pay.low(), pay.pay.high()), (first.pay.low(), first.pay.high()));
        prop_assert_eq!(pay == first, pay.origin != Origin::Estimated);
        if pay.pay.per() == Some(Per::Hour) && !pay.notes.contains(&PayNote::NotBelieved) {
            let net = RULES.net_hourly(&posting("Something", ""), Some(&pay), &work("other")).unwrap();
            prop_assert!(net.usd.likely <= Amount::from_units(300).unwrap());
        }
    }

    #[test]
    fn another_currency_changes_the_figure_by_the_rate(
        (posting, work, per) in any_work(),
        dollars in 1_i64..100_000,
        currency in prop::sample::select(&[Currency::KES, Currency::EUR, Currency::INR, Currency::SSP][..]),
    ) {
        let usd = Money::usd(Amount::from_units(dollars).unwrap());
        let other = RULES.rates().convert(usd, currency).unwrap().amount.micros();
        let in_usd = paid(usd.amount.micros(), usd.amount.micros(), Currency::USD, per);
        let in_other = paid(other, other, currency, per);
        let net = |pay| RULES.net_hourly(&posting, Some(&pay), &work).unwrap().usd.likely.to_f64();
        let (a, b) = (net(in_usd), net(in_other));
        prop_assert!((a - b).abs() <= 1e-4 * a.abs().max(1.0), "{a} {b}");
    }

    #[test]
    fn any_text_and_any_amount_end_in_an_answer(
        title in ".{0,200}",
        low in any::<i64>(),
        high in any::<i64>(),
        per in prop::sample::select(&PERS[..]),
    ) {
        let amount = |micros| Some(Amount::from_micros(micros));
        let pay = Pay::new(amount(low), amount(high), Some(Currency::KES), Some(per), Some(title.clone()));
        let pay = pay.map(reading);
        prop_assert!(RULES.net_hourly(&posting(&title, "upwork"), pay.as_ref(), &work("")).is_some());
    }
}

//! robots.txt, case by case.

use std::time::Duration;

use kazi_fetcher::{ROBOTS_BYTES_MAX, Robots};
use proptest::prelude::*;

use crate::support::run_cases;

/// A case is `robot ; path ; lines of robots.txt between " / "`.
#[test]
fn each_path_is_allowed_or_not() {
    run_cases("robots.cases", |input| {
        let mut parts = input.splitn(3, " ; ");
        let (robot, path) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let text = parts.next().unwrap_or_default().replace(" | ", "\n");
        let robots = Robots::parse(text.as_bytes(), robot);
        let word = if robots.allows(path) { "allow" } else { "disallow" };
        robots.crawl_delay.map_or(word.to_owned(), |delay| format!("{word}, {} s", delay.as_secs_f64()))
    });
}

#[test]
fn only_the_beginning_of_a_long_one_counts() {
    let long = format!("User-agent: *\nDisallow: /a\n{}\nDisallow: /b", "# more\n".repeat(ROBOTS_BYTES_MAX));
    let robots = Robots::parse(long.as_bytes(), "kazi");
    assert!(!robots.allows("/a") && robots.allows("/b"));
    assert!(Robots::disallow_all().allows("/robots.txt"));
    assert!(!Robots::disallow_all().allows("/"));
    assert!(Robots::allow_all().allows("/"));
}

#[test]
fn stars_do_not_take_for_ever() {
    let rules = format!("User-agent: *\nDisallow: /{}b$", "*a".repeat(2_000));
    let robots = Robots::parse(rules.as_bytes(), "kazi");
    assert!(robots.allows(&format!("/{}", "a".repeat(8_000))));
}

proptest! {
    #[test]
    fn nothing_stops_the_reader(text in proptest::collection::vec(any::<u8>(), 0..400), path in "/[ -~]{0,40}") {
        Robots::parse(&text, "kazi").allows(&path);
    }

    #[test]
    fn an_allowed_path_stays_allowed_with_one_more_allow(path in "/[a-c/]{0,8}", rule in "/[a-c*]{0,6}") {
        let with = format!("User-agent: *\nDisallow: /a\nAllow: {rule}");
        let without = Robots::parse(b"User-agent: *\nDisallow: /a", "kazi");
        prop_assert!(!without.allows(&path) || Robots::parse(with.as_bytes(), "kazi").allows(&path));
    }

    #[test]
    fn delays_are_bounded(delay in any::<f64>()) {
        let robots = Robots::parse(format!("User-agent: *\nCrawl-delay: {delay}").as_bytes(), "kazi");
        prop_assert!(robots.crawl_delay.is_none_or(|delay| delay <= Duration::from_secs(86_400)));
    }
}

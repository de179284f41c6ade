//! Which addresses are reached: every literal form, and names that stand for private ones.

use std::{net::IpAddr, sync::Arc};

use kazi_fetcher::{
    Fetcher, PollProblem, PollResult, SourceState,
    net::{check_url, not_public},
};
use proptest::prelude::*;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::support::{SetClock, feed, options, run_cases};

#[test]
fn each_address_is_reached_or_not() {
    run_cases("addresses.cases", |input| match Url::parse(input) {
        Err(error) => format!("no address: {error}"),
        Ok(url) => check_url(&url, false).map_or_else(|refused| refused.to_string(), |()| "fine".to_owned()),
    });
}

#[tokio::test]
async fn a_name_that_stands_for_this_machine_is_refused_when_it_is_looked_up() {
    let clock = SetClock::new();
    let fetcher = Fetcher::new(options(Arc::clone(&clock) as _)).unwrap();
    // The system's own table names it without a dot and a suffix that could be told from the name.
    let host = std::fs::read_to_string("/etc/hostname").map(|name| name.trim().to_owned());
    let Some(host) = host.ok().filter(|name| !name.is_empty()) else { return };
    let source = feed(&format!("http://{host}:9/feed"), "");
    let outcome = fetcher.poll(&source, &SourceState::default(), &CancellationToken::new()).await;
    let PollResult::Problem(problem) = outcome.result else { panic!("{:?}", outcome.result) };
    let fine = matches!(&problem, PollProblem::Address(_)) || problem.kind() == "connect";
    assert!(fine, "{problem:?}");
}

proptest! {
    /// Every way to carry a private address inside another is seen through.
    #[test]
    fn private_addresses_cannot_hide(a in 0_u8..=255, b in any::<u8>(), c in any::<u8>(), form in 0..5) {
        let [first, second] = [[10, a], [127, a], [192, 168], [169, 254], [100, 64 + a % 64]][usize::from(a % 5)];
        let v4 = std::net::Ipv4Addr::new(first, second, b, c);
        let [high, low] = [u16::from_be_bytes([first, second]), u16::from_be_bytes([b, c])];
        let hidden: IpAddr = match form {
            0 => v4.to_ipv6_mapped().into(),
            1 => std::net::Ipv6Addr::new(0x2002, high, low, 0, 0, 0, 0, 1).into(),
            2 => std::net::Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, high, low).into(),
            3 => std::net::Ipv6Addr::new(0x2a00, 1, 2, 3, 0, 0x5efe, high, low).into(),
            _ => v4.into(),
        };
        prop_assert!(not_public(hidden).is_some(), "{hidden}");
        let number = format!("http://{}/", u32::from(v4));
        prop_assert!(check_url(&Url::parse(&number).unwrap(), false).is_err());
    }
}

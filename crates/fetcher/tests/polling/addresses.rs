//! Which addresses are reached: every literal form, and names that stand for private ones.

use std::{net::IpAddr, sync::Arc, time::Duration};

use async_trait::async_trait;
use kazi_fetcher::{
    Fetcher, PollProblem, PollResult, SourceState,
    net::{Lookup, Pinned, Web, check_url, not_public},
};
use proptest::prelude::*;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::{
    server::{Answer, Server},
    support::{SetClock, feed, options, run_cases},
};

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

/// A name that stands for this machine, whatever the system says.
struct AlwaysHere;

#[async_trait]
impl Lookup for AlwaysHere {
    async fn addresses(&self, _: &str) -> std::io::Result<Vec<IpAddr>> {
        Ok(vec![IpAddr::from([127, 0, 0, 1])])
    }
}

/// Polls an address, itself or by a redirect, while every name stands for this machine. Answers how
/// that ended, and how often the server behind `PORT` was asked.
async fn poll_rebound(address: &str, redirected: bool, more: &str) -> (PollResult, usize) {
    let feed_page = Answer {
        path: "/feed".into(),
        lines: ["HTTP/1.1 200 OK", "Connection: close", "", "@feed"].map(str::to_owned).into(),
    };
    let inner = Server::start(vec![feed_page]).await;
    let address = address.replace("PORT", &inner.address.port().to_string());
    let head =
        ["HTTP/1.1 302 Found".to_owned(), format!("Location: {address}"), "Content-Length: 0".to_owned()];
    let redirect = Answer { path: "/feed".into(), lines: [&head[..], &[String::new()]].concat() };
    let outer = Server::start(vec![redirect]).await;
    let pinned = Pinned::from([("feeds.example".to_owned(), outer.address)]);
    let web = Web::with_lookup("test/1", Duration::from_secs(2), pinned, AlwaysHere).unwrap();
    let fetcher = Fetcher::with_transport(options(SetClock::new()), Arc::new(web));
    let source = feed(if redirected { "http://feeds.example/feed" } else { &address }, more);
    let outcome = fetcher.poll(&source, &SourceState::default(), &CancellationToken::new()).await;
    let asked = inner.requests.lock().unwrap().len();
    (outcome.result, asked)
}

#[tokio::test]
async fn a_name_that_is_rebound_to_this_machine_is_never_connected_to() {
    for (address, redirected) in [
        ("http://rebound.example:PORT/feed", false),
        ("http://rebound.example:PORT/feed", true),
        ("http://127.0.0.1:PORT/feed", true),
        ("http://[::ffff:127.0.0.1]:PORT/feed", true),
        ("http://2130706433:PORT/feed", true),
        ("http://0x7f.1:PORT/feed", true),
    ] {
        let (result, asked) = poll_rebound(address, redirected, "").await;
        let PollResult::Problem(problem) = result else { panic!("{address}: {result:?}") };
        assert!(matches!(problem, PollProblem::Address(_)), "{address}: {problem:?}");
        assert_eq!(asked, 0, "{address}");
    }
    // The same name is reached where the source says that it may be.
    let (result, asked) =
        poll_rebound("http://rebound.example:PORT/feed", false, "allow_private = true").await;
    assert!(matches!(result, PollResult::Fresh(_)) && asked > 0, "{result:?}");
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

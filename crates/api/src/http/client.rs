//! Who asks: a key, or the address behind the proxies that the operator trusts.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::{
    extract::ConnectInfo,
    http::{Extensions, HeaderMap, header},
};
use ipnet::IpNet;

/// The most addresses of a `X-Forwarded-For` that are looked at, from its end.
const HOPS_MAX: usize = 8;
/// The longest key, in bytes; ours have 43.
const KEY_BYTES_MAX: usize = 200;

/// The address that asks, as far as it is known.
///
/// `X-Forwarded-For` is what anybody may write, so it counts only as far as trusted proxies wrote it: from
/// its end, up to the first address that is none of theirs.
pub(crate) fn address_of(extensions: &Extensions, headers: &HeaderMap, proxies: &[IpNet]) -> Option<IpAddr> {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>()?.0.ip().to_canonical();
    let trusted = |address: &IpAddr| proxies.iter().any(|proxy| proxy.contains(address));
    if !trusted(&peer) {
        return Some(peer);
    }
    let lines = headers.get_all("x-forwarded-for").iter().rev();
    let hops = lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.rsplit(','));
    let mut nearest = peer;
    for hop in hops.take(HOPS_MAX) {
        let Some(address) = read_address(hop) else { break };
        nearest = address;
        if !trusted(&address) {
            break;
        }
    }
    Some(nearest)
}

/// What counts as one client: an address of version 4, or a network of 64 bits of version 6, because whoever
/// has one address of those has all of them.
pub(crate) fn network_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
    }
}

/// The key of `Authorization: Bearer`, if there is one.
pub(crate) fn key_of(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, key) = value.split_once(' ')?;
    (scheme.eq_ignore_ascii_case("bearer") && key.len() <= KEY_BYTES_MAX).then(|| key.trim())
}

/// An address, with a port or without.
fn read_address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    text.parse().ok().or_else(with_port).map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&str]) -> String {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 9)));
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        let proxies = ["127.0.0.0/8", "10.0.0.0/8"].map(|net| net.parse().unwrap());
        address_of(&extensions, &headers, &proxies).unwrap().to_string()
    }

    #[test]
    fn only_trusted_proxies_say_who_asks() {
        assert_eq!(seen("192.0.2.7", &["198.51.100.1"]), "192.0.2.7", "anybody may write the header");
        assert_eq!(seen("127.0.0.1", &[]), "127.0.0.1");
        assert_eq!(seen("127.0.0.1", &["192.0.2.7"]), "192.0.2.7");
        assert_eq!(seen("::ffff:127.0.0.1", &["192.0.2.7:4711"]), "192.0.2.7");
        assert_eq!(seen("127.0.0.1", &["1.1.1.1, 192.0.2.7, 10.1.1.1"]), "192.0.2.7", "the first is forged");
        assert_eq!(seen("127.0.0.1", &["1.1.1.1", "192.0.2.7"]), "192.0.2.7");
        assert_eq!(seen("127.0.0.1", &["192.0.2.7, nonsense"]), "127.0.0.1");
        assert_eq!(seen("10.0.0.1", &["2001:db8::1"]), "2001:db8::1");
    }

    #[test]
    fn a_network_of_version_6_is_one_client() {
        let network = |text: &str| network_of(text.parse().unwrap()).to_string();
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(network("192.0.2.7"), "192.0.2.7");
    }
}

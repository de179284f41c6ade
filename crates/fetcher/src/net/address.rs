//! Which addresses may be reached: those of the public Internet.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    sync::LazyLock,
};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use url::{Host, Url};

/// Nets that no source may be in, by the IANA special-purpose registries (read 2026-11-23).
const FORBIDDEN: [(&str, &str); 36] = [
    ("0.0.0.0/8", "this network"),
    ("10.0.0.0/8", "private"),
    ("100.64.0.0/10", "shared by a carrier"),
    ("127.0.0.0/8", "loopback"),
    ("169.254.0.0/16", "link-local"),
    ("172.16.0.0/12", "private"),
    ("192.0.0.0/24", "protocol assignments"),
    ("192.0.2.0/24", "documentation"),
    ("192.31.196.0/24", "reserved"),
    ("192.52.193.0/24", "reserved"),
    ("192.88.99.0/24", "6to4 relay"),
    ("192.168.0.0/16", "private"),
    ("192.175.48.0/24", "reserved"),
    ("198.18.0.0/15", "benchmarking"),
    ("198.51.100.0/24", "documentation"),
    ("203.0.113.0/24", "documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
    ("::/127", "loopback or unspecified"),
    ("64:ff9b:1::/48", "local translation"),
    ("100::/64", "discard only"),
    ("100:0:0:1::/64", "dummy"),
    ("2001::/32", "Teredo"),
    ("2001:2::/48", "benchmarking"),
    ("2001:10::/28", "ORCHID"),
    ("2001:20::/28", "ORCHID"),
    ("2001:30::/28", "remote identification"),
    ("2001:db8::/32", "documentation"),
    ("2620:4f:8000::/48", "reserved"),
    ("3fff::/20", "documentation"),
    ("5f00::/16", "segment routing"),
    ("fc00::/7", "unique local"),
    ("fe80::/10", "link-local"),
    ("fec0::/10", "site-local"),
    ("ff00::/8", "multicast"),
    ("::ffff:0:0:0/96", "translated"),
];

static V4: LazyLock<Vec<(Ipv4Net, &str)>> = LazyLock::new(|| {
    let nets = FORBIDDEN.iter().filter_map(|(net, what)| Some((net.parse::<IpNet>().ok()?, *what)));
    nets.filter_map(|(net, what)| if let IpNet::V4(net) = net { Some((net, what)) } else { None }).collect()
});
static V6: LazyLock<Vec<(Ipv6Net, &str)>> = LazyLock::new(|| {
    let nets = FORBIDDEN.iter().filter_map(|(net, what)| Some((net.parse::<IpNet>().ok()?, *what)));
    nets.filter_map(|(net, what)| if let IpNet::V6(net) = net { Some((net, what)) } else { None }).collect()
});

/// Why an address may not be reached.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressRefused {
    /// Neither http nor https.
    #[error("addresses of \"{0}\" are not fetched, only http and https")]
    Scheme(String),
    /// No host, or one that is no name.
    #[error("the address has no host")]
    NoHost,
    /// A name and password in the address.
    #[error("the address holds a user name")]
    Credentials,
    /// An address that is not of the public Internet.
    #[error("\"{host}\" is no public address ({what}): set allow_private = true if it is a server of yours")]
    NotPublic {
        /// The host as the URL has it.
        host: String,
        /// What the address is.
        what: &'static str,
    },
}

/// What an address is, where it is not one of the public Internet.
///
/// IPv6 forms that carry an IPv4 address are judged by that one as well: mapped, compatible,
/// 6to4, NAT64 and ISATAP.
pub fn not_public(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => not_public_v4(address),
        IpAddr::V6(address) => not_public_v6(address),
    }
}

fn not_public_v4(address: Ipv4Addr) -> Option<&'static str> {
    V4.iter().find(|(net, _)| net.contains(&address)).map(|(_, what)| *what)
}

fn not_public_v6(address: Ipv6Addr) -> Option<&'static str> {
    let found = V6.iter().find(|(net, _)| net.contains(&address)).map(|(_, what)| *what);
    found.or_else(|| carried(address).and_then(not_public_v4))
}

/// The IPv4 address that an IPv6 address carries.
fn carried(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let segments = address.segments();
    let pair = |at: usize| {
        let [a, b] = segments[at].to_be_bytes();
        let [c, d] = segments[at + 1].to_be_bytes();
        Ipv4Addr::new(a, b, c, d)
    };
    match segments {
        [0, 0, 0, 0, 0, 0 | 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => Some(pair(6)),
        [0x2002, ..] => Some(pair(1)),
        [_, _, _, _, 0 | 0x200, 0x5efe, ..] => Some(pair(6)),
        _ => None,
    }
}

/// Checks what can be seen of an address before any name is looked up.
///
/// The `url` crate has read `2130706433`, `0x7f.1` and `0177.1` as the addresses they are.
///
/// # Errors
/// What forbids it.
pub fn check_url(url: &Url, allow_private: bool) -> Result<(), AddressRefused> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(AddressRefused::Scheme(url.scheme().chars().take(20).collect()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(AddressRefused::Credentials);
    }
    let what = match url.host() {
        None => return Err(AddressRefused::NoHost),
        Some(_) if allow_private => None,
        Some(Host::Ipv4(address)) => not_public_v4(address),
        Some(Host::Ipv6(address)) => not_public_v6(address),
        Some(Host::Domain(name)) => is_local_name(name).then_some("local"),
    };
    let host = url.host_str().unwrap_or_default().to_owned();
    what.map_or(Ok(()), |what| Err(AddressRefused::NotPublic { host, what }))
}

/// Names that never lead to the public Internet, whatever a resolver says (RFC 6761, 6762, 8375, 9476).
fn is_local_name(name: &str) -> bool {
    let last = name.strip_suffix('.').unwrap_or(name).rsplit('.').next().unwrap_or_default();
    let local = ["localhost", "local", "internal", "localdomain", "lan", "home", "corp", "intranet", "alt"];
    local.iter().any(|local| last.eq_ignore_ascii_case(local)) || name.ends_with("home.arpa")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_net_is_one() {
        assert_eq!(V4.len() + V6.len(), FORBIDDEN.len());
    }
}

//! Which addresses may be called?
//!
//! Whoever may name a webhook's address could otherwise make this server call its own network.
//! Special IPv4 ranges are refused by list. For IPv6 only the global unicast range is public,
//! less what is special in it; an address that carries an IPv4 address is judged by that one.
//! Source: the special-purpose address registries of IANA.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use super::ports::AllowedPorts;

/// Which addresses a client may connect to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressPolicy {
    /// Only addresses of the public internet.
    PublicOnly,
    /// Also private, loopback and other special addresses.
    AllowPrivate,
}

impl AddressPolicy {
    /// Why this policy refuses an address, if it does.
    pub(super) fn refusal(self, address: IpAddr) -> Option<String> {
        match self {
            Self::AllowPrivate => None,
            Self::PublicOnly => {
                let reason = special(address)?;
                Some(format!("{address} is {reason}, not a public address"))
            }
        }
    }
}

/// Whether a URL can be called under the policy, judged by its text alone.
///
/// # Errors
/// What is wrong with it, as a sentence for the person who entered it.
pub fn check_url(url: &str, policy: AddressPolicy) -> Result<(), String> {
    parse_url(url, policy)
        .map(drop)
        .map_err(UrlError::into_text)
}

/// Whether webhooks may go to a URL: it can be called under the policy, at an allowed port.
///
/// # Errors
/// What is wrong with it, as a sentence for the person who entered it.
pub fn check_webhook_url(
    url: &str,
    policy: AddressPolicy,
    ports: &AllowedPorts,
) -> Result<(), String> {
    let url = parse_url(url, policy).map_err(UrlError::into_text)?;
    match url.port_or_known_default() {
        Some(port) if ports.allow(port) => Ok(()),
        Some(port) => Err(format!(
            "port {port} is not allowed; webhooks go to ports {ports} (webhook-ports)"
        )),
        None => Err("the URL names no port".to_owned()),
    }
}

/// Why a URL cannot be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum UrlError {
    /// It is no URL we can call.
    Invalid(String),
    /// The policy refuses its address.
    Refused(String),
}

impl UrlError {
    fn into_text(self) -> String {
        match self {
            Self::Invalid(text) | Self::Refused(text) => text,
        }
    }
}

/// The URL, when it can be called under the policy.
pub(super) fn parse_url(text: &str, policy: AddressPolicy) -> Result<Url, UrlError> {
    let url = Url::parse(text)
        .map_err(|error| UrlError::Invalid(format!("not a complete URL: {error}")))?;
    if !matches!(url.scheme(), "http" | "https") {
        let scheme = url.scheme();
        return Err(UrlError::Invalid(format!(
            "use http or https, not {scheme}"
        )));
    }
    if !url.username().is_empty() || url.password().is_some() {
        let text = "leave user name and password out of the URL; they would be logged";
        return Err(UrlError::Invalid(text.to_owned()));
    }
    match host_refusal(&url, policy) {
        Some(reason) => Err(UrlError::Refused(reason)),
        None => Ok(url),
    }
}

fn host_refusal(url: &Url, policy: AddressPolicy) -> Option<String> {
    match url.host() {
        None => Some("the URL names no host".to_owned()),
        Some(Host::Ipv4(address)) => policy.refusal(address.into()),
        Some(Host::Ipv6(address)) => policy.refusal(address.into()),
        Some(Host::Domain(name)) => name_refusal(name, policy),
    }
}

fn name_refusal(name: &str, policy: AddressPolicy) -> Option<String> {
    let is_too_long = |(what, length, most): (&str, usize, usize)| {
        (length > most).then(|| format!("{what} has {length} characters; at most {most} can exist"))
    };
    let whole = name.trim_end_matches('.');
    let longest = whole.split('.').map(str::len).max().unwrap_or_default();
    let lengths = [
        ("the host", whole.len(), LONGEST_NAME),
        ("a part of the host", longest, LONGEST_LABEL),
    ];
    if let Some(refusal) = lengths.into_iter().find_map(is_too_long) {
        return Some(refusal);
    }
    let last_label = name.trim_end_matches('.').rsplit('.').next();
    let is_local = last_label.is_some_and(|label| LOCAL_DOMAINS.contains(&label));
    match policy {
        AddressPolicy::PublicOnly if is_local => Some(format!(
            "{name} is a name of this machine or network, not a public one"
        )),
        AddressPolicy::PublicOnly | AddressPolicy::AllowPrivate => None,
    }
}

/// The longest name of a host, and the longest part of one, in characters (RFC 1035, 2.3.4).
const LONGEST_NAME: usize = 253;
const LONGEST_LABEL: usize = 63;

/// Last labels of names that never stand for a public host; `url` has lower-cased them.
const LOCAL_DOMAINS: [&str; 6] = [
    "localhost",
    "localdomain",
    "local",
    "internal",
    "ip6-localhost",
    "ip6-loopback",
];

/// What a special address is; none for a public one.
fn special(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => special_v4(address),
        IpAddr::V6(address) => special_v6(address),
    }
}

fn special_v4(address: Ipv4Addr) -> Option<&'static str> {
    let bits = address.to_bits();
    SPECIAL_V4
        .iter()
        .find(|(range, prefix, _)| bits >> (32 - prefix) == range.to_bits() >> (32 - prefix))
        .map(|(_, _, reason)| *reason)
}

/// First address, prefix length, what it is.
const SPECIAL_V4: [(Ipv4Addr, u32, &str); 16] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8, "unspecified"),
    (Ipv4Addr::new(10, 0, 0, 0), 8, "private"),
    (
        Ipv4Addr::new(100, 64, 0, 0),
        10,
        "shared by a carrier's network",
    ),
    (Ipv4Addr::new(127, 0, 0, 0), 8, "loopback"),
    (Ipv4Addr::new(169, 254, 0, 0), 16, "link-local"),
    (Ipv4Addr::new(172, 16, 0, 0), 12, "private"),
    (Ipv4Addr::new(192, 0, 0, 0), 24, "reserved for protocols"),
    (Ipv4Addr::new(192, 0, 2, 0), 24, "for documentation"),
    (Ipv4Addr::new(192, 88, 99, 0), 24, "a former 6to4 relay"),
    (Ipv4Addr::new(192, 168, 0, 0), 16, "private"),
    (Ipv4Addr::new(198, 18, 0, 0), 15, "for benchmarks"),
    (Ipv4Addr::new(198, 51, 100, 0), 24, "for documentation"),
    (Ipv4Addr::new(203, 0, 113, 0), 24, "for documentation"),
    (Ipv4Addr::new(224, 0, 0, 0), 4, "multicast"),
    (Ipv4Addr::new(255, 255, 255, 255), 32, "broadcast"),
    (Ipv4Addr::new(240, 0, 0, 0), 4, "reserved"),
];

fn special_v6(address: Ipv6Addr) -> Option<&'static str> {
    if let Some(carried) = carried_by_nat64(address) {
        return special_v4(carried);
    }
    let bits = address.to_bits();
    let range = SPECIAL_V6
        .iter()
        .find(|(range, prefix, _)| bits >> (128 - prefix) == range >> (128 - prefix));
    match range {
        Some((_, _, reason)) => Some(reason),
        None if bits >> 125 == 0b001 => None,
        None => Some("outside the global range"),
    }
}

/// The IPv4 address in an address of the well-known NAT64 prefix `64:ff9b::/96`.
///
/// Networks with IPv6 only reach public IPv4 hosts that way.
fn carried_by_nat64(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [.., high, low] = address.segments();
    let bits = address.to_bits();
    (bits >> 32 == 0x0064_ff9b_0000_0000_0000_0000)
        .then(|| Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)))
}

/// First address, prefix length, what it is; the global range needs its exceptions only, the
/// others stand here for their reasons.
const SPECIAL_V6: [(u128, u32, &str); 12] = [
    (0, 128, "unspecified"),
    (1, 128, "loopback"),
    (0xffff << 32, 96, "an IPv4 address in disguise"),
    (0x0064_ff9b_0001 << 80, 48, "translated locally"),
    (0x0100 << 112, 64, "discarded"),
    (0x2001 << 112, 23, "reserved for protocols"),
    (0x2001_0db8 << 96, 32, "for documentation"),
    (0x2002 << 112, 16, "an IPv4 address in disguise"),
    (0x3fff << 112, 20, "for documentation"),
    (0xfc00 << 112, 7, "private"),
    (0xfe80 << 112, 10, "link-local"),
    (0xff00 << 112, 8, "multicast"),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, reason: Option<&str>) {
        let address: IpAddr = text.parse().unwrap();
        assert_eq!(special(address), reason, "{text}");
        assert_eq!(AddressPolicy::AllowPrivate.refusal(address), None, "{text}");
    }

    #[test]
    fn addresses() {
        for (text, reason) in [
            ("8.8.8.8", None),
            ("193.191.210.1", None),
            ("100.63.255.255", None),
            ("100.128.0.0", None),
            ("172.32.0.1", None),
            ("192.0.1.0", None),
            ("198.20.0.0", None),
            ("0.0.0.0", Some("unspecified")),
            ("0.1.2.3", Some("unspecified")),
            ("10.255.255.255", Some("private")),
            ("100.64.0.1", Some("shared by a carrier's network")),
            ("127.0.0.53", Some("loopback")),
            ("169.254.169.254", Some("link-local")),
            ("172.31.255.255", Some("private")),
            ("192.0.0.8", Some("reserved for protocols")),
            ("192.0.2.1", Some("for documentation")),
            ("192.168.1.1", Some("private")),
            ("198.19.255.255", Some("for benchmarks")),
            ("203.0.113.7", Some("for documentation")),
            ("239.1.1.1", Some("multicast")),
            ("240.0.0.1", Some("reserved")),
            ("255.255.255.255", Some("broadcast")),
            ("2606:4700::1111", None),
            ("2a00:1450:4001::5", None),
            ("64:ff9b::8.8.8.8", None),
            ("64:ff9b::10.0.0.1", Some("private")),
            ("64:ff9b::127.0.0.1", Some("loopback")),
            ("64:ff9b:1::8.8.8.8", Some("translated locally")),
            ("::", Some("unspecified")),
            ("::1", Some("loopback")),
            ("::127.0.0.1", Some("outside the global range")),
            ("::ffff:127.0.0.1", Some("an IPv4 address in disguise")),
            ("::ffff:8.8.8.8", Some("an IPv4 address in disguise")),
            ("2002:7f00:1::", Some("an IPv4 address in disguise")),
            ("2001:0:4136:e378::1", Some("reserved for protocols")),
            ("2001:db8::1", Some("for documentation")),
            ("3fff::1", Some("for documentation")),
            ("100::1", Some("discarded")),
            ("fd12:3456::1", Some("private")),
            ("fe80::1", Some("link-local")),
            ("fec0::1", Some("outside the global range")),
            ("ff02::1", Some("multicast")),
            ("4000::1", Some("outside the global range")),
        ] {
            check(text, reason);
        }
    }

    proptest! {
        #[test]
        fn the_standard_library_agrees_where_it_speaks(bits: u32) {
            let address = Ipv4Addr::from_bits(bits);
            let special = address.is_private() || address.is_loopback() || address.is_link_local()
                || address.is_multicast() || address.is_documentation() || address.is_broadcast()
                || address.is_unspecified();
            prop_assert!(!special || special_v4(address).is_some());
        }

        #[test]
        fn no_disguise_makes_an_address_public(bits: u32) {
            let address = Ipv4Addr::from_bits(bits);
            prop_assert!(special(address.to_ipv6_mapped().into()).is_some());
            prop_assert!(special(address.to_ipv6_compatible().into()).is_some());
            let nat64 = Ipv6Addr::from_bits(0x0064_ff9b << 96 | u128::from(bits));
            prop_assert_eq!(special(nat64.into()), special(address.into()));
        }
    }

    /// What becomes of a URL under each policy.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    enum Taken {
        Always,
        OnlyWhenPrivateIsAllowed,
        Never,
    }

    fn taken(url: &str) -> Taken {
        let results = (
            check_url(url, AddressPolicy::PublicOnly),
            check_url(url, AddressPolicy::AllowPrivate),
        );
        match results {
            (Ok(()), Ok(())) => Taken::Always,
            (Err(_), Ok(())) => Taken::OnlyWhenPrivateIsAllowed,
            (_, Err(_)) => Taken::Never,
        }
    }

    #[test]
    fn urls() {
        use Taken::{Always, Never, OnlyWhenPrivateIsAllowed};
        for (url, expected) in [
            ("https://hooks.example.com/customs", Always),
            ("http://hooks.example.com:8080/customs?tenant=1", Always),
            ("https://8.8.8.8/", Always),
            ("https://[2606:4700::1111]/", Always),
            ("https://localhost.example.com/", Always),
            ("http://localhost/", OnlyWhenPrivateIsAllowed),
            ("http://LocalHost.:9000/", OnlyWhenPrivateIsAllowed),
            ("http://a.b.localhost/", OnlyWhenPrivateIsAllowed),
            ("http://localhost.localdomain/", OnlyWhenPrivateIsAllowed),
            ("http://printer.local/", OnlyWhenPrivateIsAllowed),
            ("http://metadata.google.internal/", OnlyWhenPrivateIsAllowed),
            ("http://127.0.0.1:8080/", OnlyWhenPrivateIsAllowed),
            ("http://127.1/", OnlyWhenPrivateIsAllowed),
            ("http://2130706433/", OnlyWhenPrivateIsAllowed),
            ("http://0x7f.0.0.1/", OnlyWhenPrivateIsAllowed),
            ("http://0177.0.0.1/", OnlyWhenPrivateIsAllowed),
            ("http://①②⑦.0.0.1/", OnlyWhenPrivateIsAllowed),
            ("http://0/", OnlyWhenPrivateIsAllowed),
            ("http://192.168.0.10/", OnlyWhenPrivateIsAllowed),
            ("http://[::1]/", OnlyWhenPrivateIsAllowed),
            ("http://[::ffff:10.0.0.1]/", OnlyWhenPrivateIsAllowed),
            ("http://[::ffff:7f00:1]/", OnlyWhenPrivateIsAllowed),
            ("http://[fd00::1]/", OnlyWhenPrivateIsAllowed),
            ("https://user:secret@hooks.example.com/", Never),
            ("https://user@hooks.example.com/", Never),
            ("ftp://hooks.example.com/", Never),
            ("file:///etc/passwd", Never),
            ("hooks.example.com/customs", Never),
            ("https://", Never),
            ("https:///", Never),
            ("https://300.1.1.1/", Never),
            ("", Never),
        ] {
            assert_eq!(taken(url), expected, "{url}");
        }
    }

    #[test]
    fn reasons_are_sentences_for_people() {
        let reason = check_url("http://127.1/", AddressPolicy::PublicOnly).unwrap_err();
        assert_eq!(reason, "127.0.0.1 is loopback, not a public address");
    }
}

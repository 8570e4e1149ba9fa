//! What does a name stand for at the moment of connecting, and may we go there?
//!
//! The connector asks this resolver for every connection, and connects to nothing else. A name
//! that stands for public and other addresses keeps its public ones; one that stands for none is
//! refused with [`RefusedAddress`], which the client finds again in the chain of the error.

use std::net::SocketAddr;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::address::AddressPolicy;

/// The system's resolver, filtered by a policy.
pub(super) struct PolicyResolver(pub(super) AddressPolicy);

/// All addresses of a name were refused.
#[derive(Debug, thiserror::Error)]
#[error("{name}: {reason}")]
pub(super) struct RefusedAddress {
    name: String,
    reason: String,
}

impl Resolve for PolicyResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let policy = self.0;
        Box::pin(async move {
            // Port 0 is replaced by the connector with that of the URL.
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let addresses = allowed(name.as_str(), found.collect(), policy)?;
            let addresses: Addrs = Box::new(addresses.into_iter());
            Ok(addresses)
        })
    }
}

/// The addresses that the policy allows; at least one, unless the name has none.
fn allowed(
    name: &str,
    found: Vec<SocketAddr>,
    policy: AddressPolicy,
) -> Result<Vec<SocketAddr>, RefusedAddress> {
    let mut refused = None;
    let mut addresses = Vec::with_capacity(found.len());
    for address in found {
        match policy.refusal(address.ip()) {
            Some(reason) => refused = Some(reason),
            None => addresses.push(address),
        }
    }
    match refused {
        Some(reason) if addresses.is_empty() => Err(RefusedAddress {
            name: name.to_owned(),
            reason,
        }),
        Some(_) | None => Ok(addresses),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(found: &[&str], policy: AddressPolicy, expected: Option<&[&str]>) {
        let addresses = |texts: &[&str]| -> Vec<SocketAddr> {
            texts
                .iter()
                .map(|text| SocketAddr::new(text.parse().unwrap(), 0))
                .collect()
        };
        let result = allowed("hooks.example.com", addresses(found), policy);
        assert_eq!(result.ok(), expected.map(addresses), "{found:?}");
    }

    #[test]
    fn filters_what_a_name_stands_for() {
        let public_only = AddressPolicy::PublicOnly;
        for (found, expected) in [
            (&["8.8.8.8"][..], Some(&["8.8.8.8"][..])),
            (&["10.0.0.1", "8.8.8.8", "::1"], Some(&["8.8.8.8"])),
            (&["64:ff9b::8.8.8.8"], Some(&["64:ff9b::8.8.8.8"])),
            (&["10.0.0.1"], None),
            (&["169.254.169.254", "fd00::1"], None),
            (&["::ffff:8.8.8.8"], None),
            (&["64:ff9b::192.168.0.1"], None),
            (&[], Some(&[])),
        ] {
            check(found, public_only, expected);
            check(found, AddressPolicy::AllowPrivate, Some(found));
        }
    }

    #[test]
    fn says_what_was_refused() {
        let found = vec![SocketAddr::new([10, 0, 0, 1].into(), 0)];
        let error = allowed("erp.example.com", found, AddressPolicy::PublicOnly).unwrap_err();
        let expected = "erp.example.com: 10.0.0.1 is private, not a public address";
        assert_eq!(error.to_string(), expected);
    }
}

//! To which ports may webhooks go? Whoever may subscribe could otherwise have us knock at any service.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// The ports that are allowed, as ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowedPorts(Vec<RangeInclusive<u16>>);

/// A text that names no ports.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no port and no range of ports; write them as 80, 443, 1024-65535")]
pub struct PortsError(String);

impl AllowedPorts {
    /// Whether a port is one of them.
    #[must_use]
    pub fn allow(&self, port: u16) -> bool {
        self.0.iter().any(|range| range.contains(&port))
    }
}

impl Default for AllowedPorts {
    /// Those of the web, and those that are no system service's.
    fn default() -> Self {
        Self(vec![80..=80, 443..=443, 1024..=u16::MAX])
    }
}

impl FromStr for AllowedPorts {
    type Err = PortsError;

    fn from_str(text: &str) -> Result<Self, PortsError> {
        let ranges = text.split(',').map(|part| {
            let wrong = || PortsError(part.trim().to_owned());
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let port = |text: &str| text.trim().parse::<u16>().map_err(|_| wrong());
            let (first, last) = (port(first)?, port(last)?);
            match first <= last {
                true => Ok(first..=last),
                false => Err(wrong()),
            }
        });
        ranges.collect::<Result<_, _>>().map(Self)
    }
}

impl fmt::Display for AllowedPorts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, range) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            match (range.start(), range.end()) {
                (first, last) if first == last => write!(formatter, "{comma}{first}")?,
                (first, last) => write!(formatter, "{comma}{first}-{last}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_are_written_as_ranges() {
        let usual = AllowedPorts::default();
        assert_eq!(usual.to_string(), "80, 443, 1024-65535");
        assert_eq!(usual.to_string().parse(), Ok(usual.clone()));
        for (port, expected) in [
            (0, false),
            (22, false),
            (80, true),
            (443, true),
            (1023, false),
            (1024, true),
            (65_535, true),
        ] {
            assert_eq!(usual.allow(port), expected, "{port}");
        }
        let one: AllowedPorts = "8443".parse().expect("ports");
        assert!(one.allow(8443) && !one.allow(443));
        for wrong in ["", "443,", "2-1", "65536", "https", "1-2-3"] {
            assert!(wrong.parse::<AllowedPorts>().is_err(), "{wrong}");
        }
    }
}

//! When does the receiver want to be called again?
//!
//! `Retry-After` is a number of seconds or an HTTP date. Longer than a day is a day: no receiver
//! can park our work for ever. What cannot be read is ignored, for the schedule stands without it.

use std::time::Duration;

use jiff::{Timestamp, fmt::rfc2822};

const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// How long to wait from `now`, at most a day.
pub(super) fn read(text: &str, now: Timestamp) -> Option<Duration> {
    let text = text.trim();
    let wait = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().map_or(LONGEST, Duration::from_secs)
    } else {
        let date = rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
        Duration::try_from(date.duration_since(now)).unwrap_or(Duration::ZERO)
    };
    Some(wait.min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_seconds_and_dates() {
        let now: Timestamp = "2026-03-01T12:00:00Z".parse().unwrap();
        for (text, seconds) in [
            ("0", Some(0)),
            ("120", Some(120)),
            (" 7 ", Some(7)),
            ("86401", Some(86_400)),
            ("99999999999999999999999", Some(86_400)),
            ("Sun, 01 Mar 2026 12:00:30 GMT", Some(30)),
            ("Sun, 01 Mar 2026 11:00:00 GMT", Some(0)),
            ("Sun, 01 Mar 2037 11:00:00 GMT", Some(86_400)),
            ("-5", None),
            ("1.5", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(
                read(text, now),
                seconds.map(Duration::from_secs),
                "{text:?}"
            );
        }
    }
}

//! How long is waited for customs, and for us, before somebody is told?
//!
//! Configured with the connection to a customs system, in minutes; `null` waits for ever. What a
//! deadline is about stands in the lifecycle ([`Deadline`]).

use cas_model::CustomsFacts;
use cas_model::lifecycle::Deadline;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Longest wait: ten years.
const MOST_MINUTES: u32 = 10 * 366 * 24 * 60;

/// How long is waited for what, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Deadlines {
    /// For customs' first answer to a message.
    pub acknowledgement: Option<u32>,
    /// For the acceptance of what was received.
    pub acceptance: Option<u32>,
    /// For the presentation of pre-lodged goods: 30 days (Union Customs Code, Article 171).
    pub presentation: Option<u32>,
    /// For the release after acceptance.
    pub release: Option<u32>,
    /// For our answer to what customs asks for.
    pub answer: Option<u32>,
    /// For the discharge, after the last day of the limit that customs set.
    pub discharge: Option<u32>,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            acknowledgement: Some(30),
            acceptance: Some(120),
            presentation: Some(30 * 24 * 60),
            release: Some(24 * 60),
            answer: Some(24 * 60),
            discharge: Some(0),
        }
    }
}

impl Deadlines {
    fn minutes(&self, deadline: Deadline) -> Option<u32> {
        match deadline {
            Deadline::Acknowledgement => self.acknowledgement,
            Deadline::Acceptance => self.acceptance,
            Deadline::Presentation => self.presentation,
            Deadline::Release => self.release,
            Deadline::Answer => self.answer,
            Deadline::Discharge => self.discharge,
        }
    }

    /// When a deadline that runs since a time has passed; none where it never does.
    #[must_use]
    pub fn due(
        &self,
        deadline: Deadline,
        since: Timestamp,
        facts: &CustomsFacts,
    ) -> Option<Timestamp> {
        let minutes = self.minutes(deadline)?.min(MOST_MINUTES);
        let begin = match deadline {
            Deadline::Discharge => {
                let next_day = facts.limit_date?.tomorrow().ok()?;
                next_day.to_zoned(TimeZone::UTC).ok()?.timestamp()
            }
            Deadline::Acknowledgement
            | Deadline::Acceptance
            | Deadline::Presentation
            | Deadline::Release
            | Deadline::Answer => since,
        };
        begin
            .checked_add(SignedDuration::from_mins(i64::from(minutes)))
            .ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(deadline: Deadline, limit: Option<&str>, expected: Option<&str>) {
        let since: Timestamp = "2026-11-22T08:00:00Z".parse().expect("a time");
        let facts = CustomsFacts {
            limit_date: limit.map(|day| day.parse().expect("a day")),
            ..CustomsFacts::default()
        };
        let deadlines = Deadlines {
            release: None,
            ..Deadlines::default()
        };
        let due = deadlines.due(deadline, since, &facts);
        let expected = expected.map(|time| time.parse().expect("a time"));
        assert_eq!(due, expected, "{deadline:?}");
    }

    #[test]
    fn deadlines_run_from_the_status_or_from_the_limit() {
        check(
            Deadline::Acknowledgement,
            None,
            Some("2026-11-22T08:30:00Z"),
        );
        check(Deadline::Presentation, None, Some("2026-12-22T08:00:00Z"));
        check(Deadline::Release, None, None);
        check(Deadline::Discharge, None, None);
        check(
            Deadline::Discharge,
            Some("2026-11-30"),
            Some("2026-12-01T00:00:00Z"),
        );
    }
}

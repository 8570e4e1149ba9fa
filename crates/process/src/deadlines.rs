//! How long is waited for customs, and for us, before somebody is told?
//!
//! Configured with the connection to a customs system, in minutes; `null` waits for ever. What a
//! deadline is about stands in the lifecycle ([`Deadline`]).

use cas_model::CustomsFacts;
use cas_model::civil_day::end_of;
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
    /// For the confirmation of the exit after the release for export: 90 days, after which customs
    /// asks (Implementing Regulation (EU) 2015/2447, Article 335).
    pub exit: Option<u32>,
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
            exit: Some(90 * 24 * 60),
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
            Deadline::Exit => self.exit,
        }
    }

    /// When a deadline that runs since a time has passed; none where it never does. The days that
    /// customs sets end in `zone`.
    #[must_use]
    pub fn due(
        &self,
        deadline: Deadline,
        since: Timestamp,
        facts: &CustomsFacts,
        zone: &TimeZone,
    ) -> Option<Timestamp> {
        let minutes = self.minutes(deadline)?.min(MOST_MINUTES);
        let begin = match deadline {
            Deadline::Discharge => end_of(facts.limit_date?, zone)?,
            Deadline::Answer => match facts.due_date.and_then(|day| end_of(day, zone)) {
                // Customs says by when; a day that has passed was for an earlier question.
                Some(end) if end > since => return Some(end),
                Some(_) | None => since,
            },
            Deadline::Acknowledgement
            | Deadline::Acceptance
            | Deadline::Presentation
            | Deadline::Release
            | Deadline::Exit => since,
        };
        begin
            .checked_add(SignedDuration::from_mins(i64::from(minutes)))
            .ok()
    }
}

#[cfg(test)]
mod tests {
    use cas_model::civil_day::{UTC, zone_of};

    use super::*;

    /// With a day that customs names: the limit, or by when it wants an answer.
    fn check(deadline: Deadline, limit: Option<&str>, expected: Option<&str>) {
        check_in(&UTC, deadline, limit, expected);
    }

    fn check_in(zone: &TimeZone, deadline: Deadline, limit: Option<&str>, expected: Option<&str>) {
        let since: Timestamp = "2026-11-22T08:00:00Z".parse().expect("a time");
        let facts = CustomsFacts {
            limit_date: limit.map(|day| day.parse().expect("a day")),
            due_date: limit.map(|day| day.parse().expect("a day")),
            ..CustomsFacts::default()
        };
        let deadlines = Deadlines {
            release: None,
            ..Deadlines::default()
        };
        let due = deadlines.due(deadline, since, &facts, zone);
        let expected = expected.map(|time| time.parse().expect("a time"));
        assert_eq!(due, expected, "{deadline:?}");
    }

    #[test]
    fn a_day_that_customs_sets_ends_where_it_is_set() {
        for (jurisdiction, end) in [
            ("GB", "2026-12-01T00:00:00Z"),
            ("DE", "2026-11-30T23:00:00Z"),
            ("GR", "2026-11-30T22:00:00Z"),
        ] {
            let (zone, day) = (zone_of(jurisdiction), Some("2026-11-30"));
            check_in(zone, Deadline::Discharge, day, Some(end));
            check_in(zone, Deadline::Answer, day, Some(end));
        }
        // The day on which clocks are put back is an hour longer; so is the one before UTC's.
        let (zone, day) = (zone_of("DE"), Some("2027-10-31"));
        check_in(zone, Deadline::Discharge, day, Some("2027-10-31T23:00:00Z"));
    }

    #[test]
    fn deadlines_run_from_the_status_or_from_what_customs_says() {
        check(
            Deadline::Acknowledgement,
            None,
            Some("2026-11-22T08:30:00Z"),
        );
        check(Deadline::Presentation, None, Some("2026-12-22T08:00:00Z"));
        check(Deadline::Release, None, None);
        check(Deadline::Discharge, None, None);
        check(Deadline::Exit, None, Some("2027-02-20T08:00:00Z"));
        check(Deadline::Answer, None, Some("2026-11-23T08:00:00Z"));
        let earlier = Some("2026-11-01");
        check(Deadline::Answer, earlier, Some("2026-11-23T08:00:00Z"));
        let later = Some("2026-11-30");
        check(Deadline::Answer, later, Some("2026-12-01T00:00:00Z"));
        check(
            Deadline::Discharge,
            Some("2026-11-30"),
            Some("2026-12-01T00:00:00Z"),
        );
    }
}

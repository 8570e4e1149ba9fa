//! When is something tried again that did not succeed, and when is it given up?
//!
//! A schedule is data: the waits after the first attempts, the wait that repeats after those, and
//! how long after the first attempt the last one may be. A wait counts from the attempt before.
//! Each is changed by up to a tenth either way, so that what failed together does not come back
//! together. Webhooks and calls to customs systems use the same type with other figures; those
//! of a customs connection can be given in its configuration:
//! `{"delaysSeconds": [1, 5, 30], "repeatSeconds": 600, "untilSeconds": 86400}`.

use std::borrow::Cow;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

const MINUTE: u32 = 60;
const HOUR: u32 = 60 * MINUTE;
const DAY: u32 = 24 * HOUR;

/// Waits after the first attempts of a webhook; source: the documented behaviour.
const WEBHOOK_DELAYS: [u32; 9] = [
    10,
    30,
    MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    30 * MINUTE,
    HOUR,
    3 * HOUR,
    6 * HOUR,
];

/// Waits after the first attempts to reach a customs system: goods may stand waiting.
const CUSTOMS_DELAYS: [u32; 7] = [1, 2, 5, 15, 30, MINUTE, 5 * MINUTE];

/// The longest time a configured schedule may go on.
const LONGEST_UNTIL: u32 = 31 * DAY;

/// When to try again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Figures", rename_all = "camelCase")]
pub struct RetrySchedule {
    delays_seconds: Cow<'static, [u32]>,
    repeat_seconds: u32,
    until_seconds: u32,
}

/// The figures as they are configured, unchecked.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Figures {
    delays_seconds: Vec<u32>,
    repeat_seconds: u32,
    until_seconds: u32,
}

/// Why figures make no schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleError {
    /// A wait of nothing would be an endless loop.
    #[error("every delay and repeatSeconds must be at least 1 second")]
    NoWait,
    /// It would never end, or never begin.
    #[error("untilSeconds must be from 1 second to 31 days (2678400)")]
    Until,
}

impl TryFrom<Figures> for RetrySchedule {
    type Error = ScheduleError;

    fn try_from(figures: Figures) -> Result<Self, ScheduleError> {
        if figures.repeat_seconds == 0 || figures.delays_seconds.contains(&0) {
            return Err(ScheduleError::NoWait);
        }
        if !(1..=LONGEST_UNTIL).contains(&figures.until_seconds) {
            return Err(ScheduleError::Until);
        }
        Ok(Self {
            delays_seconds: Cow::Owned(figures.delays_seconds),
            repeat_seconds: figures.repeat_seconds,
            until_seconds: figures.until_seconds,
        })
    }
}

impl RetrySchedule {
    /// The schedule of webhooks: eleven attempts within a day.
    #[must_use]
    pub const fn webhook_default() -> Self {
        Self {
            delays_seconds: Cow::Borrowed(&WEBHOOK_DELAYS),
            repeat_seconds: 12 * HOUR,
            until_seconds: DAY,
        }
    }

    /// The schedule of a customs connection that configures none.
    #[must_use]
    pub const fn customs_default() -> Self {
        Self {
            delays_seconds: Cow::Borrowed(&CUSTOMS_DELAYS),
            repeat_seconds: 10 * MINUTE,
            until_seconds: DAY,
        }
    }

    /// When to try again after the attempt made `now`; none when it was the last.
    ///
    /// `first` is the time of the first attempt, `attempts` how many were made including this
    /// one, `jitter` a random number from 0 to 1.
    #[must_use]
    pub fn next_attempt(
        &self,
        first: Timestamp,
        now: Timestamp,
        attempts: u32,
        jitter: f64,
    ) -> Option<Timestamp> {
        let end = self.end(first);
        let delay = self.delay_after(attempts);
        // Whether it is in time is decided without jitter: chance does not cost an attempt.
        let is_in_time = now.checked_add(delay).is_ok_and(|next| next <= end);
        is_in_time.then(|| later(now, jittered(delay, jitter)).min(end))
    }

    /// The next attempt, put off because the receiver asked at `now` to be left alone for a while.
    ///
    /// Not beyond the end of the schedule: there the last attempt is made, asked or not.
    #[must_use]
    pub fn put_off(
        &self,
        next: Timestamp,
        first: Timestamp,
        now: Timestamp,
        wanted: Duration,
    ) -> Timestamp {
        let wanted = SignedDuration::try_from(wanted).unwrap_or(SignedDuration::MAX);
        later(now, wanted).min(self.end(first)).max(next)
    }

    fn end(&self, first: Timestamp) -> Timestamp {
        later(first, SignedDuration::from_secs(self.until_seconds.into()))
    }

    fn delay_after(&self, attempts: u32) -> SignedDuration {
        let delay = usize::try_from(attempts.saturating_sub(1))
            .ok()
            .and_then(|index| self.delays_seconds.get(index));
        SignedDuration::from_secs((*delay.unwrap_or(&self.repeat_seconds)).into())
    }
}

/// From nine to eleven tenths of the delay.
fn jittered(delay: SignedDuration, jitter: f64) -> SignedDuration {
    let jitter = if jitter.is_nan() {
        0.5
    } else {
        jitter.clamp(0.0, 1.0)
    };
    delay.mul_f64(0.9 + 0.2 * jitter)
}

fn later(time: Timestamp, wait: SignedDuration) -> Timestamp {
    time.checked_add(wait).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn start() -> Timestamp {
        "2026-03-01T12:00:00Z".parse().unwrap()
    }

    /// The times of all attempts in milliseconds after the first, when every attempt fails after
    /// `slowness` seconds.
    fn attempts(schedule: &RetrySchedule, slowness: i64, jitters: &[f64]) -> Vec<i64> {
        let mut times = vec![0];
        let mut time = start();
        for attempt in 1.. {
            let failed = later(time, SignedDuration::from_secs(slowness));
            let jitter = jitters[attempt as usize % jitters.len()];
            match schedule.next_attempt(start(), failed, attempt, jitter) {
                Some(next) => time = next,
                None => break,
            }
            times.push(time.as_millisecond() - start().as_millisecond());
        }
        times
    }

    #[test]
    fn webhooks_are_tried_as_documented() {
        let times = attempts(&RetrySchedule::webhook_default(), 0, &[0.5]);
        let expected = [
            0, 10, 40, 100, 400, 1_000, 2_800, 6_400, 17_200, 38_800, 82_000,
        ];
        assert_eq!(times, expected.map(|seconds| seconds * 1_000));
    }

    #[test]
    fn customs_is_tried_more_often() {
        let times = attempts(&RetrySchedule::customs_default(), 0, &[0.5]);
        let expected = [0, 1, 3, 8, 23, 53, 113, 413, 1_013, 1_613];
        assert_eq!(times[..10], expected.map(|seconds| seconds * 1_000));
        assert_eq!(times.len(), 8 + (86_400 - 413) / 600);
    }

    proptest! {
        #[test]
        fn attempts_come_later_and_end_within_a_day(
            slowness in 0_i64..=30,
            jitters in prop::collection::vec(0.0..=1.0, 1..20),
        ) {
            for schedule in [RetrySchedule::webhook_default(), RetrySchedule::customs_default()] {
                let times = attempts(&schedule, slowness, &jitters);
                prop_assert!(times.is_sorted_by(|earlier, later| earlier < later));
                prop_assert!(times.iter().all(|time| *time <= i64::from(DAY) * 1_000));
            }
            // Neither chance nor slow receivers cost an attempt.
            let webhooks = attempts(&RetrySchedule::webhook_default(), slowness, &jitters);
            prop_assert_eq!(webhooks.len(), 11);
        }

        #[test]
        fn jitter_is_a_tenth_at_most(seconds in 1_i64..1_000_000, jitter: f64) {
            let delay = SignedDuration::from_secs(seconds);
            let jittered = jittered(delay, jitter).as_secs_f64() / delay.as_secs_f64();
            prop_assert!((0.899_999..=1.100_001).contains(&jittered));
        }
    }

    #[test]
    fn a_wish_puts_off_but_not_beyond_the_end() {
        let schedule = RetrySchedule::webhook_default();
        let at = |seconds| later(start(), SignedDuration::from_secs(seconds));
        for (next, wanted, expected) in [
            (10, 0, 10),
            (10, 5, 10),
            (10, 60, 60),
            (10, 86_399, 86_399),
            (10, 90_000, 86_400),
            (10, u64::MAX, 86_400),
        ] {
            let wanted = Duration::from_secs(wanted);
            assert_eq!(
                schedule.put_off(at(next), start(), start(), wanted),
                at(expected)
            );
        }
        // After the attempt at the end there is none.
        assert_eq!(schedule.next_attempt(start(), at(86_400), 3, 0.0), None);
    }

    #[test]
    fn is_configured_by_figures() {
        let schedule = |json: &str| serde_json::from_str::<RetrySchedule>(json);
        for (json, error) in [
            (
                r#"{"delaysSeconds":[1,5],"repeatSeconds":60,"untilSeconds":600}"#,
                None,
            ),
            (
                r#"{"delaysSeconds":[],"repeatSeconds":60,"untilSeconds":600}"#,
                None,
            ),
            (
                r#"{"delaysSeconds":[0],"repeatSeconds":60,"untilSeconds":600}"#,
                Some("1 second"),
            ),
            (
                r#"{"delaysSeconds":[1],"repeatSeconds":0,"untilSeconds":600}"#,
                Some("1 second"),
            ),
            (
                r#"{"delaysSeconds":[1],"repeatSeconds":1,"untilSeconds":0}"#,
                Some("31 days"),
            ),
            (
                r#"{"delaysSeconds":[1],"repeatSeconds":1,"untilSeconds":2678401}"#,
                Some("31 days"),
            ),
            (
                r#"{"delaysSeconds":[1],"repeatSeconds":1}"#,
                Some("untilSeconds"),
            ),
            (
                r#"{"delays":[1],"repeatSeconds":1,"untilSeconds":1}"#,
                Some("unknown field"),
            ),
        ] {
            match (schedule(json), error) {
                (Ok(read), None) => assert_eq!(serde_json::to_string(&read).unwrap(), json),
                (Err(told), Some(text)) => assert!(told.to_string().contains(text), "{told}"),
                (result, _) => panic!("{json}: {result:?}"),
            }
        }
    }

    #[test]
    fn the_defaults_can_be_written_down() {
        for schedule in [
            RetrySchedule::webhook_default(),
            RetrySchedule::customs_default(),
        ] {
            let json = serde_json::to_string(&schedule).unwrap();
            assert_eq!(
                serde_json::from_str::<RetrySchedule>(&json).unwrap(),
                schedule
            );
        }
    }
}

//! What came of the attempts to send a message: kept with it, for the people who wonder where it is.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::text::cut_to;

/// So many outcomes are kept: attempts in a row that end alike are one.
const MOST: usize = 30;
/// So much of what the other side said is kept, in bytes.
const TOLD: usize = 300;

/// The attempts to send a message, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SendAttempts {
    /// Attempts between the first outcome and the others that are not kept any more.
    #[serde(default, skip_serializing_if = "is_none")]
    pub left_out: u32,
    /// What came of them.
    pub outcomes: Vec<SendOutcome>,
}

/// An attempt to send a message, or several in a row that ended alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SendOutcome {
    /// When the first of them ended, by our clock.
    pub first_at: Timestamp,
    /// When the last of them ended, by our clock.
    pub last_at: Timestamp,
    /// How many they were.
    pub times: u32,
    /// The HTTP status of the answer; none where nobody answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub http_status: Option<u16>,
    /// What was said, or why nobody answered; its first 300 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl SendAttempts {
    /// Adds an attempt that ended at a time.
    pub fn add(&mut self, at: Timestamp, http_status: Option<u16>, text: Option<&str>) {
        let text = text.map(|text| cut_to(text, TOLD).into_owned());
        if let Some(last) = self.outcomes.last_mut()
            && (last.http_status, &last.text) == (http_status, &text)
        {
            (last.last_at, last.times) = (at, last.times.saturating_add(1));
            return;
        }
        if self.outcomes.len() == MOST {
            self.left_out = self.left_out.saturating_add(self.outcomes.remove(1).times);
        }
        self.outcomes.push(SendOutcome {
            first_at: at,
            last_at: at,
            times: 1,
            http_status,
            text,
        });
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands a reference to the field"
)]
const fn is_none(count: &u32) -> bool {
    *count == 0
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::text::SIGN;

    fn after(seconds: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds)
    }

    #[test]
    fn attempts_that_end_alike_are_one() {
        let mut attempts = SendAttempts::default();
        for (at, status) in [(1, Some(404)), (2, Some(404)), (3, None), (4, Some(404))] {
            attempts.add(after(at), status, Some("said"));
        }
        let seen = attempts.outcomes.iter();
        let seen: Vec<_> = seen
            .map(|one| (one.first_at, one.last_at, one.times))
            .collect();
        let expected = [
            (after(1), after(2), 2),
            (after(3), after(3), 1),
            (after(4), after(4), 1),
        ];
        assert_eq!(seen, expected);
    }

    #[test]
    fn what_is_left_out_is_counted_and_texts_are_cut() {
        let mut attempts = SendAttempts::default();
        for at in 0..100 {
            let text = format!("{at} {}", "x".repeat(1_000));
            attempts.add(after(at), None, Some(&text));
        }
        let outcomes = &attempts.outcomes;
        assert_eq!((outcomes.len(), attempts.left_out), (MOST, 70));
        assert_eq!(outcomes[0].first_at, after(0));
        assert_eq!(outcomes[MOST - 1].last_at, after(99));
        let longest = outcomes.iter().filter_map(|one| one.text.as_ref());
        assert!(longest.map(String::len).max() <= Some(TOLD + SIGN));
        let written = serde_json::to_string(&attempts).unwrap();
        assert_eq!(
            serde_json::from_str::<SendAttempts>(&written).unwrap(),
            attempts
        );
    }
}

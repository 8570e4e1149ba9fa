//! Is the other side there? What an attempt says of it, for all that waits for the same.
//!
//! The first failure that says so opens the circuit of a queue: then one task at a time tries
//! ([`Post::probe`]), by a schedule that grows and is bounded, and the others
//! wait. The second failure tells people: one line and one alert for an outage. Any answer closes
//! the circuit, wakes what waits in the order it came, and resolves the alert.

use cas_model::text::cut_to;
use cas_store::{Changes, CircuitRecord, ClosedCircuit, Task, TaskQueue};
use jiff::{SignedDuration, Timestamp};

use crate::Engine;
use crate::commit::changes_of;
use crate::outbound::{PostAnswer, PostError};

/// The longest time between two probes.
const MOST: SignedDuration = SignedDuration::from_secs(30);
/// So much of what the other side said is told, in bytes.
const TOLD: usize = 300;

/// Whether an answer, or that there is none, says that the other side is down.
pub(crate) fn says_down(answer: &Result<PostAnswer, PostError>) -> bool {
    match answer {
        Ok(answer) => is_down(answer.status),
        Err(error) => error.is_temporary(),
    }
}

/// Whether a status says so: a gateway in front of it answers.
pub(crate) fn is_down(status: u16) -> bool {
    matches!(status, 502..=504)
}

/// When what is down is tried again that would be tried at `next` by its schedule.
pub(crate) fn probe_at(next: Timestamp, now: Timestamp) -> Timestamp {
    next.min(now + MOST)
}

/// A claimed task that waits for someone else.
pub(crate) struct Post {
    /// The task that was claimed.
    pub task: Task,
    /// The circuit of its queue, where the task tries whether the other side is there again.
    pub probe: Option<CircuitRecord>,
}

/// What is told of an outage.
pub(crate) struct Telling {
    /// The kind of its alert.
    pub alert: &'static str,
    /// What does not work, in words that go on with what the failure was.
    pub what: String,
    /// The failure in a row at which people are told.
    pub at: u32,
}

/// An attempt to reach the other side of a queue.
pub(crate) struct Attempt<'a> {
    pub(crate) engine: &'a Engine,
    queue: TaskQueue,
    probe: Option<CircuitRecord>,
    began: Timestamp,
}

impl<'a> Attempt<'a> {
    /// An attempt that begins now.
    pub(crate) fn begin(
        engine: &'a Engine,
        queue: TaskQueue,
        probe: Option<CircuitRecord>,
    ) -> Self {
        Self {
            began: engine.now(),
            engine,
            queue,
            probe,
        }
    }

    /// It was answered, whatever the answer says.
    pub(crate) fn answered(self) -> Changes {
        let now = self.engine.now();
        self.engine.last_answers().answered(self.queue, now);
        let Some(circuit) = self.probe else {
            return Changes::default();
        };
        if circuit.alert_id.is_some() {
            let (tenant, since) = (circuit.tenant_id, circuit.down_since);
            let (kind, to) = (circuit.queue.kind.as_str(), &circuit.queue.endpoint);
            tracing::info!(%tenant, kind, to, %since, "the other side answers again");
        }
        Changes {
            closed_circuits: vec![ClosedCircuit { circuit, at: now }],
            ..Changes::default()
        }
    }

    /// The other side is down; it is tried again at `next`.
    ///
    /// # Errors
    /// When what is told cannot be written.
    pub(crate) fn failed(
        self,
        why: &str,
        next: Timestamp,
        telling: &Telling,
    ) -> anyhow::Result<Changes> {
        let now = self.engine.now();
        let Some(circuit) = self.probe else {
            let last_answers = self.engine.last_answers();
            if last_answers.answered_since(&self.queue, self.began) {
                return Ok(Changes::default());
            }
            let opened = CircuitRecord {
                tenant_id: self.queue.tenant_id,
                note: format!("{} since {now}", telling.what),
                queue: self.queue,
                down_since: now,
                failures: 1,
                next_probe_at: next,
                alert_id: None,
            };
            return Ok(Changes {
                opened_circuits: vec![opened],
                ..Changes::default()
            });
        };
        let mut unit = self.engine.unwatched_unit_of_work();
        let mut circuit = CircuitRecord {
            failures: circuit.failures.saturating_add(1),
            next_probe_at: next,
            ..circuit
        };
        if circuit.alert_id.is_none() && circuit.failures >= telling.at {
            let text = format!("{}: {}", circuit.note, cut_to(why, TOLD));
            unit.alert(circuit.tenant_id, telling.alert, text, None, None);
            circuit.alert_id = unit.effects.alerts.last().map(|alert| alert.id);
        }
        Ok(Changes {
            probed_circuits: vec![circuit],
            ..changes_of(unit.effects)?
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(status: u16, expected: bool) {
        let answer = Ok(PostAnswer {
            status,
            body: String::new(),
            retry_after: None,
            wanted: None,
        });
        assert_eq!(says_down(&answer), expected, "{status}");
    }

    #[test]
    fn only_what_concerns_all_says_that_the_other_side_is_down() {
        for down in [502, 503, 504] {
            check(down, true);
        }
        // An answer about this message, about us, or about its own fault with it.
        for answered in [200, 202, 400, 401, 404, 408, 410, 429, 500, 501] {
            check(answered, false);
        }
        assert!(says_down(&Err(PostError::TimedOut)));
        assert!(says_down(&Err(PostError::Unreachable("refused".into()))));
        assert!(!says_down(&Err(PostError::Address("10.0.0.1".into()))));
    }

    #[test]
    fn probes_come_by_the_schedule_and_not_too_seldom() {
        let now = Timestamp::UNIX_EPOCH;
        for (next, expected) in [(1, 1), (30, 30), (31, 30), (43_200, 30)] {
            let after = |seconds| now + SignedDuration::from_secs(seconds);
            assert_eq!(probe_at(after(next), now), after(expected));
        }
    }
}

//! Does a subscription want an event, and when do we stop calling a receiver that does not answer?
//!
//! A subscription without filters wants everything. A filter without sub-types wants every
//! sub-type of its event. Several filters add up. Names are compared as they are written.
//!
//! A receiver is given up when every delivery has failed for five days. The run of failures counts
//! from the first after the last success to the latest failure, not to now: a subscription that
//! failed once and has had nothing to deliver since is not switched off for being quiet.

use cas_model::notification::EventFilter;
use cas_model::record::{DeliveryRecord, DeliveryState};
use jiff::{SignedDuration, Timestamp};

/// How long all deliveries must have failed.
const LONGEST_RUN: SignedDuration = SignedDuration::from_hours(5 * 24);

/// Whether the filters take an event.
#[must_use]
pub fn matches(filters: &[EventFilter], event_type: &str, event_sub_type: &str) -> bool {
    filters.is_empty()
        || filters
            .iter()
            .any(|filter| takes(filter, event_type, event_sub_type))
}

fn takes(filter: &EventFilter, event_type: &str, event_sub_type: &str) -> bool {
    let sub_types = &filter.event_sub_types;
    filter.event_type == event_type
        && (sub_types.is_empty() || sub_types.iter().any(|wanted| wanted == event_sub_type))
}

/// Failures without a success between them, of one subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailureRun {
    /// When the first of these attempts failed.
    pub since: Timestamp,
    /// When the latest attempt failed.
    pub latest: Timestamp,
}

impl FailureRun {
    /// The run at the end of a subscription's deliveries, in any order; none after a success.
    #[must_use]
    pub fn latest(deliveries: &[DeliveryRecord]) -> Option<Self> {
        let success = deliveries
            .iter()
            .filter(|delivery| delivery.state == DeliveryState::Delivered)
            .filter_map(|delivery| delivery.attempted_at)
            .max();
        deliveries
            .iter()
            .filter_map(|delivery| failure_since(delivery, success))
            .reduce(Self::and)
    }

    fn and(self, other: Self) -> Self {
        Self {
            since: self.since.min(other.since),
            latest: self.latest.max(other.latest),
        }
    }
}

/// The run of one delivery that failed after the last success.
fn failure_since(delivery: &DeliveryRecord, success: Option<Timestamp>) -> Option<FailureRun> {
    let latest = match delivery.state {
        DeliveryState::Delivered => None,
        DeliveryState::Pending | DeliveryState::Expired => delivery.attempted_at,
    }?;
    match success {
        Some(success) if latest <= success => None,
        Some(success) => Some(FailureRun {
            since: delivery.created_at.max(success),
            latest,
        }),
        None => Some(FailureRun {
            since: delivery.created_at,
            latest,
        }),
    }
}

/// Whether the subscription is to be switched off.
#[must_use]
pub fn should_disable(run: Option<FailureRun>) -> bool {
    run.is_some_and(|run| run.latest.duration_since(run.since) >= LONGEST_RUN)
}

#[cfg(test)]
mod filter_tests {
    use cas_model::record::Json;

    use super::*;

    fn check(filters: &str, event: (&str, &str), expected: bool) {
        let filters = Json::<Vec<EventFilter>>::stored(filters).get().unwrap();
        assert_eq!(
            matches(&filters, event.0, event.1),
            expected,
            "{filters:?} {event:?}"
        );
    }

    #[test]
    fn picks_events() {
        let status = r#"[{"eventType":"DeclarationStatusChanged"}]"#;
        let released = r#"[{"eventType":"DeclarationStatusChanged","eventSubTypes":["Released"]}]"#;
        let two = r#"[{"eventType":"DeclarationPdfCreated","eventSubTypes":["TAD","EAD"]},
                      {"eventType":"DeclarationStatusChanged","eventSubTypes":[]}]"#;
        for (filters, event, expected) in [
            ("[]", ("DeclarationStatusChanged", "Released"), true),
            ("[]", ("Whatever", ""), true),
            (status, ("DeclarationStatusChanged", "Released"), true),
            (status, ("DeclarationActionFinished", "Submit"), false),
            (status, ("declarationstatuschanged", "Released"), false),
            (released, ("DeclarationStatusChanged", "Released"), true),
            (released, ("DeclarationStatusChanged", "NotReleased"), false),
            (released, ("DeclarationPdfCreated", "Released"), false),
            (two, ("DeclarationPdfCreated", "EAD"), true),
            (two, ("DeclarationPdfCreated", "SAD"), false),
            (two, ("DeclarationStatusChanged", "Amending"), true),
        ] {
            check(filters, event, expected);
        }
    }

    #[test]
    fn unknown_fields_are_refused() {
        for json in [
            r#"[{"eventType":"X","eventSubtypes":["Y"]}]"#,
            r#"[{"eventSubTypes":["Y"]}]"#,
            r#"{"eventType":"X"}"#,
            "",
        ] {
            let filters = Json::<Vec<EventFilter>>::stored(json);
            assert!(filters.get().is_err(), "{json}");
        }
    }
}

#[cfg(test)]
mod failure_tests {
    use DeliveryState::{Delivered, Expired, Pending};
    use cas_model::ids::{DeliveryId, NotificationId, SubscriptionId, TenantId};
    use uuid::Uuid;

    use super::*;

    fn hour(hour: i64) -> Timestamp {
        Timestamp::from_second(hour * 3_600).unwrap()
    }

    fn delivery((state, made, tried): (DeliveryState, i64, Option<i64>)) -> DeliveryRecord {
        DeliveryRecord {
            tenant_id: TenantId(Uuid::nil()),
            id: DeliveryId(Uuid::nil()),
            subscription_id: SubscriptionId(Uuid::nil()),
            notification_id: NotificationId(Uuid::nil()),
            state,
            attempts: u32::from(tried.is_some()),
            last_answer: None,
            created_at: hour(made),
            attempted_at: tried.map(hour),
            next_at: None,
            replay_of: None,
            replayed_by: None,
        }
    }

    #[test]
    fn five_days_of_failures_disable() {
        for (deliveries, run, disable) in [
            (vec![], None, false),
            (vec![(Pending, 0, None)], None, false),
            (vec![(Pending, 0, Some(1))], Some((0, 1)), false),
            (vec![(Expired, 0, Some(24))], Some((0, 24)), false),
            (
                vec![(Expired, 0, Some(24)), (Pending, 119, Some(119))],
                Some((0, 119)),
                false,
            ),
            (
                vec![(Expired, 0, Some(24)), (Pending, 120, Some(120))],
                Some((0, 120)),
                true,
            ),
            (
                vec![(Pending, 150, Some(150)), (Expired, 0, Some(24))],
                Some((0, 150)),
                true,
            ),
            (
                vec![(Expired, 0, Some(24)), (Delivered, 150, Some(150))],
                None,
                false,
            ),
            (
                vec![
                    (Expired, 0, Some(24)),
                    (Delivered, 60, Some(60)),
                    (Expired, 120, Some(144)),
                ],
                Some((120, 144)),
                false,
            ),
            (
                vec![
                    (Delivered, 9, Some(10)),
                    (Expired, 8, Some(32)),
                    (Pending, 130, Some(130)),
                ],
                Some((10, 130)),
                true,
            ),
        ] {
            let rows: Vec<_> = deliveries.into_iter().map(delivery).collect();
            let found = FailureRun::latest(&rows);
            let expected = run.map(|(since, latest)| FailureRun {
                since: hour(since),
                latest: hour(latest),
            });
            assert_eq!(
                (found, should_disable(found)),
                (expected, disable),
                "{rows:?}"
            );
        }
    }
}

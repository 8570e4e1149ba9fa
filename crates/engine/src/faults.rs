//! What does not heal by itself: the address, the secret or the certificate of a connection.
//!
//! Such an answer is told at once, in one alert for each connection and cause however many messages
//! meet it. The messages are good, so they are tried again by the schedule, and soon after somebody
//! corrected the connection; the alerts end when a message that met one gets its answer.

use cas_model::ids::{AlertId, SystemCode, TenantId};
use cas_model::text::cut_to;
use cas_store::{AlertRecord, Changes, EndedAlerts};

use crate::Engine;
use crate::outbound::PostError;

/// A connection whose other side does not take what is sent for a cause that stays.
const FAULTY: &str = "connection-faulty";
/// A system that something waits for, and to which there is no connection.
const MISSING: &str = "connection-missing";
/// A tenant of which nothing more is begun, since its steps do not end.
const STUCK: &str = "work-stuck";
/// What such an alert is about.
const STEPS: &str = "steps";
/// So much of what the other side said is told, in bytes.
const TOLD: usize = 300;

/// Why nothing that is sent can arrive, in a word or two; none where it may by itself.
pub(crate) fn cause_of(answer: Result<u16, &PostError>) -> Option<String> {
    match answer {
        // The other side is slow, or has too much.
        Ok(408 | 425 | 429) => None,
        // Redirects are not followed.
        Ok(status) => matches!(status, 300..=499).then(|| format!("HTTP {status}")),
        Err(PostError::Tls(_)) => Some("TLS".to_owned()),
        Err(PostError::Address(_)) => Some("address".to_owned()),
        Err(PostError::Invalid(_)) => Some("call".to_owned()),
        Err(PostError::Unreachable(_) | PostError::TimedOut) => None,
    }
}

impl Engine {
    /// Tells of a fault of a connection, where it is not told already.
    pub(crate) async fn tell_fault(
        &self,
        tenant: TenantId,
        system: &SystemCode,
        cause: &str,
        why: &str,
    ) -> anyhow::Result<Changes> {
        let why = cut_to(why, TOLD);
        let text = format!(
            "{system} takes no messages: {why}; this does not heal by itself: try it with \
             POST /v1/connections/{system}/test, and correct the connection; what waits is sent then"
        );
        let subject = format!("{system}: {cause}");
        self.alert_once(tenant, FAULTY, subject, text).await
    }

    /// Tells that something waits for a connection that is not there.
    pub(crate) async fn tell_missing(
        &self,
        tenant: TenantId,
        system: &SystemCode,
    ) -> anyhow::Result<Changes> {
        let text = format!(
            "declarations wait for a connection to {system}, and there is none: put one with \
             PUT /v1/connections/{system}; what waits is sent then"
        );
        self.alert_once(tenant, MISSING, format!("{system}: connection"), text)
            .await
    }

    /// Tells that nothing more of a tenant is begun here, where it is not told already.
    pub(crate) async fn tell_stuck(&self, tenant: TenantId, steps: usize) -> anyhow::Result<()> {
        let text = format!(
            "{steps} steps stand still on a node and nothing more of this tenant is begun there: \
             the alerts dead-task name what they were at; correct or drop it and start the node \
             again, since their threads do not end by themselves"
        );
        let told = self.alert_once(tenant, STUCK, STEPS.to_owned(), text);
        Ok(self.store().commit(told.await?).await?)
    }

    /// Something more of a tenant is begun again.
    pub(crate) async fn stuck_is_over(&self, tenant: TenantId) -> anyhow::Result<()> {
        let ended = EndedAlerts {
            tenant_id: tenant,
            kind: STUCK.to_owned(),
            subject_begins: STEPS.to_owned(),
            at: self.now(),
        };
        let changes = Changes {
            ended_alerts: vec![ended],
            ..Changes::default()
        };
        Ok(self.store().commit(changes).await?)
    }

    /// The alerts about a connection are over: the other side answered.
    pub(crate) fn faults_are_over(&self, tenant: TenantId, system: &SystemCode) -> Changes {
        let ended = [FAULTY, MISSING].map(|kind| EndedAlerts {
            tenant_id: tenant,
            kind: kind.to_owned(),
            subject_begins: format!("{system}: "),
            at: self.now(),
        });
        Changes {
            ended_alerts: ended.into(),
            ..Changes::default()
        }
    }

    /// An alert of a kind that is open once for its subject; nothing where it is.
    async fn alert_once(
        &self,
        tenant: TenantId,
        kind: &str,
        subject: String,
        text: String,
    ) -> anyhow::Result<Changes> {
        let open = self.store().open_alerts_on(tenant, kind, &subject).await?;
        if !open.is_empty() {
            return Ok(Changes::default());
        }
        tracing::warn!(%tenant, kind, subject, text, "alert");
        let alert = AlertRecord {
            tenant_id: tenant,
            id: AlertId(self.ids().next()),
            kind: kind.to_owned(),
            text,
            message_id: None,
            declaration_id: None,
            raised_at: self.now(),
            resolved_at: None,
            subject: Some(subject),
            resolved_by: None,
            resolution: None,
        };
        Ok(Changes {
            alerts_once: vec![alert],
            ..Changes::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_is_told_from_what_passes() {
        let check = |answer: Result<u16, &PostError>, expected: Option<&str>| {
            assert_eq!(cause_of(answer).as_deref(), expected, "{answer:?}");
        };
        for passes in [200, 202, 408, 425, 429, 500, 502, 503, 504] {
            check(Ok(passes), None);
        }
        check(Ok(301), Some("HTTP 301"));
        check(Ok(401), Some("HTTP 401"));
        check(Ok(404), Some("HTTP 404"));
        check(Err(&PostError::TimedOut), None);
        check(Err(&PostError::Unreachable("refused".into())), None);
        check(Err(&PostError::Tls("unknown issuer".into())), Some("TLS"));
        check(Err(&PostError::Address("10.0.0.1".into())), Some("address"));
        check(Err(&PostError::Invalid("no URL".into())), Some("call"));
    }
}

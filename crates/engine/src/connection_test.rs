//! Does a connection lead where it should, and are we let in? Asked without declaring anything.
//!
//! The list of messages that wait is asked for where the system has one and it is fetched, else the
//! endpoint itself, by GET: nobody takes a declaration so. It is asked with our secret and without:
//! where the two answers differ, the secret was looked at.

use std::time::Duration;

use cas_model::ids::{SystemCode, TenantId};
use cas_model::text::cut;
use cas_process::Refusal;
use cas_process::connection::Connection;
use tokio::time::Instant;

use crate::outbound::{Fetch, PostAnswer, PostError};
use crate::{Engine, unavailable};

/// The longest time that is waited, however long the connection would.
const LONGEST: Duration = Duration::from_secs(10);

/// What was found out about a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionTest {
    /// The customs system at its other end.
    pub system: SystemCode,
    /// The address that was asked, by GET.
    pub url: String,
    /// What it comes to.
    pub outcome: TestOutcome,
    /// Whether TLS was used, and held.
    pub tls: TlsState,
    /// The status of the answer; none where there was none.
    pub http_status: Option<u16>,
    /// Whether we were let in.
    pub credentials: CredentialsState,
    /// How long the answer took.
    pub duration: Duration,
    /// What was said, or why there was no answer; its beginning.
    pub said: Option<String>,
}

/// What a test of a connection comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestOutcome {
    /// It answers, and refuses neither the address nor us.
    Works,
    /// The address may not be called from here.
    AddressRefused,
    /// The address or a header cannot be used at all.
    CallInvalid,
    /// Nobody answers at the address.
    Unreachable,
    /// No answer came in time.
    TimedOut,
    /// A certificate or a version of TLS was not accepted, by us or by the other side.
    TlsFailed,
    /// Our client certificate cannot be read.
    CertificateUnusable,
    /// The other side does not let us in.
    CredentialsRefused,
    /// The other side answers, and knows no such path.
    PathUnknown,
    /// The other side says that it is elsewhere; redirects are not followed.
    Redirected,
    /// The other side answers with a fault of its own.
    Failing,
}

impl TestOutcome {
    /// Its code in answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::AddressRefused => "address-refused",
            Self::CallInvalid => "call-invalid",
            Self::Unreachable => "unreachable",
            Self::TimedOut => "timed-out",
            Self::TlsFailed => "tls-failed",
            Self::CertificateUnusable => "certificate-unusable",
            Self::CredentialsRefused => "credentials-refused",
            Self::PathUnknown => "path-unknown",
            Self::Redirected => "redirected",
            Self::Failing => "failing",
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Works => "messages can be sent",
            Self::AddressRefused => {
                "correct endpoint, or allow private addresses in the server's settings"
            }
            Self::CallInvalid => "correct endpoint and secret: they cannot be sent as they are",
            Self::Unreachable => {
                "check host and port of endpoint, the firewall and the name server"
            }
            Self::TimedOut => {
                "check host and port of endpoint and the firewall; or try again later"
            }
            Self::TlsFailed => {
                "check that endpoint is https at that port, that its certificate is valid for the \
                 host and that its authority is trusted here, and the client certificate"
            }
            Self::CertificateUnusable => "replace the file that clientCertificate names",
            Self::CredentialsRefused => {
                "put the connection with the secret that the system expects"
            }
            Self::PathUnknown => {
                "check the path of endpoint; a system that takes POST alone may answer so to GET"
            }
            Self::Redirected => "put the connection with the address that the system names",
            Self::Failing => "try again later, and ask whoever runs the system",
        }
    }
}

/// What is known of the encryption of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TlsState {
    /// The address is plain http.
    Unused,
    /// The other side proved who it is.
    Verified,
    /// It did not, or did not accept what we showed.
    Failed,
    /// It did not come to that.
    NotReached,
}

impl TlsState {
    /// Its code in answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unused => "unused",
            Self::Verified => "verified",
            Self::Failed => "failed",
            Self::NotReached => "not-reached",
        }
    }
}

/// What is known of how the other side takes our secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CredentialsState {
    /// With the secret we are let in, without it we are not.
    Accepted,
    /// We are not let in.
    Refused,
    /// The connection has no secret.
    Absent,
    /// The answers do not show it.
    NotTold,
}

impl CredentialsState {
    /// Its code in answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Absent => "absent",
            Self::NotTold => "not-told",
        }
    }
}

type Answer = Result<PostAnswer, PostError>;

impl Engine {
    /// Asks the other side of a connection whether it is there and lets us in. Nothing is declared,
    /// and nothing is marked as read.
    ///
    /// # Errors
    /// When there is no such connection, or the store fails.
    pub async fn test_connection(
        &self,
        tenant: TenantId,
        system: &SystemCode,
    ) -> Result<ConnectionTest, Refusal> {
        // What is kept in memory may be a second older than what was just put.
        self.connections().forget(tenant, system);
        let connection = self.connection(tenant, system).await;
        let connection = connection.map_err(|error| unavailable(&error))?;
        let connection = connection.ok_or_else(|| Refusal::not_found("connection"))?;
        let (url, accept) = self.harmless_address(system, &connection);
        let untried = ConnectionTest {
            system: system.clone(),
            tls: TlsState::NotReached,
            url,
            outcome: TestOutcome::CertificateUnusable,
            http_status: None,
            credentials: credentials(&connection, None, None),
            duration: Duration::ZERO,
            said: None,
        };
        let client = match self.customs_client(&connection) {
            Ok(client) => client,
            Err(error) => {
                let said = Some(cut(&format!("{error:#}")).into_owned());
                return Ok(ConnectionTest { said, ..untried });
            }
        };
        let call = |authorization: Option<(String, String)>| Fetch {
            url: untried.url.clone(),
            headers: authorization.into_iter().chain(accept.clone()).collect(),
            timeout: connection.timeout().min(LONGEST),
            wanted: None,
        };
        let with_secret = async {
            let began = Instant::now();
            let answer = client.knock(call(connection.authorization())).await;
            (answer, began.elapsed())
        };
        let without_secret = async {
            match connection.secret {
                Some(_) => Some(client.knock(call(None)).await),
                None => None,
            }
        };
        let ((answer, duration), bare) = tokio::join!(with_secret, without_secret);
        Ok(ConnectionTest {
            outcome: outcome(&answer),
            tls: tls(&untried.url, &answer),
            http_status: answer.as_ref().ok().map(|answer| answer.status),
            credentials: credentials(&connection, Some(&answer), bare.as_ref()),
            duration,
            said: words_of(&answer),
            ..untried
        })
    }

    /// Where can be asked without declaring anything, and the header that goes with it.
    fn harmless_address(
        &self,
        system: &SystemCode,
        connection: &Connection,
    ) -> (String, Option<(String, String)>) {
        let system = self.registry().get(system);
        let pull = system.and_then(|system| system.capabilities().pull.as_ref());
        match pull.filter(|_| connection.pull_seconds.is_some()) {
            Some(pull) => {
                let accept = ("accept".to_owned(), pull.accept.to_owned());
                (connection.pull_url_of(pull.unread), Some(accept))
            }
            None => (connection.endpoint.clone(), None),
        }
    }
}

fn outcome(answer: &Answer) -> TestOutcome {
    match answer {
        Err(PostError::Address(_)) => TestOutcome::AddressRefused,
        Err(PostError::Invalid(_)) => TestOutcome::CallInvalid,
        Err(PostError::Unreachable(_)) => TestOutcome::Unreachable,
        Err(PostError::TimedOut) => TestOutcome::TimedOut,
        Err(PostError::Tls(_)) => TestOutcome::TlsFailed,
        Ok(answer) => match answer.status {
            status if shuts_out(status) => TestOutcome::CredentialsRefused,
            404 | 410 => TestOutcome::PathUnknown,
            300..=399 => TestOutcome::Redirected,
            // That it does not know the method is no fault: we do not send so.
            501 => TestOutcome::Works,
            500.. => TestOutcome::Failing,
            _ => TestOutcome::Works,
        },
    }
}

const fn shuts_out(status: u16) -> bool {
    matches!(status, 401 | 403 | 407)
}

fn tls(url: &str, answer: &Answer) -> TlsState {
    match answer {
        _ if !url.trim_start().to_ascii_lowercase().starts_with("https:") => TlsState::Unused,
        Ok(_) => TlsState::Verified,
        Err(PostError::Tls(_)) => TlsState::Failed,
        Err(
            PostError::Address(_)
            | PostError::Invalid(_)
            | PostError::Unreachable(_)
            | PostError::TimedOut,
        ) => TlsState::NotReached,
    }
}

fn credentials(
    connection: &Connection,
    answer: Option<&Answer>,
    bare: Option<&Answer>,
) -> CredentialsState {
    let status = |answer: Option<&Answer>| Some(answer?.as_ref().ok()?.status);
    match (status(answer), status(bare)) {
        (Some(status), _) if shuts_out(status) => CredentialsState::Refused,
        _ if connection.secret.is_none() => CredentialsState::Absent,
        (Some(_), Some(bare)) if shuts_out(bare) => CredentialsState::Accepted,
        _ => CredentialsState::NotTold,
    }
}

fn words_of(answer: &Answer) -> Option<String> {
    let text = match answer {
        Ok(answer) => answer.body.clone(),
        Err(error) => error.to_string(),
    };
    (!text.is_empty()).then(|| cut(&text).into_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answered(status: u16) -> Answer {
        Ok(PostAnswer {
            status,
            body: String::new(),
            retry_after: None,
            wanted: None,
        })
    }

    #[test]
    fn answers_say_what_is_wrong() {
        for (status, expected) in [
            (200, TestOutcome::Works),
            (405, TestOutcome::Works),
            (400, TestOutcome::Works),
            (401, TestOutcome::CredentialsRefused),
            (403, TestOutcome::CredentialsRefused),
            (404, TestOutcome::PathUnknown),
            (301, TestOutcome::Redirected),
            (503, TestOutcome::Failing),
        ] {
            assert_eq!(outcome(&answered(status)), expected, "{status}");
        }
    }

    #[test]
    fn the_secret_was_looked_at_where_it_makes_a_difference() {
        let connection = |secret: Option<&str>| -> Connection {
            let document = json!({"endpoint": "https://customs.example/", "secret": secret});
            serde_json::from_value(document).expect("a connection")
        };
        for (secret, with, bare, expected) in [
            (Some("s"), 405, Some(401), CredentialsState::Accepted),
            (Some("s"), 405, Some(405), CredentialsState::NotTold),
            (Some("s"), 401, Some(401), CredentialsState::Refused),
            (None, 200, None, CredentialsState::Absent),
            (None, 401, None, CredentialsState::Refused),
        ] {
            let bare = bare.map(answered);
            let seen = credentials(&connection(secret), Some(&answered(with)), bare.as_ref());
            assert_eq!(seen, expected, "{secret:?} {with}");
        }
    }
}

//! How does a person change the own password, set up a second factor, and use a link?

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::{Extension, Json};
use cas_store::{Json as Stored, PeopleChanges, UserRecord};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::codes;
use crate::extract::{Query, SessionOf, body, too_many};
use crate::people::AccountError;
use crate::people::audit::{AuditEvent, Doer, Entry};
use crate::people::{LinkUse, check_password, commit, second_factor, set_password, use_link};
use crate::problem::{FieldProblem, Problem};
use crate::serve::Peer;
use crate::sessions::SignedIn;
use crate::state::ApiState;

/// A password chosen with a link.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LinkRequest {
    /// What stands behind `#` in the link.
    link: String,
    /// The password: 15 to 256 characters, any will do.
    #[schema(format = Password)]
    password: String,
}

/// Chooses a password with a link that an administrator handed over, once. All sessions of the
/// person end; sign in with the new password then.
#[utoipa::path(
    post,
    path = "/v1/session/link",
    tag = "people",
    request_body = LinkRequest,
    responses((status = 204, description = "The password is chosen"))
)]
pub async fn use_sign_in_link(
    State(state): State<ApiState>,
    peer: Option<Extension<Peer>>,
    query: Query,
    headers: HeaderMap,
    body: Body,
) -> Result<StatusCode, Problem> {
    query.finish()?;
    let request: LinkRequest = body::small_json(&headers, body).await?;
    let address = peer.map(|Extension(Peer(address))| address);
    match use_link(state.engine(), &request.link, &request.password, address).await? {
        LinkUse::Done => Ok(StatusCode::NO_CONTENT),
        LinkUse::Refused(fault) => Err(invalid("password", fault)),
        LinkUse::Unknown => {
            let detail = "it was used, its time has run out, or a newer one was made";
            Err(Problem::new(codes::LINK_INVALID, detail))
        }
    }
}

/// A change of the own password.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PasswordRequest {
    /// The password until now.
    #[schema(format = Password)]
    current: String,
    /// The new one: 15 to 256 characters, any will do.
    #[schema(format = Password)]
    new: String,
}

/// Changes the own password. All sessions of the person end, this one too.
#[utoipa::path(
    put,
    path = "/v1/session/password",
    tag = "people",
    security(("session" = [])),
    request_body = PasswordRequest,
    responses((status = 204, description = "Changed; sign in again"))
)]
pub async fn change_password(
    own: OwnAccount,
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Body,
) -> Result<StatusCode, Problem> {
    let request: PasswordRequest = body::small_json(&headers, body).await?;
    own.prove(&state, &request.current, "current").await?;
    let user = &own.signed_in.user;
    if let Some(fault) = check_password(&request.new, user) {
        return Err(invalid("new", fault));
    }
    let actor = user.actor();
    let entry = own.entry(AuditEvent::PasswordChanged, &actor);
    let tenants = own.signed_in.tenants();
    let changes = set_password(state.engine(), user, &request.new, &entry, &tenants).await?;
    commit(state.engine(), changes)
        .await
        .map_err(AccountError::from)?;
    Ok(StatusCode::NO_CONTENT)
}

/// A second factor that is to be set up or taken away.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SecondFactorRequest {
    /// The own password, as it is now.
    #[schema(format = Password)]
    password: String,
}

/// A key for an application that computes codes.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SecondFactorKey {
    /// The key in base32, for who types it.
    key: String,
    /// The same as an address (`otpauth://totp/…`), to be shown as a QR code.
    address: String,
}

/// Offers a key for a second factor (TOTP, RFC 6238: SHA-1, six digits, 30 seconds). It counts once
/// a code of it was sent.
#[utoipa::path(
    post,
    path = "/v1/session/second-factor",
    tag = "people",
    security(("session" = [])),
    request_body = SecondFactorRequest,
    responses((status = 200, description = "The key, shown only now", body = SecondFactorKey))
)]
pub async fn offer_second_factor(
    own: OwnAccount,
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<SecondFactorKey>, Problem> {
    let request: SecondFactorRequest = body::small_json(&headers, body).await?;
    own.prove(&state, &request.password, "password").await?;
    let offered = second_factor::new_key(&own.signed_in.user)?;
    let after = UserRecord {
        totp_offered: Some(offered.key.clone()),
        ..own.changed()
    };
    own.store(&state, after, None).await?;
    Ok(Json(SecondFactorKey {
        key: offered.key,
        address: offered.address,
    }))
}

/// The first code of a second factor.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SecondFactorCode {
    /// The code that the application shows.
    code: String,
}

/// What helps who lost the application.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryCodes {
    /// Each takes the place of a code once; they are shown only now.
    recovery_codes: Vec<String>,
}

/// Sets the second factor up whose key was offered last, once a code proves that the application
/// has it. From now on it is asked for at every sign-in.
#[utoipa::path(
    put,
    path = "/v1/session/second-factor",
    tag = "people",
    security(("session" = [])),
    request_body = SecondFactorCode,
    responses((status = 200, description = "It is asked for from now on", body = RecoveryCodes))
)]
pub async fn confirm_second_factor(
    own: OwnAccount,
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<RecoveryCodes>, Problem> {
    let request: SecondFactorCode = body::small_json(&headers, body).await?;
    own.count(&state)?;
    let Some(key) = own.signed_in.user.totp_offered.clone() else {
        let message = "is of no key: ask for one with POST /v1/session/second-factor first";
        return Err(invalid("code", message.to_owned()));
    };
    let step = second_factor::step_of(&key, &request.code, state.now(), None)?;
    let Some(step) = step else {
        let message = "is wrong: look whether the clocks of server and application agree";
        return Err(invalid("code", message.to_owned()));
    };
    let (recovery_codes, recovery_hashes) = second_factor::new_recovery_codes()?;
    let after = UserRecord {
        totp_key: Some(key),
        totp_offered: None,
        totp_step: Some(step),
        recovery_hashes,
        ..own.changed()
    };
    own.store(&state, after, Some(AuditEvent::SecondFactorOn))
        .await?;
    Ok(Json(RecoveryCodes { recovery_codes }))
}

/// Takes the second factor away.
#[utoipa::path(
    delete,
    path = "/v1/session/second-factor",
    tag = "people",
    security(("session" = [])),
    request_body = SecondFactorRequest,
    responses((status = 204, description = "Only the password is asked for from now on"))
)]
pub async fn end_second_factor(
    own: OwnAccount,
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Body,
) -> Result<StatusCode, Problem> {
    let request: SecondFactorRequest = body::small_json(&headers, body).await?;
    own.prove(&state, &request.password, "password").await?;
    let after = UserRecord {
        totp_key: None,
        totp_offered: None,
        recovery_hashes: Stored::default(),
        ..own.changed()
    };
    own.store(&state, after, Some(AuditEvent::SecondFactorOff))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

fn invalid(path: &str, message: String) -> Problem {
    Problem::new(codes::INVALID_STRUCTURE, "nothing was changed")
        .with_errors(vec![FieldProblem::new(path, message)])
}

/// A person who changes the own account, without parameters.
pub struct OwnAccount {
    signed_in: SignedIn,
    address: Option<std::net::IpAddr>,
}

impl axum::extract::FromRequestParts<ApiState> for OwnAccount {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        state: &ApiState,
    ) -> Result<Self, Problem> {
        let SessionOf(signed_in) = SessionOf::from_request_parts(parts, state).await?;
        let Ok(query) = Query::from_request_parts(parts, state).await;
        query.finish()?;
        let peer = parts.extensions.get::<Peer>();
        Ok(Self {
            signed_in,
            address: peer.map(|Peer(address)| *address),
        })
    }
}

impl OwnAccount {
    /// Counts a guess at what only the person knows: a session may be in wrong hands.
    fn count(&self, state: &ApiState) -> Result<(), Problem> {
        let sign_ins = state.people_sign_ins();
        sign_ins.count(&self.signed_in.user).map_err(too_many)
    }

    /// Lets only go on who knows the password.
    async fn prove(&self, state: &ApiState, password: &str, path: &str) -> Result<(), Problem> {
        self.count(state)?;
        let (sign_ins, user) = (state.people_sign_ins(), &self.signed_in.user);
        match sign_ins
            .is_right(state.engine(), Some(user), password)
            .await
        {
            true => Ok(()),
            false => Err(invalid(
                path,
                "is not the password of the account".to_owned(),
            )),
        }
    }

    /// The account as it is to be written next.
    fn changed(&self) -> UserRecord {
        let user = self.signed_in.user.clone();
        UserRecord {
            version: user.version + 1,
            ..user
        }
    }

    fn entry<'a>(&self, event: AuditEvent, actor: &'a str) -> Entry<'a> {
        Entry {
            event,
            user: self.signed_in.user.id,
            doer: Doer {
                actor,
                address: self.address,
            },
            detail: None,
        }
    }

    async fn store(
        &self,
        state: &ApiState,
        after: UserRecord,
        event: Option<AuditEvent>,
    ) -> Result<(), AccountError> {
        let actor = after.actor();
        let entry = event.map(|event| self.entry(event, &actor));
        let rows = entry.map(|entry| entry.rows(state.engine(), &self.signed_in.tenants()));
        let changes = PeopleChanges {
            users: vec![after],
            audit: rows.unwrap_or_default(),
            ..PeopleChanges::default()
        };
        Ok(commit(state.engine(), changes).await?)
    }
}

//! How does a person sign in, see what the session holds, and sign out?

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::{Extension, Json};
use cas_engine::Engine;
use cas_model::ids::TenantId;
use cas_model::role::scopes_of;
use cas_store::{MembershipRecord, PeopleChanges};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::users::Visible;
use crate::codes;
use crate::extract::{Query, SessionOf, body, too_many};
use crate::people::AccountError;
use crate::people::audit::{AuditEvent, Doer, Entry};
use crate::people::{Claim, SignedInAs, commit};
use crate::problem::Problem;
use crate::serve::Peer;
use crate::sessions::{self, SignedIn};
use crate::state::ApiState;

/// Who signs in, and with what.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignInRequest {
    /// The name of the account, in any case.
    name: String,
    /// The password of the account.
    #[schema(format = Password)]
    password: String,
    /// A code of the second factor, or a recovery code, where the account has one.
    #[serde(default)]
    code: Option<String>,
}

/// A person's session, and what it allows.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// The id of the account, which histories name.
    #[schema(format = Uuid)]
    user_id: String,
    /// What the person signs in with.
    name: String,
    /// What others know the person by.
    display_name: String,
    /// Whether the account has a second factor.
    has_second_factor: bool,
    /// How many recovery codes are left.
    recovery_codes_left: usize,
    /// What every request that changes something sends as `CAS-CSRF-Token`.
    csrf_token: String,
    /// The tenants that the person is a member of; requests name one as `CAS-Tenant`.
    tenants: Vec<SessionTenant>,
    /// When the person signed in.
    #[schema(format = DateTime)]
    signed_in_at: String,
    /// When the session ends if nothing is done with it.
    #[schema(format = DateTime)]
    idle_end: String,
    /// When it ends, however much it is used.
    #[schema(format = DateTime)]
    ends_at: String,
}

/// What a person may do in a tenant.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionTenant {
    /// The id of the tenant, for `CAS-Tenant`.
    #[schema(format = Uuid)]
    id: String,
    /// What operators call the tenant.
    name: String,
    /// The names of the roles there.
    roles: Vec<&'static str>,
    /// The scopes that these allow.
    scopes: Vec<&'static str>,
    /// The parts of the organisation that the person may see; absent for who sees all.
    #[serde(skip_serializing_if = "Option::is_none")]
    visible: Option<Visible>,
}

impl Session {
    /// What is told of a session.
    ///
    /// # Errors
    /// When the store fails.
    async fn new(state: &ApiState, of: &SignedIn) -> anyhow::Result<Self> {
        let names = state.store().tenants().await?;
        let name = |id: TenantId| names.iter().find(|row| row.id == id);
        let tenant = |membership: &MembershipRecord| {
            let tenant = name(membership.tenant_id)?;
            Some(SessionTenant::new(membership, tenant.name.clone()))
        };
        let tenants: anyhow::Result<Vec<SessionTenant>> =
            of.memberships.iter().filter_map(tenant).collect();
        Ok(Self {
            user_id: of.user.id.to_string(),
            name: of.user.name.clone(),
            display_name: of.user.display_name.clone(),
            has_second_factor: of.user.totp_key.is_some(),
            recovery_codes_left: of.user.recovery_hashes.get()?.len(),
            csrf_token: of.csrf_token.clone(),
            tenants: tenants?,
            signed_in_at: of.session.created_at.to_string(),
            idle_end: of.idle_end(state).to_string(),
            ends_at: of.session.ends_at.to_string(),
        })
    }
}

impl SessionTenant {
    fn new(membership: &MembershipRecord, name: String) -> anyhow::Result<Self> {
        let roles = membership.roles();
        let visible = membership.visible.as_ref().map(|visible| visible.get());
        Ok(Self {
            id: membership.tenant_id.to_string(),
            name,
            scopes: scopes_of(&roles).iter().map(|it| it.name()).collect(),
            roles: roles.iter().map(|role| role.name()).collect(),
            visible: visible.transpose()?.map(Visible::from),
        })
    }
}

/// Signs a person in: the answer sets the cookie of the session, `HttpOnly` and
/// `SameSite=Strict`. Who has a second factor is refused with `second-factor-required` until a code
/// is sent.
#[utoipa::path(
    post,
    path = "/v1/session",
    tag = "people",
    request_body = SignInRequest,
    responses((status = 200, description = "Signed in", body = Session))
)]
pub async fn sign_in(
    State(state): State<ApiState>,
    peer: Option<Extension<Peer>>,
    query: Query,
    headers: HeaderMap,
    body: Body,
) -> Result<(HeaderMap, Json<Session>), Problem> {
    query.finish()?;
    let request: SignInRequest = body::small_json(&headers, body).await?;
    let address = peer.map(|Extension(Peer(address))| address);
    let claim = Claim {
        name: &request.name,
        password: &request.password,
        code: request.code.as_deref(),
        address,
    };
    let found = state.people_sign_ins();
    let (user, changes) = match found.authenticate(state.engine(), &claim).await? {
        SignedInAs::Person(user, changes) => (*user, *changes),
        SignedInAs::Nobody => {
            let detail = "the account is unknown, or its password or the code is wrong";
            return Err(Problem::new(codes::SIGN_IN_REFUSED, detail));
        }
        SignedInAs::SecondFactorWanted => {
            let detail = "send name and password again, with code";
            return Err(Problem::new(codes::SECOND_FACTOR_REQUIRED, detail));
        }
        SignedInAs::TooMany(seconds) => return Err(too_many(seconds)),
    };
    let begun = sessions::begin(&state, user, address);
    begin(state.engine(), &begun.signed_in, changes).await?;
    let signed_in = SignedIn {
        memberships: state
            .store()
            .memberships_of(begun.signed_in.user.id)
            .await?,
        ..begun.signed_in
    };
    let answer = Session::new(&state, &signed_in).await?;
    Ok((sessions::given(&state, &begun.token), Json(answer)))
}

/// Stores a session with what else follows from the sign-in.
async fn begin(
    engine: &Engine,
    signed_in: &SignedIn,
    changes: PeopleChanges,
) -> Result<(), AccountError> {
    let changes = PeopleChanges {
        sessions: vec![signed_in.session.clone()],
        ..changes
    };
    Ok(commit(engine, changes).await?)
}

/// Tells who is signed in, what the person may do in which tenant, and the token that requests that
/// change something must carry.
#[utoipa::path(
    get,
    path = "/v1/session",
    tag = "people",
    security(("session" = [])),
    responses((status = 200, description = "The session", body = Session))
)]
pub async fn get_session(
    SessionOf(signed_in): SessionOf,
    State(state): State<ApiState>,
) -> Result<Json<Session>, Problem> {
    Ok(Json(Session::new(&state, &signed_in).await?))
}

/// Signs the person out: of this session, or with `everywhere=true` of all of them.
#[utoipa::path(
    delete,
    path = "/v1/session",
    tag = "people",
    security(("session" = [])),
    params(("everywhere" = Option<bool>, Query, description = "End all sessions of the person")),
    responses((status = 204, description = "Signed out"))
)]
pub async fn sign_out(
    SessionOf(signed_in): SessionOf,
    State(state): State<ApiState>,
    peer: Option<Extension<Peer>>,
    mut query: Query,
) -> Result<(StatusCode, HeaderMap), Problem> {
    let everywhere = query.parsed("everywhere", "true or false", |text| text.parse().ok());
    query.finish()?;
    let everywhere = everywhere.unwrap_or(false);
    let (user, actor) = (&signed_in.user, signed_in.user.actor());
    let entry = Entry {
        event: match everywhere {
            true => AuditEvent::SignedOutEverywhere,
            false => AuditEvent::SignedOut,
        },
        user: user.id,
        doer: Doer {
            actor: &actor,
            address: peer.map(|Extension(Peer(address))| address),
        },
        detail: None,
    };
    let changes = PeopleChanges {
        signed_out: everywhere.then_some(user.id).into_iter().collect(),
        audit: entry.rows(state.engine(), &signed_in.tenants()),
        ..PeopleChanges::default()
    };
    let session = &signed_in.session;
    state.store().end_session(&session.token_hash).await?;
    commit(state.engine(), changes)
        .await
        .map_err(AccountError::from)?;
    Ok((StatusCode::NO_CONTENT, sessions::taken(&state)))
}

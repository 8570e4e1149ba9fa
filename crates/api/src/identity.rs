//! Who calls, for which tenant, what may he do there, and what may he see?
//!
//! A client proves itself by a token, a person by the cookie of a session; the same handlers serve
//! both. A client acts for its tenant; a person for the one that the header [`TENANT_HEADER`] names,
//! or the only one. A client that may (`act:persons`) names the person it acts for, whom histories
//! then show.

use axum::http::request::Parts;
use axum::http::{HeaderName, header};
use cas_engine::Caller;
use cas_model::actor::{Actor, LONGEST_NAME, Person};
use cas_model::ids::TenantId;
use cas_model::role::{Reach, scopes_of};
use cas_model::scope::Scope;
use cas_model::visibility::VisibleParts;
use cas_store::MembershipRecord;

use crate::clients::KnownClient;
use crate::codes;
use crate::problem::{FieldProblem, Problem};
use crate::sessions::{self, SignedIn};
use crate::state::ApiState;
use crate::token::{self, Verified};

/// The header by which a person says for which tenant a request is.
pub const TENANT_HEADER: HeaderName = HeaderName::from_static("cas-tenant");
/// The header by which a client says for which person it acts.
pub const PERSON_HEADER: HeaderName = HeaderName::from_static("cas-acting-person");

/// Who calls, as a token or a session proves it.
#[derive(Clone, Debug)]
pub struct Identity {
    /// Who it is, and for which tenant.
    pub caller: Caller,
    /// What he may do.
    pub scopes: Vec<Scope>,
    /// The parts of the organisation that he may see; all where it is absent.
    pub visible: Option<VisibleParts>,
    /// How he proved it.
    pub credential: Credential,
}

/// How a caller proved who he is.
#[derive(Clone, Debug)]
pub enum Credential {
    /// By an access token.
    Token {
        /// When it runs out, seconds since 1970.
        until: i64,
        /// Its client, as it stands now.
        client: KnownClient,
    },
    /// By a session, which may hold other tenants too.
    Session {
        /// The digest of its token, by which it is stored.
        token_hash: String,
        /// What the person may do, in each tenant.
        memberships: Vec<MembershipRecord>,
    },
}

impl Identity {
    /// Whether he may do this.
    #[must_use]
    pub fn has(&self, scope: Scope) -> bool {
        self.scopes.contains(&scope)
    }
}

/// Who sent a request.
///
/// # Errors
/// When it carries neither a token nor a session that is believed, or a wrong header.
pub async fn identify(parts: &Parts, state: &ApiState) -> Result<Identity, Problem> {
    match bearer(parts) {
        Some(token) => {
            let verified = token::verify(state, token).await?.ok_or_else(|| {
                let detail = "the token is not ours, or has expired; ask for a new one";
                Problem::new(codes::INVALID_TOKEN, detail)
                    .challenge("Bearer error=\"invalid_token\"")
            })?;
            of_client(parts, verified)
        }
        None if sessions::is_carried(parts, state) => {
            of_person(parts, sessions::signed_in(parts, state).await?)
        }
        None => {
            let detail = "send Authorization: Bearer <token>; POST /oauth2/v2.0/token gives one";
            Err(Problem::new(codes::INVALID_TOKEN, detail).challenge("Bearer"))
        }
    }
}

/// The token of the Authorization header.
pub fn bearer(parts: &Parts) -> Option<&str> {
    let (scheme, token) = parts
        .headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn of_client(parts: &Parts, verified: Verified) -> Result<Identity, Problem> {
    let Verified { claims, client } = verified;
    if wanted_tenant(parts)?.is_some_and(|wanted| wanted != claims.tid) {
        return Err(no_member());
    }
    let scopes = claims.scp.split(' ').filter_map(Scope::parse);
    let scopes = scopes.filter(|scope| client.scopes.contains(scope));
    let scopes = scopes.collect();
    let mut identity = Identity {
        caller: Caller::client(claims.tid, &claims.sub, &claims.src),
        scopes,
        visible: client.visible.clone(),
        credential: Credential::Token {
            until: claims.exp,
            client,
        },
    };
    if let Some(person) = acting_person(parts)? {
        if !identity.has(Scope::ActForPersons) {
            return Err(missing_scope(Scope::ActForPersons.name()));
        }
        identity.caller.person = person.id.as_ref().unwrap_or(&person.name).clone();
        let client = Some(claims.sub);
        identity.caller.actor = Actor::Person { person, client }.to_string();
    }
    Ok(identity)
}

fn of_person(parts: &Parts, signed_in: SignedIn) -> Result<Identity, Problem> {
    if acting_person(parts)?.is_some() {
        let message = "is for clients; a person who signed in acts in the own name";
        return Err(wrong_header("CAS-Acting-Person", message));
    }
    let membership = match (wanted_tenant(parts)?, &signed_in.memberships[..]) {
        (Some(wanted), _) => signed_in.membership(wanted).ok_or_else(no_member)?,
        (None, [only]) => only,
        (None, []) => return Err(no_member()),
        (None, _) => {
            let detail = "send CAS-Tenant with the id of one of the tenants of GET /v1/session";
            return Err(Problem::new(codes::TENANT_HEADER_REQUIRED, detail));
        }
    };
    let visible = membership.visible.as_ref().map(|visible| visible.get());
    let mut roles = membership.roles();
    if visible.is_some() {
        // Such a membership is not made; one that were would not decide for the whole tenant.
        roles.retain(|role| role.reach() == Reach::Parts);
    }
    let user = &signed_in.user;
    let caller = Caller {
        tenant_id: membership.tenant_id,
        client_id: user.id.to_string(),
        source_system: user.name.clone(),
        actor: user.actor(),
        person: user.name.clone(),
        person_since: Some(user.created_at),
    };
    Ok(Identity {
        caller,
        scopes: scopes_of(&roles),
        visible: visible.transpose().map_err(anyhow::Error::from)?,
        credential: Credential::Session {
            token_hash: signed_in.session.token_hash.clone(),
            memberships: signed_in.memberships.clone(),
        },
    })
}

fn wanted_tenant(parts: &Parts) -> Result<Option<TenantId>, Problem> {
    let Some(value) = parts.headers.get(TENANT_HEADER) else {
        return Ok(None);
    };
    let id = value.to_str().ok().and_then(|id| TenantId::parse(id).ok());
    let wrong = || wrong_header("CAS-Tenant", "must be the id of a tenant");
    id.map(Some).ok_or_else(wrong)
}

fn acting_person(parts: &Parts) -> Result<Option<Person>, Problem> {
    let Some(value) = parts.headers.get(PERSON_HEADER) else {
        return Ok(None);
    };
    let text = std::str::from_utf8(value.as_bytes()).ok();
    let person = text.and_then(Person::parse);
    let message = format!(
        "must be a name, or a name and an id in < and >, in UTF-8; each 1 to {LONGEST_NAME} \
         characters"
    );
    let wrong = || wrong_header("CAS-Acting-Person", &message);
    person.map(Some).ok_or_else(wrong)
}

fn wrong_header(name: &str, message: &str) -> Problem {
    Problem::new(codes::INVALID_PARAMETER, format!("correct: {name}"))
        .with_errors(vec![FieldProblem::new(name, message)])
}

fn no_member() -> Problem {
    let detail = "the caller is no member of the tenant; GET /v1/session lists those there are";
    Problem::new(codes::NOT_A_MEMBER, detail)
}

/// The caller lacks a scope.
pub fn missing_scope(name: &str) -> Problem {
    let detail = format!(
        "this needs the scope {name}: a client asks for it with the token, a person needs a role \
         that has it"
    );
    Problem::new(codes::MISSING_SCOPE, detail).challenge("Bearer error=\"insufficient_scope\"")
}

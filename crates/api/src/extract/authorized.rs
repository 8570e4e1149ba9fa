//! Who calls, for which tenant, and may they do this?
//!
//! `Authorized<CreateMessages>` in a handler's arguments: the token was believed, its client has
//! requests left, and it carries the scope. `Authenticated` asks for no scope.

use std::marker::PhantomData;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use cas_engine::Caller;
use cas_model::ids::TenantId;
use cas_model::scope::Scope;
use cas_process::configuration::Editor;

use crate::codes;
use crate::masking::Sight;
use crate::problem::Problem;
use crate::state::ApiState;
use crate::token::{self, Claims};

/// A scope as a type.
pub trait RequiredScope: Send + Sync + 'static {
    /// The scope that the caller must have.
    const SCOPE: Scope;
    /// Scopes that do in its place.
    const OR: &'static [Scope] = &[];
}

macro_rules! scopes {
    ($($scope:ident),* $(,)?) => {$(
        /// Demands this scope of the caller.
        pub struct $scope;

        impl RequiredScope for $scope {
            const SCOPE: Scope = Scope::$scope;
        }
    )*};
}

scopes!(
    CreateMessages,
    ReadMessages,
    ReadDeclarations,
    ReadDocuments,
    CreateSubscriptions,
    ReadSubscriptions,
    DeleteSubscriptions,
    AdminConfiguration,
);

/// Demands a scope that lets read what happens: events say no more than declarations do.
pub struct ReadEvents;

impl RequiredScope for ReadEvents {
    const SCOPE: Scope = Scope::ReadDeclarations;
    const OR: &'static [Scope] = &[Scope::ReadSubscriptions];
}

/// How long a caller is let in, for what lasts longer than a request.
#[derive(Clone, Debug)]
pub(crate) struct Admission {
    tenant: TenantId,
    client: String,
    /// When the token runs out, seconds since 1970.
    until: i64,
}

impl Admission {
    /// Whether the caller is let in now: its token has not run out, and it is switched on.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn holds(&self, state: &ApiState) -> anyhow::Result<bool> {
        let now = state.now();
        let clients = state.clients();
        Ok(self.until > now.as_second()
            && clients
                .is_enabled(state.store(), self.tenant, &self.client, now)
                .await?)
    }
}

/// A caller with a valid token.
pub struct Authenticated(pub Claims);

/// A caller whose token carries the scope.
pub struct Authorized<S> {
    /// The caller, as the token names him.
    pub caller: Caller,
    scopes: String,
    until: i64,
    scope: PhantomData<S>,
}

impl<S> Authorized<S> {
    /// Lets a caller give only what he has.
    ///
    /// # Errors
    /// A scope that his token lacks.
    pub fn must_have(&self, scopes: &[&str]) -> Result<(), Problem> {
        let has = |wanted: &&&str| self.scopes.split(' ').any(|name| name == **wanted);
        match scopes.iter().find(|wanted| !has(wanted)) {
            None => Ok(()),
            Some(lacking) => Err(missing_scope(lacking)),
        }
    }

    /// The caller as someone who changes configuration.
    #[must_use]
    pub fn editor(self) -> Editor {
        Editor {
            tenant_id: self.caller.tenant_id,
            name: self.caller.client_id,
        }
    }

    /// How long the caller is let in.
    pub(crate) fn admission(&self) -> Admission {
        Admission {
            tenant: self.caller.tenant_id,
            client: self.caller.client_id.clone(),
            until: self.until,
        }
    }

    /// The tenant that the caller acts for.
    #[must_use]
    pub fn tenant(&self) -> TenantId {
        self.caller.tenant_id
    }
}

impl FromRequestParts<ApiState> for Authenticated {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let token = bearer(parts).ok_or_else(|| {
            refused("send Authorization: Bearer <token>; POST /oauth2/v2.0/token gives one")
                .challenge("Bearer")
        })?;
        let claims = token::verify(state, token).await?.ok_or_else(|| {
            refused("the token is not ours, or has expired; ask for a new one")
                .challenge("Bearer error=\"invalid_token\"")
        })?;
        Sight::note(parts, claims.has(Scope::ReadAccessCodes));
        state.requests().take(&claims.sub).map_err(too_many)?;
        Ok(Self(claims))
    }
}

impl<S: RequiredScope> FromRequestParts<ApiState> for Authorized<S> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let Authenticated(claims) = Authenticated::from_request_parts(parts, state).await?;
        if !claims.has(S::SCOPE) && !S::OR.iter().any(|scope| claims.has(*scope)) {
            return Err(missing_scope(S::SCOPE.name()));
        }
        let caller = Caller {
            tenant_id: claims.tid,
            client_id: claims.sub,
            source_system: claims.src,
        };
        Ok(Self {
            caller,
            scopes: claims.scp,
            until: claims.exp,
            scope: PhantomData,
        })
    }
}

fn missing_scope(name: &str) -> Problem {
    let detail = format!("this needs the scope {name}; ask for it with the token");
    Problem::new(codes::MISSING_SCOPE, detail).challenge("Bearer error=\"insufficient_scope\"")
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

fn refused(detail: &str) -> Problem {
    Problem::new(codes::INVALID_TOKEN, detail)
}

/// The client sent too many requests; when to come back.
pub fn too_many(seconds: u64) -> Problem {
    let detail = format!("come back after {seconds} s; send several messages as one batch");
    Problem::new(codes::TOO_MANY_REQUESTS, detail).retry_after(seconds)
}

//! Who calls, for which tenant, and may they do this?
//!
//! `Authorized<CreateMessages>` in a handler's arguments: the token or the session was believed, its
//! caller has requests left, and may do what the scope says. `Authenticated` asks for no scope;
//! `SessionOf` takes a person's session alone.

use std::marker::PhantomData;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use cas_engine::Caller;
use cas_model::declaration::Organisation;
use cas_model::ids::{DeclarationId, TenantId};
use cas_model::scope::Scope;
use cas_model::visibility::VisibleParts;
use cas_process::collaboration::organisation_of;
use cas_process::configuration::{Editor, EditorIdentity};
use cas_store::{DeclarationRecord, Onlooker};

use super::admission::Admission;
use crate::codes;
use crate::identity::{Credential, Identity, identify, missing_scope};
use crate::masking::Sight;
use crate::problem::Problem;
use crate::sessions::{SignedIn, signed_in};
use crate::state::ApiState;

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
    AdminUsers,
);

/// Demands a scope that lets read what happens: events say no more than declarations do.
pub struct ReadEvents;

impl RequiredScope for ReadEvents {
    const SCOPE: Scope = Scope::ReadDeclarations;
    const OR: &'static [Scope] = &[Scope::ReadSubscriptions];
}

/// A caller with a valid token or session.
pub struct Authenticated(pub Identity);

/// A person's session, whatever the tenant; with it the person manages the own account.
pub struct SessionOf(pub SignedIn);

/// A caller who may do what the scope says.
pub struct Authorized<S> {
    /// The caller, as token or session name him.
    pub caller: Caller,
    /// The parts of the organisation that he may see; all where it is absent.
    pub visible: Option<VisibleParts>,
    /// How he proved who he is.
    pub credential: Credential,
    scopes: Vec<Scope>,
    scope: PhantomData<S>,
}

impl<S> Authorized<S> {
    /// Lets a caller give only what he has.
    ///
    /// # Errors
    /// A scope that he lacks.
    pub fn must_have(&self, scopes: &[&str]) -> Result<(), Problem> {
        let has = |wanted: &&&str| self.scopes.iter().any(|scope| scope.name() == **wanted);
        match scopes.iter().find(|wanted| !has(wanted)) {
            None => Ok(()),
            Some(lacking) => Err(missing_scope(lacking)),
        }
    }

    /// The caller as someone who changes configuration.
    #[must_use]
    pub fn editor(self) -> Editor {
        let identity = match &self.credential {
            // What a client says of a person is not proved: it is the client that changes it.
            Credential::Token { .. } => EditorIdentity::Client(self.caller.client_id),
            Credential::Session { .. } => EditorIdentity::Person {
                id: self.caller.client_id,
                account: self.caller.person,
            },
        };
        Editor {
            tenant_id: self.caller.tenant_id,
            name: self.caller.actor,
            identity,
        }
    }

    /// How long the caller is let in.
    pub(crate) fn admission(&self) -> Admission {
        Admission::new(&self.caller, &self.credential)
    }

    /// The tenant that the caller acts for.
    #[must_use]
    pub fn tenant(&self) -> TenantId {
        self.caller.tenant_id
    }

    /// The caller as one who is shown a part of the ingestions; `None` for who is shown all.
    #[must_use]
    pub fn onlooker(&self) -> Option<Onlooker> {
        self.visible.clone().map(|visible| Onlooker {
            visible,
            sender: self.caller.client_id.clone(),
        })
    }

    /// Whether the caller may see what belongs there.
    #[must_use]
    pub fn sees(&self, organisation: &Organisation) -> bool {
        let visible = self.visible.as_ref();
        visible.is_none_or(|visible| visible.contain(organisation))
    }

    /// A declaration of the caller's tenant that he may see.
    ///
    /// # Errors
    /// When there is none, or the store fails.
    pub async fn declaration(
        &self,
        state: &ApiState,
        id: DeclarationId,
    ) -> Result<DeclarationRecord, Problem> {
        let row = state.store().declaration(self.tenant(), id).await?;
        row.filter(|row| self.sees(&organisation_of(row)))
            .ok_or_else(|| Problem::not_found("declaration"))
    }
}

impl FromRequestParts<ApiState> for Authenticated {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let identity = identify(parts, state).await?;
        Sight::note(parts, &identity);
        let client = &identity.caller.client_id;
        state.requests().take(client).map_err(too_many)?;
        Ok(Self(identity))
    }
}

impl<S: RequiredScope> FromRequestParts<ApiState> for Authorized<S> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let Authenticated(identity) = Authenticated::from_request_parts(parts, state).await?;
        if !identity.has(S::SCOPE) && !S::OR.iter().any(|scope| identity.has(*scope)) {
            return Err(missing_scope(S::SCOPE.name()));
        }
        Ok(Self {
            caller: identity.caller,
            visible: identity.visible,
            credential: identity.credential,
            scopes: identity.scopes,
            scope: PhantomData,
        })
    }
}

impl FromRequestParts<ApiState> for SessionOf {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let signed_in = signed_in(parts, state).await?;
        let user = signed_in.user.id.to_string();
        state.requests().take(&user).map_err(too_many)?;
        Ok(Self(signed_in))
    }
}

/// The client sent too many requests; when to come back.
pub fn too_many(seconds: u64) -> Problem {
    let detail = format!("come back after {seconds} s; send several messages as one batch");
    Problem::new(codes::TOO_MANY_REQUESTS, detail).retry_after(seconds)
}

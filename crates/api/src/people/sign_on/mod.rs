//! How does somebody sign in by the organisation's own identity provider (OpenID Connect)?
//!
//! The browser goes to the provider and comes back with a code, which is exchanged for an ID token
//! (`provider`, with PKCE, a state and a nonce, which the browser keeps in a cookie meanwhile). What
//! the token claims says who it is and, by the operator's grants (`grants`), what the person may do
//! (`admission`). Which provider, and what its claims are worth, stands in the server's own
//! configuration and not in a tenant's: it decides who comes in to all tenants, and whoever
//! configures one must not let others into another.

mod admission;
mod grants;
mod provider;

use std::sync::Arc;

use cas_engine::outbound::{AddressPolicy, HttpClient};

pub(crate) use admission::{Admission, admit};
pub use grants::{Grant, GrantError};
pub(crate) use provider::{Claims, Pending, SignOnError};

/// Who may come in by single sign-on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admitted {
    /// Only people for whom there is an account of the name that the provider tells, and that
    /// nobody has signed in to yet.
    Invited,
    /// Everybody whom a grant gives a role; the account is made at the first sign-in.
    AnyoneGranted,
}

/// The identity provider, and what its claims are worth.
#[derive(Clone, Debug)]
pub struct SignOnSettings {
    /// The issuer's address, below which its description is found.
    pub issuer: String,
    /// The `client_id` that CAS has there.
    pub client_id: String,
    /// Our secret there; none for a public client.
    pub client_secret: Option<String>,
    /// What is asked for beside `openid`.
    pub scopes: Vec<String>,
    /// The claim that says what somebody signs in with, such as `preferred_username`.
    pub name_claim: String,
    /// Who may come in.
    pub admitted: Admitted,
    /// What claims give in which tenant.
    pub grants: Vec<Grant>,
    /// Where the provider may be.
    pub addresses: AddressPolicy,
}

/// Single sign-on, set up; cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct SignOn(Arc<SignOnSettings>);

impl SignOn {
    /// Sets it up; nothing is asked of the provider yet.
    pub(crate) fn new(settings: SignOnSettings) -> Self {
        Self(Arc::new(settings))
    }

    /// The provider, and what its claims are worth.
    pub(crate) fn settings(&self) -> &SignOnSettings {
        &self.0
    }

    /// A client for one sign-in: they are rare.
    fn http(&self) -> Result<HttpClient, SignOnError> {
        let client = HttpClient::new(self.0.addresses);
        client.map_err(|error| SignOnError::Unavailable(format!("{error:#}")))
    }
}

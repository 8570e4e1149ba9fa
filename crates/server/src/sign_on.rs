//! What does the configuration say of single sign-on?

use anyhow::{Context as _, bail};
use cas_api::people::sign_on::{Admitted, Grant, SignOnSettings};
use cas_engine::outbound::AddressPolicy;
use cas_model::role::Role;
use serde::Deserialize;

/// Who comes in by single sign-on.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Members {
    /// Only people whom an administrator made a member.
    Invited,
    /// Everybody whom a grant gives a role.
    AnyoneGranted,
}

/// A grant, as it is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OidcGrant {
    /// The claim, or the way to it through records.
    claim: String,
    /// The value that it must have, or that must be among its values.
    value: String,
    /// The tenant, by its id or its name.
    tenant: String,
    /// The names of the roles that it gives.
    roles: Vec<String>,
    /// Companies that it is restricted to.
    #[serde(default)]
    companies: Vec<String>,
    /// Plants that it is restricted to.
    #[serde(default)]
    plants: Vec<String>,
    /// A claim whose values are companies that it is restricted to.
    companies_claim: Option<String>,
    /// A claim whose values are plants that it is restricted to.
    plants_claim: Option<String>,
}

impl OidcGrant {
    fn grant(&self) -> anyhow::Result<Grant> {
        let known = || Role::ALL.iter().map(|role| role.name()).collect::<Vec<_>>();
        let role = |name: &String| {
            let role = Role::parse(name);
            role.with_context(|| {
                format!("there is no role {name}; there are {}", known().join(", "))
            })
        };
        let grant = Grant {
            claim: self.claim.clone(),
            value: self.value.clone(),
            tenant: self.tenant.clone(),
            roles: self.roles.iter().map(role).collect::<anyhow::Result<_>>()?,
            companies: self.companies.clone(),
            plants: self.plants.clone(),
            companies_claim: self.companies_claim.clone(),
            plants_claim: self.plants_claim.clone(),
        };
        grant.check()?;
        Ok(grant)
    }
}

/// What the configuration says of single sign-on.
pub struct Provider<'a> {
    /// The issuer's address; empty where none is named.
    pub issuer: &'a str,
    /// The client that CAS is there.
    pub client_id: &'a str,
    /// Its secret; empty for a public client.
    pub client_secret: &'a str,
    /// What is asked for beside `openid`, separated by spaces.
    pub scopes: &'a str,
    /// The claim with what somebody signs in with.
    pub name_claim: &'a str,
    /// Who comes in by single sign-on.
    pub members: Members,
    /// Where it may be.
    pub addresses: AddressPolicy,
    /// What claims give in which tenant.
    pub grants: &'a [OidcGrant],
}

impl Provider<'_> {
    /// Single sign-on; nothing where no identity provider is named.
    pub fn settings(&self) -> anyhow::Result<Option<SignOnSettings>> {
        if self.issuer.is_empty() {
            return Ok(None);
        }
        if url::Url::parse(self.issuer).is_err() || self.client_id.is_empty() {
            bail!(
                "oidc-issuer must be a URL, such as https://login.example.com/realms/acme, and \
                 oidc-client-id must be given beside it"
            );
        }
        let grants = self.grants.iter().enumerate();
        let grants = grants.map(|(at, grant)| {
            let grant = grant.grant();
            grant.with_context(|| format!("oidc-grants, number {}", at + 1))
        });
        let secret = Some(self.client_secret).filter(|secret| !secret.is_empty());
        Ok(Some(SignOnSettings {
            issuer: self.issuer.to_owned(),
            client_id: self.client_id.to_owned(),
            client_secret: secret.map(str::to_owned),
            scopes: self.scopes.split_whitespace().map(str::to_owned).collect(),
            name_claim: self.name_claim.to_owned(),
            admitted: match self.members {
                Members::Invited => Admitted::Invited,
                Members::AnyoneGranted => Admitted::AnyoneGranted,
            },
            grants: grants.collect::<anyhow::Result<_>>()?,
            addresses: self.addresses,
        }))
    }
}

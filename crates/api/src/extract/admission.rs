//! How long is a caller let in, for what lasts longer than a request?

use cas_engine::Caller;
use cas_model::ids::TenantId;
use cas_store::MembershipRecord;

use crate::clients::KnownClient;
use crate::identity::Credential;
use crate::sessions;
use crate::state::ApiState;

/// What a caller was let in by.
#[derive(Clone, Debug)]
pub(crate) struct Admission {
    tenant: TenantId,
    by: AdmittedBy,
}

#[derive(Clone, Debug)]
enum AdmittedBy {
    /// An access token of a client.
    Token {
        client: String,
        /// When the token runs out, seconds since 1970.
        until: i64,
        /// What the client might do and see when it was let in.
        known: Box<KnownClient>,
    },
    /// A session of a person.
    Session {
        /// The digest of its token.
        session: String,
        /// What the person might do when she was let in.
        membership: Option<Box<MembershipRecord>>,
    },
}

impl Admission {
    /// How the caller was let in.
    pub(super) fn new(caller: &Caller, credential: &Credential) -> Self {
        let tenant = caller.tenant_id;
        let by = match credential {
            Credential::Token { until, client } => AdmittedBy::Token {
                client: caller.client_id.clone(),
                until: *until,
                known: Box::new(client.clone()),
            },
            Credential::Session {
                token_hash,
                memberships,
            } => AdmittedBy::Session {
                session: token_hash.clone(),
                membership: of_tenant(memberships, tenant).map(Box::new),
            },
        };
        Self { tenant, by }
    }

    /// Whether the caller is let in now as he was: the token has not run out and its client may do
    /// and see what it might; the session lasts, and the person may do and see what she might.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn holds(&self, state: &ApiState) -> anyhow::Result<bool> {
        let (store, now) = (state.store(), state.now());
        match &self.by {
            AdmittedBy::Token {
                client,
                until,
                known,
            } => {
                let clients = state.clients();
                let found = clients.let_in(store, self.tenant, client, now).await?;
                let is_same = found.is_some_and(|found| found == **known);
                Ok(*until > now.as_second() && is_same)
            }
            AdmittedBy::Session {
                session,
                membership,
            } => {
                let Some((_, user)) = sessions::lasting(state, session).await? else {
                    return Ok(false);
                };
                let memberships = store.memberships_of(user.id).await?;
                let now = of_tenant(&memberships, self.tenant);
                Ok(now.is_some() && now.as_ref() == membership.as_deref())
            }
        }
    }
}

fn of_tenant(memberships: &[MembershipRecord], tenant: TenantId) -> Option<MembershipRecord> {
    let mut memberships = memberships.iter();
    memberships.find(|of| of.tenant_id == tenant).cloned()
}

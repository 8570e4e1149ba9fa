//! How is what changes about people committed, and why may nothing be changed?

use anyhow::Result;
use cas_engine::Engine;
use cas_model::ids::TenantId;
use cas_store::{Changes, CommitError, PeopleChanges, UserRecord};

use crate::codes;
use crate::problem::{FieldProblem, Problem};

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// What was asked for is wrong, at these places.
    #[error("{}", places(.0))]
    Invalid(Vec<FieldProblem>),
    /// The tenant would have no administrator any more who may sign in.
    #[error("the tenant would have no administrator who may sign in; make another one first")]
    LastAdministrator,
    /// The person is a member already.
    #[error("the person is a member of the tenant already; change what the person may do")]
    MemberAlready,
    /// Someone else changed it at the same moment.
    #[error("someone else changed it meanwhile; nothing was changed: read it again")]
    Changed,
    /// The store failed, and nothing was changed.
    #[error(transparent)]
    Store(#[from] anyhow::Error),
}

fn places(faults: &[FieldProblem]) -> String {
    let words = faults
        .iter()
        .map(|fault| format!("{} {}", fault.path, fault.message));
    words.collect::<Vec<_>>().join("; ")
}

impl From<CommitError> for AccountError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Conflict(_) => Self::Changed,
            CommitError::Database(error) => Self::Store(error),
        }
    }
}

/// The one place that makes HTTP of what is refused about accounts.
impl From<AccountError> for Problem {
    fn from(error: AccountError) -> Self {
        let detail = error.to_string();
        match error {
            AccountError::Invalid(faults) => {
                Self::new(codes::INVALID_STRUCTURE, "nothing was changed").with_errors(faults)
            }
            AccountError::LastAdministrator => Self::new(codes::LAST_ADMINISTRATOR, detail),
            AccountError::MemberAlready => Self::new(codes::MEMBER_ALREADY, detail),
            AccountError::Changed => Self::new(codes::ACCOUNT_CHANGED, detail),
            AccountError::Store(error) => error.into(),
        }
    }
}

/// The tenants of which somebody is a member.
pub(super) async fn tenants_of(engine: &Engine, user: &UserRecord) -> Result<Vec<TenantId>> {
    let memberships = engine.store().memberships_of(user.id).await?;
    Ok(memberships.into_iter().map(|of| of.tenant_id).collect())
}

/// Commits what changes about people alone.
pub(crate) async fn commit(engine: &Engine, people: PeopleChanges) -> Result<(), CommitError> {
    let changes = Changes {
        people,
        ..Changes::default()
    };
    engine.store().commit(changes).await
}

//! What can be looked for in an audit trail?

use cas_model::ids::UserId;
use cas_model::record::AuditEntry;
use jiff::Timestamp;

use super::ListPlace;

/// What to look for in an audit trail. Empty lists and `None` do not restrict.
#[derive(Clone, Debug, Default)]
pub struct AuditSearch {
    /// Kinds, any of which will do, as codes.
    pub kinds: Vec<String>,
    /// Kinds that the reader may see, beside what is looked for; all where it is absent.
    pub only_kinds: Option<Vec<String>>,
    /// Events, any of which will do, as codes.
    pub events: Vec<String>,
    /// The id of the person who acted.
    pub person: Option<String>,
    /// The client that acted, for itself or for a person.
    pub client: Option<String>,
    /// The account that it is about.
    pub user: Option<UserId>,
    /// What else it is about, exactly.
    pub subject: Option<String>,
    /// Whether only what was refused is looked for.
    pub refusals_only: bool,
    /// At or after this time.
    pub from: Option<Timestamp>,
    /// Before this time, which is not included.
    pub until: Option<Timestamp>,
    /// Which page of them, and in which order.
    pub place: ListPlace<AuditEntry>,
    /// At most so many.
    pub limit: u32,
}

//! Who looks at what, and who deals with which alert.

use cas_model::ids::{AlertId, DeclarationId, TenantId};
use jiff::Timestamp;

/// A person who looks at a declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresenceRow {
    /// The tenant of the declaration.
    pub tenant_id: TenantId,
    /// The declaration that is looked at.
    pub declaration_id: DeclarationId,
    /// The person who looks at it.
    pub person: String,
    /// Where in it, as the screen names it.
    pub place: Option<String>,
    /// Whether the person writes there.
    pub is_typing: bool,
    /// Until when that holds, unless it is said again.
    pub until: Timestamp,
}

/// Who is to deal with an alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertWorkRow {
    /// The tenant of the alert.
    pub tenant_id: TenantId,
    /// The alert that is dealt with.
    pub alert_id: AlertId,
    /// The person who is to deal with it.
    pub assignee: Option<String>,
    /// When that was said last.
    pub updated_at: Timestamp,
    /// The person who said it last.
    pub updated_by: String,
}

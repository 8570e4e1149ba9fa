//! Views of lists that people save.

use cas_model::ids::{SavedViewId, TenantId};
use cas_model::record::Json;
use jiff::Timestamp;

/// A view of a list: what is searched, and which columns are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedViewRow {
    /// The tenant that the view is of.
    pub tenant_id: TenantId,
    /// The id that this system gave the view.
    pub id: SavedViewId,
    /// The list that it is a view of, such as `declarations`.
    pub list: String,
    /// What its owner calls it.
    pub name: String,
    /// The person who made it, who alone may change it.
    pub owner: String,
    /// Whether everybody of the tenant sees it.
    pub is_shared: bool,
    /// The parameters of the list, as they stand in an address.
    pub search: String,
    /// The columns that are shown, in their order.
    pub columns: Json<Vec<String>>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
}

//! How often rows of decision tables fired.

use jiff::Timestamp;

use crate::ids::TenantId;

/// How often a row of a version of a decision table fired in decisions that were recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRowHits {
    /// The tenant whose table it is.
    pub tenant_id: TenantId,
    /// The name of the table.
    pub table_name: String,
    /// The version that was asked, from 1.
    pub version: u32,
    /// The row's id; none counts the questions that no row matched.
    pub row_id: Option<String>,
    /// How often: once for each question, which is a goods item or a document.
    pub hits: i64,
    /// When it fired first since it is counted.
    pub first_at: Timestamp,
    /// When it fired last.
    pub last_at: Timestamp,
}

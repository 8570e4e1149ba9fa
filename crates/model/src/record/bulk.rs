//! Runs of one action over many declarations.

use jiff::Timestamp;

use crate::bulk::{BulkOrder, BulkRowState};
use crate::ids::{ActionId, BulkRunId, DeclarationId, TenantId};
use crate::record::Json;

/// A run of one action over many declarations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkRunRecord {
    /// The tenant of the declarations.
    pub tenant_id: TenantId,
    /// The id, which orders runs by when they were asked for.
    pub id: BulkRunId,
    /// What is to be done with each.
    pub bulk_order: Json<BulkOrder>,
    /// How many declarations there are in it.
    pub row_count: u32,
    /// The person who asked for it.
    pub requested_by: String,
    /// Who asked for it, as histories name him.
    pub actor: String,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// When each declaration was asked; what customs says comes later.
    pub finished_at: Option<Timestamp>,
}

/// A declaration of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkRowRecord {
    /// The tenant of the declaration.
    pub tenant_id: TenantId,
    /// The run that it is in.
    pub run_id: BulkRunId,
    /// Its place in the run, from 1.
    pub number: u32,
    /// The declaration, as it was named; it may be of nobody.
    pub declaration_id: DeclarationId,
    /// How far it has come.
    pub state: BulkRowState,
    /// The action that was asked of it.
    pub action_id: Option<ActionId>,
    /// Why it was refused, as clients program against it.
    pub code: Option<String>,
    /// Why it was refused, in words.
    pub detail: Option<String>,
}

//! Who did what, so that nobody can take it back?
//!
//! Each entry of a tenant's trail carries the hash of the one before; it is written in the transaction
//! of what it tells. Whoever changes, removes or adds an entry behind our back breaks the chain there.
//! See decision 42.

mod acts;
mod append;
mod hash;
mod read;
mod verify;

pub(crate) use append::append;
pub use verify::{AuditVerification, BrokenEntry, ChainHead};

//! What a tenant keeps beside its configuration: lists, sets, rates, and the records that documents
//! name.

mod lists;
mod records;

pub use lists::{AskableLists, TenantLists, UnknownSet, code_lists_of};
pub use records::{
    ARTICLE, BUSINESS_PARTNER, MasterData, Versioned, currencies, master_data_codes, parties,
};

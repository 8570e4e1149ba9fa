//! What can a handler demand by naming it in its arguments?
//!
//! That the caller may do this (`Authorized`), that a declaration is theirs (`OwnDeclaration`), the
//! parameters (`Query`, `path_id`) and the body within its limits (`body`), or all of these for what
//! a person decides (`Decided`). A handler that forgot one has nothing to work on.

mod admission;
mod authorized;
pub mod body;
mod configured;
mod decided;
mod if_match;
mod list_place;
mod own_declaration;
mod own_shipment;
mod path_id;
mod query;
mod summary_filter;

pub(crate) use admission::Admission;
pub use authorized::{
    AdminConfiguration, AdminUsers, Authenticated, Authorized, CreateMessages, CreateSubscriptions,
    DeleteSubscriptions, ReadDeclarations, ReadDocuments, ReadEvents, ReadMessages,
    ReadSubscriptions, SessionOf, too_many,
};
pub use configured::{Configured, ConfiguredVersion, compared_with, kind_of, what};
pub use decided::{Decided, Decision};
pub use if_match::IfMatch;
pub use list_place::{ListEdges, read_place, start_of};
pub use own_declaration::OwnDeclaration;
pub use own_shipment::OwnShipment;
pub use path_id::path_id;
pub use query::{A_CURSOR, A_REASON, Moment, Query, a_reason};
pub use summary_filter::{Asking, read_filter};

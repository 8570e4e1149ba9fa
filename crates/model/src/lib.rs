//! What we talk about: shipments, declarations, field paths, statuses, findings, origins.
//!
//! Every other crate speaks in these words. A document is a tree of records declared once with
//! [`document!`](crate::document): from that one declaration come the Rust types, the JSON
//! spelling, the structural check of what callers send, the resolution of field paths and the
//! API's description of the fields.
//!
//! Where something stands is written in one grammar ([`path`](mod@path)); a path in the code goes
//! through [`path!`], which compiles only when it leads to a field.
//!
//! Invariant: pure. No I/O, no async, no clock, no randomness, no SQL, no XML, no HTTP.
//! Times and ids come in as arguments.

pub mod access;
pub mod action_content;
pub mod actor;
pub mod address;
pub mod audit;
pub mod bulk;
pub mod calculation;
pub mod cas_reference;
pub mod civil_day;
pub mod collaboration;
pub mod configuration;
mod decimal;
pub mod declaration;
pub mod declaration_types;
pub mod difference;
pub mod document;
pub mod edit;
mod elements;
pub mod field_path;
pub mod finding;
pub mod findings;
pub mod flow;
pub mod form;
pub mod formats;
pub mod ids;
pub mod input_change;
pub mod item_numbers;
pub mod lifecycle;
pub mod mass_threshold;
pub mod master_data;
pub mod message;
pub mod message_type;
pub mod next_step;
pub mod notification;
pub mod origin;
mod origin_follow;
pub mod patch;
mod patch_places;
pub mod path;
pub mod record;
pub mod reported_finding;
pub mod role;
pub mod scope;
pub mod search;
pub mod secret_fields;
pub mod selector;
pub mod shape;
pub mod spelling;
pub mod structure;
pub mod territory;
pub mod text;
pub mod validity;
pub mod visibility;
mod written;

pub use action_content::ActionContent;
pub use address::Address;
pub use cas_reference::assign_in_document;
pub use declaration::{CustomsFacts, Direction, Organisation};
pub use difference::Difference;
pub use field_path::FieldPath;
pub use finding::{Finding, Severity, Source};
pub use lifecycle::{Action, Event, Family, Standing, Status};
pub use patch::Patch;
pub use patch_places::Said;
pub use path::KnownPath;
pub use written::canonical_text;

//! How do exported goods arrive and depart in the inventories of the United Kingdom?
//!
//! CDS learns of the movements of exported goods by another API than that of declarations,
//! inventory linking exports: a request says that a consignment arrived at a location (EAL) or
//! departed from it (EDL). The consignment goes by its unique reference (UCR): that of the
//! declaration, or the master's under which it is consolidated with others ([`consignment`]). What
//! is asked is acknowledged or rejected by a control response; how the goods and their declarations
//! stand is told by movement responses, and by totals, which also come of themselves ([`decode`]).
//! They move no declaration forward: its own notifications do. Requests for consolidation and
//! queries are neither written nor read.
//! Source: HMRC's API documentation and schemas, Customs Inventory Linking Exports 2.0.

pub(super) mod codes;
pub(super) mod consignment;
pub(super) mod declared;
pub(super) mod decode;
pub(super) mod encode;
pub(super) mod interpret;
pub(super) mod location;
pub(super) mod movement;
pub(super) mod reference;
pub mod tables;

/// The namespace of its messages, both ways.
pub(super) const NAMESPACE: &str = "http://gov.uk/customs/inventoryLinking/v1";

/// The root of a request about a movement.
pub(super) const REQUEST: &str = "inventoryLinkingMovementRequest";

/// Where requests go: beside the API of declarations.
pub(super) const PATH: &str = "/../inventory-linking/exports/";

//! How do exported goods arrive and depart? Inventory linking exports: the trader says that a
//! consignment arrived at a location (EAL) or departed from it (EDL), and is told how it stands.
//!
//! A consignment is named by the UCR of its declaration, or by the master's. Masters of several
//! declarations are not kept apart: the one lodged last is moved. No arrival is asked for before a
//! departure. Written from the schemas and the codes that HMRC publishes.

mod course;
mod door;
pub(super) mod messages;

use crate::wco::Movements;

/// The notification that goods arrived at a location.
const ARRIVAL: &str = "EAL";

/// The notification that goods departed from a location.
const DEPARTURE: &str = "EDL";

/// What is said in inventory linking, both ways.
const NAMESPACE: &str = "http://gov.uk/customs/inventoryLinking/v1";

/// What the United Kingdom takes beside declarations.
pub(super) static MOVEMENTS: Movements = Movements {
    origin_of: door::origin_of,
    inspect: door::inspect,
    is_one: |origin| [ARRIVAL, DEPARTURE].contains(&origin.message.as_str()),
    consignments: door::consignments,
    react: course::react,
};

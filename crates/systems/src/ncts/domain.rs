//! How do the messages of transit differ from those of the Commission's other systems?

use super::decode::{self, OPERATION};
use super::{capabilities, declared, phase};
use crate::commission::Domain;

/// What tells its messages from those of the Commission's other systems.
pub static DOMAIN: Domain = Domain {
    namespace: "http://ncts.dgtaxud.ec",
    prefix: "xmlns:ncts",
    operation: OPERATION,
    kinds: decode::KINDS,
    not_read: decode::NOT_READ,
    written: declared::WRITTEN,
    capabilities: &capabilities::CAPABILITIES,
    phases: phase::PHASES,
};

//! What do the systems of the European Commission have in common on the wire?
//!
//! Transit (NCTS), export (AES) and centralised clearance exchange messages named `CCnnnC` that
//! are made alike: only the root has a namespace, a header of six elements, groups that number
//! themselves, one way to name the declaration, to reject it and to point at what is wrong. A
//! [`Domain`] says in data how one system differs from the others; the modules here read and write
//! for all of them. [`rows`] are the parts of messages that are the same in each.

pub mod codes;
pub mod compare;
pub mod declared;
pub mod decode;
pub mod encode;
pub(crate) mod examine;
pub mod house_levels;
pub mod houses;
pub mod interpret;
pub mod levels;
pub mod pointers;
pub mod rows;
pub mod settings;

use cas_gateway::Capabilities;

use crate::answer::Kind;

/// One of the Commission's systems, in what tells it from the others.
pub struct Domain {
    /// The namespace of its messages; only root elements are in it.
    pub namespace: &'static str,
    /// Declares the prefix of root elements: `xmlns:ncts`.
    pub prefix: &'static str,
    /// The group that names the declaration: `TransitOperation`, `ExportOperation`.
    pub operation: &'static str,
    /// Every message that the system reads.
    pub kinds: &'static [Kind],
    /// Messages that are recognised and not read, with the procedure they belong to.
    pub not_read: &'static [(&'static str, &'static str)],
    /// The traders' messages that are read back, and what each is for.
    pub(crate) written: &'static [declared::Written],
    /// What the system can do.
    pub capabilities: &'static Capabilities,
    /// Its phases, each with the `PhaseID` of its messages.
    pub phases: &'static [(&'static str, &'static str)],
}

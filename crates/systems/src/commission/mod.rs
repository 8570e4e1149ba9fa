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
mod domain;
pub mod encode;
pub(crate) mod examine;
pub mod house_levels;
pub mod houses;
pub mod interpret;
pub mod levels;
pub mod pointers;
pub mod rows;
pub mod settings;

pub use domain::Domain;

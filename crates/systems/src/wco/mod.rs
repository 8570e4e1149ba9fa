//! What do the systems that speak the data model of the World Customs Organization have in common?
//!
//! Their declarations are one message (DEC), profiled by each country: other elements are there,
//! other elements must be there, each country answers in a message of its own. What is the same is
//! said here: rows of tables with the codes by which the data model calls each element
//! (`rows`), pointers made of these codes ([`pointers`]), times, statements and duties as all of
//! them write them (`reading`, `duties`), what a notification says of money (`credit`). How a
//! country differs is its own table, which names what it has; there is nothing to override.

pub(crate) mod credit;
pub(crate) mod duties;
pub mod pointers;
pub(crate) mod reading;
pub(crate) mod rows;
pub(crate) mod type_code;

/// The namespace of declarations.
pub const NAMESPACE: &str = "urn:wco:datamodel:WCO:DEC-DMS:2";
/// The namespace of the dates inside declarations.
pub const DATE_NAMESPACE: &str = "urn:wco:datamodel:WCO:Declaration_DS:DMS:2";

//! How do we speak to CDS, the United Kingdom's Customs Declaration Service for imports and
//! exports?
//!
//! Its messages are those of the World Customs Organization's data model, as HM Revenue & Customs
//! profile it (DEC-DMS 3.6). The declaration and the cancellation are tables ([`tables`]); an
//! amendment is the amended declaration, with pointers at what changed ([`amend`]); [`encode`]
//! puts them into their envelope. A pointer is a path of WCO sections and data elements, mapped
//! both ways by [`pointers`] from the same tables.

pub mod amend;
pub mod capabilities;
pub mod compare;
pub mod encode;
pub mod fixed;
pub mod pointers;
pub mod settings;
pub mod tables;

/// The code of this system in the registry.
pub const CODE: &str = "uk_cds";
/// The namespace of the envelope.
pub const METADATA_NAMESPACE: &str = "urn:wco:datamodel:WCO:DocumentMetaData-DMS:2";
/// The namespace of declarations.
pub const NAMESPACE: &str = "urn:wco:datamodel:WCO:DEC-DMS:2";
/// The namespace of the dates inside declarations.
pub const DATE_NAMESPACE: &str = "urn:wco:datamodel:WCO:Declaration_DS:DMS:2";

/// The Customs Declaration Service.
pub struct UkCds;

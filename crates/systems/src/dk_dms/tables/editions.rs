//! Which types of declaration has an element?
//!
//! Rows name the types that have them, separated by spaces. Names here are of what types have in
//! common; where a row is of other types it says so itself.

/// The standard declaration for import.
pub const H1: &str = "H1";

/// The import of goods of low value.
pub const H7: &str = "H7";

/// The simplified import declaration.
pub const I1: &str = "I1";

/// The entry in the declarant's records.
pub const I2: &str = "I2";

/// The standard declaration for export.
pub const B1: &str = "B1";

/// The presentation of goods of an import; that of an export is as its declaration.
pub const PRESENTATION: &str = "PN";

/// Declarations with a shipment in full.
pub(super) const FULL: &str = "H1 H7 I1 B1";

/// The same, of more than low value.
pub(super) const OF_VALUE: &str = "H1 I1 B1";

/// Imports with a shipment in full.
pub(super) const IMPORTS: &str = "H1 H7 I1";

/// Imports of more than low value.
pub(super) const IMPORTS_OF_VALUE: &str = "H1 I1";

/// Declarations that statistics are made of.
pub(super) const STANDARD: &str = "H1 B1";

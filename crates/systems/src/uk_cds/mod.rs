//! How do we speak to CDS, the Customs Declaration Service of the United Kingdom, for imports and
//! exports?
//!
//! Customs answers with responses of the WCO data model: a function code says what kind it is.
//! They are read by [`decode`], one file for each kind or pair of kinds, and mean something to a
//! declaration by [`interpret`]. Names are read without their namespace: customs' own examples are
//! not consistent about them.

pub mod codes;
pub mod decode;
pub mod interpret;
pub mod pointer;

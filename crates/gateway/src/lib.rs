//! What a customs system must do for us: bytes out for an intent, answers from bytes in.
//!
//! A [`CustomsSystem`] is a pure translator with declared [`Capabilities`]. Transport, retries,
//! storage and correlation stand around it, in `engine`. A system is known by its code in the
//! [`Registry`]; the server is the only one that says which systems exist.
//!
//! Invariant: pure. No I/O, no async, no clock, no SQL, no HTTP, no XML type in any signature.

mod answer;
mod declared;
mod encoding;
mod error;
mod examined;
mod readable;
mod registry;
mod request;
mod setting;
mod written;

pub use answer::{
    Answer, Correlation, CustomsDifference, CustomsError, Decoded, Ends, Inbound, Opening, OwnSides,
};
pub use declared::{LeafDifference, MessageKind, ReadDeclaration, UnreadLeaf};
pub use encoding::as_utf8;
pub use error::{DecodeError, EncodeError};
pub use examined::{Examined, Matter};
pub use readable::{ReadableElement, ReadableMessage};
pub use registry::{
    AskedDeclaration, CalculatedOnly, Capabilities, CustomsSystem, InvalidationGround,
    InvalidationTerms, LimitDays, Pull, Registry, not_amended_after_release,
};
pub use request::{Intent, Outbound, Request, ToldAmendment, ToldChange, ToldStatement};
pub use setting::{
    Need, Setting, SettingProblem, SettingShape, Signs, example_settings, setting, settings_schema,
    unknown_settings, wrong_settings,
};
pub use written::{Limits, WrittenField};

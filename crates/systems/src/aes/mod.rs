//! How do we speak to AES, the Union's Automated Export System, in its phase 1?
//!
//! The trader's messages are tables ([`tables`]) and written by [`encode`]; customs' messages are
//! read by [`decode`], in files by what they are about, and mean something to a declaration by
//! [`interpret`]; what they repeat of it is compared with our document by [`compare`]. Envelope,
//! errors, settings and the parts that transit has too are in [`crate::commission`].
//!
//! The types of the elements are official; the order inside CC511C, CC513C, CC514C and CC515C is
//! derived from them, that of customs' messages is not known and not asked for. CC507C, CC582C and
//! CC583C follow official structures. `capabilities` says so to whoever chooses the system.

pub mod capabilities;
pub mod compare;
mod complete;
pub mod declared;
pub mod decode;
mod domain;
pub mod encode;
pub mod fixed;
pub mod interpret;
pub mod pointers;
pub mod settings;
pub mod tables;

pub use domain::DOMAIN;

use std::sync::LazyLock;

use cas_gateway::{
    Answer, Capabilities, CustomsDifference, CustomsSystem, DecodeError, Decoded, EncodeError,
    Examined, Inbound, LeafDifference, MessageKind, Outbound, ReadDeclaration, ReadableMessage,
    Request, Setting, WrittenField,
};
use cas_model::FieldPath;
use cas_model::declaration::CustomsFacts;
use cas_model::difference::Difference;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::ids::SystemCode;

use crate::commission::declared::leaf_differences;
use crate::readable::readable;
use crate::table::ElementFields;

/// The code of this system in the registry.
pub const CODE: &str = "aes";

/// Which of our fields stand in the elements of its messages.
static ELEMENT_FIELDS: LazyLock<ElementFields> = LazyLock::new(|| {
    ElementFields::from_tables(&[
        &tables::CC515C,
        &tables::CC513C,
        &tables::CC514C,
        &tables::CC511C,
    ])
});

/// The export system of the Union (AES).
pub struct Aes;

impl CustomsSystem for Aes {
    fn code(&self) -> SystemCode {
        SystemCode::parse(CODE).expect("the code is a valid system code")
    }

    fn capabilities(&self) -> &Capabilities {
        &capabilities::CAPABILITIES
    }

    fn settings(&self) -> &'static [Setting] {
        settings::SETTINGS
    }

    fn encode(&self, request: &Request<'_>) -> Result<Outbound, EncodeError> {
        encode::encode(request)
    }

    fn decode(&self, bytes: &[u8]) -> Result<Decoded, DecodeError> {
        DOMAIN.decode(bytes).map(Decoded::from)
    }

    fn examine(&self, request: &Request<'_>) -> Vec<Examined> {
        encode::examine(request)
    }

    fn fields(&self, _declaration_type: &str) -> Vec<WrittenField> {
        tables::CC515C.fields(None)
    }

    fn readable(&self, bytes: &[u8]) -> Result<ReadableMessage, DecodeError> {
        readable(bytes, &ELEMENT_FIELDS)
    }

    fn recognise(&self, bytes: &[u8]) -> Option<MessageKind> {
        DOMAIN.recognise(bytes)
    }

    fn read_declaration(&self, bytes: &[u8]) -> Result<ReadDeclaration, DecodeError> {
        DOMAIN.read(bytes)
    }

    fn leaf_differences(
        &self,
        original: &[u8],
        written: &[u8],
    ) -> Result<Vec<LeafDifference>, DecodeError> {
        leaf_differences(original, written)
    }

    fn interpret(
        &self,
        message: &Inbound,
        document: &SingleAdministrativeDocument,
        _known: &CustomsFacts,
    ) -> Answer {
        interpret::interpret(message, document)
    }

    fn fixed(&self, changes: &[Difference], facts: &CustomsFacts) -> Vec<FieldPath> {
        fixed::fixed(changes, facts)
    }

    fn differences(
        &self,
        document: &SingleAdministrativeDocument,
        lrn: &str,
        settings: &serde_json::Value,
        message: &[u8],
    ) -> Result<Option<Vec<CustomsDifference>>, DecodeError> {
        compare::RELEASE.differences(document, lrn, settings, message)
    }
}

//! How do we speak to EMCS, the Excise Movement and Control System of the Union, in phase 4.2?
//!
//! The traders' messages are tables ([`tables`]), written by [`encode`]: the movement itself, and
//! what consignor and consignee say of it, each on its [`side`]. Customs' messages are read by
//! [`decode`], in files by what they are about, without looking at the version in their namespaces,
//! and mean something to a movement by [`interpret`]. The one that repeats the movement (IE801) is
//! read by its table, so that a movement that was submitted elsewhere can begin here. Customs'
//! pointers are mapped by [`pointers`] from the same tables.

pub mod capabilities;
pub mod codes;
pub mod compare;
mod complete;
pub mod declared;
pub mod decode;
pub mod encode;
pub mod fixed;
pub mod interpret;
pub mod pointers;
pub mod settings;
pub mod side;
pub mod tables;

use std::sync::LazyLock;

use cas_gateway::{
    Answer, Capabilities, CustomsDifference, CustomsSystem, DecodeError, Decoded, EncodeError,
    Examined, Inbound, LeafDifference, MessageKind, Opening, Outbound, OwnSides, ReadDeclaration,
    ReadableMessage, Request, Setting, WrittenField,
};
use cas_model::FieldPath;
use cas_model::declaration::CustomsFacts;
use cas_model::difference::Difference;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::ids::SystemCode;

use crate::readable::readable;
use crate::table::ElementFields;

/// The code of this system in the registry.
pub const CODE: &str = "emcs";

/// Which of our fields stand in the elements of its messages.
static ELEMENT_FIELDS: LazyLock<ElementFields> =
    LazyLock::new(|| ElementFields::from_tables(&[&tables::IE815.table, &tables::IE801.table]));

/// The system for movements of excise goods (EMCS).
pub struct Emcs;

impl CustomsSystem for Emcs {
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
        decode::decode(bytes)
    }

    fn examine(&self, request: &Request<'_>) -> Vec<Examined> {
        encode::examine(request)
    }

    fn fields(&self, _declaration_type: &str) -> Vec<WrittenField> {
        tables::IE815.table.fields(None)
    }

    fn readable(&self, bytes: &[u8]) -> Result<ReadableMessage, DecodeError> {
        readable(bytes, &ELEMENT_FIELDS)
    }

    fn recognise(&self, bytes: &[u8]) -> Option<MessageKind> {
        declared::recognise(bytes)
    }

    fn read_declaration(&self, bytes: &[u8]) -> Result<ReadDeclaration, DecodeError> {
        declared::read(bytes)
    }

    fn leaf_differences(
        &self,
        original: &[u8],
        written: &[u8],
    ) -> Result<Vec<LeafDifference>, DecodeError> {
        declared::leaf_differences(original, written)
    }

    fn interpret(
        &self,
        message: &Inbound,
        document: &SingleAdministrativeDocument,
        known: &CustomsFacts,
    ) -> Answer {
        interpret::interpret(message, document, known)
    }

    fn own_sides(&self, opening: &Opening, settings: &serde_json::Value) -> Option<OwnSides> {
        let numbers = settings::excise_numbers(settings).ok()?;
        Some(side::own_sides(&opening.document, &numbers))
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
        compare::differences(document, lrn, settings, message)
    }
}

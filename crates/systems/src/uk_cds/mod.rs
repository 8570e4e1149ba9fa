//! How do we speak to CDS, the United Kingdom's Customs Declaration Service for imports and
//! exports?
//!
//! Its messages are those of the World Customs Organization's data model, as HM Revenue & Customs
//! profile it (DEC-DMS 3.6). The declaration and the cancellation are tables ([`tables`]); an
//! amendment holds what it changes, and pointers at that ([`amend`]); [`encode`] puts
//! them into their envelope. Customs answers with responses: a function code says what kind it is.
//! They are read by [`decode`], in files by what they are about, without looking at namespaces
//! (customs' own examples are not consistent about them), and mean something to a declaration by
//! [`interpret`]. A pointer is a path of WCO sections and data elements, mapped both ways by
//! [`pointers`] from the same tables. Exported goods arrive and depart by messages of another API,
//! which stand apart: [`inventory_linking`].

pub mod amend;
pub mod capabilities;
pub mod codes;
pub mod compare;
pub mod declared;
pub mod decode;
pub mod encode;
pub mod fixed;
pub mod interpret;
pub mod inventory_linking;
pub mod pointers;
mod reasons;
pub mod settings;
pub mod tables;
pub mod transport;

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

use crate::readable::readable;
use crate::table::ElementFields;

/// The code of this system in the registry.
pub const CODE: &str = "uk_cds";

/// Which of our fields stand in the elements of its messages.
static ELEMENT_FIELDS: LazyLock<ElementFields> =
    LazyLock::new(|| ElementFields::from_tables(&[&tables::DECLARATION]));

/// The Customs Declaration Service.
pub struct UkCds;

impl CustomsSystem for UkCds {
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

    fn consignment(&self, document: &SingleAdministrativeDocument) -> Option<String> {
        inventory_linking::consignment::of_export(document)
    }

    fn examine(&self, request: &Request<'_>) -> Vec<Examined> {
        encode::examine(request)
    }

    fn fields(&self, _declaration_type: &str) -> Vec<WrittenField> {
        tables::DECLARATION.fields(Some(tables::WHOLE))
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
        if inventory_linking::decode::is_kind(&message.message_type) {
            return inventory_linking::interpret::interpret(message, document, known);
        }
        let field_of = |path: &[pointers::Pointer]| {
            let field = pointers::field_of(document, path);
            Some(field).filter(|field| !field.is_root())
        };
        interpret::interpret(message, document, &field_of)
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

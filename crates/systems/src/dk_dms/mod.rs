//! How do we speak to DMS, Denmark's system for customs declarations?
//!
//! Its messages are those of the World Customs Organization's data model, as Denmark profiles it
//! with the names of the Union's. What it shares with other countries' profiles is in
//! [`crate::wco`]. The declarations of all types are one table ([`tables`]), of which each type is
//! an edition; what a declaration is declared as, the flow's step says. [`encode`] writes
//! declarations, amendments (the amended declaration with a reason), presentations of goods and
//! invalidations. Customs answers with notifications, read by [`decode`], in files by what they are
//! about; [`interpret`] says what they mean. [`pointers`] accepts every way in which DMS points.
//!
//! Structures are known as text, with order, number, lengths, digits, patterns and attributes, and
//! every message that is written is checked against them; codes (categories, types of messages, kinds
//! of classifications, reasons) are as in the types and test cases that customs publishes
//! (github.com/skat/dms-public). AS4 is left to a gateway ([`transport`]), whose duties stand in
//! `docs/denmark.md`. Supplementary declarations, bills of discharge and repayments have no message.

pub mod capabilities;
pub mod codes;
pub mod compare;
mod customs_model;
pub mod declared;
pub mod decode;
pub mod encode;
pub mod fixed;
pub mod interpret;
pub mod pointers;
mod references;
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
pub const CODE: &str = "dk_dms";

/// Which of our fields stand in the elements of its messages.
static ELEMENT_FIELDS: LazyLock<ElementFields> =
    LazyLock::new(|| ElementFields::from_tables(&[&tables::DECLARATION]));

/// Denmark's system for customs declarations.
pub struct DkDms;

impl CustomsSystem for DkDms {
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

    fn fields(&self, declaration_type: &str) -> Vec<WrittenField> {
        // The types are the editions of its table.
        tables::DECLARATION.fields(Some(declaration_type))
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
        compare::differences(document, lrn, settings, message)
    }
}

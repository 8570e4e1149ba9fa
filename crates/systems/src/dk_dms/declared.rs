//! What does a trader's message to DMS say, read by the table that writes it?
//!
//! The function says what it is for: 9 declares, 4 amends, 1 asks for invalidation, 24 presents.
//! What it is declared as (`ProcedureCategory`) is the edition of the table.

use cas_gateway::{DecodeError, Intent, LeafDifference, MessageKind, ReadDeclaration};
use cas_model::document::SingleAdministrativeDocument;
use serde_json::json;

use super::capabilities::CAPABILITIES;
use super::encode;
use super::tables::editions::{B1, I2, PRESENTATION as PRESENTED};
use super::tables::{DECLARATION, INVALIDATION, PRESENTATION};
use crate::leaves::{self, Passed};
use crate::wco::type_code::split_type_code;
use crate::xml::{self, Element};

const PASSED: Passed = Passed {
    paths: &[],
    implied: &[],
    keyed: &[],
};

/// The functions of a trader's messages.
const FUNCTIONS: &[&str] = &[
    encode::SUBMIT,
    encode::AMEND,
    encode::INVALIDATE,
    encode::PRESENT,
];

/// What a file is, by its root element and its function.
#[must_use]
pub fn recognise(bytes: &[u8]) -> Option<MessageKind> {
    match xml::root_name(bytes)?.as_str() {
        "Declaration" => {
            let root = Element::read(bytes).ok()?;
            let function = root.text_at("FunctionCode");
            let is_ours = function.is_some_and(|code| FUNCTIONS.contains(&code));
            let is_declaration = is_ours && root.child("ProcedureCategory").is_some();
            is_declaration.then_some(MessageKind::Declaration)
        }
        "Response" | "Notification" => {
            let root = Element::read(bytes);
            root.is_ok().then_some(MessageKind::Answer)
        }
        _ => None,
    }
}

/// Reads a trader's message.
///
/// # Errors
/// When it is not well-formed, or none of a trader's.
pub fn read(bytes: &[u8]) -> Result<ReadDeclaration, DecodeError> {
    let root = Element::read(bytes)?;
    let unknown = |what: &str| DecodeError::UnknownMessage(format!("{} {what}", root.name));
    if root.name != "Declaration" {
        return Err(unknown(""));
    }
    let category = root.text_at("ProcedureCategory").unwrap_or_default();
    let category = match category {
        encode::ENTRY_IN_RECORDS => I2,
        other => other,
    };
    let types = CAPABILITIES.declaration_types;
    let declared_as = types.iter().find(|known| **known == category).copied();
    let function = root.text_at("FunctionCode").unwrap_or_default();
    let presented = if declared_as == Some(B1) {
        B1
    } else {
        PRESENTED
    };
    let (message_type, table, edition) = match function {
        encode::SUBMIT => ("DEC", &*DECLARATION, declared_as.unwrap_or_default()),
        encode::AMEND => ("COR", &*DECLARATION, declared_as.unwrap_or_default()),
        encode::INVALIDATE => ("INV", &*INVALIDATION, ""),
        encode::PRESENT => ("GPR", &*PRESENTATION, presented),
        other => return Err(unknown(other)),
    };
    let mut document = Box::<SingleAdministrativeDocument>::default();
    let declared = table.read_declared(&root, Some(edition), &mut *document);
    let given = |name: &str| declared.given(name).map(str::to_owned);
    if function == encode::SUBMIT {
        split_type_code(&mut document, &given("typeCode").unwrap_or_default());
    }
    let reason = given("reason").unwrap_or_default();
    let intent = match message_type {
        "DEC" => Intent::Declare,
        "COR" => Intent::amend(Vec::new()),
        "INV" => Intent::Invalidate {
            reason,
            ground: given("reasonCode"),
        },
        _ => Intent::PresentGoods,
    };
    Ok(ReadDeclaration {
        message_type,
        declaration_type: declared_as,
        jurisdiction: Some("DK".to_owned()),
        lrn: given("reference"),
        mrn: given("mrn"),
        arc: None,
        identifier: None,
        day: None,
        settings: json!({
            "submitter": given("submitter"),
            "submitterName": given("submitterName"),
            "amendmentReason": given("reasonCode").filter(|_| function == encode::AMEND),
            "invalidationReason": given("reasonCode").filter(|_| function == encode::INVALIDATE),
        }),
        unread: declared.unread,
        intent,
        document,
    })
}

/// In which leaves two messages differ.
///
/// # Errors
/// When one is not well-formed.
pub fn leaf_differences(
    original: &[u8],
    written: &[u8],
) -> Result<Vec<LeafDifference>, DecodeError> {
    let (original, written) = (Element::read(original)?, Element::read(written)?);
    Ok(leaves::differences(&original, &written, PASSED))
}

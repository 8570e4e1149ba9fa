//! What does a trader's message to the excise system say, read by its table?
//!
//! The movement (IE815) and its cancellation (IE810) are read; what an action says of a movement
//! (IE813, IE818, …) is about one that is there, and no declaration.

use cas_gateway::{DecodeError, Intent, LeafDifference, MessageKind, ReadDeclaration};
use cas_model::document::SingleAdministrativeDocument;
use serde_json::json;

use super::decode;
use super::tables::{self, DECLARATION_TYPE};
use crate::leaves::{self, Passed};
use crate::xml::{self, Element};

/// The messages that declare or take back.
const DECLARATIONS: &[&str] = &["IE815", "IE810"];

/// The type of an import declaration among previous documents.
const IMPORT: &str = "NMRN";

/// Attributes of a cancellation are customs' own: when it was validated.
const PASSED: Passed = Passed {
    paths: &["Header", "Body/CancellationOfEAD/Attributes"],
    implied: &[],
    keyed: &[],
};

/// What a file is, by its root element.
#[must_use]
pub fn recognise(bytes: &[u8]) -> Option<MessageKind> {
    let kind = kind_of(&xml::root_name(bytes)?)?;
    Element::read(bytes).is_ok().then_some(kind)
}

fn kind_of(root: &str) -> Option<MessageKind> {
    if DECLARATIONS.contains(&root) {
        return Some(MessageKind::Declaration);
    }
    if decode::kind_of(root).is_some() {
        return Some(MessageKind::Answer);
    }
    let digits = root.strip_prefix("IE").unwrap_or_default();
    let is_message = digits.len() >= 3 && digits.as_bytes()[..3].iter().all(u8::is_ascii_digit);
    is_message.then_some(MessageKind::Other)
}

/// Reads a trader's message.
///
/// # Errors
/// When it is not well-formed, or none that declares.
pub fn read(bytes: &[u8]) -> Result<ReadDeclaration, DecodeError> {
    let root = Element::read(bytes)?;
    let unknown = || DecodeError::UnknownMessage(root.name.to_owned());
    let message = tables::by_root(root.name)
        .filter(|message| DECLARATIONS.contains(&message.name))
        .ok_or_else(unknown)?;
    let container = root
        .at("Body")
        .and_then(|body| body.child(message.container));
    let container = container.ok_or_else(|| DecodeError::Incomplete {
        message: root.name.to_owned(),
        problem: format!("Body/{} is missing", message.container),
    })?;
    let mut document = Box::<SingleAdministrativeDocument>::default();
    let declared = message.table.read_declared(container, None, &mut *document);
    let given = |name: &str| declared.given(name).map(str::to_owned);
    let header = |name: &str| root.child("Header")?.text_at(name).map(str::to_owned);
    let intent = match message.name {
        "IE815" => Intent::Declare,
        _ => Intent::Invalidate {
            reason: given("reason").unwrap_or_default(),
            ground: None,
        },
    };
    // The message has no type: what it names as previous are import declarations.
    for previous in &mut document.previous_documents {
        previous.r#type.get_or_insert_with(|| IMPORT.to_owned());
    }
    // Every text has its language; our documents have one.
    document.communication_language = given("language").map(|text| text.to_lowercase());
    let shipment = document.goods_shipment.as_deref();
    let consignor = shipment.and_then(|shipment| shipment.consignor.as_deref());
    let excise_number = consignor.and_then(|consignor| consignor.identifier("Excise"));
    let excise_numbers = excise_number.map(|number| vec![number.to_owned()]);
    let office = document.declaration_office_code.as_deref();
    let jurisdiction = office.and_then(|office| office.get(..2)).map(str::to_owned);
    Ok(ReadDeclaration {
        message_type: message.name,
        declaration_type: (intent == Intent::Declare).then_some(DECLARATION_TYPE),
        jurisdiction,
        lrn: given("lrn"),
        mrn: None,
        arc: given("arc"),
        identifier: header("MessageIdentifier"),
        day: header("DateOfPreparation").and_then(|text| text.get(..10)?.parse().ok()),
        settings: json!({
            "messageSender": header("MessageSender"),
            "messageRecipient": header("MessageRecipient"),
            "exciseNumbers": excise_numbers,
            "cancellationReason": given("reasonCode"),
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

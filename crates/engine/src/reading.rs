//! Which shipment would make a message that a trader sent by other means?
//!
//! A customs system reads its own message back ([`cas_gateway::CustomsSystem::read_declaration`]);
//! here it becomes what `POST /v1/customsshipments` takes, with a list of what is not in it.

use cas_gateway::{Intent, ReadDeclaration, UnreadLeaf};
use cas_model::declaration::Direction;
use cas_model::declaration_types::{self, Category};
use cas_model::document::{CustomsShipment, SingleAdministrativeDocument};
use cas_model::ids::SystemCode;
use cas_process::{Refusal, codes};
use jiff::civil::Date;
use serde::Serialize;

use crate::Engine;

/// The version of the message of a shipment.
const VERSION: &str = "1.0";
/// Longest `externalReference`, in characters.
const MAX_REFERENCE: usize = 70;
/// What a shipment is called whose message has no number at all.
const NAMELESS: &str = "declaration";
/// The code of a leaf that is not read.
const LEAF_UNREAD: &str = "leaf-unread";

/// What a trader's message is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ReadKind {
    /// It declares goods that customs has nothing of.
    Declaration,
    /// It amends a declaration that customs has.
    Amendment,
    /// It presents the goods of a declaration that customs has.
    Presentation,
    /// It asks for the invalidation of a declaration that customs has.
    Invalidation,
}

/// A trader's message, read.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReadMessage {
    /// The customs system it is for.
    pub system: SystemCode,
    /// Its type, customs' name.
    pub message_type: &'static str,
    /// What it is for.
    pub kind: ReadKind,
    /// The type of declaration that its content makes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declaration_type: Option<&'static str>,
    /// Whose customs gets it, where it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jurisdiction: Option<String>,
    /// The trader's number: LRN, or the functional reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lrn: Option<String>,
    /// Customs' number for the declaration, where the message names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mrn: Option<String>,
    /// The excise system's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arc: Option<String>,
    /// The day on which it was made, as it says itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<Date>,
    /// The shipment that would make it, ready to be sent; only for what declares.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipment: Option<CustomsShipment>,
    /// What it says of a declaration that customs has; only for what does not declare.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<Box<SingleAdministrativeDocument>>,
    /// Every leaf that could not be read.
    pub unread: Vec<Unread>,
}

/// A leaf that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unread {
    /// `leaf-unread`: all of these are of one kind.
    pub code: &'static str,
    /// Where it stands, and what.
    #[serde(flatten)]
    pub leaf: UnreadLeaf,
}

impl ReadMessage {
    /// What a system read, as a shipment where the message declares.
    #[must_use]
    pub fn from_declaration(system: SystemCode, read: ReadDeclaration) -> Self {
        let kind = match &read.intent {
            Intent::Declare => ReadKind::Declaration,
            Intent::Amend { .. } => ReadKind::Amendment,
            Intent::PresentGoods => ReadKind::Presentation,
            Intent::Invalidate { .. } | Intent::Tell(_) => ReadKind::Invalidation,
        };
        let declares = kind == ReadKind::Declaration;
        let shipment = declares.then(|| shipment_of(&read));
        Self {
            system,
            message_type: read.message_type,
            kind,
            declaration_type: read.declaration_type,
            jurisdiction: read.jurisdiction,
            lrn: read.lrn,
            mrn: read.mrn,
            arc: read.arc,
            day: read.day,
            shipment,
            document: (!declares).then_some(read.document),
            unread: read.unread.into_iter().map(Unread::from).collect(),
        }
    }
}

impl From<UnreadLeaf> for Unread {
    fn from(leaf: UnreadLeaf) -> Self {
        let code = LEAF_UNREAD;
        Self { code, leaf }
    }
}

/// The shipment that would make a declaration: new, of its number, going the way of its kind.
#[must_use]
pub fn shipment_of(read: &ReadDeclaration) -> CustomsShipment {
    let mut document = read.document.clone();
    if document.function_ref_num.is_none() {
        document.function_ref_num.clone_from(&read.lrn);
    }
    CustomsShipment {
        version: Some(VERSION.to_owned()),
        message_type: Some("New".to_owned()),
        direction: Some(direction(read).as_str().to_owned()),
        external_reference: Some(reference(read)),
        single_administrative_document: Some(document),
        ..CustomsShipment::default()
    }
}

/// By what the type is for; by what the document says of itself where no type fits.
fn direction(read: &ReadDeclaration) -> Direction {
    let kind = read.declaration_type.and_then(declaration_types::find);
    let comes_in = match kind.map(|kind| kind.category) {
        Some(Category::Import) => true,
        Some(Category::Export | Category::Transit | Category::Excise) => false,
        None => matches!(read.document.decl_type.as_deref(), Some("IM" | "CO")),
    };
    match comes_in {
        true => Direction::In,
        false => Direction::Out,
    }
}

fn reference(read: &ReadDeclaration) -> String {
    let ucr = read.document.ucr.as_deref();
    let trader = ucr.and_then(|ucr| ucr.trader_reference.as_deref());
    let numbers = [
        read.lrn.as_deref(),
        trader,
        read.identifier.as_deref(),
        read.mrn.as_deref(),
        read.arc.as_deref(),
    ];
    let given = numbers.into_iter().flatten().map(str::trim);
    let first = given.into_iter().find(|number| !number.is_empty());
    first
        .unwrap_or(NAMELESS)
        .chars()
        .take(MAX_REFERENCE)
        .collect()
}

impl Engine {
    /// Reads a trader's message; takes the processor for as long as the message is large.
    ///
    /// # Errors
    /// When there is no such customs system, or it cannot be read as one of its traders' messages.
    pub fn read_message(&self, system: &SystemCode, bytes: &[u8]) -> Result<ReadMessage, Refusal> {
        let found = self.registry().get(system);
        let found = found.ok_or_else(|| Refusal::not_found("customs system"))?;
        let read = found
            .read_declaration(bytes)
            .map_err(|error| Refusal::new(codes::MESSAGE_UNREADABLE, error.to_string()))?;
        Ok(ReadMessage::from_declaration(system.clone(), read))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(declaration_type: Option<&'static str>, lrn: Option<&str>) -> ReadDeclaration {
        let document = json!({"declType": "IM", "ucr": {"traderReference": "UCR 1"}});
        ReadDeclaration {
            message_type: "DEC",
            intent: Intent::Declare,
            document: serde_json::from_value(document).expect("a document"),
            declaration_type,
            jurisdiction: None,
            lrn: lrn.map(str::to_owned),
            mrn: None,
            arc: None,
            identifier: None,
            day: None,
            settings: json!({}),
            unread: Vec::new(),
        }
    }

    fn check(read: &ReadDeclaration, direction: &str, reference: &str, number: Option<&str>) {
        let shipment = shipment_of(read);
        assert_eq!(shipment.direction.as_deref(), Some(direction));
        assert_eq!(shipment.external_reference.as_deref(), Some(reference));
        let document = shipment
            .single_administrative_document
            .expect("its document");
        assert_eq!(document.function_ref_num.as_deref(), number);
        let kind = (shipment.version, shipment.message_type);
        assert_eq!(kind, (Some("1.0".to_owned()), Some("New".to_owned())));
    }

    #[test]
    fn a_shipment_goes_the_way_of_its_kind_and_has_a_number() {
        check(&read(Some("H1"), Some("L1")), "IN", "L1", Some("L1"));
        check(&read(Some("B1"), Some("L1")), "OUT", "L1", Some("L1"));
        check(&read(Some("transit"), Some(" ")), "OUT", "UCR 1", Some(" "));
        check(&read(None, None), "IN", "UCR 1", None);
        let long = "x".repeat(90);
        check(&read(None, Some(&long)), "IN", &long[..70], Some(&long));
    }

    #[test]
    fn what_does_not_declare_is_no_shipment() {
        let amendment = ReadDeclaration {
            intent: Intent::amend(Vec::new()),
            ..read(None, None)
        };
        let system = SystemCode::parse("uk_cds").expect("a code");
        let message = ReadMessage::from_declaration(system, amendment);
        assert_eq!(message.kind, ReadKind::Amendment);
        assert!(message.shipment.is_none() && message.document.is_some());
    }
}

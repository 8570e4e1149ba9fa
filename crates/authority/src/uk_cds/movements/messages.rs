//! What is said of movements: the answer to a notification, how it came out, and how the
//! consignment stands with the declaration in it.

use super::NAMESPACE;
use crate::answer::{MessageBehaviour, Page};
use crate::marker::{Marker, Markers};
use crate::wco;
use crate::xml::{self, Element, Writer};

/// The type of the previous document that names the declaration's consignment.
pub(super) const OWN: &str = "DCR";

/// The type of the one that names the master.
pub(super) const MASTER: &str = "MCR";

const CONTROL_RESPONSE: &str = "inventoryLinkingControlResponse";

/// A notification is acknowledged and processed.
pub(crate) const CONTROL: MessageBehaviour = MessageBehaviour::new(CONTROL_RESPONSE, write_control);

/// A notification is rejected.
pub(crate) const REJECTION: MessageBehaviour = MessageBehaviour {
    is_refusal: true,
    ..MessageBehaviour::new(CONTROL_RESPONSE, write_control)
};

/// How a movement came out.
pub(crate) const MOVEMENT: MessageBehaviour =
    MessageBehaviour::new("inventoryLinkingMovementResponse", write_movement);

/// How the consignment stands.
pub(crate) const TOTALS: MessageBehaviour = MessageBehaviour {
    is_reply: false,
    ..MessageBehaviour::new("inventoryLinkingMovementTotalsResponse", write_totals)
};

/// The statuses of entry that are told.
pub(super) mod status {
    /// The declaration is accepted at the arrival of the goods.
    pub(crate) const ARRIVED: &str = "10";
    /// The declaration is cleared.
    pub(crate) const CLEARED: &str = "3";
    /// The goods have departed.
    pub(crate) const DEPARTED: &str = "D";
}

/// Whether a message is one of these.
pub(crate) fn is_one(code: &str) -> bool {
    [CONTROL.code, MOVEMENT.code, TOTALS.code].contains(&code)
}

/// Writes the whole message.
pub(crate) fn write(page: &Page<'_>) -> String {
    let kind = page.draft.answer.kind;
    let mut writer = Writer::with_capacity(1024);
    writer.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    writer.group_in(kind.code, NAMESPACE, |writer| (kind.write)(writer, page));
    writer.finish()
}

/// The reference of a type that a declaration names its consignment by.
pub(super) fn reference(declaration: &Element<'_>, kind: &str) -> Option<String> {
    let shipment = declaration.child("GoodsShipment")?;
    let items = shipment.all("GovernmentAgencyGoodsItem");
    let mut documents = std::iter::once(shipment)
        .chain(items)
        .flat_map(|part| part.all("PreviousDocument"));
    let named = documents.find(|document| document.text_at("TypeCode") == Some(kind));
    named?.text_at("ID").map(|text| text.trim().to_owned())
}

/// What a message says of the movement that it answers; of one that was told unasked, what the
/// declaration does.
struct Moved {
    code: String,
    location: String,
    time: Option<String>,
    reference: Option<String>,
    ucr: Option<String>,
    kind: String,
}

fn moved(page: &Page<'_>) -> Moved {
    let origin = &page.draft.origin;
    let text = |path: &str| {
        let document = xml::read(&origin.body, xml::Extent::Whole).ok()?;
        let text = document.root.text_at(path)?.trim();
        Some(text.to_owned()).filter(|text| !text.is_empty())
    };
    let declared = |kind: &str| {
        wco::door::declaration(page.basis).and_then(|declaration| reference(declaration, kind))
    };
    let own = || declared(OWN);
    let is_master = text("ucrBlock/ucrType").as_deref() == Some("M");
    Moved {
        code: text("messageCode").unwrap_or_else(|| super::ARRIVAL.to_owned()),
        location: text("goodsLocation").unwrap_or_else(|| "GBAU".to_owned()),
        time: text("goodsArrivalDateTime"),
        reference: text("movementReference"),
        ucr: text("ucrBlock/ucr").or_else(own),
        kind: if is_master { "M" } else { "D" }.to_owned(),
    }
}

fn write_control(writer: &mut Writer, page: &Page<'_>) {
    let moved = moved(page);
    let problems = page.draft.answer.detail.problems();
    writer.leaf("messageCode", &moved.code);
    writer.leaf("actionCode", if problems.is_empty() { "1" } else { "3" });
    block("ucr", &moved, writer);
    writer.optional("movementReference", moved.reference.as_deref());
    for problem in problems {
        writer.group("error", |writer| writer.leaf("errorCode", problem.code));
    }
}

fn write_movement(writer: &mut Writer, page: &Page<'_>) {
    let moved = moved(page);
    writer.leaf("messageCode", &moved.code);
    writer.leaf("crc", "000");
    writer.optional("goodsArrivalDateTime", moved.time.as_deref());
    writer.leaf("goodsLocation", &moved.location);
    writer.optional("movementReference", moved.reference.as_deref());
    block("ucrBlock", &moved, writer);
    entry_status(page, writer);
}

fn write_totals(writer: &mut Writer, page: &Page<'_>) {
    let moved = moved(page);
    let declared = |kind: &str| {
        wco::door::declaration(page.basis).and_then(|declaration| reference(declaration, kind))
    };
    let (own, master) = (declared(OWN), declared(MASTER));
    writer.leaf("messageCode", if master.is_some() { "EMR" } else { "ERS" });
    writer.leaf("crc", "000");
    writer.leaf("goodsLocation", &moved.location);
    writer.optional("masterUCR", master.as_deref());
    if master.is_some() {
        writer.leaf("declarationCount", "1");
    }
    writer.optional("goodsArrivalDateTime", moved.time.as_deref());
    writer.optional("movementReference", moved.reference.as_deref());
    if master.is_some() {
        writer.leaf("masterROE", route(page));
        writer.leaf("masterSOE", entry_status_code(page));
    }
    if let Some(own) = own {
        writer.group("entry", |writer| {
            let moved = Moved {
                ucr: Some(own),
                kind: "D".to_owned(),
                ..moved
            };
            block("ucrBlock", &moved, writer);
            entry_status(page, writer);
        });
    }
}

fn block(name: &str, moved: &Moved, writer: &mut Writer) {
    let Some(ucr) = &moved.ucr else { return };
    writer.group(name, |writer| {
        writer.leaf("ucr", ucr);
        writer.leaf("ucrType", &moved.kind);
    });
}

fn entry_status(page: &Page<'_>, writer: &mut Writer) {
    writer.group("entryStatus", |writer| {
        writer.leaf("roe", route(page));
        writer.leaf("soe", entry_status_code(page));
    });
}

/// Where nothing of the course says it, the declaration is accepted.
fn entry_status_code(page: &Page<'_>) -> &'static str {
    page.draft.answer.detail.code().unwrap_or(status::ARRIVED)
}

/// The route of entry, as the markers of the declaration choose it.
fn route(page: &Page<'_>) -> &'static str {
    let markers = Markers::in_ucr(&page.draft.basis.ucr);
    if markers.has(Marker::Documents) {
        "1"
    } else if markers.has(Marker::Control) {
        "2"
    } else {
        "6"
    }
}

//! How does the authority for exports from the Union (AES, phase 1) behave?
//!
//! As every authority of the Commission's systems ([`crate::commission`]), with what [`DOMAIN`]
//! says: `course` is what follows acceptance; `requests` is what follows a message that transit
//! does not have, or answers otherwise; the messages the authority sends are in `messages`, each
//! check that only export has its file in `checks`. It is the office of export and the office of
//! exit in one. Written from the structures, whose order is not known for what customs sends.

mod checks;
mod course;
mod messages;
mod requests;

use std::sync::Arc;

use course::INVALIDATION;

use crate::answer::MessageBehaviour;
use crate::commission::{Domain, Example};
use crate::conversation::Conversation;
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::status::Status;
use crate::xml;

/// What follows a declaration, beside its amendment and the presentation of its goods.
const ANSWER_TO_ENQUIRY: &str = "CC583C";

const ARRIVAL: &str = "CC507C";

/// What tells export from the other systems.
pub(crate) static DOMAIN: Domain = Domain {
    code: "aes",
    kinds: messages::KINDS,
    namespace: "http://ecs.dgtaxud.ec",
    prefix: "ecs",
    operation: "ExportOperation",
    office: "CustomsOfficeOfExport",
    ucr: "GoodsShipment/Consignment/referenceNumberUCR",
    item: "GoodsItem",
    declaration: "CC515C",
    amendment: "CC513C",
    presentation: "CC511C",
    followers: &[
        ("CC513C", Marker::Silent013),
        (INVALIDATION, Marker::Silent014),
        ("CC511C", Marker::Silent170),
        (ANSWER_TO_ENQUIRY, Marker::Silent),
        (ARRIVAL, Marker::Silent),
    ],
    confirms_every_receipt: false,
    receipt: &messages::acceptance::CC928C,
    acceptance_of_amendment: &messages::acceptance::CC504C,
    rejection,
    mrn_letter,
    accepted: course::accepted,
    released: course::released,
    detailed: course::with_detail,
    // What was released is still to leave.
    is_finished: |status| !status.is_open() && status != Status::Released,
    follow,
    checks: checks::CHECKS,
    formats: checks::FORMATS,
    repeated: checks::REPEATED,
    examples: [
        Example {
            path: "GoodsShipment/GoodsItem/Commodity/CommodityCode/\
                   harmonizedSystemSubHeadingCode",
            pointer: "GoodsShipment/GoodsItem[1]/Commodity/CommodityCode/\
                      harmonizedSystemSubHeadingCode",
            reason: "CL152",
        },
        Example {
            path: "Declarant/identificationNumber",
            pointer: "Declarant/identificationNumber",
            reason: "R0850",
        },
    ],
};

/// What arrives at the exit is rejected there.
fn rejection(message: &str) -> &'static MessageBehaviour {
    if message == ARRIVAL {
        &messages::rejection::CC557C
    } else {
        &messages::rejection::CC556C
    }
}

/// `B` where the declaration is an exit summary declaration too, which its `security` says.
fn mrn_letter(origin: &Origin) -> char {
    let document = xml::read(&origin.body, xml::Extent::Before("GoodsShipment")).ok();
    let security = document.as_ref().and_then(|document| {
        let root = &document.root;
        root.text_at("ExportOperation/security")
    });
    match security {
        Some("2" | "3") => 'B',
        Some(_) | None => 'A',
    }
}

fn follow(domain: &Domain, conversation: &mut Conversation, origin: &Arc<Origin>, own: &Markers) {
    match origin.message.as_str() {
        INVALIDATION => requests::react_invalidation(domain, conversation, origin, own),
        ANSWER_TO_ENQUIRY => requests::react_enquiry(domain, conversation, origin),
        ARRIVAL => requests::react_arrival(domain, conversation, origin, own),
        // Other messages met an objection before.
        _ => {}
    }
}

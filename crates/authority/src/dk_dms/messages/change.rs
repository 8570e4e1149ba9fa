//! CWMRES: the declaration was changed, upon request or by customs. CWMCAS: customs wants it changed,
//! and waits.

use super::page;
use crate::answer::{MessageBehaviour, Page};
use crate::status::Status;
use crate::wco::AMENDMENT;
use crate::xml::Writer;

pub(crate) const CWMRES: MessageBehaviour = MessageBehaviour {
    accepts_amendment: true,
    is_decision: true,
    ..MessageBehaviour::new("CWMRES", write)
};

pub(crate) const CWMCAS: MessageBehaviour =
    MessageBehaviour::moving("CWMCAS", Status::AmendmentRequested, |writer, page| {
        page::with_statement("Explain the value of the first item", page, writer);
    });

/// What customs changes of itself: where the goods are.
const LOCATION: &str = "/Declaration/GoodsShipment/Consignment/GoodsLocation";

fn write(writer: &mut Writer, page: &Page<'_>) {
    let is_asked = page.draft.origin.message == AMENDMENT;
    page::declaration(page, writer, |writer| {
        writer.group("amendment", |writer| {
            writer.leaf("sequenceNumber", "1");
            let (reason, pointer) = if is_asked {
                ("CORRECTED_BY_DECLARANT", "/Declaration")
            } else {
                ("CORRECTED_BY_CUSTOMS", LOCATION)
            };
            writer.leaf("amendmentReasonType", reason);
            writer.leaf("pointer", pointer);
            page::time("timestamp", page.draft.moment, writer);
        });
    });
    page::issued(page, writer);
}

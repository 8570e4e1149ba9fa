//! What says that customs has a message or a declaration, and that somebody looks at it by hand?

use jiff::ToSpan as _;

use super::page;
use crate::answer::{MessageBehaviour, Page};
use crate::status::Status;
use crate::xml::Writer;

/// CWMRCV: a declaration whose goods are still to come, or a request, was received. CWMACC: the
/// declaration is accepted. Both tell the MRN.
pub(crate) const CWMRCV: MessageBehaviour = MessageBehaviour {
    tells_mrn: true,
    ..MessageBehaviour::moving("CWMRCV", Status::Acknowledged, page::plain)
};

pub(crate) const CWMACC: MessageBehaviour = MessageBehaviour {
    tells_mrn: true,
    ..MessageBehaviour::moving("CWMACC", Status::Accepted, write_receipt)
};

fn write_receipt(writer: &mut Writer, page: &Page<'_>) {
    page::declaration(page, writer, |writer| {
        let before = page.draft.moment.saturating_sub(1.second());
        page::time("AcceptanceDateTime", before, writer);
    });
    page::issued(page, writer);
}

/// CWMMAC: customs looks at the declaration by hand. CWMEXT: it is handled outside of the system.
pub(crate) const CWMMAC: MessageBehaviour = MessageBehaviour::new("CWMMAC", page::plain);

pub(crate) const CWMEXT: MessageBehaviour = MessageBehaviour::new("CWMEXT", |writer, page| {
    page::with_statement("Handled at the office", page, writer);
});

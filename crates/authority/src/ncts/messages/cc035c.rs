//! CC035C: the customs debt is being recovered.

use super::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_reply: false,
    ..Kind::new("CC035C", write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page.mrn(writer);
        writer.leaf("declarationAcceptanceDate", &page.acceptance_date());
    });
    writer.group("RecoveryNotification", |writer| {
        writer.leaf("recoveryNotificationDate", &page.date());
        writer.leaf(
            "recoveryNotificationText",
            "The goods did not arrive in time",
        );
        writer.leaf("amountClaimed", "1250.50");
        writer.leaf("currency", "EUR");
    });
    page.office_as("CustomsOfficeOfDeparture", writer);
    page.office_as("CustomsOfficeOfRecoveryAtDeparture", writer);
    page.holder(&super::page::HOLDER, writer);
}

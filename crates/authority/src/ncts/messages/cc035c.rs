//! CC035C: the customs debt is being recovered.

use super::page;
use crate::answer::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_reply: false,
    ..super::brief("CC035C", write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page::mrn(page, writer);
        writer.leaf("declarationAcceptanceDate", &page::acceptance_date(page));
    });
    writer.group("RecoveryNotification", |writer| {
        writer.leaf("recoveryNotificationDate", &page::date(page));
        writer.leaf(
            "recoveryNotificationText",
            "The goods did not arrive in time",
        );
        writer.leaf("amountClaimed", "1250.50");
        writer.leaf("currency", "EUR");
    });
    page::office_as(page, "CustomsOfficeOfDeparture", writer);
    page::office_as(page, "CustomsOfficeOfRecoveryAtDeparture", writer);
    page::holder(page, &super::page::HOLDER, writer);
}

//! IE836: the export declaration of the goods was invalidated.

use super::{ie829, page};
use crate::answer::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_reply: false,
    ..Kind::new("IE836", write)
};

/// The element of the body.
const CONTAINER: &str = "ExportDeclarationInvalidationNotificationToMSAOfDispatchConsignor";

fn write(writer: &mut Writer, page: &Page<'_>) {
    let office = page::office(page, "DeliveryPlaceCustomsOffice");
    writer.group(CONTAINER, |writer| {
        writer.group("ExciseMovement", |writer| {
            page::numbers(page, writer);
            writer.group("ExportOperation", |writer| {
                writer.leaf("Mrn", &ie829::export_mrn(page, office));
                writer.leaf("InvalidationDate", &page::today(page));
            });
            writer.group("CustomsOfficeOfExport", |writer| {
                writer.leaf("ReferenceNumber", office);
            });
            writer.group("MsaOfExport", |writer| {
                writer.leaf("CountryCode", office.get(..2).unwrap_or("XX"));
            });
        });
    });
}

//! IE839: customs refuses the export of the goods.

use super::{ie829, page};
use crate::answer::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_reply: false,
    ..Kind::new("IE839", write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    let office = page::office(page, "DeliveryPlaceCustomsOffice");
    writer.group("RefusalByCustoms", |writer| {
        writer.group("Attributes", |writer| {
            writer.leaf("DateAndTimeOfIssuance", &page::moment(page));
        });
        page::copied(page, "ConsigneeTrader", writer);
        writer.group("ExportPlaceCustomsOffice", |writer| {
            writer.leaf("ReferenceNumber", office);
        });
        writer.group("Rejection", |writer| {
            writer.leaf("RejectionDateAndTime", &page::moment(page));
            // The control at the office of export was unsatisfactory (TC18).
            writer.leaf("RejectionReasonCode", "5");
        });
        writer.group("ExportDeclarationInformation", |writer| {
            let mrn = ie829::export_mrn(page, office);
            writer.leaf("DocumentReferenceNumber", &mrn);
        });
        writer.group("CEadVal", |writer| page::numbers(page, writer));
    });
}

//! IE829: the goods of the movement are released for export.

use super::page;
use crate::answer::{Kind, Page};
use crate::seed;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_reply: false,
    ..Kind::new("IE829", write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("NotificationOfAcceptedExport", |writer| {
        writer.group("Attributes", |writer| {
            writer.leaf("DateAndTimeOfIssuance", &page::moment(page));
        });
        page::copied(page, "ConsigneeTrader", writer);
        writer.group("ExciseMovementEad", |writer| page::numbers(page, writer));
        let office = page::office(page, "DeliveryPlaceCustomsOffice");
        writer.group("ExportPlaceCustomsOffice", |writer| {
            writer.leaf("ReferenceNumber", office);
        });
        writer.group("ExportDeclarationAcceptanceRelease", |writer| {
            writer.leaf("ReferenceNumberOfSenderCustomsOffice", office);
            writer.leaf("DateOfRelease", &page::today(page));
            writer.leaf("DocumentReferenceNumber", &export_mrn(page, office));
            writer.leaf("ExportDeclarationAcceptanceOrGoodsReleasedForExport", "1");
        });
    });
}

/// The MRN of the export declaration, which is no other authority's here.
pub(super) fn export_mrn(page: &Page<'_>, office: &str) -> String {
    let draft = page.draft;
    let names = [draft.facts.lrn.as_str(), "export"];
    let serial = seed::text(draft.seed, &names, 12);
    let year = u8::try_from(draft.moment.year().rem_euclid(100)).unwrap_or(0);
    let country = office.get(..2).unwrap_or("XX");
    cas_model::formats::mrn_of(year, country, &serial, 'A').unwrap_or_default()
}

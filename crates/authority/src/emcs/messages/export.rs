//! What does the customs office of export say of goods that leave?

use super::page;
use crate::answer::{MessageBehaviour, Page};
use crate::seed;
use crate::xml::Writer;

/// IE829: the goods of the movement are released for export.
pub(crate) const IE829: MessageBehaviour = MessageBehaviour {
    is_reply: false,
    ..MessageBehaviour::new("IE829", write_ie829)
};

fn write_ie829(writer: &mut Writer, page: &Page<'_>) {
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
    let serial = seed::serial(draft.seed, &names, 12);
    let year = u8::try_from(draft.moment.year().rem_euclid(100)).unwrap_or(0);
    let country = office.get(..2).unwrap_or("XX");
    cas_model::formats::mrn_of(year, country, &serial, 'A').unwrap_or_default()
}

/// IE836: the export declaration of the goods was invalidated.
pub(crate) const IE836: MessageBehaviour = MessageBehaviour {
    is_reply: false,
    ..MessageBehaviour::new("IE836", write_ie836)
};

/// The element of the body.
const CONTAINER: &str = "ExportDeclarationInvalidationNotificationToMSAOfDispatchConsignor";

fn write_ie836(writer: &mut Writer, page: &Page<'_>) {
    let office = page::office(page, "DeliveryPlaceCustomsOffice");
    writer.group(CONTAINER, |writer| {
        writer.group("ExciseMovement", |writer| {
            page::numbers(page, writer);
            writer.group("ExportOperation", |writer| {
                writer.leaf("Mrn", &export_mrn(page, office));
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

/// IE839: customs refuses the export of the goods.
pub(crate) const IE839: MessageBehaviour = MessageBehaviour {
    is_reply: false,
    ..MessageBehaviour::new("IE839", write_ie839)
};

fn write_ie839(writer: &mut Writer, page: &Page<'_>) {
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
            let mrn = export_mrn(page, office);
            writer.leaf("DocumentReferenceNumber", &mrn);
        });
        writer.group("CEadVal", |writer| page::numbers(page, writer));
    });
}

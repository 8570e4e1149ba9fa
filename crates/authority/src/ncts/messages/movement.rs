//! What is told of a movement after its release: incidents, discrepancies, recovery, its end?

use super::page;
use crate::answer::{MessageBehaviour, Page};
use crate::status::Status;
use crate::xml::Writer;

/// CC182C: an incident happened on the way.
pub(crate) const CC182C: MessageBehaviour = MessageBehaviour {
    is_reply: false,
    ..super::brief("CC182C", write_cc182c)
};

fn write_cc182c(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page::mrn(page, writer);
        writer.leaf("incidentNotificationDateAndTime", &page::moment(page));
    });
    page::office_as(page, "CustomsOfficeOfDeparture", writer);
    page::office_as(page, "CustomsOfficeOfIncidentRegistration", writer);
    let country = page::office(page).get(..2).unwrap_or("XX");
    writer.group("Consignment", |writer| {
        writer.group("Incident", |writer| {
            writer.leaf("sequenceNumber", "1");
            writer.leaf("code", "1");
            writer.leaf("text", "The carrier had to leave the prescribed itinerary");
            writer.group("Location", |writer| {
                writer.leaf("qualifierOfIdentification", "W");
                writer.leaf("country", country);
                writer.group("GNSS", |writer| {
                    writer.leaf("latitude", "+50.84600");
                    writer.leaf("longitude", "+04.35200");
                });
            });
        });
    });
}

/// CC019C: discrepancies were found.
pub(crate) const CC019C: MessageBehaviour = MessageBehaviour {
    is_reply: false,
    ..super::brief("CC019C", write_cc019c)
};

fn write_cc019c(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page::mrn(page, writer);
        writer.leaf("discrepanciesNotificationDate", &page::date(page));
        writer.leaf(
            "discrepanciesNotificationText",
            "The seals found differ from those declared",
        );
    });
    page::office_and_holder(page, writer);
}

/// CC035C: the customs debt is being recovered.
pub(crate) const CC035C: MessageBehaviour = MessageBehaviour {
    is_reply: false,
    ..super::brief("CC035C", write_cc035c)
};

fn write_cc035c(writer: &mut Writer, page: &Page<'_>) {
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

/// CC045C: the procedure is discharged and the guarantee released.
pub(crate) const CC045C: MessageBehaviour = MessageBehaviour {
    is_reply: false,
    ..super::moving("CC045C", Status::Discharged, write_cc045c)
};

fn write_cc045c(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page::mrn(page, writer);
        writer.leaf("writeOffDate", &page::date(page));
    });
    page::office_and_holder(page, writer);
}

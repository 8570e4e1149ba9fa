//! CC182C: an incident happened on the way.

use super::page;
use crate::answer::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_reply: false,
    ..super::brief("CC182C", write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
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

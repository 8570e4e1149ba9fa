//! IE840: an officer reports what happened on the way.

use super::page;
use crate::answer::{Kind, Page};
use crate::seed;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_reply: false,
    ..Kind::new("IE840", write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    let office = page::office(page, "CompetentAuthorityDispatchOffice");
    let country = office.get(..2).unwrap_or("XX");
    writer.group("EventReportEnvelope", |writer| {
        writer.group("Attributes", |writer| {
            // A validated document (TC85).
            writer.leaf("EventReportMessageType", "3");
            let moment = page::moment(page);
            writer.leaf("DateAndTimeOfValidationOfEventReport", &moment);
        });
        writer.group("HeaderEventReport", |writer| {
            writer.leaf("EventReportNumber", &report_number(page, country));
            writer.leaf("ReferenceNumberOfExciseOffice", office);
            writer.leaf("MemberStateOfEvent", country);
        });
        page::movement(page, writer);
        writer.group("EventReport", |writer| {
            writer.leaf("DateOfEvent", &page::today(page));
            page::words("PlaceOfEvent", "On the road", writer);
            writer.leaf("SubmittingPerson", "Officer 1");
            // An excise officer (BC34).
            writer.leaf("SubmittingPersonCode", "4");
            page::words("Comments", "The seals were renewed", writer);
        });
        writer.group("BodyEventReport", |writer| {
            writer.leaf("EventTypeCode", "0");
            page::words("AssociatedInformation", "Seals renewed", writer);
        });
    });
}

/// The number of the report: a country, thirteen characters and a check digit (R071).
fn report_number(page: &Page<'_>, country: &str) -> String {
    let draft = page.draft;
    let serial = seed::text(draft.seed, &[&draft.identification, "report"], 13);
    let without = format!("{country}{serial}");
    let digit = cas_model::formats::check_digit(&without).unwrap_or('0');
    format!("{without}{digit}")
}

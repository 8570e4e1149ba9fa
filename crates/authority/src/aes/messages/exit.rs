//! What is said of goods on their way out: they may leave, have they, they did.

use jiff::ToSpan as _;

use super::{page, repetition};
use crate::answer::{MessageBehaviour, Page};
use crate::status::Status;
use crate::xml::{Extent, Writer, read};

/// CC525C: the office of exit lets the goods leave.
pub(crate) const CC525C: MessageBehaviour = MessageBehaviour {
    is_reply: false,
    ..MessageBehaviour::new("CC525C", write_cc525c)
};

const LOCATION: &str = "GoodsShipment/Consignment/LocationOfGoods";

fn write_cc525c(writer: &mut Writer, page: &Page<'_>) {
    let origin = &page.draft.origin;
    let storing = page::origin_text(origin, "ExportOperation/storingFlag");
    writer.group("ExportOperation", |writer| {
        page::mrn(page, writer);
        writer.leaf("releaseDate", &page::date(page));
        writer.leaf("storingFlag", storing.as_deref().unwrap_or("0"));
    });
    page::exit_office(page, writer);
    page::exit_carrier(page, writer);
    let told = read(&origin.body, Extent::Whole).ok();
    let told = told.as_ref().and_then(|told| told.root.at_path(LOCATION));
    let Some(location) = told.or_else(|| page.basis.root.at_path(LOCATION)) else {
        return;
    };
    writer.group("GoodsShipment", |writer| {
        writer.group("Consignment", |writer| page::location(location, writer));
    });
}

/// CC582C: customs asks whether the goods have left, and by when it wants an answer.
pub(crate) const CC582C: MessageBehaviour = MessageBehaviour {
    is_reply: false,
    ..super::brief("CC582C", write_cc582c)
};

/// How many days the trader has to answer.
const DAYS_TO_ANSWER: i64 = 30;

fn write_cc582c(writer: &mut Writer, page: &Page<'_>) {
    let today = page.draft.moment.date();
    let limit = today.saturating_add(DAYS_TO_ANSWER.days());
    writer.group("ExportOperation", |writer| {
        page::mrn(page, writer);
        writer.leaf("limitForResponseDate", &limit.to_string());
        writer.leaf("requestOnNonExitedExportDate", &today.to_string());
    });
    page::export_office(page, writer);
    page::exporter(page, writer);
    page::declarant(page, writer);
}

/// CC599C: the goods have left, or were stopped at the exit. It repeats the declaration as it stands.
///
/// The goods have left.
pub(crate) const CC599C: MessageBehaviour = MessageBehaviour {
    is_reply: false,
    ..MessageBehaviour::moving("CC599C", Status::Discharged, write_exit)
};

/// The goods were stopped: the export stays as it is.
pub(crate) const STOPPED: MessageBehaviour = MessageBehaviour {
    is_reply: false,
    ..MessageBehaviour::new("CC599C", write_stop)
};

fn write_exit(writer: &mut Writer, page: &Page<'_>) {
    let told = page::origin_text(&page.draft.origin, "ExportOperation/exitDate");
    let day = told.unwrap_or_else(|| page::date(page));
    write_cc599c(writer, page, "A2", "exitDate", &day);
}

fn write_stop(writer: &mut Writer, page: &Page<'_>) {
    write_cc599c(writer, page, "B1", "exitStoppedDate", &page::date(page));
}

fn write_cc599c(writer: &mut Writer, page: &Page<'_>, code: &str, what: &str, day: &str) {
    repetition::operation(page, &page::acceptance_date(page), writer);
    repetition::groups(page, &["Authorisation", "CustomsOfficeOfExport"], writer);
    page::exit_office(page, writer);
    repetition::groups(page, &["SupervisingCustomsOffice"], writer);
    repetition::groups(page, &repetition::PARTIES, writer);
    writer.group("ExitControlResult", |writer| {
        writer.leaf("code", code);
        writer.leaf(what, day);
    });
    repetition::shipment(page, writer);
}

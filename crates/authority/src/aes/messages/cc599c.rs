//! CC599C: the goods have left, or were stopped at the exit. It repeats the declaration as it stands.

use super::{page, repetition};
use crate::answer::{Kind, Page};
use crate::status::Status;
use crate::xml::Writer;

/// The goods have left.
pub(crate) const KIND: Kind = Kind {
    is_reply: false,
    ..Kind::moving("CC599C", Status::Discharged, write_exit)
};

/// The goods were stopped: the export stays as it is.
pub(crate) const STOPPED: Kind = Kind {
    is_reply: false,
    ..Kind::new("CC599C", write_stop)
};

fn write_exit(writer: &mut Writer, page: &Page<'_>) {
    let told = page::origin_text(&page.draft.origin, "ExportOperation/exitDate");
    let day = told.unwrap_or_else(|| page::date(page));
    write(writer, page, "A2", "exitDate", &day);
}

fn write_stop(writer: &mut Writer, page: &Page<'_>) {
    write(writer, page, "B1", "exitStoppedDate", &page::date(page));
}

fn write(writer: &mut Writer, page: &Page<'_>, code: &str, what: &str, day: &str) {
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

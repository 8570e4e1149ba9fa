//! What decides on an export? Its release, that there is none, and its invalidation.

use super::{page, repetition};
use crate::answer::{MessageBehaviour, Page};
use crate::status::Status;
use crate::xml::Writer;

/// CC529C: the goods are released for export. It repeats the declaration as it stands.
pub(crate) const CC529C: MessageBehaviour = MessageBehaviour {
    tells_mrn: true,
    ..MessageBehaviour::moving("CC529C", Status::Released, write_cc529c)
};

const OFFICES: [&str; 4] = [
    "Authorisation",
    "CustomsOfficeOfExport",
    "CustomsOfficeOfExitDeclared",
    "SupervisingCustomsOffice",
];

fn write_cc529c(writer: &mut Writer, page: &Page<'_>) {
    repetition::operation(page, &page::date(page), writer);
    repetition::groups(page, &OFFICES, writer);
    repetition::groups(page, &repetition::PARTIES, writer);
    writer.group("ControlResult", |writer| {
        writer.leaf("date", &page::date(page));
    });
    repetition::shipment(page, writer);
}

/// CC551C: release is refused.
pub(crate) const CC551C: MessageBehaviour =
    super::moving("CC551C", Status::NotReleased, write_cc551c);

fn write_cc551c(writer: &mut Writer, page: &Page<'_>) {
    writer.group("ExportOperation", |writer| page::mrn(page, writer));
    page::export_office(page, writer);
    page::exporter(page, writer);
    page::declarant(page, writer);
    writer.group("ControlResult", |writer| {
        writer.leaf("date", &page::date(page));
        writer.leaf("text", "The control result is not satisfactory");
    });
}

/// CC509C: the declaration is invalidated, as the trader asked or by customs itself.
pub(crate) const CC509C: MessageBehaviour = MessageBehaviour {
    is_decision: true,
    ..super::moving("CC509C", Status::Invalidated, write_cc509c)
};

fn write_cc509c(writer: &mut Writer, page: &Page<'_>) {
    let is_by_customs = !page::is_reply(page);
    writer.group("ExportOperation", |writer| {
        page::lrn(page, writer);
        page::mrn(page, writer);
        writer.leaf("invalidationDecisionDateAndTime", &page::moment(page));
        if !is_by_customs {
            writer.leaf("invalidationRequestDateAndTime", &page::asked_at(page));
        }
        let by_customs = if is_by_customs { "1" } else { "0" };
        writer.leaf("invalidationInitiatedByCustoms", by_customs);
        if is_by_customs {
            let why = "The goods were not presented as declared";
            writer.leaf("invalidationJustification", why);
        }
    });
    page::export_office(page, writer);
    page::exporter(page, writer);
    page::declarant(page, writer);
}

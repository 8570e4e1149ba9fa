//! What says that customs has a declaration: received, accepted, and its amendment accepted?

use super::page;
use crate::answer::{MessageBehaviour, Page};
use crate::status::Status;
use crate::xml::Writer;

/// CC928C: the declaration was received. Its structure is transit's: that of export is not known.
pub(crate) const CC928C: MessageBehaviour =
    super::moving("CC928C", Status::Acknowledged, write_cc928c);

fn write_cc928c(writer: &mut Writer, page: &Page<'_>) {
    writer.group("ExportOperation", |writer| page::lrn(page, writer));
    page::export_office(page, writer);
    page::declarant(page, writer);
}

/// CC528C: the declaration is accepted, and this is its MRN.
pub(crate) const CC528C: MessageBehaviour = MessageBehaviour {
    tells_mrn: true,
    ..super::moving("CC528C", Status::Accepted, write_cc528c)
};

fn write_cc528c(writer: &mut Writer, page: &Page<'_>) {
    writer.group("ExportOperation", |writer| {
        page::lrn(page, writer);
        page::mrn(page, writer);
        writer.leaf("declarationAcceptanceDate", &page::acceptance_date(page));
    });
    page::export_office(page, writer);
    page::declarant(page, writer);
}

/// CC504C: the amendment is accepted, and is the declaration from now on.
pub(crate) const CC504C: MessageBehaviour = MessageBehaviour {
    accepts_amendment: true,
    is_decision: true,
    ..super::brief("CC504C", write_cc504c)
};

fn write_cc504c(writer: &mut Writer, page: &Page<'_>) {
    writer.group("ExportOperation", |writer| {
        page::lrn(page, writer);
        page::mrn(page, writer);
        writer.leaf("amendmentDateAndTime", &page::asked_at(page));
        writer.leaf("amendmentAcceptanceDateAndTime", &page::moment(page));
    });
    page::export_office(page, writer);
    page::exporter(page, writer);
    page::declarant(page, writer);
}

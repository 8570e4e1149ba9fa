//! What holds goods up: a control, documents, a question, detention?

use super::page;
use crate::answer::{MessageBehaviour, Page};
use crate::status::Status;
use crate::xml::Writer;

/// DMSCTL: the goods are controlled before they are cleared.
pub(crate) const DMSCTL: MessageBehaviour =
    MessageBehaviour::moving("DMSCTL", Status::UnderControl, write_dmsctl);

fn write_dmsctl(writer: &mut Writer, page: &Page<'_>) {
    page::statement(None, Some("Physical examination of the first item"), writer);
    page::declaration(page, writer);
}

/// DMSDOC: documents are to be presented within ten days.
pub(crate) const DMSDOC: MessageBehaviour =
    MessageBehaviour::moving("DMSDOC", Status::UnderControl, write_dmsdoc);

fn write_dmsdoc(writer: &mut Writer, page: &Page<'_>) {
    writer.group("AdditionalInformation", |writer| {
        writer.leaf("StatementDescription", "Present the commercial invoice");
        page::limit(page, "LimitDateTime", 10, writer);
        writer.leaf("StatementTypeCode", "AFB");
        page::pointers("42A 67A 68A[1] 02A[1]", writer);
    });
    page::declaration(page, writer);
}

/// DMSQRY: customs asks the declarant something, and waits.
pub(crate) const DMSQRY: MessageBehaviour =
    MessageBehaviour::moving("DMSQRY", Status::AmendmentRequested, write_dmsqry);

fn write_dmsqry(writer: &mut Writer, page: &Page<'_>) {
    page::statement(None, Some("Explain the value of the first item"), writer);
    page::declaration(page, writer);
}

/// DMSDET: the goods are detained.
pub(crate) const DMSDET: MessageBehaviour =
    MessageBehaviour::moving("DMSDET", Status::NotReleased, write_dmsdet);

fn write_dmsdet(writer: &mut Writer, page: &Page<'_>) {
    page::statement(None, Some("The goods are detained"), writer);
    page::declaration(page, writer);
}

//! CWMREJ: the message is rejected, for these errors in these places. Without errors, customs has
//! cancelled an import, or does not release exported goods.

use super::page;
use crate::answer::{Kind, Page};
use crate::status::Status;
use crate::xml::Writer;

pub(crate) const CWMREJ: Kind = Kind {
    is_decision: true,
    is_refusal: true,
    tells_mrn: true,
    ..Kind::new("CWMREJ", write)
};

/// Customs cancels the declaration.
pub(crate) const CANCELLED: Kind = Kind::moving("CWMREJ", Status::Invalidated, write_cancelled);

/// Goods are not released.
pub(crate) const NOT_RELEASED: Kind =
    Kind::moving("CWMREJ", Status::NotReleased, |writer, page| {
        page::said("The goods are not released", page, writer);
    });

fn write(writer: &mut Writer, page: &Page<'_>) {
    page::declaration(page, writer, |writer| {
        page::time("RejectionDateTime", page.draft.moment, writer);
    });
    for problem in page.draft.answer.detail.problems() {
        writer.group("Error", |writer| {
            page::pointers(&problem.pointer, page, writer);
            writer.leaf("ValidationCode", problem.code);
            writer.leaf("ValidationText", problem.reason);
        });
    }
    page::issued(page, writer);
}

fn write_cancelled(writer: &mut Writer, page: &Page<'_>) {
    page::declaration(page, writer, |writer| {
        page::time("CancellationDateTime", page.draft.moment, writer);
    });
    page::statement("The goods may not be imported", writer);
    page::issued(page, writer);
}

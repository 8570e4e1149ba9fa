//! DMSREJ: the message is rejected, for these errors in these places.

use super::page;
use crate::answer::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_decision: true,
    is_refusal: true,
    tells_mrn: true,
    ..Kind::new("DMSREJ", write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    for problem in page.draft.answer.detail.problems() {
        writer.group("Error", |writer| {
            writer.leaf("ValidationCode", problem.code);
            page::pointers(&problem.pointer, writer);
        });
    }
    writer.group("Declaration", |writer| {
        page::own_references(page, writer);
        page::time("RejectionDateTime", page.draft.moment, writer);
        page::version(page, writer);
    });
}

//! CC004C: the amendment is accepted, and is the declaration from now on.

use super::page;
use crate::answer::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    accepts_amendment: true,
    is_decision: true,
    ..super::brief("CC004C", write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page::lrn(page, writer);
        page::mrn(page, writer);
        writer.leaf("amendmentSubmissionDateAndTime", &page::asked_at(page));
        writer.leaf("amendmentAcceptanceDateAndTime", &page::moment(page));
    });
    page::office_and_holder(page, writer);
}

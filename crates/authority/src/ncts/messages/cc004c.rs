//! CC004C: the amendment is accepted, and is the declaration from now on.

use super::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    accepts_amendment: true,
    is_decision: true,
    ..Kind::new("CC004C", write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page.lrn(writer);
        page.mrn(writer);
        writer.leaf("amendmentSubmissionDateAndTime", &page.asked_at());
        writer.leaf("amendmentAcceptanceDateAndTime", &page.moment());
    });
    page.office_and_holder(writer);
}

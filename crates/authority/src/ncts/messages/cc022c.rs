//! CC022C: customs asks for an amendment, for these errors in these places.

use super::cc056c::{problems, write_error};
use super::{Kind, Page};
use crate::ncts::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_reply: false,
    ..Kind::moving("CC022C", Status::AmendmentRequested, write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page.mrn(writer);
        writer.leaf("amendmentNotificationDateAndTime", &page.moment());
    });
    page.office_and_holder(writer);
    let problems = problems(&page.draft.answer.detail);
    for (number, problem) in (1..).zip(problems) {
        writer.group("FunctionalError", |writer: &mut Writer| {
            writer.leaf("sequenceNumber", &format!("{number}"));
            write_error(problem, writer);
        });
    }
}

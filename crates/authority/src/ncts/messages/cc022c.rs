//! CC022C: customs asks for an amendment, for these errors in these places.

use super::page;
use crate::answer::{Kind, Page};
use crate::commission::messages::errors::write_error;
use crate::status::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_reply: false,
    ..super::moving("CC022C", Status::AmendmentRequested, write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page::mrn(page, writer);
        writer.leaf("amendmentNotificationDateAndTime", &page::moment(page));
    });
    page::office_and_holder(page, writer);
    let problems = page.draft.answer.detail.problems();
    for (number, problem) in (1..).zip(problems) {
        writer.group("FunctionalError", |writer: &mut Writer| {
            writer.leaf("sequenceNumber", &format!("{number}"));
            write_error(problem, writer);
        });
    }
}

//! CC051C: release is refused.

use super::page;
use crate::answer::{Kind, Page};
use crate::status::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = super::moving("CC051C", Status::NotReleased, write);

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page::mrn(page, writer);
        writer.leaf("declarationSubmissionDateAndTime", &page::lodged_at(page));
        writer.leaf("noReleaseMotivationCode", "B1");
        writer.leaf(
            "noReleaseMotivationText",
            "The control result is not satisfactory",
        );
    });
    page::office_and_holder(page, writer);
}

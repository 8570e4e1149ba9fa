//! CC051C: release is refused.

use super::{Kind, Page};
use crate::ncts::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind::moving("CC051C", Status::NotReleased, write);

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page.mrn(writer);
        writer.leaf("declarationSubmissionDateAndTime", &page.lodged_at());
        writer.leaf("noReleaseMotivationCode", "B1");
        writer.leaf(
            "noReleaseMotivationText",
            "The control result is not satisfactory",
        );
    });
    page.office_and_holder(writer);
}

//! IE807: the movement is stopped.

use super::page;
use crate::answer::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_reply: false,
    ..Kind::new("IE807", write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("InterruptionOfMovement", |writer| {
        writer.group("Attributes", |writer| {
            writer.optional("AdministrativeReferenceCode", page::arc(page));
            writer.leaf("DateAndTimeOfIssuance", &page::moment(page));
            // Goods lost or stolen (BC26).
            writer.leaf("ReasonForInterruptionCode", "3");
            let office = page::office(page, "CompetentAuthorityDispatchOffice");
            writer.leaf("ReferenceNumberOfExciseOffice", office);
        });
    });
}

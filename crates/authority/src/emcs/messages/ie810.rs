//! IE810: the movement is cancelled; as the consignor asked, or by customs.

use super::page;
use crate::answer::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_decision: true,
    ..Kind::new("IE810", write)
};

const TIME: &str = "DateAndTimeOfValidationOfCancellation";

fn write(writer: &mut Writer, page: &Page<'_>) {
    if page::repeated(page, TIME, &[], writer) {
        return;
    }
    writer.group("CancellationOfEAD", |writer| {
        writer.group("Attributes", |writer| {
            writer.leaf(TIME, &page::moment(page))
        });
        writer.group("ExciseMovementEad", |writer| {
            writer.optional("AdministrativeReferenceCode", page::arc(page));
        });
        writer.group("Cancellation", |writer| {
            // Duplicate e-AD (BC43).
            writer.leaf("CancellationReasonCode", "3");
        });
    });
}

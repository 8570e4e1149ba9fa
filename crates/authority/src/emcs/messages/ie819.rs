//! IE819: an alert about a movement, or its rejection; as the consignee made it, or as he would
//! have.

use super::page;
use crate::answer::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind::new("IE819", write);

const TIME: &str = "DateAndTimeOfValidationOfAlertRejection";

fn write(writer: &mut Writer, page: &Page<'_>) {
    if page::repeated(page, TIME, &[], writer) {
        return;
    }
    writer.group("AlertOrRejectionOfEADESAD", |writer| {
        writer.group("Attributes", |writer| {
            writer.leaf(TIME, &page::moment(page))
        });
        page::copied(page, "ConsigneeTrader", writer);
        page::movement(page, writer);
        writer.group("DestinationOffice", |writer| {
            let office = page::office(page, "CompetentAuthorityDispatchOffice");
            writer.leaf("ReferenceNumber", office);
        });
        writer.group("AlertOrRejection", |writer| {
            writer.leaf("DateOfAlertOrRejection", &page::today(page));
            let flag = page.draft.answer.detail.code().unwrap_or("0");
            writer.leaf("EadEsadRejectedFlag", flag);
        });
        writer.group("AlertOrRejectionOfEadEsadReason", |writer| {
            // The quantities do not match with the order (BC22).
            writer.leaf("AlertOrRejectionOfMovementReasonCode", "3");
        });
    });
}

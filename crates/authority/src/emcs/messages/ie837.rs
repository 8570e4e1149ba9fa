//! IE837: a trader explains a delay; as one of them did, or as the consignee would have.

use super::page;
use crate::answer::{Kind, Page};
use crate::emcs::movement::Traders;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind::new("IE837", write);

const TIME: &str = "DateAndTimeOfValidationOfExplanationOnDelay";

fn write(writer: &mut Writer, page: &Page<'_>) {
    if page::repeated(page, TIME, &[], writer) {
        return;
    }
    let traders = page::basis(page).map(Traders::of).unwrap_or_default();
    // Only a number of thirteen characters can stand here.
    let consignee = traders.consignee.filter(|id| id.chars().count() == 13);
    let (submitter, side) = match &consignee {
        Some(consignee) => (consignee, "2"),
        None => (&traders.consignor, "1"),
    };
    writer.group("ExplanationOnDelayForDelivery", |writer| {
        writer.group("Attributes", |writer| {
            writer.leaf("SubmitterIdentification", submitter);
            writer.leaf("SubmitterType", side);
            // Strike (BC51), in sending the report of receipt.
            writer.leaf("ExplanationCode", "5");
            writer.leaf("MessageRole", "1");
            writer.leaf(TIME, &page::moment(page));
        });
        page::movement(page, writer);
    });
}

//! What explains a delay or a shortage?

use super::page;
use crate::answer::{MessageBehaviour, Page};
use crate::emcs::movement::Traders;
use crate::xml::Writer;

/// IE837: a trader explains a delay; as one of them did, or as the consignee would have.
pub(crate) const IE837: MessageBehaviour = MessageBehaviour::new("IE837", write_ie837);

const IE837_TIME: &str = "DateAndTimeOfValidationOfExplanationOnDelay";

fn write_ie837(writer: &mut Writer, page: &Page<'_>) {
    if page::repeated(page, IE837_TIME, &[], writer) {
        return;
    }
    let traders = page::basis(page).map(Traders::named_by).unwrap_or_default();
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
            writer.leaf(IE837_TIME, &page::moment(page));
        });
        page::movement(page, writer);
    });
}

/// IE871: a trader explains why goods were missing; as one of them did, or as the consignor would
/// have.
pub(crate) const IE871: MessageBehaviour = MessageBehaviour::new("IE871", write_ie871);

const IE871_TIME: &str = "DateAndTimeOfValidationOfExplanationOnShortage";

fn write_ie871(writer: &mut Writer, page: &Page<'_>) {
    if page::repeated(page, IE871_TIME, &[], writer) {
        return;
    }
    writer.group("ExplanationOnReasonForShortage", |writer| {
        writer.group("Attributes", |writer| {
            writer.leaf("SubmitterType", "1");
            writer.leaf(IE871_TIME, &page::moment(page));
        });
        page::movement(page, writer);
        page::copied(page, "ConsignorTrader", writer);
        writer.group("Analysis", |writer| {
            writer.leaf("DateOfAnalysis", &page::today(page));
            page::words("GlobalExplanation", "Evaporation", writer);
        });
    });
}

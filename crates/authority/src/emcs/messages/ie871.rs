//! IE871: a trader explains why goods were missing; as one of them did, or as the consignor would
//! have.

use super::page;
use crate::answer::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind::new("IE871", write);

const TIME: &str = "DateAndTimeOfValidationOfExplanationOnShortage";

fn write(writer: &mut Writer, page: &Page<'_>) {
    if page::repeated(page, TIME, &[], writer) {
        return;
    }
    writer.group("ExplanationOnReasonForShortage", |writer| {
        writer.group("Attributes", |writer| {
            writer.leaf("SubmitterType", "1");
            writer.leaf(TIME, &page::moment(page));
        });
        page::movement(page, writer);
        page::copied(page, "ConsignorTrader", writer);
        writer.group("Analysis", |writer| {
            writer.leaf("DateOfAnalysis", &page::today(page));
            page::words("GlobalExplanation", "Evaporation", writer);
        });
    });
}

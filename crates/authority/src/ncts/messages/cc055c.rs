//! CC055C: the guarantee is not valid.

use super::page;
use crate::answer::{Kind, Page};
use crate::status::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = super::moving("CC055C", Status::GuaranteeNotValid, write);

/// Stands for the reference of a guarantee that is declared without one.
const NO_GUARANTEE: &str = "00XX0000000000000";

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page::mrn(page, writer);
        writer.leaf("declarationAcceptanceDate", &page::acceptance_date(page));
    });
    page::office_as(page, "CustomsOfficeOfDeparture", writer);
    page::holder(page, &[("identificationNumber", 17), ("name", 70)], writer);
    writer.group("GuaranteeReference", |writer| {
        writer.leaf("sequenceNumber", "1");
        writer.leaf("GRN", page::guarantees(page).next().unwrap_or(NO_GUARANTEE));
        writer.group("InvalidGuaranteeReason", |writer| {
            writer.leaf("sequenceNumber", "1");
            writer.leaf("code", "G03");
            writer.leaf("text", "Access code not valid");
        });
    });
}

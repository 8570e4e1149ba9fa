//! CC055C: the guarantee is not valid.

use super::{Kind, Page};
use crate::ncts::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind::moving("CC055C", Status::GuaranteeNotValid, write);

/// Stands for the reference of a guarantee that is declared without one.
const NO_GUARANTEE: &str = "00XX0000000000000";

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page.mrn(writer);
        writer.leaf("declarationAcceptanceDate", &page.acceptance_date());
    });
    page.office_as("CustomsOfficeOfDeparture", writer);
    page.holder(&[("identificationNumber", 17), ("name", 70)], writer);
    writer.group("GuaranteeReference", |writer| {
        writer.leaf("sequenceNumber", "1");
        writer.leaf("GRN", page.guarantees().next().unwrap_or(NO_GUARANTEE));
        writer.group("InvalidGuaranteeReason", |writer| {
            writer.leaf("sequenceNumber", "1");
            writer.leaf("code", "G03");
            writer.leaf("text", "Access code not valid");
        });
    });
}

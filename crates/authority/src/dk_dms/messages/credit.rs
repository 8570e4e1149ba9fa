//! CWMCPI: the credit does not suffice for what is to be paid. CWMCPR: a reminder that it is to be
//! paid within ten days.

use super::duties::CHARGES;
use super::page;
use crate::answer::{Kind, Page};
use crate::status::Status;
use crate::wco::tariff;
use crate::xml::Writer;

pub(crate) const CWMCPI: Kind =
    Kind::moving("CWMCPI", Status::GuaranteeNotValid, |writer, page| {
        write_owed(page, writer);
        page::issued(page, writer);
    });

pub(crate) const CWMCPR: Kind = Kind::new("CWMCPR", |writer, page| {
    write_owed(page, writer);
    page::issued(page, writer);
    page::limit(page, "DueDate", 10, writer);
});

/// All that is to be paid for the declaration.
fn write_owed(page: &Page<'_>, writer: &mut Writer) {
    let total = page::basis(page).map(|known| tariff::total(&CHARGES, known));
    page::declaration(page, writer, |writer| {
        writer.group("DutyTaxFee", |writer| {
            writer.group("Payment", |writer| {
                page::amount("PaymentAmount", total.unwrap_or_default(), writer);
            });
        });
    });
}

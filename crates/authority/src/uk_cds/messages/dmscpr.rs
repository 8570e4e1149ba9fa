//! DMSCPR: a reminder that duties are to be paid within ten days.

use super::dmstax::CHARGES;
use super::page;
use crate::answer::{Kind, Page};
use crate::wco::tariff;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind::new("DMSCPR", write);

fn write(writer: &mut Writer, page: &Page<'_>) {
    page::bank(writer);
    let total = page::basis(page)
        .map(|known| tariff::total(&CHARGES, known))
        .unwrap_or_default();
    page::declaration_with(page, writer, |writer| {
        writer.group("DutyTaxFee", |writer| {
            writer.group("Payment", |writer| {
                page::limit(page, "DueDateTime", 10, writer);
                page::amount("PaymentAmount", total, writer);
            });
        });
    });
}

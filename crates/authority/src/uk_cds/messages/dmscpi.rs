//! DMSCPI: the deferred payment account does not hold what is to be paid.

use super::dmstax::CHARGES;
use super::page;
use crate::answer::{Kind, Page};
use crate::status::Status;
use crate::wco::tariff;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind::moving("DMSCPI", Status::GuaranteeNotValid, write);

fn write(writer: &mut Writer, page: &Page<'_>) {
    page::bank(writer);
    let total = page::basis(page)
        .map(|known| tariff::total(&CHARGES, known))
        .unwrap_or_default();
    page::declaration_with(page, writer, |writer| {
        writer.group("DutyTaxFee", |writer| {
            writer.group("Payment", |writer| {
                page::amount("PaymentAmount", total, writer);
                writer.group("ObligationGuarantee", |writer| {
                    writer.leaf("ReferenceID", "GAN212082");
                });
            });
        });
    });
}

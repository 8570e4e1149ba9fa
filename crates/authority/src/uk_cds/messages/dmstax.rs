//! DMSTAX: the duties of each item, provisional while the declaration is under way and final with
//! its clearance.

use super::page;
use crate::answer::{Kind, Page};
use crate::wco::tariff::{self, Charges, Duty, Quotation};
use crate::xml::{Element, Writer};

pub(crate) const KIND: Kind = Kind::new("DMSTAX", write);

/// The status codes of a calculation.
pub(crate) const PROVISIONAL: &str = "67";

pub(crate) const FINAL: &str = "4";

fn write(writer: &mut Writer, page: &Page<'_>) {
    page::bank(writer);
    let code = page.draft.answer.detail.code().unwrap_or(FINAL);
    writer.group("Status", |writer| writer.leaf("NameCode", code));
    page::declaration_with(page, writer, |writer| {
        let Some(declaration) = page::basis(page) else {
            return;
        };
        let Some(shipment) = declaration.child("GoodsShipment") else {
            return;
        };
        writer.group("GoodsShipment", |writer| {
            for item in shipment.all("GovernmentAgencyGoodsItem") {
                write_item(declaration, item, writer);
            }
        });
    });
}

fn write_item(declaration: &Element<'_>, item: &Element<'_>, writer: &mut Writer) {
    let preference = tariff::preference(item);
    writer.group("GovernmentAgencyGoodsItem", |writer| {
        let number = item.text_at("SequenceNumeric").map_or("1", str::trim);
        writer.leaf("SequenceNumeric", number);
        writer.group("Commodity", |writer| {
            for duty in tariff::duties(&CHARGES, declaration, item) {
                write_duty(&duty, preference, writer);
            }
        });
    });
}

fn write_duty(duty: &Duty, preference: &str, writer: &mut Writer) {
    writer.group("DutyTaxFee", |writer| {
        page::amount("AdValoremTaxBaseAmount", duty.base, writer);
        page::amount("DeductAmount", rust_decimal::Decimal::ZERO, writer);
        writer.leaf("DutyRegimeCode", preference);
        writer.leaf("TaxRateNumeric", &format!("{:.2}", duty.rate));
        writer.leaf("TypeCode", duty.tax);
        writer.group("Payment", |writer| {
            page::amount("TaxAssessedAmount", duty.amount, writer);
            page::amount("PaymentAmount", duty.amount, writer);
        });
    });
}

/// What the United Kingdom charges.
pub(super) const CHARGES: Charges = Charges {
    currency: "GBP",
    vat: 20,
    quotation: Quotation::Foreign,
    is_dutiable: |_| true,
};

//! CWMTAX: the duties of each item.

use rust_decimal::Decimal;

use super::page;
use crate::answer::{Kind, Page};
use crate::dk_dms::declared::Declared;
use crate::wco::checks::items_of;
use crate::wco::tariff::{self, Charges, Duty, Quotation};
use crate::xml::{Element, Writer};

pub(crate) const CWMTAX: Kind = Kind::new("CWMTAX", write);

fn write(writer: &mut Writer, page: &Page<'_>) {
    page::declaration(page, writer, |writer| {
        let Some(declaration) = page::basis(page) else {
            return;
        };
        writer.group("GoodsShipment", |writer| {
            for item in items_of(declaration) {
                write_item(declaration, item, writer);
            }
        });
    });
    page::issued(page, writer);
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
        writer.group("Payment", |writer| {
            page::amount("PaymentAmount", duty.amount, writer);
            page::amount("TaxAssessedAmount", duty.amount, writer);
        });
        page::amount("AdValoremTaxBaseAmount", duty.base, writer);
        page::amount("DeductAmount", Decimal::ZERO, writer);
        writer.leaf("DutyRegimeCode", preference);
        writer.leaf("TaxRateNumeric", &format!("{:.2}", duty.rate));
        writer.leaf("TypeCode", duty.tax);
    });
}

/// What Denmark charges: of goods of low value the value added tax only.
pub(super) const CHARGES: Charges = Charges {
    currency: "DKK",
    vat: 25,
    quotation: Quotation::Own,
    is_dutiable: |declaration| Declared::read(declaration).is_dutiable(),
};

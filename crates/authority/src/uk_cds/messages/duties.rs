//! What tells the duties, and that they are still to be paid?

use super::page;
use crate::answer::{MessageBehaviour, Page};
use crate::status::Status;
use crate::wco::tariff::{self, Charges, CustomsDuty, Duty, Quotation};
use crate::xml::{Element, Writer};

/// DMSTAX: the duties of each item, provisional while the declaration is under way and final with
/// its clearance.
pub(crate) const DMSTAX: MessageBehaviour = MessageBehaviour::new("DMSTAX", write_dmstax);

/// The status codes of a calculation.
pub(crate) const PROVISIONAL: &str = "67";

pub(crate) const FINAL: &str = "4";

fn write_dmstax(writer: &mut Writer, page: &Page<'_>) {
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
const CHARGES: Charges = Charges {
    currency: "GBP",
    vat: 20,
    quotation: Quotation::Foreign,
    customs_duty: |_, _| CustomsDuty::OfTariff,
};

/// DMSCPI: the deferred payment account does not hold what is to be paid.
pub(crate) const DMSCPI: MessageBehaviour =
    MessageBehaviour::moving("DMSCPI", Status::GuaranteeNotValid, write_dmscpi);

fn write_dmscpi(writer: &mut Writer, page: &Page<'_>) {
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

/// DMSCPR: a reminder that duties are to be paid within ten days.
pub(crate) const DMSCPR: MessageBehaviour = MessageBehaviour::new("DMSCPR", write_dmscpr);

fn write_dmscpr(writer: &mut Writer, page: &Page<'_>) {
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

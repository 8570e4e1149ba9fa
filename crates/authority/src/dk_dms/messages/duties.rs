//! What tells the duties, and that they are still to be paid?

use rust_decimal::Decimal;

use super::page;
use crate::answer::{MessageBehaviour, Page};
use crate::dk_dms::declared::Declared;
use crate::status::Status;
use crate::wco::checks::items_of;
use crate::wco::tariff::{self, Charges, CustomsDuty, Duty, Quotation};
use crate::xml::{Element, Writer};

/// CWMTAX: the duties of each item.
pub(crate) const CWMTAX: MessageBehaviour = MessageBehaviour::new("CWMTAX", write_duties);

fn write_duties(writer: &mut Writer, page: &Page<'_>) {
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

/// 3 EUR in crowns, at 7.46.
const OF_A_LINE: Decimal = Decimal::from_parts(2238, 0, 0, false, 2);

/// A distance sale of low value pays for each line, unless it claims the relief that ended (C07).
fn customs_duty(declaration: &Element<'_>, item: &Element<'_>) -> CustomsDuty {
    if Declared::read(declaration).is_dutiable() {
        CustomsDuty::OfTariff
    } else if tariff::is_distance_sale(item) && !tariff::adds(item, &["C07"]) {
        CustomsDuty::OfLine(OF_A_LINE)
    } else {
        CustomsDuty::Nothing
    }
}

/// What Denmark charges, in crowns.
const CHARGES: Charges = Charges {
    currency: "DKK",
    vat: 25,
    quotation: Quotation::Own,
    customs_duty,
};

/// CWMCPI: the credit does not suffice for what is to be paid. CWMCPR: a reminder that it is to be
/// paid within ten days.
pub(crate) const CWMCPI: MessageBehaviour =
    MessageBehaviour::moving("CWMCPI", Status::GuaranteeNotValid, |writer, page| {
        write_owed(page, writer);
        page::issued(page, writer);
    });

pub(crate) const CWMCPR: MessageBehaviour = MessageBehaviour::new("CWMCPR", |writer, page| {
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

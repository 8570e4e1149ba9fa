//! What does a consignee say of goods: before they arrive, and when they did?

use rust_decimal::Decimal;

use super::page;
use crate::answer::{MessageBehaviour, Page};
use crate::xml::Writer;

/// IE819: an alert about a movement, or its rejection; as the consignee made it, or as he would
/// have.
pub(crate) const IE819: MessageBehaviour = MessageBehaviour::new("IE819", write_ie819);

const IE819_TIME: &str = "DateAndTimeOfValidationOfAlertRejection";

fn write_ie819(writer: &mut Writer, page: &Page<'_>) {
    if page::repeated(page, IE819_TIME, &[], writer) {
        return;
    }
    writer.group("AlertOrRejectionOfEADESAD", |writer| {
        writer.group("Attributes", |writer| {
            writer.leaf(IE819_TIME, &page::moment(page))
        });
        page::copied(page, "ConsigneeTrader", writer);
        page::movement(page, writer);
        writer.group("DestinationOffice", |writer| {
            let office = page::office(page, "CompetentAuthorityDispatchOffice");
            writer.leaf("ReferenceNumber", office);
        });
        writer.group("AlertOrRejection", |writer| {
            writer.leaf("DateOfAlertOrRejection", &page::today(page));
            let flag = page.draft.answer.detail.code().unwrap_or("0");
            writer.leaf("EadEsadRejectedFlag", flag);
        });
        writer.group("AlertOrRejectionOfEadEsadReason", |writer| {
            // The quantities do not match with the order (BC22).
            writer.leaf("AlertOrRejectionOfMovementReasonCode", "3");
        });
    });
}

/// IE818: a report of receipt or export; as the consignee made it, or as he would have, with the
/// conclusion that is asked for (TC16).
pub(crate) const IE818: MessageBehaviour = MessageBehaviour::new("IE818", write_ie818);

const IE818_TIME: &str = "DateAndTimeOfValidationOfReportOfReceiptExport";

fn write_ie818(writer: &mut Writer, page: &Page<'_>) {
    if page::repeated(page, IE818_TIME, &[], writer) {
        return;
    }
    let conclusion = page.draft.answer.detail.code().unwrap_or("1");
    writer.group("AcceptedOrRejectedReportOfReceiptExport", |writer| {
        writer.group("Attributes", |writer| {
            writer.leaf(IE818_TIME, &page::moment(page))
        });
        page::copied(page, "ConsigneeTrader", writer);
        page::movement(page, writer);
        page::copied(page, "DeliveryPlaceTrader", writer);
        let is_exit = conclusion.len() > 1;
        if !is_exit {
            writer.group("DestinationOffice", |writer| {
                let office = page::office(page, "CompetentAuthorityDispatchOffice");
                writer.leaf("ReferenceNumber", office);
            });
        }
        writer.group("ReportOfReceiptExport", |writer| {
            writer.leaf("DateOfArrivalOfExciseProducts", &page::today(page));
            writer.leaf("GlobalConclusionOfReceipt", conclusion);
        });
        if !matches!(conclusion, "1" | "21") {
            unsatisfactory(conclusion, page, writer);
        }
    });
}

/// The first item is short by a tenth, or damaged and refused to that part.
fn unsatisfactory(conclusion: &str, page: &Page<'_>, writer: &mut Writer) {
    let Some((number, product, quantity)) = page::first_item(page) else {
        return;
    };
    let quantity: Decimal = quantity.parse().unwrap_or(Decimal::TEN);
    let tenth = (quantity / Decimal::TEN).round_dp(3).normalize();
    let tenth = if tenth.is_zero() {
        quantity.normalize()
    } else {
        tenth
    };
    let is_short = conclusion == "2";
    writer.group("BodyReportOfReceiptExport", |writer| {
        writer.leaf("BodyRecordUniqueReference", number);
        if is_short {
            writer.leaf("IndicatorOfShortageOrExcess", "S");
            writer.leaf("ObservedShortageOrExcess", &tenth.to_string());
        }
        writer.leaf("ExciseProductCode", product);
        if conclusion == "4" {
            writer.leaf("RefusedQuantity", &tenth.to_string());
        }
        writer.group("UnsatisfactoryReason", |writer| {
            // Shortage, or goods damaged (BC46).
            writer.leaf("UnsatisfactoryReasonCode", if is_short { "2" } else { "3" });
        });
    });
}

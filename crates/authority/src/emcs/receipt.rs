//! What follows what a consignee says of a movement? An alert or a rejection before the goods arrive,
//! a report of receipt when they did.

use rust_decimal::Decimal;

use super::case::{Case, Verdict};
use super::movement::{
    ACCEPTED, DELIVERED, EXPORT_ACCEPTED, PARTIALLY_REFUSED, REFUSED, REJECTED, document_of, item,
    number, stand, trimmed,
};
use super::problem::{WRONG, fault};
use super::{door, messages as m};
use crate::answer::{Answer, Problem};
use crate::conversation::Declaration;
use crate::xml::Element;

/// What follows an alert or a rejection, IE819? The consignor is told. A rejected movement waits
/// for another destination; an alert changes nothing.
///
/// Takes an alert or a rejection up that raised no objection.
pub(super) fn react_alert(movement: &mut Declaration, case: &Case<'_>) -> Verdict {
    let read = document_of(case.origin);
    let Some(container) = read.as_ref().and_then(door::container) else {
        return Ok(Vec::new());
    };
    case.expect(movement, &[ACCEPTED, EXPORT_ACCEPTED])?;
    case.expect_version(movement, container)?;
    let consignee = case.traders.consignee.clone().unwrap_or_default();
    let named = trimmed(container, "ConsigneeTrader/Traderid");
    if !named.is_empty() && named != consignee {
        let what = fault(WRONG, "This is not the consignee of the movement (BR021)");
        return Err(vec![case.problem("ConsigneeTrader/Traderid", what, named)]);
    }
    if trimmed(container, "AlertOrRejection/EadEsadRejectedFlag") == "1" {
        stand(movement, REJECTED);
    }
    Ok(case.pass_on(&Answer::plain(&m::receipt::IE819), &consignee))
}

/// What follows a report of receipt, IE818? Both traders get it. The movement is delivered, or, if
/// the goods were refused in whole or in part, waits for another destination.
///
/// Takes a report up that raised no objection.
pub(super) fn react_receipt(movement: &mut Declaration, case: &Case<'_>) -> Verdict {
    let (read, goods) = (document_of(case.origin), document_of(case.document));
    let report = read.as_ref().and_then(door::container);
    let goods = goods.as_ref().and_then(door::container);
    let (Some(report), Some(goods)) = (report, goods) else {
        return Ok(Vec::new());
    };
    case.expect(movement, &[ACCEPTED, EXPORT_ACCEPTED])?;
    case.expect_version(movement, report)?;
    let mut problems = Vec::new();
    check_consignee(case, report, &mut problems);
    check_arrival(case, report, goods, &mut problems);
    for (place, received) in (1..).zip(report.all("BodyReportOfReceiptExport")) {
        let path = format!("BodyReportOfReceiptExport[{place}]");
        check_item(case, &path, received, goods, &mut problems);
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    stand(
        movement,
        match trimmed(report, "ReportOfReceiptExport/GlobalConclusionOfReceipt") {
            "3" | "23" => REFUSED,
            "4" => PARTIALLY_REFUSED,
            _ => DELIVERED,
        },
    );
    let consignee = case.traders.consignee.clone().unwrap_or_default();
    Ok(case.pass_on(&Answer::plain(&m::receipt::IE818), &consignee))
}

fn check_consignee(case: &Case<'_>, report: &Element<'_>, problems: &mut Vec<Problem>) {
    const ID: &str = "ConsigneeTrader/Traderid";
    let named = trimmed(report, ID);
    if !named.is_empty() && case.traders.consignee.as_deref() != Some(named) {
        let what = fault(WRONG, "This is not the consignee of the movement (BR021)");
        problems.push(case.problem(ID, what, named));
    }
}

/// Goods arrive between their dispatch and the report.
fn check_arrival(
    case: &Case<'_>,
    report: &Element<'_>,
    goods: &Element<'_>,
    problems: &mut Vec<Problem>,
) {
    const ARRIVAL: &str = "ReportOfReceiptExport/DateOfArrivalOfExciseProducts";
    let arrival = trimmed(report, ARRIVAL);
    if arrival < trimmed(goods, "EadEsadDraft/DateOfDispatch") {
        let what = fault(WRONG, "Goods cannot arrive before their dispatch (BR056)");
        problems.push(case.problem(ARRIVAL, what, arrival));
    }
    if arrival > case.origin.prepared.date().to_string().as_str() {
        let what = fault(WRONG, "Goods cannot arrive after the report (BR023)");
        problems.push(case.problem(ARRIVAL, what, arrival));
    }
}

/// An item is one of the movement, of the same product, and no more is missing than there was.
fn check_item(
    case: &Case<'_>,
    path: &str,
    received: &Element<'_>,
    goods: &Element<'_>,
    problems: &mut Vec<Problem>,
) {
    let reference = trimmed(received, "BodyRecordUniqueReference");
    let Some(sent) = item(goods, reference) else {
        let what = fault(WRONG, "The movement has no such item (R058)");
        let path = format!("{path}/BodyRecordUniqueReference");
        return problems.push(case.problem(&path, what, reference));
    };
    let product = trimmed(received, "ExciseProductCode");
    if product != trimmed(sent, "ExciseProductCode") {
        let what = fault(WRONG, "The item is of another product (BR024)");
        problems.push(case.problem(&format!("{path}/ExciseProductCode"), what, product));
    }
    let is_short = trimmed(received, "IndicatorOfShortageOrExcess") == "S";
    let observed = number(received, "ObservedShortageOrExcess").filter(|_| is_short);
    let refused = number(received, "RefusedQuantity");
    let missing = observed.unwrap_or(Decimal::ZERO) + refused.unwrap_or(Decimal::ZERO);
    if missing > number(sent, "Quantity").unwrap_or(Decimal::MAX) {
        let what = fault(WRONG, "More is short or refused than was sent (BR025)");
        problems.push(case.problem(path, what, &missing.to_string()));
    }
}

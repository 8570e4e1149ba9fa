//! What does a consignee say of goods: before they arrive, and when they did?

use cas_gateway::Inbound;
use cas_model::action_content::{AlertOrRejection, ReceiptReport, ReceivedItem, StatedReason};
use cas_model::lifecycle::Event;

use super::AnswerKind;
use super::envelope::{flag, movement, optional, required, secondary, value};
use crate::emcs::codes;
use crate::reading::or_noted;
use crate::xml::Element;

/// IE819: the consignee rejects the movement before it arrives, or alerts about it.
pub(super) const IE819: AnswerKind = AnswerKind {
    name: "IE819",
    read: read_alert,
    event: |message| {
        let alert = message.facts.alert.as_deref();
        match alert.and_then(|alert| alert.rejected) {
            Some(true) => Event::MovementRejected,
            Some(false) | None => Event::Alerted,
        }
    },
};

fn read_alert(container: &Element, message: Inbound) -> Result<Vec<Inbound>, String> {
    let mut message = movement(container, "ExciseMovement", message)?;
    let date = value(container, "AlertOrRejection/DateOfAlertOrRejection");
    let reasons = container.children_named("AlertOrRejectionOfEadEsadReason");
    message.facts.alert = Some(Box::new(AlertOrRejection {
        date: secondary(date, &mut message).flatten(),
        rejected: Some(flag(container, "AlertOrRejection/EadEsadRejectedFlag")?),
        destination_office: optional(container, "DestinationOffice/ReferenceNumber"),
        reasons: reasons
            .map(|reason| StatedReason {
                cas_reference: None,
                code: optional(reason, "AlertOrRejectionOfMovementReasonCode"),
                information: optional(reason, "ComplementaryInformation"),
            })
            .collect(),
    }));
    Ok(vec![message])
}

/// IE818: the consignee reports what arrived, or customs what left. Both traders get it.
pub(super) const IE818: AnswerKind = AnswerKind {
    name: "IE818",
    read: read_receipt,
    event: |message| {
        let report = message.facts.receipt_report.as_deref();
        let conclusion = report.and_then(|report| report.conclusion.as_deref());
        let known = CONCLUSIONS
            .iter()
            .find(|(code, _)| Some(*code) == conclusion);
        known.map_or(Event::NoticeReceived, |(_, event)| *event)
    },
};

/// What a report concludes (TC16): of a receipt, and of an exit from 21 on.
const CONCLUSIONS: &[(&str, Event)] = &[
    ("1", Event::Delivered),
    ("2", Event::Delivered),
    ("3", Event::ReceiptRefused),
    ("4", Event::ReceiptPartiallyRefused),
    ("21", Event::Delivered),
    ("22", Event::Delivered),
    ("23", Event::ReceiptRefused),
];

fn read_receipt(container: &Element, message: Inbound) -> Result<Vec<Inbound>, String> {
    let mut message = movement(container, "ExciseMovement", message)?;
    let group = container
        .child("ReportOfReceiptExport")
        .ok_or("ReportOfReceiptExport is missing")?;
    let conclusion = required(group, "GlobalConclusionOfReceipt")?;
    if !CONCLUSIONS.iter().any(|(code, _)| *code == conclusion) {
        return Err(format!(
            "GlobalConclusionOfReceipt is unknown: {conclusion}"
        ));
    }
    let items = container.children_named("BodyReportOfReceiptExport");
    let items = items
        .map(|element| item(element, &mut message.unread))
        .collect();
    let arrived = value(group, "DateOfArrivalOfExciseProducts");
    message.facts.receipt_report = Some(Box::new(ReceiptReport {
        date_of_arrival: secondary(arrived, &mut message).flatten(),
        conclusion: Some(conclusion.to_owned()),
        information: optional(group, "ComplementaryInformation"),
        destination_office: optional(container, "DestinationOffice/ReferenceNumber"),
        items,
    }));
    Ok(vec![message])
}

fn item(element: &Element, unread: &mut Vec<String>) -> ReceivedItem {
    let reasons = element.children_named("UnsatisfactoryReason");
    let number = value(element, "BodyRecordUniqueReference");
    let mut quantity = |path: &str| or_noted(value(element, path), unread).flatten();
    let observed = quantity("ObservedShortageOrExcess");
    let refused_quantity = quantity("RefusedQuantity");
    ReceivedItem {
        cas_reference: None,
        seq_num: or_noted(number, unread).flatten(),
        excise_product_code: optional(element, "ExciseProductCode"),
        shortage_or_excess: optional(element, "IndicatorOfShortageOrExcess"),
        observed,
        refused_quantity,
        reasons: reasons.map(reason).collect(),
    }
}

/// A reason, in customs' words where the consignee gave none.
fn reason(element: &Element) -> StatedReason {
    let code = optional(element, "UnsatisfactoryReasonCode");
    let words = || codes::unsatisfactory(code.as_deref()?).map(str::to_owned);
    StatedReason {
        cas_reference: None,
        information: optional(element, "ComplementaryInformation").or_else(words),
        code,
    }
}

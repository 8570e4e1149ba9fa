//! What follows an explanation of a delay (IE837) or of a shortage (IE871)? The other trader is
//! told what was said.

use super::case::{Case, Verdict};
use super::movement::{
    ACCEPTED, DELIVERED, EXPORT_ACCEPTED, PARTIALLY_REFUSED, REFUSED, REJECTED, document_of, item,
    trimmed,
};
use super::problem::{WRONG, fault};
use super::{door, messages as m};
use crate::answer::{Answer, MessageBehaviour};
use crate::conversation::Declaration;
use crate::xml::Element;

/// Takes an explanation up that raised no objection.
pub(super) fn react(movement: &mut Declaration, case: &Case<'_>) -> Verdict {
    let read = document_of(case.origin);
    let Some(container) = read.as_ref().and_then(door::container) else {
        return Ok(Vec::new());
    };
    let is_delay = case.origin.message == "IE837";
    let (kind, standings): (&'static MessageBehaviour, &[&str]) = match is_delay {
        true => (
            &m::explanation::IE837,
            &[
                ACCEPTED,
                EXPORT_ACCEPTED,
                REJECTED,
                REFUSED,
                PARTIALLY_REFUSED,
            ],
        ),
        false => (
            &m::explanation::IE871,
            &[DELIVERED, REFUSED, PARTIALLY_REFUSED],
        ),
    };
    case.expect(movement, standings)?;
    case.expect_version(movement, container)?;
    let submitter = submitter(case, container)?;
    if !is_delay {
        expect_items(case, container)?;
    }
    Ok(case.pass_on(&Answer::plain(kind), &submitter))
}

/// Who explains, if it is who it says it is.
fn submitter(case: &Case<'_>, container: &Element<'_>) -> Verdict<String> {
    let is_consignor = trimmed(container, "Attributes/SubmitterType") == "1";
    let consignee = case.traders.consignee.clone().unwrap_or_default();
    let expected = if is_consignor {
        case.traders.consignor.clone()
    } else {
        consignee
    };
    if case.origin.sender == expected {
        return Ok(expected);
    }
    let path = match (case.origin.message.as_str(), is_consignor) {
        ("IE837", _) => "Attributes/SubmitterIdentification",
        (_, true) => "ConsignorTrader/TraderExciseNumber",
        (_, false) => "ConsigneeTrader/Traderid",
    };
    let what = fault(WRONG, "This is not the trader of the movement");
    Err(vec![case.problem(path, what, &case.origin.sender)])
}

/// Only what the movement has can be short.
fn expect_items(case: &Case<'_>, container: &Element<'_>) -> Verdict<()> {
    let read = document_of(case.document);
    let Some(goods) = read.as_ref().and_then(door::container) else {
        return Ok(());
    };
    let items = (1..).zip(container.all("BodyAnalysis"));
    let unknown = items.filter_map(|(place, explained)| {
        let number = trimmed(explained, "BodyRecordUniqueReference");
        let path = format!("BodyAnalysis[{place}]/BodyRecordUniqueReference");
        let what = fault(WRONG, "The movement has no such item (BR041)");
        item(goods, number)
            .is_none()
            .then(|| case.problem(&path, what, number))
    });
    let problems: Vec<_> = unknown.collect();
    if problems.is_empty() {
        return Ok(());
    }
    Err(problems)
}

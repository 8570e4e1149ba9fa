//! Are the items counted from one, is there something of each, and no more net than gross? Does
//! the guarantor fit the type of guarantee, the arranger the arrangement?

use rust_decimal::Decimal;

use super::Inspected;
use crate::answer::Problem;
use crate::emcs::movement::{number, trimmed};
use crate::emcs::problem::{UNSUPPORTED, WRONG};

pub(super) fn check(inspected: &Inspected<'_>, problems: &mut Vec<Problem>) {
    if inspected.message != "IE815" {
        return;
    }
    let own = inspected.container;
    for (place, item) in (1..).zip(own.all("BodyEadEsad")) {
        let path = |name: &str| format!("BodyEadEsad[{place}]/{name}");
        let reference = trimmed(item, "BodyRecordUniqueReference");
        let mut add = |name: &str, reason: &'static str| {
            problems.push(Problem {
                value: Some(trimmed(item, name).to_owned()),
                ..inspected.problem(&path(name), WRONG, reason)
            });
        };
        if !reference.is_empty() && reference != place.to_string() {
            add(
                "BodyRecordUniqueReference",
                "Items are counted from 1 (R060)",
            );
        }
        if number(item, "Quantity").is_some_and(|quantity| quantity <= Decimal::ZERO) {
            add("Quantity", "There must be something of an item");
        }
        let (gross, net) = (number(item, "GrossMass"), number(item, "NetMass"));
        if let (Some(gross), Some(net)) = (gross, net)
            && net > gross
        {
            add("NetMass", "No more net than gross (R219)");
        }
    }
    check_guarantors(inspected, problems);
    let is_traders = matches!(
        trimmed(own, "HeaderEadEsad/TransportArrangement"),
        "1" | "2"
    );
    if is_traders == own.child("TransportArrangerTrader").is_some() {
        let reason = "Only others than the traders are named as arrangers (C102)";
        problems.push(inspected.problem("TransportArrangerTrader", UNSUPPORTED, reason));
    }
}

/// Guarantors are those among transporter and owner (C017).
fn check_guarantors(inspected: &Inspected<'_>, problems: &mut Vec<Problem>) {
    let Some(guarantee) = inspected.container.child("MovementGuarantee") else {
        return;
    };
    let kind = trimmed(guarantee, "GuarantorTypeCode");
    let expected = kind.chars().filter(|who| matches!(who, '2' | '3')).count();
    if guarantee.all("GuarantorTrader").count() != expected {
        let reason = "The type of guarantor asks for other guarantors (C017)";
        let path = "MovementGuarantee/GuarantorTrader";
        problems.push(inspected.problem(path, UNSUPPORTED, reason));
    }
}

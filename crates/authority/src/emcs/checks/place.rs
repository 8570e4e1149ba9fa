//! Do the groups that say from where and to where fit the types of origin and destination?

use super::Inspected;
use crate::answer::Problem;
use crate::emcs::movement::trimmed;
use crate::emcs::problem::UNSUPPORTED;
use crate::xml::Element;

pub(super) fn check(inspected: &Inspected<'_>, problems: &mut Vec<Problem>) {
    let own = inspected.container;
    match inspected.message {
        "IE815" => {
            check_origin(inspected, problems);
            let kind = trimmed(own, "HeaderEadEsad/DestinationTypeCode");
            check_destination(inspected, kind, own, "", problems);
            let has_consignee = own.child("ConsigneeTrader").is_some();
            let is_local_export = trimmed(own, "Attributes/SubmissionMessageType") == "2";
            if kind != "8" && !is_local_export && !has_consignee {
                let reason = "A consignee is required (C116)";
                problems.push(inspected.problem("ConsigneeTrader", UNSUPPORTED, reason));
            }
        }
        "IE813" => {
            // A place that stays is not said again.
            let is_moved = own
                .at_path("DestinationChanged/NewConsigneeTrader")
                .is_some();
            if let Some(group) = own.child("DestinationChanged").filter(|_| is_moved) {
                let kind = trimmed(group, "DestinationTypeCode");
                check_destination(inspected, kind, group, "DestinationChanged", problems);
            }
        }
        "IE825" => {
            for (place, part) in (1..).zip(own.all("SplitDetailsEad")) {
                let kind = trimmed(part, "DestinationChanged/DestinationTypeCode");
                let path = format!("SplitDetailsEad[{place}]");
                check_destination(inspected, kind, part, &path, problems);
            }
        }
        _ => {}
    }
}

/// Goods come from a warehouse, or from import.
fn check_origin(inspected: &Inspected<'_>, problems: &mut Vec<Problem>) {
    let own = inspected.container;
    let is_import = trimmed(own, "EadEsadDraft/OriginTypeCode") == "2";
    let (required, forbidden) = match is_import {
        true => ("DispatchImportOffice", "PlaceOfDispatchTrader"),
        false => ("PlaceOfDispatchTrader", "DispatchImportOffice"),
    };
    if own.child(required).is_none() {
        let reason = "The type of origin requires this (C012)";
        problems.push(inspected.problem(required, UNSUPPORTED, reason));
    }
    if own.child(forbidden).is_some() {
        let reason = "The type of origin does not allow this (C012)";
        problems.push(inspected.problem(forbidden, UNSUPPORTED, reason));
    }
}

/// Goods go to a trader's place, to an office of export, or nobody knows yet.
fn check_destination(
    inspected: &Inspected<'_>,
    kind: &str,
    group: &Element<'_>,
    path: &str,
    problems: &mut Vec<Problem>,
) {
    let (trader, office) = ("DeliveryPlaceTrader", "DeliveryPlaceCustomsOffice");
    let (required, forbidden): (&[&str], &[&str]) = match kind {
        "1" | "4" | "9" | "10" => (&[trader], &[office]),
        "6" => (&[office], &[trader]),
        "8" | "11" => (&[], &[trader, office]),
        _ => (&[], &[office]),
    };
    let below = |name: &str| match path {
        "" => name.to_owned(),
        path => format!("{path}/{name}"),
    };
    for name in required.iter().filter(|name| group.child(name).is_none()) {
        let reason = "The type of destination requires this (C165)";
        problems.push(inspected.problem(&below(name), UNSUPPORTED, reason));
    }
    for name in forbidden.iter().filter(|name| group.child(name).is_some()) {
        let reason = "The type of destination does not allow this (C165)";
        problems.push(inspected.problem(&below(name), UNSUPPORTED, reason));
    }
}

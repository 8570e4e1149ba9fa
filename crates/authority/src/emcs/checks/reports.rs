//! Is what consignees report complete? Reasons where something is wrong, quantities where something
//! is missing, words where the code says "other".

use super::Inspected;
use crate::answer::Problem;
use crate::emcs::movement::trimmed;
use crate::emcs::problem::UNSUPPORTED;
use crate::xml::Element;

pub(super) fn check(inspected: &Inspected<'_>, problems: &mut Vec<Problem>) {
    let own = inspected.container;
    let mut add = |path: &str, reason: &'static str| {
        problems.push(inspected.problem(path, UNSUPPORTED, reason));
    };
    match inspected.message {
        "IE818" => check_receipt(own, &mut add),
        "IE819" => {
            let is_rejected = trimmed(own, "AlertOrRejection/EadEsadRejectedFlag") == "1";
            let reasons = "AlertOrRejectionOfEadEsadReason";
            if is_rejected && own.child(reasons).is_none() {
                add(reasons, "A rejection has a reason (C032)");
            }
            let code = "AlertOrRejectionOfMovementReasonCode";
            for (place, reason) in (1..).zip(own.all(reasons)) {
                check_other(reason, code, &format!("{reasons}[{place}]/"), &mut add);
            }
        }
        "IE810" => {
            if let Some(group) = own.child("Cancellation") {
                check_other(group, "CancellationReasonCode", "Cancellation/", &mut add);
            }
        }
        "IE837" => {
            if let Some(group) = own.child("Attributes") {
                check_other(group, "ExplanationCode", "Attributes/", &mut add);
            }
        }
        "IE871" => {
            let is_empty = own.child("Analysis").is_none() && own.child("BodyAnalysis").is_none();
            if is_empty {
                add("Analysis", "Something is explained (C181)");
            }
        }
        _ => {}
    }
}

fn check_receipt(own: &Element<'_>, add: &mut dyn FnMut(&str, &'static str)) {
    const BODY: &str = "BodyReportOfReceiptExport";
    let conclusion = trimmed(own, "ReportOfReceiptExport/GlobalConclusionOfReceipt");
    let is_satisfactory = matches!(conclusion, "1" | "21");
    if is_satisfactory == own.child(BODY).is_some() {
        add(BODY, "Items are reported where something is wrong (C140)");
    }
    for (place, item) in (1..).zip(own.all(BODY)) {
        let path = format!("{BODY}[{place}]");
        let has = |name: &str| item.child(name).is_some();
        if has("IndicatorOfShortageOrExcess") != has("ObservedShortageOrExcess") {
            let reason = "What is short or too much is told by its quantity (C067)";
            add(&format!("{path}/ObservedShortageOrExcess"), reason);
        }
        if has("RefusedQuantity") && conclusion != "4" {
            let reason = "Only goods partially refused have a refused quantity (C095)";
            add(&format!("{path}/RefusedQuantity"), reason);
        }
        for (number, reason) in (1..).zip(item.all("UnsatisfactoryReason")) {
            let below = format!("{path}/UnsatisfactoryReason[{number}]/");
            check_other(reason, "UnsatisfactoryReasonCode", &below, add);
        }
    }
    let mut refused = own
        .all(BODY)
        .filter_map(|item| item.child("RefusedQuantity"));
    if conclusion == "4" && refused.next().is_none() {
        add(
            BODY,
            "Something is refused of goods partially refused (C119)",
        );
    }
}

/// "Other" is explained in words.
fn check_other(
    group: &Element<'_>,
    code: &str,
    path: &str,
    add: &mut dyn FnMut(&str, &'static str),
) {
    let is_explained = !trimmed(group, "ComplementaryInformation").is_empty();
    if trimmed(group, code) == "0" && !is_explained {
        let reason = "Other is explained in words (C126, C128, C154, C161)";
        add(&format!("{path}ComplementaryInformation"), reason);
    }
}

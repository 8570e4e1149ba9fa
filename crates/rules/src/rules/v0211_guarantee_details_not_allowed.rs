use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Guarantee types without a reference (not in code list CL076) have no GRN, access code,
    /// amount or currency; types without a GRN (not in CL286) have no GRN and no access code.
    ///
    /// Source: conditions C0085 and C0086.
    V0211: "Guarantee details not allowed for the type", Error, ["transit"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (index, guarantee) in document.obligation_guarantees.iter().enumerate() {
        let Some(code) = given(&guarantee.r#type).filter(|code| context.holds("CL251", code))
        else {
            continue;
        };
        let (no_grn, no_reference) = (
            context.refuses("CL286", code),
            context.refuses("CL076", code),
        );
        for (field, refused) in [
            (
                path!("obligationGuarantees[].refNum"),
                no_grn && given(&guarantee.ref_num).is_some(),
            ),
            (
                path!("obligationGuarantees[].accessCode"),
                no_grn && given(&guarantee.access_code).is_some(),
            ),
            (
                path!("obligationGuarantees[].amount"),
                no_reference && guarantee.amount.is_some(),
            ),
            (
                path!("obligationGuarantees[].currency"),
                no_reference && given(&guarantee.currency).is_some(),
            ),
        ] {
            if refused {
                let advice = format!("Remove it; guarantees of type {code} do not have it.");
                report.find(field.at(&[index]), advice);
            }
        }
    }
}

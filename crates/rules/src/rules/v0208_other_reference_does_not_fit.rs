use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A guarantee of type 8 has another reference than a GRN, one of type 3 may have one, and no
    /// other type has one.
    ///
    /// Source: condition C0130.
    V0208: "Other guarantee reference does not fit the type", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, guarantee) in document.obligation_guarantees.iter().enumerate() {
        let advice = match (given(&guarantee.r#type), given(&guarantee.other_ref_num)) {
            (Some("8"), None) => "Give the reference that shows why no guarantee is needed.",
            (Some("3" | "8"), _) | (_, None) => continue,
            (Some(_) | None, Some(_)) => "Remove it; only types 3 and 8 have another reference.",
        };
        report.find(
            path!("obligationGuarantees[].otherRefNum").at(&[index]),
            advice,
        );
    }
}

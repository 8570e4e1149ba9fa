use cas_model::formats::is_grn;
use cas_model::path;

use crate::reading::given;

use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A GRN has 17 characters: year, country, 12 letters and digits, check digit. That of a
    /// voucher (type 4) has 24.
    ///
    /// Source: rule R0318.
    V0205: "Invalid GRN", Error, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, guarantee) in document.obligation_guarantees.iter().enumerate() {
        let length = match given(&guarantee.r#type) {
            Some("4") => 24,
            Some(_) | None => 17,
        };
        if given(&guarantee.ref_num).is_some_and(|grn| !is_grn(grn) || grn.len() != length) {
            let advice = format!("Give the {length} characters of the GRN, without spaces.");
            report.find(path!("obligationGuarantees[].refNum").at(&[index]), advice);
        }
    }
}

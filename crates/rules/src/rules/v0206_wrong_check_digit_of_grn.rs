use cas_model::formats::{has_valid_check_digit, is_grn};
use cas_model::path;

use crate::reading::given;

use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The 17th character of a GRN is calculated from those before it; another one is mistyped.
    ///
    /// Source: the check digit of GRN and MRN, ISO 6346 arithmetic. A warning, because numbers
    /// that customs itself gave do not always keep to it.
    V0206: "Wrong check digit of the GRN", Warning, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, guarantee) in document.obligation_guarantees.iter().enumerate() {
        if given(&guarantee.ref_num)
            .is_some_and(|grn| is_grn(grn) && !has_valid_check_digit(&grn[..17]))
        {
            let advice = "Compare the number with the guarantee; a character is mistyped.";
            report.find(path!("obligationGuarantees[].refNum").at(&[index]), advice);
        }
    }
}

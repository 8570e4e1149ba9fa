use cas_model::path;

use crate::reading::fits_digits;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// An amount is not negative and has at most 16 digits, two of them after the point.
    ///
    /// Source: CC015C, amount to be covered n..16,2.
    V0210: "Invalid guarantee amount", Error, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, guarantee) in document.obligation_guarantees.iter().enumerate() {
        if guarantee
            .amount
            .is_some_and(|amount| !fits_digits(amount, 16, 2))
        {
            let advice = "Give an amount from 0, with at most 16 digits and 2 decimals.";
            report.find(path!("obligationGuarantees[].amount").at(&[index]), advice);
        }
    }
}

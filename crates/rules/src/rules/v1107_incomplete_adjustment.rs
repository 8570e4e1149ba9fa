use rust_decimal::Decimal;

use crate::reading::{Reading, given, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// An addition to the value has a code that begins with A, a deduction one with B, of two
    /// capital letters; both have an amount that is more than zero.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 14 07; CDS
    /// declaration completion guide, 4/9.
    V1107: "Incomplete addition or deduction", Error, ["import"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        for (at, adjustment) in item.valuation_adjustments.iter().enumerate() {
            let field =
                |name: &str| item_field(index, &format!("valuationAdjustments[{at}].{name}"));
            if given(&adjustment.code).is_none_or(|code| !is_code(code)) {
                report.find(field("code"), "Give A or B and a letter: AK transport, …");
            }
            if adjustment
                .amount
                .is_none_or(|amount| amount <= Decimal::ZERO)
            {
                report.find(field("amount"), "Give an amount above zero.");
            }
        }
    }
}

fn is_code(code: &str) -> bool {
    matches!(code.as_bytes(), [b'A' | b'B', second] if second.is_ascii_uppercase())
}

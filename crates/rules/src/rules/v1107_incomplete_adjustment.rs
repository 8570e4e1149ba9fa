use cas_model::document::ValuationAdjustment;
use cas_model::path;
use rust_decimal::Decimal;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// An addition to the value has a code of A and a letter, a deduction one of B and a letter;
    /// both have an amount that is more than zero. Valuation indicators are four digits, 0 or 1,
    /// and have none.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data elements 14 04 and 14 07; CDS
    /// declaration completion guide, 4/9 and 4/13.
    V1107: "Incomplete addition or deduction", Error, ["import"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, adjustment) in document.valuation_adjustments() {
        let code = given(&adjustment.code).unwrap_or("");
        if is_indicator(code) {
            continue;
        }
        if !matches!(code.as_bytes(), [b'A' | b'B', b'A'..=b'Z']) {
            let advice = "Give A or B and a letter: AK transport, …";
            report.find(place.field(path!(ValuationAdjustment: "code")), advice);
        }
        let amount = adjustment.amount;
        if amount.is_none_or(|amount| amount <= Decimal::ZERO) {
            report.find(
                place.field(path!(ValuationAdjustment: "amount")),
                "Give an amount above zero.",
            );
        }
    }
}

fn is_indicator(code: &str) -> bool {
    code.len() == 4 && code.bytes().all(|b| b == b'0' || b == b'1')
}

use crate::reading::{Reading, below_item};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// An additional procedure has three letters and digits.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 11 10 001, an3; CDS
    /// declaration completion guide, 1/11.
    V1004: "Invalid additional procedure", Error, ["import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, procedure) in document.procedures() {
        for (name, code) in procedure.additional() {
            let is_right = |code: &str| {
                let mut bytes = code.bytes();
                code.len() == 3 && bytes.all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
            };
            if !is_right(code) {
                let advice = format!("{code} is none; give three letters and digits, or 000.");
                report.find(below_item(index, name.as_str()), advice);
            }
        }
    }
}

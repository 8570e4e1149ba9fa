use crate::reading::{Reading, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The requested and the previous procedure have two digits each.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data elements 11 09 001 and 11 09
    /// 002; CDS declaration completion guide, 1/10.
    V1001: "Invalid procedure", Error, ["import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, procedure) in document.procedures() {
        for (name, code) in [
            (item!("governmentProcedure.proc"), procedure.requested),
            (item!("governmentProcedure.prevProc"), procedure.previous),
        ] {
            let is_right = code.len() == 2 && code.bytes().all(|b| b.is_ascii_digit());
            if !code.is_empty() && !is_right {
                let field = item_field(index, name);
                report.find(field, format!("{code} is no procedure; give two digits."));
            }
        }
    }
}

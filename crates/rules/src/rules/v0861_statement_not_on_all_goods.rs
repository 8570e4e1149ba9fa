use crate::reading::{Reading, item, item_field, statements};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Where goods are at risk (NIIMP), domestic (NIDOM) or exported from Northern Ireland (NIEXP), all
    /// goods of the declaration say so.
    ///
    /// Source: HMRC, CDS error codes: CDS40070, CDS40071, CDS40072.
    V0861: "Statement of Northern Ireland is not on all goods", Error, ["import", "export"]
        { systems: ["uk_cds"] } is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for code in ["NIIMP", "NIDOM", "NIEXP"] {
        if !document.states(code) {
            continue;
        }
        for (index, item) in document.items().iter().enumerate() {
            if !statements(document, item).any(|stated| stated == code) {
                let field = item_field(index, item!("additionalInformations"));
                report.find(field, format!("Give {code} here too, or nowhere."));
            }
        }
    }
}

use crate::reading::{Reading, item, item_field, statements};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods at risk of moving on to the Union (NIIMP) are no domestic ones (NIDOM).
    ///
    /// Source: HMRC, CDS error code CDS12141. That relief by undertaking (NIREM) and by aid (NIAID)
    /// exclude each other (CDS12143) is left out: customs took published declarations that have
    /// both (TT_IM156a, TT_IM158a).
    V0860: "Statements of Northern Ireland contradict each other", Error, ["import"]
        { systems: ["uk_cds"] }, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let states = |code: &str| statements(document, item).any(|stated| stated == code);
        if states("NIDOM") && states("NIIMP") {
            let field = item_field(index, item!("additionalInformations"));
            report.find(field, "NIDOM and NIIMP cannot be both; remove one.");
        }
    }
}

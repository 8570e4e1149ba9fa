use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A transit declaration is lodged at its customs office of departure.
    ///
    /// Source: CC015C, customs office of departure is required.
    V0301: "Missing customs office of departure", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    if given(&document.declaration_office_code).is_none() {
        let advice = "Give the office of departure, such as DE004101.";
        report.find(path!("declarationOfficeCode"), advice);
    }
}

use cas_model::formats::is_customs_office;

use crate::rule::{Context, Document, Report, rule};
use crate::walk::each_field;

rule! {
    /// A customs office is two letters of its country and six letters or digits.
    ///
    /// Source: CC015C, pattern of customs office reference numbers.
    V0303: "Invalid customs office", Error, ["transit", "import", "export", "excise"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    each_field(document, &mut |visit| {
        let is_office = visit.name == "office"
            || visit.name.ends_with("Office")
            || visit.name.ends_with("OfficeCode");
        if is_office
            && let Some(code) = visit.text()
            && !is_customs_office(code)
        {
            let advice = format!("{code} is not an office; give country and 6 characters.");
            report.find(visit.at.to_string(), advice);
        }
    });
}

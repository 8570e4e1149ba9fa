use crate::rule::{Context, Document, Report, rule};
use crate::walk::each_field;

rule! {
    /// Currencies are three capital letters of ISO 4217.
    ///
    /// Source: CC015C, currency a3; ISO 4217.
    V0905: "Invalid currency", Error, ["transit", "import", "export", "excise"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    each_field(document, &mut |visit| {
        if ["currency", "invoiceCurrency"].contains(&visit.name)
            && let Some(code) = visit.text()
            && !(code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()))
        {
            let advice = format!("{code} is not a currency; give EUR, USD, …");
            report.find(visit.at.to_string(), advice);
        }
    });
}

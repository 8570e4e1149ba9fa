use cas_model::territory;

use crate::code_lists::COUNTRIES;
use crate::rule::{Context, Document, Report, rule};
use crate::walk::each_field;

rule! {
    /// Countries are two letters of code list CL008 (ISO 3166-1 alpha-2 and what customs adds to
    /// it). The United Kingdom adds the sectors of the continental shelf, such as ZN and ZU.
    ///
    /// Source: code list CL008; the published list countryCodes of CDS.
    V0904: "Invalid country", Error, ["transit", "import", "export", "excise"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    each_field(document, &mut |visit| {
        if COUNTRIES.contains(&visit.name)
            && let Some(code) = visit.text()
            && context.refuses("CL008", code)
        {
            let advice = match territory::meant_by(code) {
                Some(meant) => format!("{code} is no country of customs; give {meant}."),
                None => format!("{code} is not in code list CL008; give two letters."),
            };
            report.find(visit.at.to_string(), advice);
        }
    });
}

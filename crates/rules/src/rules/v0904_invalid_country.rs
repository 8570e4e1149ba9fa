use crate::rule::{Context, Document, Report, rule};
use crate::walk::each_field;

rule! {
    /// Countries are two letters of code list CL008 (ISO 3166-1 alpha-2 and what customs adds to
    /// it).
    ///
    /// Source: code list CL008.
    V0904: "Invalid country", Error, ["transit", "import", "export", "excise"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    each_field(document, &mut |visit| {
        if ["country", "exportCountry", "destination"].contains(&visit.name)
            && let Some(code) = visit.text()
            && context.refuses("CL008", code)
        {
            let advice = format!("{code} is not in code list CL008; give two letters.");
            report.find(visit.at.to_string(), advice);
        }
    });
}

use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A TIR transit departs from and ends at offices in the Union (code list CL010).
    ///
    /// Source: rule R0901.
    V0308: "TIR outside the Union", Error, ["transit"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    if !document.declares(&["TIR"]) {
        return;
    }
    for (field, country) in [
        (path!("declarationOfficeCode"), document.departure_country()),
        (
            path!("goodsShipment.destinationOffice"),
            document.destination_country(),
        ),
    ] {
        if !country.is_empty() && context.refuses("CL010", country) {
            report.find(
                field,
                format!("Give an office in the Union; {country} is not in it."),
            );
        }
    }
}

use cas_model::document::DutyTaxFee;
use cas_model::path;

use crate::reading::{Reading, duties, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Excise of these types is counted in alcohol by volume of 100 litres (ASV).
    ///
    /// Source: press on CDS release 5.1.0; the tariff has the unit since 11 May 2026.
    V1121: "Unit of excise does not fit", Error, ["import"]
        { systems: ["uk_cds"] } from "2026-05-11" certain B, check
}

const COUNTED_BY_STRENGTH: &[&str] = &[
    "321", "322", "323", "324", "331", "333", "334", "335", "341", "343", "344", "345", "366",
    "367", "368", "369",
];

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        for (place, duty) in duties(index, item) {
            let is_meant = given(&duty.r#type).is_some_and(|it| COUNTED_BY_STRENGTH.contains(&it));
            if is_meant && given(&duty.basis_unit).is_some_and(|unit| !unit.starts_with("ASV")) {
                let field = place.field(path!(DutyTaxFee: "basisUnit"));
                report.find(field, "Give ASV.");
            }
        }
    }
}

use cas_model::document::AdditionalDocument;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// What is written off a document is a quantity with its unit, or an amount with its
    /// currency.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data elements 12 03 005 to 12 03
    /// 014.
    V0811: "Incomplete write-off", Error, ["import", "export"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, supporting) in document.additional_documents() {
        let Some(write_off) = supporting.write_off.as_deref() else {
            continue;
        };
        for (name, field, value, unit) in [
            (
                "unit",
                path!(AdditionalDocument: "writeOff.unit"),
                write_off.quantity,
                &write_off.unit,
            ),
            (
                "currency",
                path!(AdditionalDocument: "writeOff.currency"),
                write_off.amount,
                &write_off.currency,
            ),
        ] {
            if value.is_some() && given(unit).is_none() {
                let advice = format!("Give the {name} of what is written off.");
                report.find(place.field(field), advice);
            }
        }
    }
}

use cas_model::formats::is_mrn;

use crate::reading::{Reading, given, names_declaration};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The number of a customs declaration (NMRN, N830, N820, N821, N822) is an MRN: 18
    /// characters.
    ///
    /// Source: rule R0416; the official patterns of MRNs.
    V0803: "Invalid MRN", Error, ["transit", "import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, previous) in document.previous_documents() {
        if names_declaration(previous)
            && given(&previous.ref_num).is_some_and(|number| is_mrn(number).is_none())
        {
            let advice = "Give the 18 characters of the MRN, in capitals without spaces.";
            report.find(place.field("refNum"), advice);
        }
    }
}

use cas_model::document::PreviousDocument;
use cas_model::formats::{has_valid_check_digit, is_mrn};
use cas_model::path;

use crate::reading::{Reading, given, names_declaration};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The last character of an MRN is calculated from those before it; another one is mistyped.
    ///
    /// Source: the check digit of GRN and MRN, ISO 6346 arithmetic. A warning, because numbers
    /// that customs itself gave do not always keep to it.
    V0804: "Wrong check digit of the MRN", Warning, ["transit", "import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, previous) in document.previous_documents() {
        if names_declaration(previous)
            && given(&previous.ref_num)
                .is_some_and(|number| is_mrn(number).is_some() && !has_valid_check_digit(number))
        {
            let advice = "Compare the number with the declaration; a character is mistyped.";
            report.find(place.field(path!(PreviousDocument: "refNum")), advice);
        }
    }
}

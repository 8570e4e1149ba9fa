use cas_model::document::PreviousDocument;
use cas_model::formats::is_mrn;
use cas_model::path;

use crate::reading::{Reading, given, is_of_type, names_declaration};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The number of a customs declaration (NMRN, N830, N820, N821, N822) is an MRN: 18
    /// characters. In transit customs looks at the letter of the procedure for N830 only; of other
    /// MRNs it takes what begins with year and country (trader test angb2).
    ///
    /// Source: rule R0416; the official patterns of MRNs.
    V0803: "Invalid MRN", Error, ["transit", "import", "export"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let is_right = |previous: &PreviousDocument, number: &str| {
        let is_any =
            context.is("transit") && is_of_type(&previous.category, &previous.r#type, "NMRN");
        is_mrn(number).is_some() || (is_any && is_shaped(number))
    };
    for (place, previous) in document.previous_documents() {
        if names_declaration(previous)
            && given(&previous.ref_num).is_some_and(|number| !is_right(previous, number))
        {
            let advice = "Give the 18 characters of the MRN, in capitals without spaces.";
            report.find(place.field(path!(PreviousDocument: "refNum")), advice);
        }
    }
}

/// Year, country and fourteen capitals and digits.
fn is_shaped(number: &str) -> bool {
    let bytes = number.as_bytes();
    bytes.len() == 18
        && bytes[..2].iter().all(u8::is_ascii_digit)
        && bytes[2..4].iter().all(u8::is_ascii_uppercase)
        && bytes[4..]
            .iter()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

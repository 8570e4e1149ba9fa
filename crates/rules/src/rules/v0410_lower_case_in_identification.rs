use cas_model::document::BorderTransportMeans;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Registration, wagon, flight and ship numbers have no lower-case letters.
    ///
    /// Source: rules R0473 and R0076.
    V0410: "Lower-case letters in the identification", Error, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    const NUMBERS: [&str; 8] = ["10", "20", "21", "30", "31", "40", "41", "80"];
    for means in document.transport_means() {
        let is_number =
            given(means.identification_type).is_some_and(|code| NUMBERS.contains(&code));
        let lower = |text: &str| text.chars().any(char::is_lowercase);
        if is_number && given(means.identification).is_some_and(lower) {
            report.find(
                means
                    .place
                    .field(path!(BorderTransportMeans: "identification")),
                "Write it in capital letters.",
            );
        }
    }
}

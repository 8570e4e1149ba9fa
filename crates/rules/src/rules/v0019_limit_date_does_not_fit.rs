use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The authorised consignor (C521) sets the date until which the goods must arrive; for
    /// everybody else the office of departure does. In a pre-lodged declaration it may still be
    /// open.
    ///
    /// Source: condition C0839.
    V0019: "Limit date does not fit the authorisations", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let authorised = document.has_authorisation("C521");
    let advice = match (authorised, document.limit_date) {
        (true, None) if !document.is_pre_lodged() => {
            "Give the date until which the goods will arrive, as authorised consignor."
        }
        (false, Some(_)) => "Remove the limit date, or add authorisation C521.",
        (true, _) | (false, None) => return,
    };
    report.find(path!("limitDate"), advice);
}

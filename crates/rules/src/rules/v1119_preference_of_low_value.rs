use cas_model::document::DutyTaxFee;
use cas_model::path;

use crate::reading::{Reading, duties, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A preference that begins with 5 says whether goods of low value pay the tariff or 3 EUR a
    /// line; only release for free circulation (H1) asks it.
    ///
    /// Source: one description of Delegated Regulation (EU) 2026/1022 that was written before its
    /// adoption; the three digits are not known.
    V1119: "Preference of low value outside H1", Warning, ["H2", "H3", "H4", "H5", "H7", "I1"]
        { territories: ["Union"] } from "2026-07-01" certain C, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        for (place, duty) in duties(index, item) {
            if let Some(code) = given(&duty.preference1)
                && code.starts_with('5')
            {
                let advice = format!("Remove {code}: H1 only has preferences of low value.");
                report.find(place.field(path!(DutyTaxFee: "preference1")), advice);
            }
        }
    }
}

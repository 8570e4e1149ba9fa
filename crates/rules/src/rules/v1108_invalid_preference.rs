use cas_model::document::DutyTaxFee;
use cas_model::path;

use crate::reading::{Reading, duties, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A preference is three digits; the first says where it comes from: 1 none, 2 general
    /// system, 3 agreements, 4 customs unions, 5 the duty of low value (V1118, V1119).
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 14 11; CDS
    /// declaration completion guide, 4/17.
    V1108: "Invalid preference", Error, ["import"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        for (place, duty) in duties(index, item) {
            let Some(code) = given(&duty.preference1) else {
                continue;
            };
            let is_right = code.len() == 3
                && code.starts_with(['1', '2', '3', '4', '5'])
                && code.bytes().all(|b| b.is_ascii_digit());
            if !is_right {
                let advice = format!("{code} is none; give 100, 300, …");
                report.find(place.field(path!(DutyTaxFee: "preference1")), advice);
            }
        }
    }
}

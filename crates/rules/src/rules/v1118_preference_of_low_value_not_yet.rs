use cas_model::document::DutyTaxFee;
use cas_model::path;

use crate::reading::{Reading, duties, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Preferences that begin with 5 are of the duty of low value, which the Union has since July
    /// 2026 and the United Kingdom does not have.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 14 11, before Delegated
    /// Regulation (EU) 2026/1022; CDS declaration completion guide, 4/17.
    V1118: "Preference of low value is not known", Error, ["import"]
        until "2026-06-30" always in "UK", check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        for (place, duty) in duties(index, item) {
            if let Some(code) = given(&duty.preference1)
                && code.starts_with('5')
            {
                let advice = format!("{code} is none; give 100, 300, …");
                report.find(place.field(path!(DutyTaxFee: "preference1")), advice);
            }
        }
    }
}

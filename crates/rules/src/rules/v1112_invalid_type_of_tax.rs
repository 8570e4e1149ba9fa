use cas_model::document::DutyTaxFee;
use cas_model::path;

use crate::reading::{Reading, duties, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A type of tax is a letter and two digits (A00 customs duty, B00 VAT), or the three digits
    /// of a national excise duty.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 14 03 039; CDS
    /// declaration completion guide, 4/3.
    V1112: "Invalid type of tax", Error, ["import"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        for (place, duty) in duties(index, item) {
            let Some(code) = given(&duty.r#type) else {
                continue;
            };
            let is_right = code.len() == 3
                && code
                    .bytes()
                    .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
                && code.bytes().skip(1).all(|b| b.is_ascii_digit());
            if !is_right {
                let advice = format!("{code} is none; give A00, B00, …");
                report.find(place.field(path!(DutyTaxFee: "type")), advice);
            }
        }
    }
}

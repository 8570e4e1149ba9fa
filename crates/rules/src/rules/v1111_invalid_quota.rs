use cas_model::document::DutyTaxFee;
use cas_model::path;

use crate::reading::{Reading, duties, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The order number of a quota has six digits; it begins with 09 in the Union and with 05 in
    /// the United Kingdom, which refuses the Union's (published scenarios TT_IM004a, TT_IM006a and
    /// TT_IM007a). For Northern Ireland it takes both.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 14 17, an6; the
    /// tariffs of both territories.
    V1111: "Invalid order number of a quota", Error, ["import"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let (begin, known): (&[&str], &str) = match context.jurisdiction {
        "GB" => (&["05"], "05"),
        "XI" => (&["05", "09"], "05 or 09"),
        _ => (&["09"], "09"),
    };
    for (index, item) in document.items().iter().enumerate() {
        for (place, duty) in duties(index, item) {
            let is_right = |number: &str| {
                let mut bytes = number.bytes();
                let is_begun = begin.iter().any(|it| number.starts_with(it));
                number.len() == 6 && is_begun && bytes.all(|b| b.is_ascii_digit())
            };
            if given(&duty.quota_id).is_some_and(|number| !is_right(number)) {
                let advice = format!("Give the six digits; they begin with {known}.");
                report.find(place.field(path!(DutyTaxFee: "quotaId")), advice);
            }
        }
    }
}

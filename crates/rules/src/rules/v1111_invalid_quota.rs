use crate::reading::{Reading, duties, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The order number of a quota has six digits; it begins with 09 in the Union and with 05 in
    /// the United Kingdom.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 14 17, an6; the
    /// tariffs of both territories.
    V1111: "Invalid order number of a quota", Error, ["import"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let begin = match context.jurisdiction {
        "GB" => "05",
        _ => "09",
    };
    for (index, item) in document.items().iter().enumerate() {
        for (place, duty) in duties(index, item) {
            let is_right = |number: &str| {
                let mut bytes = number.bytes();
                number.len() == 6 && number.starts_with(begin) && bytes.all(|b| b.is_ascii_digit())
            };
            if given(&duty.quota_id).is_some_and(|number| !is_right(number)) {
                let advice = format!("Give the six digits; they begin with {begin}.");
                report.find(place.field("quotaId"), advice);
            }
        }
    }
}

use cas_model::document::DutyTaxFee;
use cas_model::path;

use crate::reading::{Reading, duties, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A tax that is assessed, or whose method of payment is said, has a type; an amount has a
    /// method of payment. In the United Kingdom a method of payment alone says how what customs
    /// calculates is paid, beside a preference as without one (published scenarios TT_IM015a and
    /// TT_IM125a). A declaration of low value (H7) has no place for duties: what is counted of them
    /// is not paid by it.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 14 03.
    V1117: "Amount of a tax without its type", Error, ["import"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        for (place, duty) in duties(index, item) {
            let Some(payment) = duty.payment.as_deref() else {
                continue;
            };
            let method = given(&payment.method_code);
            let says_how = method.is_some() && !context.is_in("UK");
            if given(&duty.r#type).is_none() && (payment.assessed.is_some() || says_how) {
                report.find(
                    place.field(path!(DutyTaxFee: "type")),
                    "Give the type of the tax, such as A00.",
                );
            }
            let is_declared = !context.is("H7");
            if payment.assessed.is_some() && method.is_none() && is_declared {
                report.find(
                    place.field(path!(DutyTaxFee: "payment.methodCode")),
                    "Say how it is paid.",
                );
            }
        }
    }
}

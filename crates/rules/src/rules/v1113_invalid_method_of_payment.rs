use cas_model::document::DutyTaxFee;
use cas_model::path;

use crate::reading::{Reading, duties, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A method of payment is one capital letter: A cash, E deferred, G postponed, H electronic
    /// transfer, R guarantee, …
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 14 03 038; CDS
    /// declaration completion guide, 4/8.
    V1113: "Invalid method of payment", Error, ["import"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let is_right = |code: &str| match context.jurisdiction {
        "GB" | "XI" => matches!(code.as_bytes(), [letter] if letter.is_ascii_uppercase()),
        _ => matches!(
            code.as_bytes(),
            [b'A'..=b'E' | b'G'..=b'K' | b'O' | b'P' | b'R'..=b'V']
        ),
    };
    for (index, item) in document.items().iter().enumerate() {
        for (place, duty) in duties(index, item) {
            let method = duty.payment.as_deref().map(|payment| &payment.method_code);
            if method.and_then(given).is_some_and(|code| !is_right(code)) {
                report.find(
                    place.field(path!(DutyTaxFee: "payment.methodCode")),
                    "Give a letter such as A or E.",
                );
            }
        }
    }
}

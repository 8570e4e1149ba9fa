use cas_model::path;

use crate::reading::{Reading, duties, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Duties whose payment is deferred (E) name the account, or the authorisation C506 (DPO in
    /// the United Kingdom).
    ///
    /// Source: Article 110 of Regulation (EU) No 952/2013; Annex B, data element 12 10; CDS
    /// declaration completion guide, 2/6.
    V1114: "Missing account of the deferred payment", Error, ["import"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let has_account = !document.deferred_payments.is_empty()
        || document.has_authorisation("C506")
        || document.has_authorisation("DPO");
    if has_account {
        return;
    }
    let items = document.items().iter().enumerate();
    let is_deferred = items
        .flat_map(|(index, item)| duties(index, item))
        .any(|(_, duty)| {
            let method = duty.payment.as_deref().map(|payment| &payment.method_code);
            method.and_then(given) == Some("E")
        });
    if is_deferred {
        let advice = "Give the account that pays later, or another method of payment.";
        report.find(path!("deferredPayments"), advice);
    }
}

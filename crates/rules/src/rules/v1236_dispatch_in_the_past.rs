use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods leave when the movement is validated, not before; a movement that left while the
    /// system was not available says so (deferredSubmission).
    ///
    /// Source: Articles 20 and 26 of Directive (EU) 2020/262.
    V1236: "Dispatch is in the past", Warning, ["excise"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let Some(movement) = document.movement().record() else {
        return;
    };
    let is_past = movement
        .dispatch_date
        .is_some_and(|day| day < context.today);
    if is_past && movement.deferred_submission != Some(true) {
        let advice = "Give the day on which the goods leave, or say that it is deferred.";
        report.find("exciseMovement.dispatchDate", advice);
    }
}

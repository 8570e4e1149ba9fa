use cas_model::path;
use jiff::ToSpan;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A movement is submitted at most seven days before its date of dispatch.
    ///
    /// Source: Article 3 of Regulation (EC) No 684/2009, kept by Delegated Regulation (EU)
    /// 2022/1636.
    V1235: "Dispatch is too far ahead", Error, ["excise"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let movement = document.movement().record();
    let Some(day) = movement.and_then(|movement| movement.dispatch_date) else {
        return;
    };
    if let Ok(last) = context.today.checked_add(7.days())
        && day > last
    {
        let advice = format!("Give a day up to {last}, or submit later.");
        report.find(path!("exciseMovement.dispatchDate"), advice);
    }
}

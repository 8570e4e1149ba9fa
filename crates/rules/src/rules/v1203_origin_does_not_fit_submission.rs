use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods under suspension come from a tax warehouse (1) or from import (2), duty-paid goods
    /// are 3.
    ///
    /// Source: EMCS rule R260; technical code list TC30.
    V1203: "Kind of origin does not fit the submission", Error, ["excise"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let movement = document.movement();
    let known: &[&str] = match movement.is_duty_paid() {
        true => &["3"],
        false => &["1", "2"],
    };
    let code = movement.origin();
    if !code.is_empty() && !known.contains(&code) {
        let advice = format!(
            "{code} is not for this submission; give {}.",
            known.join(", ")
        );
        report.find(path!("exciseMovement.originType"), advice);
    }
}

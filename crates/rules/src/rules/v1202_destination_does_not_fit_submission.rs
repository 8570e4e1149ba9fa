use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Under suspension goods go to a tax warehouse (1), a registered (2) or temporarily
    /// registered consignee (3), by direct delivery (4), to an exempted consignee (5), to export
    /// (6) or to a destination yet unknown (8); duty-paid goods to a certified (9) or temporarily
    /// certified consignee (10).
    ///
    /// Source: EMCS rules R196 and R258; technical code list TC32.
    V1202: "Kind of destination does not fit the submission", Error, ["excise"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let movement = document.movement();
    let known: &[&str] = match movement.is_duty_paid() {
        true => &["9", "10"],
        false => &["1", "2", "3", "4", "5", "6", "8"],
    };
    let code = movement.destination();
    if !code.is_empty() && !known.contains(&code) {
        let advice = format!(
            "{code} is not for this submission; give {}.",
            known.join(", ")
        );
        report.find(path!("exciseMovement.destinationType"), advice);
    }
}

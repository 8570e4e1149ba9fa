use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The time of dispatch is hours, minutes and seconds where the goods leave, such as
    /// 08:15:00.
    ///
    /// Source: EMCS functional specification, IE815, 9f.
    V1237: "Invalid time of dispatch", Error, ["excise"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let movement = document.movement().record();
    if let Some(time) = movement.and_then(|movement| given(&movement.dispatch_time))
        && !(time.len() == 8 && time.parse::<jiff::civil::Time>().is_ok())
    {
        let advice = "Give hours, minutes and seconds, such as 08:15:00.";
        report.find("exciseMovement.dispatchTime", advice);
    }
}

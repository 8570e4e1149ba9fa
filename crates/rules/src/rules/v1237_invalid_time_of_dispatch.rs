use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The time of dispatch is hours, minutes and seconds where the goods leave, such as
    /// 08:15:00. No minute has a second 60.
    ///
    /// Source: EMCS functional specification, IE815, 9f.
    V1237: "Invalid time of dispatch", Error, ["excise"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let movement = document.movement().record();
    if let Some(time) = movement.and_then(|movement| given(&movement.dispatch_time))
        && !is_time_of_day(time)
    {
        let advice = "Give hours, minutes and seconds, such as 08:15:00.";
        report.find("exciseMovement.dispatchTime", advice);
    }
}

fn is_time_of_day(time: &str) -> bool {
    // A civil time reads a leap second as the one before it.
    time.len() == 8 && !time.ends_with(":60") && time.parse::<jiff::civil::Time>().is_ok()
}

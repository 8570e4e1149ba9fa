use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The time of dispatch is hours, minutes and seconds where the goods leave, such as
    /// 08:15:00, or parts of a second behind a point. No minute has a second 60.
    ///
    /// Source: EMCS functional specification, IE815, 9f; schema type `xs:time`.
    V1237: "Invalid time of dispatch", Error, ["excise"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let movement = document.movement().record();
    if let Some(time) = movement.and_then(|movement| given(&movement.dispatch_time))
        && !is_time_of_day(time)
    {
        let advice = "Give hours, minutes and seconds, such as 08:15:00.";
        report.find(path!("exciseMovement.dispatchTime"), advice);
    }
}

fn is_time_of_day(time: &str) -> bool {
    let (whole, parts) = time.split_once('.').unwrap_or((time, "0"));
    let is_part = !parts.is_empty() && parts.bytes().all(|byte| byte.is_ascii_digit());
    // A civil time reads a leap second as the one before it.
    let is_whole =
        whole.len() == 8 && !whole.ends_with(":60") && whole.parse::<jiff::civil::Time>().is_ok();
    is_whole && is_part
}

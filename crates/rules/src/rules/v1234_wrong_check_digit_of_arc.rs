use cas_model::formats::{has_valid_check_digit, is_arc};
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The last character of an ARC is calculated from those before it; another one is mistyped.
    ///
    /// Source: EMCS rules R030 and R235; ISO 6346 arithmetic. A warning, because numbers that
    /// customs itself gave do not always keep to it.
    V1234: "Wrong check digit of the ARC", Warning, ["excise"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let movement = document.movement().record();
    if let Some(arc) = movement.and_then(|movement| given(&movement.upstream_arc))
        && is_arc(arc)
        && !has_valid_check_digit(arc)
    {
        let advice = "Compare the number with the movement; a character is mistyped.";
        report.find(path!("exciseMovement.upstreamArc"), advice);
    }
}

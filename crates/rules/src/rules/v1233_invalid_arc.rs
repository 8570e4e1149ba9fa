use cas_model::formats::is_arc;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The number of an excise movement (ARC) has 21 characters: year, member state, 16 letters
    /// and digits, check digit.
    ///
    /// Source: EMCS rule R030.
    V1233: "Invalid ARC", Error, ["excise"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let movement = document.movement().record();
    if let Some(arc) = movement.and_then(|movement| given(&movement.upstream_arc))
        && !is_arc(arc)
    {
        let advice = "Give the 21 characters of the ARC, without spaces.";
        report.find(path!("exciseMovement.upstreamArc"), advice);
    }
}

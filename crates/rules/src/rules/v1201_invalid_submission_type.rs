use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A movement is submitted in the standard way (1) or as one of duty-paid goods between
    /// businesses (3).
    ///
    /// Source: EMCS rule R261; technical code list TC71.
    V1201: "Invalid kind of submission", Error, ["excise"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let movement = document.movement().record();
    if let Some(code) = movement.and_then(|movement| given(&movement.submission_type))
        && !["1", "3"].contains(&code)
    {
        let advice = format!("{code} is none; give 1 standard or 3 duty paid.");
        report.find(path!("exciseMovement.submissionType"), advice);
    }
}

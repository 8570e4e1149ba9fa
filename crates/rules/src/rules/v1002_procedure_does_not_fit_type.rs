use crate::reading::{Reading, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The requested procedure is one that the type of declaration is for: release for free
    /// circulation in H1, customs warehousing in H2, inward processing in H4, export in B1.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, title I, columns and their
    /// procedures.
    V1002: "Procedure does not fit the type of declaration", Error, ["import", "export"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let Some(kind) = context.kind().filter(|kind| !kind.procedures.is_empty()) else {
        return;
    };
    for (index, procedure) in document.procedures() {
        let code = procedure.requested;
        if code.len() == 2 && !kind.procedures.contains(&code) {
            let known = kind.procedures.join(", ");
            let advice = format!("{} is for {known}; {code} needs another.", kind.code);
            report.find(item_field(index, item!("governmentProcedure.proc")), advice);
        }
    }
}

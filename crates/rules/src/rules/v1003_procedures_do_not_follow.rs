use crate::facts::{follows, follows_in_united_kingdom, is_british_export};
use crate::reading::{Reading, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The requested procedure is one that goods can come to from the previous one. Exports of
    /// the United Kingdom have the combinations of its published list.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, title II, data element 11 09; the
    /// published list of procedure codes of CDS.
    V1003: "Procedures do not follow each other", Error, ["import", "export"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let is_british = context.is_in("UK") && context.is("export");
    for (index, procedure) in document.procedures() {
        let (requested, previous) = (procedure.requested, procedure.previous);
        if requested.len() != 2 || previous.len() != 2 {
            continue;
        }
        let is_known = match (is_british, context.is_in("UK")) {
            (true, _) => is_british_export(requested, previous),
            (false, true) => follows_in_united_kingdom(requested, previous),
            (false, false) => follows(requested, previous),
        };
        if !is_known {
            let advice = format!("{requested} does not follow {previous}; correct one of them.");
            report.find(
                item_field(index, item!("governmentProcedure.prevProc")),
                advice,
            );
        }
    }
}

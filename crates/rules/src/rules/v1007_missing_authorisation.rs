use crate::facts::needs_authorisation;
use crate::reading::{Reading, eu_type, has_document, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Outward processing (21, 22, 46, 48), end-use (44), inward processing (51), temporary
    /// admission (53) and customs warehousing (71, 76, 77) have an authorisation: C019, N990,
    /// C601, C516 or C517 to C520 in the Union; OPO, EUS, IPO, TEA or CW1, CW2, CWP in the United
    /// Kingdom. Who applies with the declaration says so with statement 00100.
    ///
    /// Source: Article 211 of Regulation (EU) No 952/2013; Annex A to Delegated Regulation (EU)
    /// 2015/2446; CDS declaration completion guide, 3/39.
    V1007: "Missing authorisation for the procedure", Error, ["import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let mut asked = None;
    for (index, procedure) in document.procedures() {
        let needed = needs_authorisation(procedure.requested);
        let is_meant = |code: &str| needed.contains(&code);
        if needed.is_empty()
            || needed.iter().any(|code| document.has_authorisation(code))
            || has_document(&document.items()[index], is_meant)
        {
            continue;
        }
        let elsewhere = || {
            let mut all = document.additional_documents();
            document.states("00100")
                || all.any(|(_, it)| is_meant(&eu_type(&it.category, &it.r#type)))
        };
        // Asked once: items mostly have the same procedure.
        let is_there = match asked {
            Some((requested, answer)) if requested == procedure.requested => answer,
            Some(_) | None => elsewhere(),
        };
        asked = Some((procedure.requested, is_there));
        if !is_there {
            let known = needed.join(", ");
            let advice = format!("Give one of {known} in authorisations, or statement 00100.");
            report.find(item_field(index, item!("governmentProcedure.proc")), advice);
        }
    }
}

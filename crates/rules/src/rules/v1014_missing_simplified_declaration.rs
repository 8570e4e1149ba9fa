use cas_model::path;

use crate::reading::{Reading, eu_type, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A supplementary declaration (additional types U to Z) names what it supplements: the
    /// simplified declaration by its MRN (NMRN, N830 or SDE), or the entry in the records (NCLE
    /// or CLE). Exports under a memorandum of understanding are entered without one (published
    /// scenario TT_EX025a).
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 12 01; CDS
    /// declaration completion guide, 2/1.
    V1014: "Missing simplified declaration", Error, ["import", "export"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let supplements = ["U", "V", "X", "Y", "Z"];
    if !given(&document.add_decl_type1).is_some_and(|code| supplements.contains(&code)) {
        return;
    }
    if context.is_in("UK") && context.is("export") && document.has_authorisation("MOU") {
        return;
    }
    let known = [
        "NMRN", "N830", "NMNS", "NCLE", "NSDE", "MRN", "CLE", "SDE", "YMRN", "YCLE", "YSDE",
        "ZMRN", "ZCLE", "ZSDE",
    ];
    let mut previous = document.previous_documents();
    if !previous.any(|(_, it)| known.contains(&eu_type(&it.category, &it.r#type).as_str())) {
        let advice = "Name the simplified declaration or the entry as previous document.";
        report.find(path!("goodsShipment.previousDocuments"), advice);
    }
}

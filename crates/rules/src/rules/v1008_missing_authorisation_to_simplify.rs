use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Regular simplified declarations (additional types C and F) and their supplementary ones
    /// (Y) have an authorisation: C512 in the Union, SDE in the United Kingdom. Entries in the
    /// declarant's records (I2, C2, additional type Z) have C514 or EIR; gas and electricity that
    /// come in fixed installations FTI (published scenario TT_IM143a).
    ///
    /// Source: Articles 166 and 182 of Regulation (EU) No 952/2013; CDS declaration completion
    /// guide, 3/39.
    V1008: "Missing authorisation for the simplification", Error,
        ["import", "export"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let is_entry = ["I2", "C2"].contains(&context.declaration_type);
    let needed: &[&str] = match given(&document.add_decl_type1) {
        Some("Z") if context.is_in("UK") => &["EIR", "FTI"],
        Some("Z") => &["C514", "EIR"],
        Some("C" | "F" | "Y") => &["C512", "SDE", "SASP"],
        Some(_) | None if is_entry => &["C514", "EIR"],
        Some(_) | None => return,
    };
    if !needed.iter().any(|code| document.has_authorisation(code)) {
        let known = needed.join(", ");
        report.find(
            path!("authorisations"),
            format!("Give the authorisation: one of {known}."),
        );
    }
}

use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods of Northern Ireland (NIDOM, NIIMP, NIEXP) are not declared under the authorisations APEX,
    /// BRD, EXRR and MIB.
    ///
    /// Source: press on CDS release 5.2.0.
    V0866: "Authorisation is not for Northern Ireland", Error, ["import", "export"]
        { systems: ["uk_cds"] } from "2026-07-04" certain B, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let mut codes = ["NIDOM", "NIIMP", "NIEXP"].into_iter();
    if !codes.any(|code| document.states(code)) {
        return;
    }
    for (index, authorisation) in document.authorisations.iter().enumerate() {
        let code = given(&authorisation.r#type).unwrap_or("");
        if ["APEX", "BRD", "EXRR", "MIB"].contains(&code) {
            let field = path!("authorisations[].type").at(&[index]);
            report.find(field, format!("Remove {code}, or the statements."));
        }
    }
}

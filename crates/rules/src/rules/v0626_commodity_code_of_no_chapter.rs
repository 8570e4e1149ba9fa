use crate::reading::{Reading, items, tariff_code};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A commodity code does not begin with four zeros.
    ///
    /// Source: press on CDS release 5.1.0.2.
    V0626: "Commodity code of no heading", Error, ["import", "export"]
        { systems: ["uk_cds"] } from "2026-04-29" certain B, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let code = tariff_code(item).filter(|(_, code)| code.starts_with("0000"));
        // All zeros is V0623.
        if let Some((at, _)) = code.filter(|(_, code)| code.bytes().any(|b| b != b'0')) {
            let field = items!("commodity.classifications[].code").at(&[index, at]);
            report.find(field, "Give the code of these goods.");
        }
    }
}

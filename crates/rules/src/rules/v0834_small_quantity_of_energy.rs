use crate::reading::{Reading, eu_type, items, tariff_code};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The exemption below 50 t a year (Y137) is not for electricity and hydrogen.
    ///
    /// Source: Article 2a of Regulation (EU) 2023/956.
    V0834: "No small quantity of electricity or hydrogen", Error, ["import"]
        { territories: ["Union"] } from "2026-01-01" certain B, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let is_energy =
            |(_, code): (usize, &str)| ["2716", "280410"].iter().any(|it| code.starts_with(it));
        let Some(is_energy) = tariff_code(item).map(is_energy) else {
            continue;
        };
        for (at, paper) in item.additional_documents.iter().enumerate() {
            if is_energy && eu_type(&paper.category, &paper.r#type) == "Y137" {
                let field = items!("additionalDocuments[].type").at(&[index, at]);
                report.find(field, "Give Y128 with the account.");
            }
        }
    }
}

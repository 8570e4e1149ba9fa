use crate::reading::{Reading, eu_type, items, tariff_code};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// For goods that the timber regulation covered small operators owe due diligence from the first
    /// day; Y141 does not fit. Which goods they are is code list `EUDR-timber`.
    ///
    /// Source: Article 38(3) of Regulation (EU) 2023/1115; Annex to Regulation (EU) No 995/2010.
    V0842: "Timber of a small operator", Warning, ["import", "export"]
        { territories: ["Union"] } from "2026-12-30" until "2027-06-29" certain B, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let is_meant = |(_, code)| context.covers("EUDR-timber", code);
        if !tariff_code(item).is_some_and(is_meant) {
            continue;
        }
        for (at, paper) in item.additional_documents.iter().enumerate() {
            if eu_type(&paper.category, &paper.r#type) == "Y141" {
                let field = items!("additionalDocuments[].type").at(&[index, at]);
                report.find(field, "Give C716 with the statement.");
            }
        }
    }
}

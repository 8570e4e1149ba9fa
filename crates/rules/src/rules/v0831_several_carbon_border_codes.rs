use crate::reading::{Reading, eu_type, items};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Exactly one code of the carbon border adjustment fits goods.
    ///
    /// Source: notice of the Commission of 28 January 2026 on the definitive period.
    V0831: "Several codes of the carbon border adjustment", Error, ["H1"]
        { territories: ["Union"] } from "2026-01-01", check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    const CODES: &[&str] = &["Y128", "Y134", "Y135", "Y136", "Y137", "Y237", "Y238"];
    for (index, item) in document.items().iter().enumerate() {
        let papers = item.additional_documents.iter().enumerate();
        let of_border = papers.filter(|(_, paper)| {
            let code = eu_type(&paper.category, &paper.r#type);
            CODES.contains(&code.as_str())
        });
        for (at, _) in of_border.skip(1) {
            let field = items!("additionalDocuments[].type").at(&[index, at]);
            report.find(field, "Remove it, or the other: one of them fits.");
        }
    }
}

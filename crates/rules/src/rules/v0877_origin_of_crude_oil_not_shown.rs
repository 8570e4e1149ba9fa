use crate::reading::{Reading, has_paper, item, item_field, tariff_code};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Petroleum products of heading 2710 show where their crude oil came from: of a country that exports
    /// more than it imports (Y693), of a partner country (Y694), or by evidence, whose code is not known.
    ///
    /// Source: Article 3ma of Regulation (EU) No 833/2014, by one national notice.
    V0877: "Origin of the crude oil is not shown", Warning, ["H1"]
        { territories: ["Union"] } from "2026-01-21" certain C is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let is_petroleum = tariff_code(item).is_some_and(|(_, code)| code.starts_with("2710"));
        if is_petroleum && !has_paper(document, item, &["Y693", "Y694"]) {
            let field = item_field(index, item!("additionalDocuments"));
            report.find(field, "Give Y693, Y694, or the evidence.");
        }
    }
}

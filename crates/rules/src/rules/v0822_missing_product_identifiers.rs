use crate::reading::{Reading, has_paper, is_distance_sale, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods of a distance sale name their product: the merchant's own number (C127) and the
    /// manufacturer's (C128), as documents of the item. Some sources ask it of goods of 150 EUR at
    /// most, others of all.
    ///
    /// Source: Delegated Regulation (EU) 2026/1022 by several secondary sources. A warning, because
    /// the act was not read: some subheadings are tolerated without.
    V0822: "Missing identifiers of the product", Warning, ["import"] { territories: ["Union"] }
        from "2026-11-01" certain B is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        if !is_distance_sale(item) {
            continue;
        }
        let known = |code: &&str| has_paper(document, item, &[code]);
        let missing: Vec<&str> = ["C127", "C128"]
            .into_iter()
            .filter(|it| !known(it))
            .collect();
        if !missing.is_empty() {
            let advice = format!(
                "Give {}: numbers of the product, the merchant's C127, the manufacturer's C128.",
                missing.join(" and ")
            );
            report.find(item_field(index, item!("additionalDocuments")), advice);
        }
    }
}

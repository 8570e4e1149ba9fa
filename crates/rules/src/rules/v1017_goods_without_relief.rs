use crate::reading::{Reading, items, procedure, tariff_code};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Alcoholic products, perfumes and toilet waters, and tobacco are not relieved of duty as
    /// consignments of low value from a business. In the Union that relief has ended.
    ///
    /// Source: Article 24 of Regulation (EC) No 1186/2009; Article 1 of Regulation (EU) 2026/382
    /// for its end.
    V1017: "Goods have no relief for low value", Error, ["H7"]
        until "2026-06-30" always in "UK" certain B, check
}

/// Beer to spirits, tobacco and its products, perfumes.
const WITHOUT: &[&str] = &[
    "2203", "2204", "2205", "2206", "2207", "2208", "2402", "2403", "2404", "3303",
];

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let from_business = procedure(item).is_some_and(|procedure| procedure.adds(&["C07"]));
        if let Some((at, code)) = tariff_code(item)
            && from_business
            && WITHOUT.iter().any(|heading| code.starts_with(heading))
        {
            let field = items!("commodity.classifications[].code").at(&[index, at]);
            report.find(field, "Declare these goods in full (H1).");
        }
    }
}

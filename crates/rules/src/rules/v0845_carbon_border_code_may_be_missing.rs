use crate::reading::{Reading, has_paper, item, item_field, procedure, tariff_code};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods of the carbon border adjustment that are released by a simplified declaration need their
    /// code as well (V0830), in it or in its supplementary declaration.
    ///
    /// Source: Regulation (EU) 2023/956 with Regulation (EU) 2025/2083, which speak of release for free
    /// circulation. A warning, because it was not read which of the two declarations gives the code.
    V0845: "Code of the carbon border adjustment may be missing", Warning, ["I1"]
        { territories: ["Union"] } from "2026-01-01" certain D is absence, check
}

const CODES: &[&str] = &["Y128", "Y134", "Y135", "Y136", "Y137", "Y237", "Y238"];

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let is_released =
            procedure(item).is_some_and(|it| ["40", "42", "44", "45"].contains(&it.requested));
        let is_meant = |(_, code)| context.covers("CBAM-goods", code);
        if is_released
            && tariff_code(item).is_some_and(is_meant)
            && !has_paper(document, item, CODES)
        {
            let advice = "Give Y128 with the account, or Y134 to Y137 or Y237 where it fits; or \
                          give it with the supplementary declaration.";
            report.find(item_field(index, item!("additionalDocuments")), advice);
        }
    }
}

use crate::reading::{Reading, has_paper, item, item_field, procedure, tariff_code};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods of the carbon border adjustment that are released for free circulation say why they may:
    /// the account of the authorised declarant (Y128), an exemption (Y134 to Y136, Y237), less than 50 t
    /// a year (Y137). Which goods they are is code list `CBAM-goods`; a list of this name that is
    /// loaded takes its place.
    ///
    /// Source: Regulation (EU) 2023/956 with Regulation (EU) 2025/2083; notice of the Commission of 28
    /// January 2026.
    V0830: "Missing code of the carbon border adjustment", Error, ["H1"]
        { territories: ["Union"] } from "2026-01-01" certain B is absence, check
}

/// One of them belongs to goods of the adjustment.
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
            let advice = "Give Y128 with the account, or Y134 to Y137 or Y237 where it fits.";
            report.find(item_field(index, item!("additionalDocuments")), advice);
        }
    }
}

use jiff::civil::{Date, date};

use crate::reading::{Reading, is_distance_sale, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A declaration of goods that are sold to a person abroad (F48, F49, F53) and that was sent before
    /// the handling fee of the Union began is updated before its goods are presented: else customs
    /// refuses the presentation. Any amendment from that day on will do here; what it has to say of the
    /// fee is not known.
    ///
    /// Looked at when goods are presented. Where the fee begins on another day, the settings say so.
    ///
    /// Source: Danish customs on release 2.3.0 of DMS; the first day is the expected one.
    V1026: "Declaration is older than the handling fee", Error, ["import"] { territories: ["DK"] }
        from "2026-11-01" certain B, check
}

/// The first day of the fee.
const BEGIN: Date = date(2026, 11, 1);

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    if context.presented.is_none_or(|it| it.sent_on >= BEGIN) {
        return;
    }
    for (index, item) in document.items().iter().enumerate() {
        if is_distance_sale(item) {
            let field = item_field(index, item!("governmentProcedure.procNat1"));
            report.find(field, "Amend the declaration, then present the goods.");
        }
    }
}

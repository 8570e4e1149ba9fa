use crate::reading::{Reading, given, is_tariff, items};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// An additional code of an item is given once.
    ///
    /// Source: CDS known error log, KEL 005: error code CDS40007.
    V0624: "Repeated additional code", Error, ["import", "export"] { systems: ["uk_cds"] }, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let all = item
            .commodity
            .as_deref()
            .map_or(&[][..], |commodity| &commodity.classifications);
        for (at, this) in all.iter().enumerate() {
            let code = given(&this.code);
            let mut before = all[..at].iter();
            if code.is_some()
                && !is_tariff(&this.r#type)
                && before.any(|it| it.r#type == this.r#type && given(&it.code) == code)
            {
                let field = items!("commodity.classifications[].code").at(&[index, at]);
                report.find(field, "Remove one of the two.");
            }
        }
    }
}

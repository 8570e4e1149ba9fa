use crate::reading::{Reading, given, is_tariff, items};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A commodity code is not all zeros: there is no chapter 00.
    ///
    /// Source: the Harmonised System; CDS release 5.1.0.1, which rejects them.
    V0623: "Commodity code of zeros", Error, ["transit", "import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let classifications = item.commodity.as_deref().map(|it| &it.classifications);
        for (at, classification) in classifications.into_iter().flatten().enumerate() {
            let is_nothing = |code: &str| code.bytes().all(|b| b == b'0');
            if is_tariff(&classification.r#type)
                && given(&classification.code).is_some_and(is_nothing)
            {
                let field = items!("commodity.classifications[].code").at(&[index, at]);
                report.find(field, "Give the code of these goods.");
            }
        }
    }
}

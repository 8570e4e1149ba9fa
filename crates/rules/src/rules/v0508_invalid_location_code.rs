use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// In the United Kingdom a location of goods is one code: its country, its type (A to D), its
    /// qualifier (U or Y) and its identifier. The identifier stands in unLocode for U and in
    /// authorisationNumber for Y.
    ///
    /// Source: CDS declaration completion guide, 5/23; the published lists of goods location
    /// codes.
    V0508: "Incomplete code of the location of goods", Error, ["import", "export"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let location = document
        .consignment()
        .and_then(|consignment| consignment.goods_location.as_deref());
    let Some(location) = location.filter(|_| context.jurisdiction == "GB") else {
        return;
    };
    let field = |name: &str| format!("goodsShipment.consignment.goodsLocation.{name}");
    let country = location.address.as_deref().map(|address| &address.country);
    if country.and_then(given) != Some("GB") {
        report.find(field("address.country"), "Give GB.");
    }
    let (name, identifier) = match given(&location.qualifier) {
        Some("U") => ("unLocode", &location.un_locode),
        Some("Y") => ("authorisationNumber", &location.authorisation_number),
        Some(_) | None => {
            return report.find(field("qualifier"), "Give U or Y.");
        }
    };
    if given(identifier).is_none() {
        let advice = "Give what follows the qualifier in the location's code.";
        report.find(field(name), advice);
    }
}

use cas_model::document::Party;
use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Who imports to Great Britain is not who exports: both have numbers of their own. Between
    /// Great Britain and Northern Ireland traders move goods of their own (published scenario
    /// TT_IM018a).
    ///
    /// Source: CDS error code CDS12081.
    V0120: "Importer is the exporter", Error,
        ["H1", "H2", "H3", "H4", "H5"] { systems: ["uk_cds"], territories: ["GB"] }, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let exporter = document
        .shipment()
        .and_then(|shipment| shipment.exporter.as_deref());
    let importer = document.importer.as_deref().and_then(Party::eori);
    if importer.is_some() && importer == exporter.and_then(Party::eori) {
        let advice = "Give who sent the goods; customs rejects the importer's own number.";
        report.find(
            path!("goodsShipment.exporter.businessPartnerReference"),
            advice,
        );
    }
}

use cas_model::path;

use crate::reading::is_known;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The declarant is known by its EORI. Consignments of low value may be declared by persons
    /// without one.
    ///
    /// Source: Article 9 of Regulation (EU) No 952/2013; Annex B, data element 13 05 017; CDS
    /// declaration completion guide, 3/18.
    V0118: "Missing EORI of the declarant", Error,
        ["H1", "H2", "H3", "H4", "H5", "H8", "I1", "I2", "export"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    if let Some(declarant) = document.declarant.as_deref()
        && is_known(declarant)
        && declarant.eori().is_none()
    {
        let advice = "Give the declarant's EORI as a reference of type Eori.";
        report.find(path!("declarant.businessPartnerReference"), advice);
    }
}

use cas_model::document::Party;
use cas_model::{path, territory};

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Declarant and representative, the importer of an import and the exporter of an export have
    /// an EORI of the territory whose customs gets the declaration: of a Member State or Northern
    /// Ireland (XI) in the Union, of GB or XI in the United Kingdom. Who declares to it
    /// for Northern Ireland may have that of a Member State (published scenario TT_IM209a).
    ///
    /// Source: Articles 9 and 170 of Regulation (EU) No 952/2013; CDS declaration completion
    /// guide, 3/2, 3/16, 3/18 and 3/20.
    V0119: "EORI of another customs territory", Error, ["import", "export"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let exporter = document
        .shipment()
        .and_then(|shipment| shipment.exporter.as_deref());
    let trader = match context.is("import") {
        true => (
            path!("importer.businessPartnerReference"),
            document.importer.as_deref(),
        ),
        false => (
            path!("goodsShipment.exporter.businessPartnerReference"),
            exporter,
        ),
    };
    let parties = [
        (
            path!("declarant.businessPartnerReference"),
            document.declarant.as_deref(),
        ),
        (
            path!("agent.businessPartnerReference"),
            document.agent.as_deref(),
        ),
        trader,
    ];
    for (field, party) in parties {
        let country = party.and_then(Party::eori).and_then(|eori| eori.get(..2));
        if let Some(country) = country
            && !is_of_territory(country, context)
        {
            let advice = format!("{country} gave this EORI; give the one of this territory.");
            report.find(field, advice);
        }
    }
}

fn is_of_territory(country: &str, context: &Context<'_>) -> bool {
    match context.jurisdiction {
        "GB" => ["GB", "XI"].contains(&country),
        "XI" => country == "GB" || territory::is_union_for_goods(country),
        union if context.holds("CL010", union) => {
            context.holds("CL010", country) || country == "XI"
        }
        _ => true,
    }
}

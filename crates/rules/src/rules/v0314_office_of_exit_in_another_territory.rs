use cas_model::{path, territory};

use crate::reading::{Reading, country_of};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods leave the customs territory over one of its own customs offices: of a Member State
    /// or Northern Ireland in the Union, of GB or XI in the United Kingdom. Goods of Northern Ireland
    /// may leave over a Member State.
    ///
    /// Source: Article 329 of Implementing Regulation (EU) 2015/2447; Annex B, data element 17
    /// 02.
    V0314: "Office of exit in another customs territory", Error, ["export"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let Some(shipment) = document.shipment() else {
        return;
    };
    let country = country_of(&shipment.exit_office);
    let is_right = match context.jurisdiction {
        _ if country.is_empty() => true,
        "GB" => ["GB", "XI"].contains(&country),
        "XI" => country == "GB" || territory::is_union_for_goods(country),
        union if context.holds("CL010", union) => {
            context.holds("CL010", country) || country == "XI"
        }
        _ => true,
    };
    if !is_right {
        let advice = format!("{country} is outside; give the office where the goods leave.");
        report.find(path!("goodsShipment.exitOffice"), advice);
    }
}

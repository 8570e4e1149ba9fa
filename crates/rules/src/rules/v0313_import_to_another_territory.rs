use cas_model::{path, territory};

use crate::reading::{Reading, given, item, item_field};

use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods are released for free circulation in the customs territory: their country of
    /// destination is a Member State in the Union, and GB or Northern Ireland in the United
    /// Kingdom. Goods that enter the Union over Northern Ireland may go on to a Member State
    /// (published scenario TT_IM047b; TT_IM047a, without the statement, is refused).
    ///
    /// Source: Article 201 of Regulation (EU) No 952/2013; Annex B, data element 16 03; code list
    /// CL010.
    V0313: "Import to a country outside the customs territory", Error, ["H1", "H5"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    const ADVICE: &str = "Give the country where the goods are released, or another procedure.";
    let is_outside = |country: &str| match context.jurisdiction {
        "GB" => !is_of_united_kingdom(country),
        "XI" => !is_of_united_kingdom(country) && !territory::is_union_for_goods(country),
        union => context.holds("CL010", union) && context.refuses("CL010", country),
    };
    if let Some(shipment) = document.shipment()
        && given(&shipment.destination).is_some_and(is_outside)
    {
        report.find(path!("goodsShipment.destination"), ADVICE);
    }
    for (index, item) in document.items().iter().enumerate() {
        if given(&item.destination).is_some_and(is_outside) {
            report.find(item_field(index, item!("destination")), ADVICE);
        }
    }
}

fn is_of_united_kingdom(country: &str) -> bool {
    territory::is_in("UK", country) || territory::is_in("CrownDependencies", country)
}

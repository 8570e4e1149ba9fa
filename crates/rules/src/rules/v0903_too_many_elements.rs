use cas_model::access::Field;

use crate::rule::{Context, Document, Report, rule};
use crate::walk::each_field;

rule! {
    /// Lists have the lengths that customs takes: 9 authorisations, 9 offices of transit, 99
    /// countries on the route, 99 packages, 99 seals, …
    ///
    /// Source: CC015C, repetitions of its groups.
    V0903: "Too many elements", Error, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    each_field(document, &mut |visit| {
        if let Field::List(list) = visit.field
            && let Some(most) = longest(visit.name)
            && list.len() > most
        {
            let advice = format!("{} are more than {most}; remove some.", list.len());
            report.find(visit.at.to_string(), advice);
        }
    });
}

/// The most elements of a list; `None` when another rule looks, or there is no limit.
fn longest(name: &str) -> Option<usize> {
    match name {
        "authorisations" | "transitOffices" | "exitOfficesForTransit" => Some(9),
        "itinerary" | "packagings" | "seals" | "supplyChainActors" | "obligationGuarantees" => {
            Some(99)
        }
        "additionalDocuments" | "additionalInformations" | "dangerousGoods" => Some(99),
        "transportContractDocuments" => Some(99),
        "transportEquipments" | "goodsReferences" => Some(9_999),
        _ => None,
    }
}

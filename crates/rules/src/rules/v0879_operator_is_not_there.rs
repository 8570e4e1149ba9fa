use cas_model::document::{AdditionalDocument, Party};
use cas_model::path;

use crate::reading::{Reading, is_of_type};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The number of an authorised economic operator belongs to a party that the declaration names by
    /// EORI: consignor (Y022), consignee (Y023), representative (Y025), holder of the procedure (Y026),
    /// carrier (Y028).
    ///
    /// Source: one service provider on Dutch NCTS, phase 6.
    V0879: "Authorised operator is not in the declaration", Warning, ["transit"]
        { territories: ["NL"] } from "2026-05-16" certain C, check
}

/// Whether the party that a code stands for is there by its EORI; `None` for another code.
fn is_there(document: &Document, code: &str) -> Option<bool> {
    let named = |party: Option<&Party>| party.and_then(Party::eori).is_some();
    let shipment = document.goods_shipment.as_deref();
    let houses = shipment.map_or(&[][..], |shipment| &shipment.house_consignments);
    let items = document.items();
    let consignors = shipment.map(|it| it.consignor.as_deref()).into_iter();
    let consignees = shipment.map(|it| it.consignee.as_deref()).into_iter();
    Some(match code {
        "Y022" => consignors
            .chain(houses.iter().map(|house| house.consignor.as_deref()))
            .chain(items.iter().map(|item| item.consignor.as_deref()))
            .any(named),
        "Y023" => consignees
            .chain(houses.iter().map(|house| house.consignee.as_deref()))
            .chain(items.iter().map(|item| item.consignee.as_deref()))
            .any(named),
        "Y025" => named(document.agent.as_deref()),
        "Y026" => named(document.holder_of_the_transit_procedure.as_deref()),
        "Y028" => named(document.carrier.as_deref()),
        _ => return None,
    })
}

const OPERATORS: &[&str] = &["Y022", "Y023", "Y025", "Y026", "Y028"];

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, paper) in document.additional_documents() {
        let mut types = OPERATORS.iter();
        let operator = types.find(|it| is_of_type(&paper.category, &paper.r#type, it));
        if operator.and_then(|code| is_there(document, code)) == Some(false) {
            let field = place.field(path!(AdditionalDocument: "type"));
            report.find(field, "Name the party with its EORI, or remove the number.");
        }
    }
}

use cas_model::document::PreviousDocument;
use cas_model::path;

use crate::reading::{Level, Reading, eu_type, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The type of a previous document is one of its level's code list: CL214 for the shipment and
    /// for items, CL228 for house consignments. An export declaration (N830) stands with a house
    /// consignment only.
    ///
    /// Source: code lists CL214 and CL228; guideline G0991: since the end of the transitional
    /// period (4 December 2024) CL214 has no N830.
    V0802: "Invalid type of previous document", Error, ["transit"], check
}

const OF_HOUSES: &str = "CL228";
const OF_SHIPMENT_AND_ITEMS: &str = "CL214";

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (place, previous) in document.previous_documents() {
        if given(&previous.r#type).is_none() {
            continue;
        }
        let code = eu_type(&previous.category, &previous.r#type);
        let is_of_house = matches!(place.level(), Level::House(_));
        let (list, other) = match is_of_house {
            true => (OF_HOUSES, OF_SHIPMENT_AND_ITEMS),
            false => (OF_SHIPMENT_AND_ITEMS, OF_HOUSES),
        };
        if !context.refuses(list, &code) {
            continue;
        }
        let advice = match (is_of_house, context.holds(other, &code)) {
            (true, true) => format!(
                "{code} is not for house consignments; give it for the shipment or an item."
            ),
            (false, true) => format!(
                "{code} is for house consignments only: give it in goodsShipment.houseConsignments \
                 for the house of its goods, or name the export by its MRN as NMRN."
            ),
            (_, false) => format!("{code} is not in code list {list}; give NMRN, N337, …"),
        };
        report.find(place.field(path!(PreviousDocument: "type")), advice);
    }
}

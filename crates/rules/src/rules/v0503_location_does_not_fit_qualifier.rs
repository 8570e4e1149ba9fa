use cas_model::document::GoodsLocation;
use cas_model::{KnownPath, path};

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The qualifier of a location names what is given, and nothing else is: `T` postcode and
    /// country, `U` UN/LOCODE, `V` customs office, `W` latitude and longitude, `X` EORI, `Y`
    /// authorisation number, `Z` address.
    ///
    /// Source: condition C0394; Annex B, data element 16 15.
    V0503: "Location of goods does not fit its qualifier", Error,
        ["transit", "import", "export"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    // Customs of the United Kingdom takes one code, with its country: V0508.
    if context.is_in("UK") && !context.is("transit") {
        return;
    }
    let location = document
        .consignment()
        .and_then(|consignment| consignment.goods_location.as_deref());
    let Some(location) = location else {
        return;
    };
    let Some(qualifier) = given(&location.qualifier) else {
        return;
    };
    for (field, qualifiers, present) in details(location) {
        match (qualifiers.contains(qualifier), present) {
            (true, false) => report.find(field, format!("Qualifier {qualifier} needs it.")),
            (false, true) if "TUVWXYZ".contains(qualifier) => {
                report.find(field, format!("Remove it; qualifier {qualifier} has none."));
            }
            (true, true) | (false, _) => {}
        }
    }
}

fn details(location: &GoodsLocation) -> [(KnownPath, &'static str, bool); 7] {
    let text = |value: &Option<String>| given(value).is_some();
    [
        (
            path!("goodsShipment.consignment.goodsLocation.address"),
            "TZ",
            location.address.is_some(),
        ),
        (
            path!("goodsShipment.consignment.goodsLocation.unLocode"),
            "U",
            text(&location.un_locode),
        ),
        (
            path!("goodsShipment.consignment.goodsLocation.office"),
            "V",
            text(&location.office),
        ),
        (
            path!("goodsShipment.consignment.goodsLocation.latitude"),
            "W",
            text(&location.latitude),
        ),
        (
            path!("goodsShipment.consignment.goodsLocation.longitude"),
            "W",
            text(&location.longitude),
        ),
        (
            path!("goodsShipment.consignment.goodsLocation.economicOperator"),
            "X",
            text(&location.economic_operator),
        ),
        (
            path!("goodsShipment.consignment.goodsLocation.authorisationNumber"),
            "Y",
            text(&location.authorisation_number),
        ),
    ]
}

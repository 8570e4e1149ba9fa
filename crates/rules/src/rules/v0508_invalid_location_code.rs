use cas_model::{path, territory};

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// In the United Kingdom a location of goods is one code: its country, its type (A to D), its
    /// qualifier (U or Y) and its identifier. The identifier stands in unLocode for U and in
    /// authorisationNumber for Y. The country is GB where it is not given; goods may be in a Crown
    /// dependency or on the United Kingdom's continental shelf.
    ///
    /// Source: CDS declaration completion guide, 5/23; the published lists of goods location
    /// codes.
    V0508: "Incomplete code of the location of goods", Error,
        ["import", "export"] { territories: ["UK"] } is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let location = document
        .consignment()
        .and_then(|consignment| consignment.goods_location.as_deref());
    let Some(location) = location else {
        return;
    };
    let country = location.address.as_deref().map(|address| &address.country);
    if country.and_then(given).is_some_and(|code| !is_here(code)) {
        report.find(
            path!("goodsShipment.consignment.goodsLocation.address.country"),
            "Give GB.",
        );
    }
    let (field, identifier) = match given(&location.qualifier) {
        Some("U") => (
            path!("goodsShipment.consignment.goodsLocation.unLocode"),
            &location.un_locode,
        ),
        Some("Y") => (
            path!("goodsShipment.consignment.goodsLocation.authorisationNumber"),
            &location.authorisation_number,
        ),
        Some(_) | None => {
            return report.find(
                path!("goodsShipment.consignment.goodsLocation.qualifier"),
                "Give U or Y.",
            );
        }
    };
    if given(identifier).is_none() {
        let advice = "Give what follows the qualifier in the location's code.";
        report.find(field, advice);
    }
}

fn is_here(country: &str) -> bool {
    country == "ZU"
        || territory::is_in("UK", country)
        || territory::is_in("CrownDependencies", country)
}

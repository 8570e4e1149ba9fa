use cas_model::path;

use crate::reading::{Reading, country_of};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A transit to a country of the Convention on common transit has an office of transit in
    /// that country; one from such a country into the Union has an office of transit in the
    /// Union.
    ///
    /// Source: rule R0006.
    V0307: "Office of transit in the wrong country", Error, ["transit"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let offices = document.transit_offices();
    if offices.is_empty() {
        return;
    }
    let (from, to) = (document.departure_country(), document.destination_country());
    let some = |fits: &dyn Fn(&str) -> bool| {
        offices
            .iter()
            .any(|office| fits(country_of(&office.office)))
    };
    if context.holds("CL112", to) && !some(&|country| country == to) {
        let advice = format!("Add an office of transit in {to}, where the transit ends.");
        report.find(path!("goodsShipment.transitOffices"), advice);
    }
    let enters_union = context.holds("CL112", from) && context.holds("CL010", to);
    if enters_union && !some(&|country| context.holds("CL010", country)) {
        let advice = "Add the office of transit where the goods enter the Union.";
        report.find(path!("goodsShipment.transitOffices"), advice);
    }
}

use cas_model::document::Packaging;
use cas_model::path;
use std::collections::HashSet;

use crate::reading::{Level, Located, Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// An item with zero packages names, by the same shipping marks, an item that has the
    /// packages; both are in one house consignment.
    ///
    /// Source: rule R0364.
    V0612: "Packed together with no other item", Error, ["transit"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    if !document
        .packagings()
        .any(|(_, packaging)| packaging.quantity == Some(0))
    {
        return;
    }
    // Of each house consignment for itself.
    let house = |place: Located| match (place.level(), document.shipment()) {
        (Level::Item(item), Some(shipment)) => shipment.house_of(&document.items()[item]),
        (Level::Item(_) | Level::Shipment | Level::House(_), _) => None,
    };
    let counted: HashSet<(Option<usize>, &str)> = document
        .packagings()
        .filter(|(_, packaging)| packaging.quantity.is_some_and(|number| number > 0))
        .filter(|(_, packaging)| {
            let code = given(&packaging.r#type).unwrap_or("");
            !context.holds("CL181", code) && !context.holds("CL182", code)
        })
        .filter_map(|(place, packaging)| Some((house(place), given(&packaging.shipping_marks)?)))
        .collect();
    for (place, packaging) in document.packagings() {
        let marks = given(&packaging.shipping_marks);
        if packaging.quantity == Some(0)
            && !marks.is_some_and(|marks| counted.contains(&(house(place), marks)))
        {
            let advice = "Give the number, or the marks of the packages that hold the goods.";
            report.find(place.field(path!(Packaging: "quantity")), advice);
        }
    }
}

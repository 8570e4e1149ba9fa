use crate::reading::{Reading, given, house, house_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Several house consignments have keys that tell them apart, by which items name them.
    ///
    /// Source: how this product writes CC015C: an item stands in the house whose key it names.
    V0622: "House consignments are not told apart", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let houses = document.houses();
    if houses.len() < 2 {
        return;
    }
    for (index, house) in houses.iter().enumerate() {
        let key = given(&house.key);
        let is_repeated = houses[..index].iter().any(|other| given(&other.key) == key);
        if key.is_none() || is_repeated {
            let advice = "Give each house consignment a key of its own.";
            report.find(house_field(index, house!("key")), advice);
        }
    }
}

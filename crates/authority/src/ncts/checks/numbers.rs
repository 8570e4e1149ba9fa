//! Are goods items numbered within their house consignment (rule R0988) and within the declaration
//! (R0007)?

use crate::answer::Problem;
use crate::commission::checks::Inspected;

pub(super) fn check(inspected: &Inspected<'_>, problems: &mut Vec<Problem>) {
    let consignment = inspected.root.child("Consignment");
    let Some(consignment) = consignment.filter(|_| inspected.repeats_declaration()) else {
        return;
    };
    let mut in_declaration = 0;
    for (h, house) in consignment.all("HouseConsignment").enumerate() {
        for (i, item) in house.all("ConsignmentItem").enumerate() {
            in_declaration += 1;
            for (name, expected, reason) in [
                ("goodsItemNumber", i + 1, "R0988"),
                ("declarationGoodsItemNumber", in_declaration, "R0007"),
            ] {
                let value = item.text_at(name);
                let wrong = value.filter(|value| value.parse() != Ok(expected));
                problems.extend(wrong.map(|value| {
                    let (house, item) = (h + 1, i + 1);
                    let path = format!(
                        "Consignment/HouseConsignment[{house}]/ConsignmentItem[{item}]/{name}"
                    );
                    Problem {
                        value: Some(value.to_owned()),
                        ..inspected.problem(&path, "14", reason)
                    }
                }));
            }
        }
    }
}

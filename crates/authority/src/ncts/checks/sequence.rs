//! Are repeated groups numbered 1, 2, 3, without gaps? Sequence numbers (rule R0987), goods item
//! numbers within a house consignment (R0988) and within the declaration (R0007).

use super::Inspected;
use crate::answer::Problem;
use crate::xml::Element;

pub(super) fn check(inspected: &Inspected<'_>, problems: &mut Vec<Problem>) {
    if !matches!(inspected.message, "CC015C" | "CC013C") {
        return;
    }
    check_below(inspected, inspected.root, "", problems);
    let Some(consignment) = inspected.root.child("Consignment") else {
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

fn check_below(
    inspected: &Inspected<'_>,
    element: &Element<'_>,
    path: &str,
    problems: &mut Vec<Problem>,
) {
    // Groups of one name stand together, so that one running count is enough.
    let mut counted = ("", 0usize);
    for child in element
        .children
        .iter()
        .filter(|child| !child.children.is_empty())
    {
        let number = if counted.0 == child.name {
            counted.1 + 1
        } else {
            1
        };
        counted = (child.name, number);
        let sequence = child.text_at("sequenceNumber");
        let is_wrong = sequence.is_some_and(|text| text.parse() != Ok(number));
        let is_numbered = sequence.is_some() || child.name == "ConsignmentItem";
        let separator = if path.is_empty() { "" } else { "/" };
        let path = if is_numbered {
            format!("{path}{separator}{}[{number}]", child.name)
        } else {
            format!("{path}{separator}{}", child.name)
        };
        if is_wrong {
            problems.push(Problem {
                value: sequence.map(str::to_owned),
                ..inspected.problem(&format!("{path}/sequenceNumber"), "14", "R0987")
            });
        }
        check_below(inspected, child, &path, problems);
    }
}

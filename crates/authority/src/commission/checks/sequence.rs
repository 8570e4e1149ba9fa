//! Are repeated groups numbered 1, 2, 3, without gaps (rule R0987)? Goods items number themselves by
//! rules of their systems.

use super::Inspected;
use crate::answer::Problem;
use crate::xml::Element;

pub(crate) fn check(inspected: &Inspected<'_>, problems: &mut Vec<Problem>) {
    if inspected.repeats_declaration() {
        check_below(inspected, inspected.root, "", problems);
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
        let is_numbered = sequence.is_some() || child.name == inspected.domain.item;
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

//! Do the numbers have their formats: LRN, MRN, offices, EORI, GRN? A check digit is not looked
//! at: numbers with wrong ones are in use. Which numbers there are, the domain says.

use cas_model::formats::is_mrn;

use super::Inspected;
use crate::answer::Problem;
use crate::xml::Element;

/// Whether a text is made like an MRN.
pub(crate) fn has_mrn_format(text: &str) -> bool {
    is_mrn(text).is_some()
}

pub(crate) fn check(inspected: &Inspected<'_>, problems: &mut Vec<Problem>) {
    check_below(inspected, inspected.root, "", problems);
}

fn check_below(
    inspected: &Inspected<'_>,
    element: &Element<'_>,
    path: &str,
    problems: &mut Vec<Problem>,
) {
    let formats = inspected.domain.formats.iter();
    for format in formats.filter(|format| format.parent == element.name) {
        let value = element.text_at(format.name);
        if let Some(value) = value.filter(|value| !(format.is_valid)(value)) {
            problems.push(Problem {
                value: Some(value.to_owned()),
                ..inspected.problem(&format!("{path}/{}", format.name), "12", format.reason)
            });
        }
    }
    let repeated = inspected.domain.repeated;
    let mut counted = vec![0usize; repeated.len()];
    for child in element
        .children
        .iter()
        .filter(|child| !child.children.is_empty())
    {
        let below = match repeated.iter().position(|name| *name == child.name) {
            Some(place) => {
                counted[place] += 1;
                format!("{}[{}]", child.name, counted[place])
            }
            None => child.name.to_owned(),
        };
        let path = if path.is_empty() {
            below
        } else {
            format!("{path}/{below}")
        };
        check_below(inspected, child, &path, problems);
    }
}

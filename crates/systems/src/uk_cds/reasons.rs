//! Why is an element amended, in customs' codes?
//!
//! HMRC publishes no list; the codes are read off the amendments that it publishes
//! (decision 23). A change that is like none of those has the code for other reasons.

use cas_model::FieldPath;
use cas_model::document::SingleAdministrativeDocument;

use super::pointers::Pointer;

/// The reason for an element that was removed.
pub(super) const REMOVED: &str = "30";
/// The reason for a change that has none of its own.
pub(super) const OTHER: &str = "32";
/// The reason for any value of a duty that is secured and not paid.
const SECURED: &str = "33";
/// The method of payment by which a duty is secured, of the published amendments.
const SECURITY: &str = "R";
/// The reason for another status of a licence or document, and the data element of that.
const STATUS: (&str, &str) = ("25", "360");
/// The reason for another consignee, consignor or exporter, and the sections that hold them.
const PARTY: (&str, &[&str]) = ("29", &["27A", "30A", "57A"]);
/// Reasons by the data elements that changed: values, kinds of duties, weights and quantities.
const BY_TAG: &[(&str, &[&str])] = &[
    (
        "21",
        &["108", "109", "112", "114", "116", "120", "129", "378"],
    ),
    ("22", &["113"]),
    ("28", &["126", "128", "130", "131", "144", "146", "228"]),
];
/// The reason for what a final supplementary declaration says of the declarations it sums up: the
/// data element of the text, and how the codes of such statements begin.
const SUMMED_UP: (&str, &str, &str) = ("21", "225", "FINS");

/// The reason for an element that is there with another value.
pub(super) fn of_change(
    document: &SingleAdministrativeDocument,
    path: &FieldPath,
    pointer: &[Pointer],
) -> &'static str {
    let tag = pointer.last().and_then(|step| step.tag.as_deref());
    if tag == Some(STATUS.1) {
        return STATUS.0;
    }
    let code = || sibling(document, path, "code");
    if tag == Some(SUMMED_UP.1) && code().is_some_and(|code| code.starts_with(SUMMED_UP.2)) {
        return SUMMED_UP.0;
    }
    of_addition(document, path, pointer)
}

/// The reason for an element that was not there before.
pub(super) fn of_addition(
    document: &SingleAdministrativeDocument,
    path: &FieldPath,
    pointer: &[Pointer],
) -> &'static str {
    let tag = pointer.last().and_then(|step| step.tag.as_deref());
    if method_of_payment(document, path).as_deref() == Some(SECURITY) {
        return SECURED;
    }
    let by_tag = BY_TAG
        .iter()
        .find(|(_, tags)| tag.is_some_and(|tag| tags.contains(&tag)));
    let is_party = |step: &Pointer| PARTY.1.contains(&step.section.as_str());
    let by_section = pointer.iter().any(is_party).then_some(PARTY.0);
    by_tag
        .map(|(reason, _)| *reason)
        .or(by_section)
        .unwrap_or(OTHER)
}

/// How the duty is paid that a field is of.
fn method_of_payment(document: &SingleAdministrativeDocument, path: &FieldPath) -> Option<String> {
    let mut at = path.clone();
    loop {
        if let Some((list, _)) = at.element()
            && list.as_str().ends_with("dutyTaxFees")
        {
            return text_at(document, &at.field("payment").field("methodCode"));
        }
        at = at.parent()?;
    }
}

fn sibling(
    document: &SingleAdministrativeDocument,
    path: &FieldPath,
    name: &str,
) -> Option<String> {
    text_at(document, &path.parent()?.field(name))
}

fn text_at(document: &SingleAdministrativeDocument, path: &FieldPath) -> Option<String> {
    Some(path.get(document)?.text()?.into_owned())
}

//! Customs' codes that we act on or explain.

use crate::answer::look_up;

/// What a trader's message is, as customs numbers and we call it: a declaration.
pub const DECLARATION: &str = "DEC";
/// An amendment or a correction.
pub const AMENDMENT: &str = "COR";
/// A request for invalidation.
pub const INVALIDATION: &str = "INV";
/// A notification that goods are presented.
pub const PRESENTATION: &str = "GPR";

/// Customs' position on a request: granted.
pub const GRANTED: &str = "GRANTED";
/// Customs' position on a request: denied.
pub const DENIED: &str = "DENIED";

/// Reasons of changes that are customs' own: we asked for none of them.
pub const CHANGED_BY_CUSTOMS: &[&str] = &[
    "CORRECTED_BY_CUSTOMS",
    "QUOTA_CORRECTED",
    "QUOTA_DISAGREED",
    "AUTO_COMPLETED",
    "FINAL_DUTY_UPDATE",
    "COMPLETED_MEASURE_DATA",
];

/// The states of declarations (list 11052), by which customs' position may be named.
const STATES: &[(&str, &str)] = &[
    ("1", "Received"),
    ("2", "Rejected"),
    ("3", "Registered"),
    ("4", "Accepted"),
    ("5", "Intention to control"),
    ("7", "Under amendment"),
    ("11", "Goods released"),
    ("15", "Clearance provided"),
    ("16", "Completed"),
    ("18", "Invalidated"),
    ("32", "Not released"),
    ("51", "Under control"),
    ("54", "Cancelled"),
    ("61", "Control not satisfactory"),
    ("64", "Closed"),
];

/// What a state of a declaration is called.
#[must_use]
pub fn state(code: &str) -> Option<&'static str> {
    look_up(STATES, code)
}

/// The result of a control that does not satisfy customs: the goods are stopped.
pub const NOT_SATISFACTORY: &str = "B1";

/// The results of controls.
const RESULTS: &[(&str, &str)] = &[
    ("A1", "Satisfactory"),
    ("A2", "Considered satisfactory"),
    ("A3", "Simplified procedure"),
    ("A4", "Minor discrepancies"),
    (NOT_SATISFACTORY, "Not satisfactory"),
];

/// What the result of a control is called.
#[must_use]
pub fn control_result(code: &str) -> Option<&'static str> {
    look_up(RESULTS, code)
}

/// What an error code means. Customs sends words with its errors, and no list of them is at hand.
#[must_use]
pub fn error_meaning(code: &str) -> Option<&'static str> {
    (code == DENIED).then_some("Customs denied the request")
}

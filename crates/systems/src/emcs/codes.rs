//! Customs' codes in words. A code that is not here is shown as it came.

use crate::answer::look_up;

/// Functional errors (TC49), and the one that national systems add most.
const ERRORS: &[(&str, &str)] = &[
    ("12", "The value is not one of the list that applies"),
    ("15", "The element or value is not allowed here"),
    ("26", "The message was received before"),
    ("90", "The ARC is unknown"),
    ("91", "The LRN was used before"),
    ("92", "The movement's state does not allow the message"),
    ("93", "The ARC is ill-formed"),
    ("94", "The follow-up number is ill-formed"),
    ("95", "The follow-up number is unknown"),
    ("4402", "The LRN was used before"),
];

/// Why customs refuses an export (TC18).
const EXPORT_REFUSALS: &[(&str, &str)] = &[
    ("1", "Customs found no import data"),
    ("2", "The movement does not match the import data"),
    ("4", "The movement does not match the export declaration"),
    (
        "5",
        "The control at the office of export was unsatisfactory",
    ),
];

/// What a reminder reminds of (TC48).
const REMINDERS: &[(&str, &str)] = &[
    ("1", "The time to change the destination is over"),
    ("2", "The time to report the receipt or the export is over"),
    ("3", "The time to name the destination is over"),
];

/// Why goods are unsatisfactory (BC46).
const UNSATISFACTORY: &[(&str, &str)] = &[
    ("1", "excess"),
    ("2", "shortage"),
    ("3", "goods damaged"),
    ("4", "broken seal"),
    ("5", "reported by the export system"),
    ("7", "more than the temporary authorisation allows"),
];

/// What an error code says.
#[must_use]
pub fn error_meaning(code: &str) -> Option<&'static str> {
    look_up(ERRORS, code)
}

/// Why an export is refused.
#[must_use]
pub fn export_refusal(code: &str) -> Option<&'static str> {
    look_up(EXPORT_REFUSALS, code)
}

/// What a reminder reminds of.
#[must_use]
pub fn reminder(code: &str) -> Option<&'static str> {
    look_up(REMINDERS, code)
}

/// Why goods are unsatisfactory.
#[must_use]
pub fn unsatisfactory(code: &str) -> Option<&'static str> {
    look_up(UNSATISFACTORY, code)
}

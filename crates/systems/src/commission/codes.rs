//! Codes that mean the same in all of the Commission's systems. A code that is not here is shown
//! as it came.

use crate::answer::look_up;

/// CL181: kinds of packages that are bulk.
pub const BULK_PACKAGES: &[&str] = &["VG", "VL", "VO", "VQ", "VR", "VS", "VY"];
/// CL042: additional declaration type of what is declared before the goods are there.
pub const PRE_LODGED: &str = "D";

/// CL180: what is wrong with an element.
const ERRORS: &[(&str, &str)] = &[
    ("12", "The value is not in customs' code list"),
    ("13", "Something is missing that a condition requires"),
    ("14", "A rule is not kept"),
    ("15", "Something is there that a condition does not allow"),
    ("26", "The message identifier was used before"),
    ("50", "A rule of the transitional period is not kept"),
    (
        "51",
        "The message cannot be converted for the earlier phase",
    ),
    (
        "52",
        "The converted message breaks a rule of the earlier phase",
    ),
    ("90", "Customs does not know the MRN"),
    (
        "92",
        "The message does not fit the state of the declaration",
    ),
    ("93", "The MRN is not well formed"),
];

/// CL226: why a message is rejected as a whole.
const REJECTIONS: &[(&str, &str)] = &[
    ("4", "Rejected for a reason that customs gives in its text"),
    ("7", "The guarantee is not valid in this customs territory"),
    ("12", "Rejected for errors that customs does not list"),
];

/// What a functional error code means.
#[must_use]
pub fn error_meaning(code: &str) -> Option<&'static str> {
    look_up(ERRORS, code)
}

/// What a rejection code means.
#[must_use]
pub fn rejection_meaning(code: &str) -> Option<&'static str> {
    look_up(REJECTIONS, code)
}

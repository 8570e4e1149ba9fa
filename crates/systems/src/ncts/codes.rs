//! Customs' codes that we act on or explain, of transit alone. A code that is not here is shown as
//! it came.

use crate::answer::look_up;

/// CL076: guarantee types that have a reference.
pub const GUARANTEES_WITH_REFERENCE: &[&str] = &["0", "1", "2", "3", "4", "5", "9"];

/// CL286: guarantee types whose reference is a GRN with an access code.
pub const GUARANTEES_WITH_GRN: &[&str] = &["0", "1", "2", "4", "9"];

/// CL252: why a guarantee is not accepted.
const GUARANTEE_REASONS: &[(&str, &str)] = &[
    ("G01", "The guarantee does not exist"),
    ("G02", "The guarantee exists but is not valid"),
    ("G03", "The access code is wrong"),
    (
        "G04",
        "The guarantee belongs to someone other than the holder of the procedure",
    ),
    ("G05", "The voucher was used before"),
    ("G06", "The guarantee may not be used for such goods"),
    (
        "G08",
        "The guarantee is not valid in a country of the route",
    ),
    ("G09", "The amount of the guarantee does not suffice"),
    (
        "G10",
        "The guarantor's individual guarantee was used before",
    ),
    (
        "G11",
        "The guarantee is for other offices of departure and destination",
    ),
    ("G12", "The guarantee is for other goods"),
    (
        "G13",
        "The guarantee reference is not of this guarantee type",
    ),
];

/// What a reason for not accepting a guarantee means.
#[must_use]
pub fn guarantee_reason(code: &str) -> Option<&'static str> {
    look_up(GUARANTEE_REASONS, code)
}

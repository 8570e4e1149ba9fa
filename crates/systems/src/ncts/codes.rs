//! Customs' codes that we act on or explain. A code that is not here is shown as it came.

/// CL076: guarantee types that have a reference.
pub const GUARANTEES_WITH_REFERENCE: &[&str] = &["0", "1", "2", "3", "4", "5", "9"];
/// CL286: guarantee types whose reference is a GRN with an access code.
pub const GUARANTEES_WITH_GRN: &[&str] = &["0", "1", "2", "4", "9"];
/// CL181: kinds of packages that are bulk.
pub const BULK_PACKAGES: &[&str] = &["VG", "VL", "VO", "VQ", "VR", "VS", "VY"];

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

/// CL226: why a message is rejected as a whole.
const REJECTIONS: &[(&str, &str)] = &[
    ("4", "Rejected for a reason that customs gives in its text"),
    ("7", "The guarantee is not valid in this customs territory"),
    ("12", "Rejected for errors that customs does not list"),
];

/// What a functional error code means.
#[must_use]
pub fn error_meaning(code: &str) -> Option<&'static str> {
    meaning(ERRORS, code)
}

/// What a reason for not accepting a guarantee means.
#[must_use]
pub fn guarantee_reason(code: &str) -> Option<&'static str> {
    meaning(GUARANTEE_REASONS, code)
}

/// What a rejection code means.
#[must_use]
pub fn rejection_meaning(code: &str) -> Option<&'static str> {
    meaning(REJECTIONS, code)
}

fn meaning(list: &[(&str, &'static str)], code: &str) -> Option<&'static str> {
    list.iter()
        .find(|(known, _)| *known == code)
        .map(|(_, text)| *text)
}

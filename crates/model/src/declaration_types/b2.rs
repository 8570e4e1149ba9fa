//! What does an export for outward processing ask for?
//!
//! What an export asks for; the goods come back, so the authorisation matters.

use super::{Category, DeclarationType, b1};

pub(super) const TYPE: DeclarationType = DeclarationType {
    code: "B2",
    name: "Outward processing",
    category: Category::Export,
    header_types: &["EX", "CO"],
    additional_types: &["A", "D", "R", "U", "V", "X", "Y", "Z"],
    procedures: &["21", "22"],
    marks: &[],
    source: "Annex B to Delegated Regulation (EU) 2015/2446, column B2",
    fields: b1::TYPE.fields,
};

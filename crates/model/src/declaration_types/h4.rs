//! What does a declaration for inward processing ask for?
//!
//! Much of a release for free circulation, and a guarantee for the duty that is not paid.

use super::{Category, DeclarationType, FieldUse, Need, but, h3};

/// As of a temporary admission; the net mass is always asked for.
const FIELDS: &[FieldUse] =
    &but::<{ h3::TYPE.fields.len() }>(h3::TYPE.fields, &[("goodsMeasure.nmass", Need::Required)]);

pub(super) const TYPE: DeclarationType = DeclarationType {
    code: "H4",
    name: "Inward processing",
    category: Category::Import,
    header_types: &["IM", "CO"],
    additional_types: &["A", "D", "R", "U", "V", "X", "Y", "Z"],
    procedures: &["51"],
    marks: &[],
    source: "Annex B to Delegated Regulation (EU) 2015/2446, column H4",
    fields: FIELDS,
};

//! How much of what an importer may bring in without authorisation is used up with a declaration?

use cas_model::document::AdditionalDocument;
use cas_model::mass_threshold::{EXEMPTION, mass_below_threshold};
use cas_model::{FieldPath, path};
use rust_decimal::Decimal;

use super::{Reading, is_of_type};
use crate::rule::{Context, Document};

/// What an importer may bring in a year, in kilograms (Annex VII of Regulation (EU) 2023/956).
pub(crate) const THRESHOLD: Decimal = Decimal::from_parts(50_000, 0, 0, false, 0);

/// What the importer brought in this year with this declaration, in kilograms; `None` where no goods of
/// it are below the threshold, or what others brought in is not known.
pub(crate) fn imported_in_year(document: &Document, context: &Context<'_>) -> Option<Decimal> {
    let mass = mass_below_threshold(document);
    context
        .imported_before
        .filter(|_| !mass.is_zero())
        .map(|before| before + mass)
}

/// Where goods are declared to be below the threshold.
pub(crate) fn exemptions(document: &Document) -> Vec<FieldPath> {
    let papers = document.additional_documents();
    let exemptions = papers.filter(|(_, it)| is_of_type(&it.category, &it.r#type, EXEMPTION));
    let fields = exemptions.map(|(place, _)| place.field(path!(AdditionalDocument: "type")));
    fields.map(FieldPath::new).collect()
}

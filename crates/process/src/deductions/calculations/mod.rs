//! Calculations: the arithmetic every declaration needs.
//!
//! What does CAS calculate, and in which order? [`CALCULATIONS`] lists it; each
//! fills only what is empty and says from what it did so in its origin
//! ([`Origin::Calculation`](cas_model::origin::Origin)). A step's settings
//! ([`cas_model::calculation::Calculations`]) say how, and switch single ones off. The manual with
//! formulas, rounding and sources is `docs/calculations.md`.
//!
//! All arithmetic is decimal and checked: what does not fit becomes a finding, never a panic, a
//! zero or a null. [`apportion`](apportion::apportion) distributes, [`rates`] converts currencies,
//! [`aggregate`](aggregate::aggregate) makes one item of equal ones.

pub mod aggregate;
pub mod apportion;
mod charges;
mod customs_value;
mod delivery_terms;
mod findings;
mod gross_mass;
mod item_numbers;
mod low_value_duty;
mod merge;
mod packages;
mod packed_together;
pub mod part;
pub mod rates;
pub mod share;
mod statistical_value;
mod totals;
mod valuation_adjustments;
mod valued_item;
mod weights;
mod worksheet;

#[cfg(test)]
mod tests;

use cas_model::KnownPath;
use cas_model::finding::Finding;
use worksheet::Worksheet;

use super::{Draft, Sources};

/// A calculation of the list: its name, and what does it.
pub struct Calculation {
    /// Its name: in origins, in settings, and in `docs/calculations.md`.
    pub name: &'static str,
    /// What it fills, as a path in the document.
    pub fills: KnownPath,
    run: fn(&mut Worksheet<'_>) -> Result<(), TooLarge>,
}

/// A number that no decimal of 28 digits holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a number is too large to calculate with")]
pub struct TooLarge;

/// All calculations, in the order they run: what is distributed before what is valued, and
/// totals last.
pub const CALCULATIONS: &[Calculation] = &[
    item_numbers::CALCULATION,
    packages::CALCULATION,
    packed_together::CALCULATION,
    gross_mass::CALCULATION,
    charges::CALCULATION,
    valuation_adjustments::CALCULATION,
    customs_value::CALCULATION,
    statistical_value::CALCULATION,
    low_value_duty::CALCULATION,
    totals::GROSS_MASS,
    totals::PACKAGES,
    totals::INVOICE_AMOUNT,
    totals::ITEMS,
];

/// Whether a calculation of this name exists.
#[must_use]
pub fn exists(name: &str) -> bool {
    CALCULATIONS
        .iter()
        .any(|calculation| calculation.name == name)
}

/// Runs the calculations of the step on a document.
pub(super) fn deduce(draft: &mut Draft<'_>, sources: &Sources<'_>) {
    let additional = draft.document.add_decl_type1.clone();
    let wanted = CALCULATIONS
        .iter()
        .filter(|calculation| sources.calculates(calculation.name, additional.as_deref()));
    for calculation in wanted {
        let mut sheet = Worksheet::new(draft, sources, calculation);
        if let Err(TooLarge) = (calculation.run)(&mut sheet) {
            let finding: Finding = findings::too_large(calculation);
            sheet.find(finding);
        }
    }
}

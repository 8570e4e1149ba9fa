//! Deductions: what fills the fields that nobody gave.
//!
//! A deduction fills what is empty, or what a deduction filled before; never what the shipment, a
//! person or customs gave. So a run first takes back everything that was deduced, then fills
//! again: the result is a function of what was given, the configuration and the master data.
//! Each deduction is one file and one line in [`DEDUCTIONS`]; they run in this order, and the seat
//! of the decision tables is between the master data and the calculations.

mod articles;
mod business_partners;
pub mod calculations;
mod configuration;
mod fill;
mod local_reference;
mod master_data;

#[cfg(test)]
mod tests;

use cas_model::document::SingleAdministrativeDocument;
use cas_model::field_path::{FieldPath, each_scalar};
use cas_model::finding::Finding;
use cas_model::flow::{Flow, Step};
use cas_model::origin::Origins;

pub(crate) use master_data::{ARTICLE, BUSINESS_PARTNER};
pub use master_data::{MasterData, Versioned, master_data_codes};

/// What deductions draw from.
pub struct Sources<'a> {
    /// The flow.
    pub flow: &'a Flow,
    /// Its step.
    pub step: &'a Step,
    /// The records that the document refers to.
    pub master_data: &'a MasterData,
    /// Our number of the declaration.
    pub lrn: &'a str,
}

/// A declaration's document while deductions work on it.
pub struct Draft<'a> {
    /// The document.
    pub document: &'a mut SingleAdministrativeDocument,
    /// Where its values came from.
    pub origins: &'a mut Origins,
    /// What could not be deduced, and why.
    pub findings: Vec<Finding>,
}

type Deduction = fn(&mut Draft<'_>, &Sources<'_>);

/// All deductions, in the order they run.
const DEDUCTIONS: &[Deduction] = &[
    local_reference::deduce,
    configuration::deduce,
    business_partners::deduce,
    articles::deduce,
    calculations::deduce,
];

/// Runs all deductions on a document.
pub fn deduce(
    document: &mut SingleAdministrativeDocument,
    origins: &mut Origins,
    sources: &Sources<'_>,
) -> Vec<Finding> {
    take_back(document, origins);
    let mut draft = Draft {
        document,
        origins,
        findings: Vec::new(),
    };
    for deduction in DEDUCTIONS {
        deduction(&mut draft, sources);
    }
    draft.findings
}

/// Empties what deductions filled before, except where someone gave a value below it since.
fn take_back(document: &mut SingleAdministrativeDocument, origins: &mut Origins) {
    let mut deduced: Vec<FieldPath> = origins
        .groups()
        .iter()
        .filter(|group| group.origin.is_deduced())
        .flat_map(|group| group.paths.iter().cloned())
        .collect();
    // Deepest and last first, so that an element goes before the collection it stands in.
    deduced.sort_by(|a, b| b.cmp(a));
    for path in &deduced {
        clear(document, path, origins);
    }
    origins.retain(|_, origin| !origin.is_deduced());
}

fn clear(document: &mut SingleAdministrativeDocument, path: &FieldPath, origins: &Origins) {
    let given_below = origins.groups().iter().any(|group| {
        !group.origin.is_deduced()
            && group
                .paths
                .iter()
                .any(|at| at != path && at.is_within(path))
    });
    if !given_below {
        return path.clear(document);
    }
    let mut scalars = Vec::new();
    each_scalar(document, &FieldPath::root(), &mut |at, _| {
        if at.is_within(path) && origins.of(at).is_some_and(|origin| origin.is_deduced()) {
            scalars.push(at.clone());
        }
    });
    for scalar in scalars {
        scalar.clear(document);
    }
}

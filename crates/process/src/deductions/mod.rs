//! Deductions: what fills the fields that nobody gave.
//!
//! A deduction fills what is empty, or what a deduction filled before; never what the shipment, a
//! person or customs gave. So a run first takes back everything that was deduced, then fills
//! again: the result is a function of what was given, the configuration and the master data.
//! Each deduction is one line in [`DEDUCTIONS`]; they run in this order.

mod articles;
mod business_partners;
mod by_reference;
pub mod calculations;
mod clear_deduced;
mod configuration;
mod draft;
mod fill;
mod local_reference;
mod locations;
mod tables;
mod take_over;

#[cfg(test)]
mod master_data_tests;
#[cfg(test)]
mod tests;

use cas_model::document::SingleAdministrativeDocument;
use cas_model::finding::Finding;
use cas_model::origin::Origins;

use crate::tables::{FiredRows, GivenValues, Probe};

pub use clear_deduced::clear_deduced;
pub use draft::{Draft, EarlierDeclaration, Sources};
pub use take_over::is_fact;

type Deduction = fn(&mut Draft<'_>, &Sources<'_>);

/// All deductions, in the order they run.
const DEDUCTIONS: &[Deduction] = &[
    local_reference::deduce,
    configuration::deduce,
    take_over::deduce,
    business_partners::deduce,
    by_reference::authorisations,
    by_reference::guarantees,
    locations::deduce,
    articles::deduce,
    tables::before_calculations,
    calculations::deduce,
    tables::after_calculations,
];

/// What came of deductions beside what they filled.
#[derive(Clone, Debug, Default)]
pub struct Deduced {
    /// What could not be deduced, and why.
    pub findings: Vec<Finding>,
    /// The rows of tables that fired.
    pub fired: FiredRows,
}

/// Runs all deductions on a document.
pub fn deduce(
    document: &mut SingleAdministrativeDocument,
    origins: &mut Origins,
    sources: &Sources<'_>,
) -> Deduced {
    run(document, origins, sources, None)
}

/// Runs all deductions, and notes what tables are asked on the way.
pub fn deduce_probing(
    document: &mut SingleAdministrativeDocument,
    origins: &mut Origins,
    sources: &Sources<'_>,
    probe: &mut Probe,
) -> Deduced {
    run(document, origins, sources, Some(probe))
}

fn run(
    document: &mut SingleAdministrativeDocument,
    origins: &mut Origins,
    sources: &Sources<'_>,
    probe: Option<&mut Probe>,
) -> Deduced {
    clear_deduced(document, origins);
    let given = GivenValues::note(document, sources.tables);
    let mut draft = Draft {
        document,
        origins,
        findings: Vec::new(),
        fired: FiredRows::default(),
        given,
        probe,
    };
    for deduction in DEDUCTIONS {
        deduction(&mut draft, sources);
    }
    Deduced {
        findings: draft.findings,
        fired: draft.fired,
    }
}

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
mod trace;

#[cfg(test)]
mod master_data_tests;
#[cfg(test)]
mod tests;

use cas_model::FieldPath;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::finding::Finding;
use cas_model::origin::Origins;

use crate::tables::{FiredRows, GivenValues, Probe};

pub use clear_deduced::clear_deduced;
pub use draft::{Draft, EarlierDeclaration, Sources};
pub use take_over::is_fact;
pub use trace::{AskedSource, SourceAnswer};
use trace::{origin_at, value_at};

/// Something that is asked for what nobody gave.
struct Deduction {
    /// What is asked, as readers are told.
    asks: &'static str,
    run: fn(&mut Draft<'_>, &Sources<'_>),
}

/// Lists deductions by what each asks.
macro_rules! deductions {
    ($($asks:literal: $run:path,)*) => {
        &[$(Deduction { asks: $asks, run: $run },)*]
    };
}

/// All deductions, in the order they run.
const DEDUCTIONS: &[Deduction] = deductions! {
    "localReference": local_reference::deduce,
    "configuration": configuration::deduce,
    "earlierDeclarations": take_over::deduce,
    "businessPartners": business_partners::deduce,
    "authorisations": by_reference::authorisations,
    "guarantees": by_reference::guarantees,
    "locations": locations::deduce,
    "articles": articles::deduce,
    "decisionTables": tables::before_calculations,
    "calculations": calculations::deduce,
    "decisionTablesAfterCalculations": tables::after_calculations,
};

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
        (deduction.run)(&mut draft, sources);
    }
    Deduced {
        findings: draft.findings,
        fired: draft.fired,
    }
}

/// Runs all deductions, and tells what each source made of one field.
pub fn deduce_tracing(
    document: &mut SingleAdministrativeDocument,
    origins: &mut Origins,
    sources: &Sources<'_>,
    field: &FieldPath,
) -> Vec<AskedSource> {
    clear_deduced(document, origins);
    let given = GivenValues::note(document, sources.tables);
    let mut asked = vec![AskedSource::given(document, origins, field)];
    let mut draft = Draft {
        document,
        origins,
        findings: Vec::new(),
        fired: FiredRows::default(),
        given,
        probe: None,
    };
    for deduction in DEDUCTIONS {
        let before = value_at(draft.document, field);
        (deduction.run)(&mut draft, sources);
        let after = value_at(draft.document, field);
        let answer = match (&before, &after) {
            (before, after) if before != after => SourceAnswer::Filled,
            (Some(_), _) => SourceAnswer::NotAsked,
            (None, _) => SourceAnswer::Nothing,
        };
        asked.push(AskedSource {
            source: deduction.asks,
            origin: origin_at(draft.origins, field, answer),
            value: after.filter(|_| answer == SourceAnswer::Filled),
            answer,
        });
    }
    asked
}

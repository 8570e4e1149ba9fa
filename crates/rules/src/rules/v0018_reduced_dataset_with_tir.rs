use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A TIR transit cannot use the reduced dataset.
    ///
    /// Source: rule R0849.
    V0018: "Reduced dataset with TIR", Error, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    if document.declares(&["TIR"]) && document.reduced_dataset_indicator == Some(true) {
        report.find(
            path!("reducedDatasetIndicator"),
            "Declare the full dataset for TIR.",
        );
    }
}

use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods from import (2) name the declarations with which they were imported, as previous
    /// documents NMRN; other goods name none.
    ///
    /// Source: EMCS condition C096.
    V1231: "Import declaration does not fit the origin", Error, ["excise"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let is_import = |kind: &str| ["NMRN", "MRN"].contains(&kind);
    let mut previous = document.previous_documents.iter();
    let has_import = previous.any(|it| given(&it.r#type).is_some_and(is_import));
    let advice = match (document.movement().origin(), has_import) {
        ("2", false) => "Name the import declaration: type NMRN with its number.",
        ("1" | "3", true) => "Remove the import declaration, or give origin 2.",
        _ => return,
    };
    report.find(path!("previousDocuments"), advice);
}

use cas_model::document::Packaging;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Packages are counted, but bulk and unpacked goods (VG, VL, VO, VQ, VR, VY, NE) are not.
    ///
    /// Source: EMCS condition C073; reference data BC17, countable.
    V1228: "Number of packages does not fit their kind", Error, ["excise"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, packaging) in document.packagings() {
        let Some(code) = given(&packaging.r#type) else {
            continue;
        };
        let is_counted = !["VG", "VL", "VO", "VQ", "VR", "VY", "NE"].contains(&code);
        let advice = match (is_counted, packaging.quantity) {
            (true, None) => "Give the number of packages.",
            (false, Some(_)) => "Remove it: these are not counted.",
            (true, Some(_)) | (false, None) => continue,
        };
        report.find(place.field(path!(Packaging: "quantity")), advice);
    }
}

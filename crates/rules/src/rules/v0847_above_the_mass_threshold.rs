use crate::reading::{THRESHOLD, exemptions, imported_in_year};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Below the threshold (Y137) an importer brings in no more than 50 t of goods of the carbon border
    /// adjustment in a calendar year; above it the account of an authorised declarant is given (Y128).
    ///
    /// Counted is the net mass of goods with Y137 in declarations of the tenant (H1) that customs of the
    /// Union accepted this year for the importer's EORI, and of this one. What others declare for the
    /// importer is not known, so that the sum is never too high. A declaration that was accepted is held
    /// to what was accepted on the days before it.
    ///
    /// Source: Article 2a and Annex VII of Regulation (EU) 2023/956 with Regulation (EU) 2025/2083.
    V0847: "Importer is above the 50 t of the carbon border adjustment", Error, ["H1"]
        { territories: ["Union"] } from "2026-01-01" certain B, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    if imported_in_year(document, context).is_some_and(|mass| mass > THRESHOLD) {
        report.find_in(exemptions(document), "Give Y128 with the account.");
    }
}

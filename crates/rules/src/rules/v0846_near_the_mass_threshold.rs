use rust_decimal::Decimal;

use crate::reading::{THRESHOLD, exemptions, imported_in_year};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// From 40 t on, four fifths of what an importer may bring in a year below the threshold of 50 t
    /// (Y137), it is time to have the importer authorised: whoever foresees passing the threshold gives
    /// Y128. Counted is as in V0847.
    ///
    /// Source: Article 2a of Regulation (EU) 2023/956 with Regulation (EU) 2025/2083; that four fifths
    /// are told is ours.
    V0846: "Importer comes near the 50 t of the carbon border adjustment", Warning, ["H1"]
        { territories: ["Union"] } from "2026-01-01" certain B, check
}

/// What is told of, in kilograms.
const NEAR: Decimal = Decimal::from_parts(40_000, 0, 0, false, 0);

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let is_near = |mass: Decimal| mass > NEAR && mass <= THRESHOLD;
    if imported_in_year(document, context).is_some_and(is_near) {
        let advice = "Have the importer authorised before the 50 t of the year are used up.";
        report.find_in(exemptions(document), advice);
    }
}

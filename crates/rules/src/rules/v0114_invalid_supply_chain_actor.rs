use cas_model::document::SupplyChainActor;
use cas_model::formats::is_eori;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// An actor of the supply chain has a role of code list CL704 and an EORI.
    ///
    /// Source: CC015C, additional supply chain actor; code list CL704; rule R0840.
    V0114: "Invalid actor of the supply chain", Error, ["transit"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (place, actor) in document.supply_chain_actors() {
        if given(&actor.role).is_none_or(|code| context.refuses("CL704", code)) {
            report.find(
                place.field(path!(SupplyChainActor: "role")),
                "Give a role of code list CL704: CS, FW, MF or WH.",
            );
        }
        if given(&actor.identifier).is_none_or(|code| !is_eori(code)) {
            report.find(
                place.field(path!(SupplyChainActor: "identifier")),
                "Give the actor's EORI.",
            );
        }
    }
}

use std::collections::HashSet;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Every seal of a declaration has its own identifier.
    ///
    /// Source: rule R0107.
    V0415: "Repeated seal", Error, ["transit", "import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let mut seen = HashSet::new();
    for (equipment, seal, identifier) in seals(document) {
        if !seen.insert(identifier) {
            let field = format!(
                "goodsShipment.consignment.transportEquipments[{equipment}]\
                 .seals[{seal}].identifier"
            );
            report.find(
                field,
                "Remove the repeated seal, or correct its identifier.",
            );
        }
    }
}

fn seals(document: &Document) -> impl Iterator<Item = (usize, usize, &str)> {
    let equipments = document
        .consignment()
        .map_or(&[][..], |consignment| &consignment.transport_equipments);
    equipments
        .iter()
        .enumerate()
        .flat_map(|(index, equipment)| {
            let seals = equipment.seals.iter().enumerate();
            seals.filter_map(move |(at, seal)| Some((index, at, given(&seal.identifier)?)))
        })
}

use cas_model::path;
use std::collections::BTreeSet;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A declaration to CDS names 99 containers at most, those of its items included.
    ///
    /// Source: CDS declaration completion guide, 7/10; releases 5.1.0.1 and 5.1.0.2, which reject more.
    V0423: "Too many containers", Error, ["import", "export"] { systems: ["uk_cds"] }
        from "2026-04-29" certain B, check
}

/// The most containers of a declaration.
const MOST: usize = 99;

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let equipments = document
        .consignment()
        .map_or(&[][..], |consignment| &consignment.transport_equipments);
    let of_consignment = equipments
        .iter()
        .filter_map(|equipment| given(&equipment.container_identification));
    let of_items = document
        .items()
        .iter()
        .filter_map(|item| given(&item.container_identification));
    let named: BTreeSet<&str> = of_consignment.chain(of_items).collect();
    if named.len() > MOST {
        let advice = format!(
            "{} are more than {MOST}; declare the rest apart.",
            named.len()
        );
        report.find(
            path!("goodsShipment.consignment.transportEquipments"),
            advice,
        );
    }
}

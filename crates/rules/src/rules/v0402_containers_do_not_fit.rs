use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods in containers name at least one container, for the consignment or for an item; goods
    /// that are not name none. Equipment without container (seals alone) is none. Clearance requests
    /// (C21) say that there are containers and need not name them (published scenario TT_IM180a).
    ///
    /// Source: conditions C0055 and C0823; CDS volume 3, appendix 23A.
    V0402: "Containers do not fit the container indicator", Error,
        ["transit", "import", "export"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let Some(consignment) = document.consignment() else {
        return;
    };
    let named = consignment
        .transport_equipments
        .iter()
        .any(|equipment| given(&equipment.container_identification).is_some())
        || document
            .items()
            .iter()
            .any(|item| given(&item.container_identification).is_some());
    let is_clearance_request = ["C21i", "C21e"].contains(&context.declaration_type);
    let advice = match (consignment.container_indicator, named) {
        (Some(true), false) if is_clearance_request => return,
        (Some(true), false) => "Give the number of the container.",
        (Some(false), true) => "Remove the container numbers, or set the indicator to true.",
        (Some(true), true) | (Some(false), false) | (None, _) => return,
    };
    report.find(
        path!("goodsShipment.consignment.transportEquipments"),
        advice,
    );
}

use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The mode of transport is of list BC67; only the mode other (0) is explained, and it always
    /// is.
    ///
    /// Source: EMCS conditions C127 and C162; reference data BC67.
    V1217: "Mode of transport does not fit", Error, ["excise"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let movement = document.movement();
    let mode = movement.mode();
    if mode.is_empty() {
        return;
    }
    if context.refuses("BC67", mode) {
        let advice = format!("{mode} is not in BC67; give 1 sea, 3 road, …");
        return report.find(path!("goodsShipment.consignment.inlandMode"), advice);
    }
    let words = movement
        .record()
        .map(|record| &record.transport_mode_information);
    let advice = match (mode, words.and_then(given)) {
        ("0", None) => "Say how the goods are transported.",
        ("0", Some(_)) | (_, None) => return,
        (_, Some(_)) => "Remove it: only the mode other is explained.",
    };
    report.find(path!("exciseMovement.transportModeInformation"), advice);
}

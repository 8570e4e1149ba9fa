use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The transport is arranged by the consignor (1), the consignee (2), the owner of the goods
    /// (3) or another (4); owner and others are named, consignor and consignee are not named
    /// again.
    ///
    /// Source: EMCS condition C102; technical code list TC70.
    V1212: "Arranger of the transport does not fit", Error, ["excise"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let movement = document.movement();
    let Some(record) = movement.record() else {
        return;
    };
    let arranger = record.transport_arranger.is_some();
    let (field, advice) = match (given(&record.transport_arrangement), arranger) {
        (Some("1" | "2"), true) => (
            path!("exciseMovement.transportArranger"),
            "Remove it, or give 3 or 4.",
        ),
        (Some("3" | "4"), false) => (
            path!("exciseMovement.transportArranger"),
            "Give who arranges the transport.",
        ),
        (Some("1" | "2" | "3" | "4") | None, _) => return,
        (Some(_), _) => (
            path!("exciseMovement.transportArrangement"),
            "Give 1, 2, 3 or 4.",
        ),
    };
    report.find(field, advice);
}

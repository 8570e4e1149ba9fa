use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// An exempted consignee (5) says which member state exempts it; no other consignee does.
    ///
    /// Source: EMCS condition C084.
    V1211: "Member state of the exempted consignee does not fit", Error,
        ["excise"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let movement = document.movement();
    let Some(record) = movement.record() else {
        return;
    };
    let state = given(&record.consignee_member_state).is_some();
    let advice = match (movement.destination(), state) {
        ("5", false) => "Give the member state of the exempted consignee.",
        ("" | "5", _) | (_, false) => return,
        (_, true) => "Remove it: only exempted consignees have one.",
    };
    report.find(path!("exciseMovement.consigneeMemberState"), advice);
}

use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Of those who guarantee, transporter (2) and owner of the goods (3) are named as
    /// guarantors; consignor (1) and consignee (4) are not named again. 0 and 5 say that there is
    /// no guarantee.
    ///
    /// Source: EMCS condition C017; technical code list TC29.
    V1213: "Guarantors do not fit", Error, ["excise"] is absence, check
}

const KNOWN: &[&str] = &[
    "0", "1", "2", "3", "4", "5", "12", "13", "14", "23", "24", "34", "123", "124", "134", "234",
    "1234",
];

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let movement = document.movement();
    let code = movement.guarantor();
    if code.is_empty() {
        return;
    }
    if !KNOWN.contains(&code) {
        let advice = format!("{code} is none; give 1 for the consignor, …");
        return report.find(path!("exciseMovement.guarantorType"), advice);
    }
    let named = code
        .chars()
        .filter(|party| ['2', '3'].contains(party))
        .count();
    let second = movement
        .record()
        .is_some_and(|record| record.second_guarantor.is_some());
    let given = usize::from(document.guarantor.is_some()) + usize::from(second);
    if named != given {
        let advice = format!("{code} has {named} guarantors to name, not {given}.");
        report.find(path!("guarantor"), advice);
    }
}

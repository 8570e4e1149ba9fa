use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The journey takes up to 24 hours (H01 to H24), or days (D01): up to 45 by sea or in
    /// several modes, 35 by rail, road and inland waterway, 30 by post, 20 by air, 15 in fixed
    /// installations.
    ///
    /// Source: EMCS rules R054 and R248.
    V1216: "Invalid journey time", Error, ["excise"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let movement = document.movement();
    let record = movement.record();
    let Some(time) = record.and_then(|record| given(&record.journey_time)) else {
        return;
    };
    let days = match movement.mode() {
        "2" | "3" | "8" => 35,
        "4" => 20,
        "5" => 30,
        "7" => 15,
        _ => 45,
    };
    let (unit, number) = time.split_at_checked(1).unwrap_or(("", ""));
    let most = match unit {
        "H" => 24,
        "D" => days,
        _ => 0,
    };
    let is_number = number.len() == 2 && number.bytes().all(|b| b.is_ascii_digit());
    let number = number.parse::<u32>().unwrap_or(0);
    if !is_number || !(1..=most).contains(&number) {
        let advice = format!("Give H01 to H24, or D01 to D{days}.");
        report.find(path!("exciseMovement.journeyTime"), advice);
    }
}

use cas_model::FieldPath;

use crate::reading::{Reading, below_item};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// 000 says that there is no additional procedure, so it stands alone; and no additional
    /// procedure is given twice.
    ///
    /// Source: CDS declaration completion guide, 1/11; Annex B to Delegated Regulation (EU)
    /// 2015/2446, data element 11 10.
    V1005: "Additional procedures contradict each other", Error, ["import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, procedure) in document.procedures() {
        let all: Vec<(FieldPath, &str)> = procedure.additional().collect();
        for (at, (name, second)) in all.iter().enumerate() {
            let contradicts = |(_, first): &&(FieldPath, &str)| {
                first == second || *first == "000" || *second == "000"
            };
            if let Some((_, first)) = all[..at].iter().find(contradicts) {
                let advice = format!("{first} and {second} cannot be both; remove one.");
                report.find(below_item(index, name.as_str()), advice);
            }
        }
    }
}

use crate::facts::british_additional_procedures;
use crate::reading::{Procedure, Reading, below_item};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Additional procedures of class A are for inward processing (51), of class B for outward
    /// processing (21, 22, 46, 48, 61), of class D for temporary admission (53), as requested or
    /// previous procedure. Exports of the United Kingdom have those of its published list.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, title II, data element 11 10; the
    /// published list of additional procedure codes of each procedure of CDS.
    V1006: "Additional procedure does not fit the procedure", Error, ["import", "export"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let is_british = context.is_in("UK") && context.is("export");
    for (index, procedure) in document.procedures() {
        let (requested, previous) = (procedure.requested, procedure.previous);
        if requested.is_empty() || previous.is_empty() {
            continue;
        }
        for (name, code) in procedure.additional() {
            let is_right = |code: &str| match is_british {
                true => british_additional_procedures(requested, previous)
                    .is_none_or(|known| known.split(' ').any(|added| added == code)),
                false => is_of_class(&procedure, code),
            };
            if code.len() == 3 && !is_right(code) {
                let advice = format!("{code} is not for {requested}{previous}; give another.");
                report.find(below_item(index, name.as_str()), advice);
            }
        }
    }
}

/// Codes of a letter and two digits are the Union's, whose letter says what they are for.
fn is_of_class(procedure: &Procedure<'_>, code: &str) -> bool {
    let (class, number) = code.split_at_checked(1).unwrap_or(("", ""));
    if !number.bytes().all(|b| b.is_ascii_digit()) {
        return true;
    }
    match class {
        "A" => procedure.touches(&["51", "54"]),
        "B" => procedure.touches(&["21", "22", "46", "48", "61"]),
        "D" => procedure.touches(&["53"]),
        _ => true,
    }
}

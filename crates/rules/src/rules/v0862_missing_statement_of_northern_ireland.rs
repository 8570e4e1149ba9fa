use crate::reading::{Reading, item, item_field, procedure, statements};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Relief by undertaking (NIREM) and by aid (NIAID) belong to goods that are at risk (NIIMP) or
    /// domestic (NIDOM); goods that go on to another Member State (procedure 42) are at risk.
    ///
    /// Source: HMRC, CDS error codes: CDS40073, CDS40074, CDS12145.
    V0862: "Missing statement of Northern Ireland", Error, ["import"]
        { systems: ["uk_cds"] } is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let states = |codes: &[&str]| statements(document, item).any(|it| codes.contains(&it));
        let goes_on = procedure(item).is_some_and(|it| it.requested == "42");
        let advice = match states(&["NIIMP"]) {
            true => continue,
            false if goes_on => "Give NIIMP: the goods go on to a Member State.",
            false if states(&["NIREM", "NIAID"]) && !states(&["NIDOM"]) => "Give NIIMP or NIDOM.",
            false => continue,
        };
        report.find(item_field(index, item!("additionalInformations")), advice);
    }
}

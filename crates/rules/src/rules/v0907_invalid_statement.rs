use crate::rule::{Context, Document, Report, rule};
use crate::walk::each_field;

rule! {
    /// A statement has a code of five characters.
    ///
    /// Source: CC015C, additional information: code an5.
    V0907: "Invalid code of a statement", Error, ["transit", "import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    each_field(document, &mut |visit| {
        if visit.record == "AdditionalInformation"
            && visit.name == "code"
            && let Some(code) = visit.text()
            && code.chars().count() != 5
        {
            report.find(
                visit.at.to_string(),
                "Give a code of five characters, such as 20100.",
            );
        }
    });
}

use crate::rule::{Context, Document, Report, rule};
use crate::walk::each_field;

rule! {
    /// No text begins or ends with a space: customs refuses the message for it.
    ///
    /// Source: CC015C, pattern of all texts.
    V0901: "Space at the beginning or end", Error, ["transit", "import", "export", "excise"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    each_field(document, &mut |visit| {
        if let Some(text) = visit.text()
            && text.trim() != text
        {
            report.find(
                visit.at.to_string(),
                "Remove the spaces at the beginning and end.",
            );
        }
    });
}

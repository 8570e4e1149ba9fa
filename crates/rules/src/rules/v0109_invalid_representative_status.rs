use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The status of the representative is one of code list CL094: `2` direct representation.
    ///
    /// Source: code list CL094.
    V0109: "Invalid status of the representative", Error, ["transit"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    if let Some(code) = given(&document.agent_status)
        && context.refuses("CL094", code)
    {
        report.find(
            path!("agentStatus"),
            format!("{code} is not in code list CL094; give 2."),
        );
    }
}

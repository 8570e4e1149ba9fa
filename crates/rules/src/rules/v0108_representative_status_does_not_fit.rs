use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Who is represented says how: the status of the representative comes with a representative,
    /// and only with one. On imports to the United Kingdom the declarant who acts for the importer
    /// gives the status alone: there is no other representative to name (published scenario
    /// TT_IM001a, and every other import with a representative).
    ///
    /// Source: CC015C, representative: status is required; CDS declaration completion guide, 3/20
    /// and 3/21.
    V0108: "Representative and its status do not fit", Error,
        ["transit", "import", "export"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let (field, advice) = match (&document.agent, given(&document.agent_status)) {
        (Some(_), None) => (
            path!("agentStatus"),
            "Give the status of the representative: 2 direct, 3 indirect.",
        ),
        (None, Some("2" | "3")) if context.is_in("UK") && context.is("import") => return,
        (None, Some(_)) => (
            path!("agent"),
            "Give the representative, or remove its status.",
        ),
        (Some(_), Some(_)) | (None, None) => return,
    };
    report.find(field, advice);
}

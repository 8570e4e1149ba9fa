use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Who is represented says how: the status of the representative comes with a representative,
    /// and only with one.
    ///
    /// Source: CC015C, representative: status is required.
    V0108: "Representative and its status do not fit", Error, ["transit", "import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let (field, advice) = match (&document.agent, given(&document.agent_status)) {
        (Some(_), None) => (
            "agentStatus",
            "Give the status of the representative: 2 direct, 3 indirect.",
        ),
        (None, Some(_)) => ("agent", "Give the representative, or remove its status."),
        (Some(_), Some(_)) | (None, None) => return,
    };
    report.find(field, advice);
}

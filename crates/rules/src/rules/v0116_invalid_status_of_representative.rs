use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A representative acts directly, in the name of another (2), or indirectly, in its own name
    /// (3).
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 13 06 030; Article 18
    /// of Regulation (EU) No 952/2013.
    V0116: "Invalid status of the representative", Error, ["import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    if let Some(code) = given(&document.agent_status)
        && !["2", "3"].contains(&code)
    {
        let advice = format!("{code} is no status; give 2 for direct or 3 for indirect.");
        report.find(path!("agentStatus"), advice);
    }
}

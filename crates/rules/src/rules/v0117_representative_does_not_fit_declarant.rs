use cas_model::document::Party;
use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Who represents directly is not the declarant: the represented is. Who represents
    /// indirectly acts in its own name and is the declarant.
    ///
    /// Source: Articles 5(15) and 18 of Regulation (EU) No 952/2013.
    V0117: "Representative does not fit the declarant", Warning, ["import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let declarant = document.declarant.as_deref().and_then(Party::eori);
    let agent = document.agent.as_deref().and_then(Party::eori);
    let (Some(declarant), Some(agent)) = (declarant, agent) else {
        return;
    };
    let advice = match (given(&document.agent_status), declarant == agent) {
        (Some("2"), true) => "Give the represented as declarant, or status 3 for indirect.",
        (Some("3"), false) => "Give the representative as declarant, or status 2 for direct.",
        (Some(_) | None, _) => return,
    };
    report.find(path!("agentStatus"), advice);
}

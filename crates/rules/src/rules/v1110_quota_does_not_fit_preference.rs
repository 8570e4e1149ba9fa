use cas_model::document::DutyTaxFee;
use cas_model::path;

use crate::reading::{Reading, duties, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Who asks for a tariff quota (preferences that end in 20, 23, 25 or 28) gives its order
    /// number; who gives an order number asks for a quota. Both may stand at different duties of
    /// an item, as customs of the United Kingdom shows them.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data elements 14 11 and 14 17.
    V1110: "Quota does not fit the preference", Error, ["import"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let has_quota = duties(index, item).any(|(_, duty)| given(&duty.quota_id).is_some());
        let is_asked_for = duties(index, item).any(|(_, duty)| asks(duty) == Some(true));
        for (place, duty) in duties(index, item) {
            let (name, advice) = match (asks(duty), given(&duty.quota_id)) {
                (Some(true), _) if !has_quota => (
                    path!(DutyTaxFee: "quotaId"),
                    "Give the order number of the quota.",
                ),
                (Some(false), Some(_)) if !is_asked_for => (
                    path!(DutyTaxFee: "preference1"),
                    "Give a preference for quotas, such as 120.",
                ),
                (Some(_) | None, _) => continue,
            };
            report.find(place.field(name), advice);
        }
    }
}

/// Whether the preference of a duty is one for quotas, if it has any.
fn asks(duty: &DutyTaxFee) -> Option<bool> {
    let end = given(&duty.preference1)?.get(1..)?;
    Some(["20", "23", "25", "28"].contains(&end))
}

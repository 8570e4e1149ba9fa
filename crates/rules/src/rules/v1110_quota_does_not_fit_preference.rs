use crate::reading::{Reading, duties, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Who asks for a tariff quota (preferences that end in 20, 23, 25 or 28) gives its order
    /// number; who gives an order number asks for a quota.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data elements 14 11 and 14 17.
    V1110: "Quota does not fit the preference", Error, ["import"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        for (place, duty) in duties(index, item) {
            let preference = given(&duty.preference1).and_then(|code| code.get(1..));
            let Some(asks) = preference.map(|end| ["20", "23", "25", "28"].contains(&end)) else {
                continue;
            };
            let (name, advice) = match (asks, given(&duty.quota_id)) {
                (true, None) => ("quotaId", "Give the order number of the quota."),
                (false, Some(_)) => ("preference1", "Give a preference for quotas, such as 120."),
                (true, Some(_)) | (false, None) => continue,
            };
            report.find(place.field(name), advice);
        }
    }
}

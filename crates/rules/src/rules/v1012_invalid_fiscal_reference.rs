use cas_model::document::SupplyChainActor;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A fiscal reference (FR1, FR2, FR3, FR7) is a VAT number: a country's two letters and 2 to
    /// 13 letters and digits. That of the import scheme (FR5) is IM and ten digits.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 13 16 034; Article
    /// 369q of Directive 2006/112/EC.
    V1012: "Invalid fiscal reference", Error, ["import"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, actor) in document.supply_chain_actors() {
        let (Some(role), Some(number)) = (given(&actor.role), given(&actor.identifier)) else {
            continue;
        };
        let (is_right, advice) = match role {
            "FR5" => (is_scheme(number), "Give IM and ten digits."),
            "FR1" | "FR2" | "FR3" | "FR7" => (is_vat(number), "Give country and VAT number."),
            _ => continue,
        };
        if !is_right {
            report.find(place.field(path!(SupplyChainActor: "identifier")), advice);
        }
    }
}

fn is_scheme(number: &str) -> bool {
    let digits = number.strip_prefix("IM").unwrap_or("");
    digits.len() == 10 && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_vat(number: &str) -> bool {
    let (country, rest) = number.split_at_checked(2).unwrap_or(("", ""));
    country.bytes().all(|b| b.is_ascii_uppercase())
        && (2..=13).contains(&rest.len())
        && rest
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

use cas_model::document::Party;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// An excise number, of a trader, a tax warehouse or a temporary authorisation, is a member
    /// state (XI for Northern Ireland) and eleven letters and digits.
    ///
    /// Source: EMCS rules R040 and R070.
    V1219: "Invalid excise number", Error, ["excise"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (place, party) in document.parties().chain(document.movement().parties()) {
        look_at(party, &place.to_string(), context, report);
    }
    if let Some(guarantor) = document.guarantor.as_deref() {
        look_at(guarantor, "guarantor", context, report);
    }
}

fn look_at(party: &Party, place: &str, context: &Context<'_>, report: &mut Report) {
    for (index, reference) in party.business_partner_reference.iter().enumerate() {
        let is_excise = reference.r#type.as_deref() == Some("Excise");
        if is_excise && given(&reference.code).is_some_and(|code| !is_number(code, context)) {
            let field = format!("{place}.businessPartnerReference[{index}].code");
            report.find(
                field,
                "Give the member state and eleven letters and digits.",
            );
        }
    }
}

fn is_number(code: &str, context: &Context<'_>) -> bool {
    let (state, rest) = code.split_at_checked(2).unwrap_or(("", ""));
    let is_state = ["XI", "GB", "EL"].contains(&state) || context.holds("CL010", state);
    is_state
        && rest.len() == 11
        && rest
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

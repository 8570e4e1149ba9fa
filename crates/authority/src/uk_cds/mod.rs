//! How does the authority of the United Kingdom for import and export (CDS) behave?
//!
//! What it has in common with others of the same data model is in [`crate::wco`]; how it differs is
//! [`DIALECT`]. The course of a declaration is in `lodging`, the notifications are in `messages`,
//! each check its file in `checks`; the movements of exported goods are in `movements`. Written from
//! the schemas, the samples and the error codes that HMRC publishes.

mod checks;
mod door;
mod lodging;
mod messages;
mod movements;

use crate::answer::Detail;
use crate::wco::{self, Dialect, Fault, Faults, Kinds};
use crate::xml::Element;

/// How the United Kingdom differs from others.
pub(crate) static DIALECT: Dialect = Dialect {
    code: "uk_cds",
    paths: &[
        "",
        "/",
        "/amend",
        "/cancellation-requests",
        "/arrival-notification",
        "/declarations",
        "/declarations/",
        "/declarations/amend",
        "/declarations/cancellation-requests",
        "/declarations/arrival-notification",
        "/inventory-linking/exports",
        "/inventory-linking/exports/",
    ],
    message_of: door::message_of,
    notifications: messages::KINDS,
    inspect: checks::inspect,
    told: |kind| match kind.code {
        "DMSTAX" => Detail::Code(messages::duties::FINAL),
        _ => Detail::Plain,
    },
    write: messages::write,
    headers: |draft| vec![door::conversation(&draft.origin, draft.seed)],
    reply: door::reply,
    country: "GB",
    kinds: Kinds {
        received: &messages::acceptance::DMSRCV,
        accepted: &messages::acceptance::DMSACC,
        rejected: &messages::rejection::DMSREJ,
        decided: &messages::rejection::DMSREQ,
        changed: &messages::amendment::DMSRES,
        invalidated: &messages::rejection::DMSINV,
        queried: &messages::control::DMSQRY,
    },
    faults: Faults {
        unknown: fault("42A:D014", "CDS12015"),
        not_awaited: fault("42A:D014", "CDS12014"),
        taken: fault("42A:D026", "CDS12003"),
    },
    is_export: lodging::is_export,
    is_prelodged: lodging::is_prelodged,
    is_whole,
    cleared: lodging::cleared,
    taxed_anew: lodging::taxed_anew,
    example_problems: lodging::example_problems,
    movements: Some(&movements::MOVEMENTS),
};

/// Whether an amendment has everything: it says how many items there are, and has as many.
fn is_whole(changed: &Element<'_>) -> bool {
    let declared = changed.text_at("GoodsItemQuantity");
    let declared = declared.and_then(|text| text.trim().parse::<usize>().ok());
    let items: Vec<_> = wco::checks::items_of(changed).collect();
    let is_complete = |item: &&Element<'_>| item.child("GovernmentProcedure").is_some();
    declared == Some(items.len()) && items.iter().all(is_complete)
}

/// A fault, whose code says all.
const fn fault(pointer: &'static str, code: &'static str) -> Fault {
    Fault {
        pointer,
        code,
        reason: "",
    }
}

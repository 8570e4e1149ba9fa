//! What follows an alert or a rejection, IE819? The consignor is told. A rejected movement waits
//! for another destination; an alert changes nothing.

use super::case::{Case, Verdict};
use super::movement::{ACCEPTED, EXPORT_ACCEPTED, REJECTED, document_of, stand, trimmed};
use super::problem::WRONG;
use super::{door, messages as m};
use crate::answer::Answer;
use crate::conversation::Declaration;

/// Takes an alert or a rejection up that raised no objection.
pub(super) fn react(movement: &mut Declaration, case: &Case<'_>) -> Verdict {
    let read = document_of(case.origin);
    let Some(container) = read.as_ref().and_then(door::container) else {
        return Ok(Vec::new());
    };
    case.expect(movement, &[ACCEPTED, EXPORT_ACCEPTED])?;
    case.expect_version(movement, container)?;
    let consignee = case.traders.consignee.clone().unwrap_or_default();
    let named = trimmed(container, "ConsigneeTrader/Traderid");
    if !named.is_empty() && named != consignee {
        let what = (WRONG, "This is not the consignee of the movement (BR021)");
        return Err(vec![case.problem("ConsigneeTrader/Traderid", what, named)]);
    }
    if trimmed(container, "AlertOrRejection/EadEsadRejectedFlag") == "1" {
        stand(movement, REJECTED);
    }
    Ok(case.pass_on(&Answer::plain(&m::ie819::KIND), &consignee))
}

//! By when does customs want something? Every day and time by which something is due, with what that
//! is; the first of them is by when the declaration waits for us.

use cas_gateway::Inbound;
use cas_model::declaration::TimeLimit;

use super::envelope::{date, moment};
use crate::reading::secondary;
use crate::wco::reading::statements;
use crate::xml::Element;

/// Where limits stand that are there once, and what is due by then.
const LIMITS: &[(&str, &str)] = &[
    ("DueDate", "What customs asks for is due"),
    (
        "Declaration/TimerExpirationInfo/ExpirationDateTime",
        "The supplementary declaration, or what the timer is for, is due",
    ),
    (
        "Declaration/TimerExpirationInfo/BillOfDischargeExpirationDateTime",
        "The bill of discharge is due",
    ),
    (
        "Declaration/TimerExpiryForDischarge/TimerExpiryDate",
        "The procedure is to be discharged",
    ),
];

/// What becomes of a timer that is no limit any more.
const ENDED: &[&str] = &["DELETE", "EXPIRED", "INTERRUPTED", "SUSPENDED"];

/// Reads every limit of a notification: as facts, and the first one as the day by which something
/// is due.
pub(super) fn read(notification: &Element, message: &mut Inbound) {
    let declaration = notification.child("Declaration");
    for (path, what) in LIMITS {
        let detail = declaration
            .filter(|_| path.contains("Discharge/"))
            .and_then(|declaration| {
                declaration.text_at("TimerExpiryForDischarge/TimerExpiryInformation")
            });
        note(notification, path, detail.unwrap_or(what), message);
    }
    for element in [Some(notification), declaration].into_iter().flatten() {
        for (statement, said) in element
            .children_named("AdditionalInformation")
            .zip(statements(element))
        {
            let what = said
                .text
                .unwrap_or_else(|| "An answer to customs' statement".to_owned());
            note(statement, "LimitDateTime", &what, message);
        }
    }
    for control in notification.children_named("Control") {
        note(
            control,
            "LimitDateTime",
            "The control is to be answered",
            message,
        );
    }
    let timers = notification.children_named("TimerDetails");
    for timer in timers.flat_map(|details| details.children_named("Timer")) {
        let states = [timer.text_at("ActionType"), timer.text_at("Status")];
        if states
            .into_iter()
            .flatten()
            .any(|state| ENDED.contains(&state))
        {
            continue;
        }
        let what = timer.text_at("Name").unwrap_or("Customs' timer");
        note(timer, "ExpirationTime", what, message);
    }
}

/// Notes a limit where there is one at the path.
fn note(element: &Element, path: &str, what: &str, message: &mut Inbound) {
    let Some(day) = secondary(date(element, path), message).flatten() else {
        return;
    };
    let due_at = moment(element, path).unwrap_or_default().to_owned();
    let known = message.facts.due_date;
    message.facts.due_date = Some(known.map_or(day, |known| known.min(day)));
    message.facts.time_limits.push(TimeLimit {
        message_type: message.message_type.clone(),
        text: what.to_owned(),
        due_at,
    });
}

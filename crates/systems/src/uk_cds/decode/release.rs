//! What lets goods go, and is said of them on their way out?

use cas_gateway::Inbound;
use cas_model::declaration::CodeText;
use cas_model::lifecycle::Event;

use super::ResponseKind;
use super::control::read_limit;
use super::envelope::{date, note, optional, secondary};
use crate::xml::Element;

/// DMSROG: the goods are released, and something is still to be settled. DMSCLE: the declaration
/// is cleared.
pub(super) const DMSROG: ResponseKind = ResponseKind {
    code: "08",
    name: "DMSROG",
    read,
    event: |_, _| Event::Released,
};

pub(super) const DMSCLE: ResponseKind = ResponseKind {
    code: "09",
    name: "DMSCLE",
    read,
    event: |_, _| Event::Released,
};

/// Customs may leave the time of the release to that of the response.
fn read(response: &Element, message: &mut Inbound) -> Result<(), String> {
    let said = date(response, "Status/ReleaseDateTime");
    message.facts.release_date = match secondary(said, message).flatten() {
        Some(day) => Some(day),
        None => secondary(date(response, "IssueDateTime"), message).flatten(),
    };
    message.facts.control_result = control_result(response);
    Ok(())
}

/// The type of the statement that says what a control came to.
const CONTROL_RESULT: &str = "ICS";

/// What a control came to, or what customs counts instead of one.
fn control_result(response: &Element) -> Option<CodeText> {
    let mut statements = response.children_named("AdditionalInformation");
    let statement =
        statements.find(|one| one.text_at("StatementTypeCode") == Some(CONTROL_RESULT))?;
    Some(CodeText {
        code: optional(statement, "StatementCode")?,
        text: optional(statement, "StatementDescription"),
    })
}

/// DMSEOG: the goods have left. DMSGER: customs asks whether they have.
pub(super) const DMSEOG: ResponseKind = ResponseKind {
    code: "16",
    name: "DMSEOG",
    read: read_exit,
    event: |_, _| Event::ExitConfirmed,
};

pub(super) const DMSGER: ResponseKind = ResponseKind {
    code: "18",
    name: "DMSGER",
    read: |response, message| {
        read_limit(response, message);
        let what = "Customs asks whether the goods have left";
        let what = match message.facts.due_date {
            Some(day) => format!("{what}, and wants an answer by {day}"),
            None => what.to_owned(),
        };
        note(response, &what, message);
        Ok(())
    },
    event: |_, _| Event::ExitAsked,
};

fn read_exit(response: &Element, message: &mut Inbound) -> Result<(), String> {
    let left = date(response, "Status/EffectiveDateTime");
    message.facts.exit_date = secondary(left, message).flatten();
    let result = optional(response, "Status/NameCode");
    let coded = |code| CodeText { code, text: None };
    message.facts.control_result = result.clone().map(coded);
    let what = match result {
        Some(result) => format!("The goods have left with result {result}"),
        None => "The goods have left".to_owned(),
    };
    note(response, &what, message);
    Ok(())
}

//! What lets goods go, and is said of them on their way out?

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::ResponseKind;
use super::envelope::{date, note};
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
    let said = date(response, "Status/ReleaseDateTime")?;
    message.facts.release_date = match said {
        Some(day) => Some(day),
        None => date(response, "IssueDateTime")?,
    };
    Ok(())
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
        note(
            response,
            "Customs asks whether the goods have left",
            message,
        );
        Ok(())
    },
    event: |_, _| Event::ExitAsked,
};

fn read_exit(response: &Element, message: &mut Inbound) -> Result<(), String> {
    message.facts.exit_date = date(response, "Status/EffectiveDateTime")?;
    let what = match response.text_at("Status/NameCode") {
        Some(result) => format!("The goods have left with result {result}"),
        None => "The goods have left".to_owned(),
    };
    note(response, &what, message);
    Ok(())
}

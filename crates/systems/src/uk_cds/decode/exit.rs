//! DMSEOG: the goods have left. DMSGER: customs asks whether they have.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{date, note};
use crate::xml::Element;

pub(super) const DMSEOG: Kind = Kind {
    code: "16",
    name: "DMSEOG",
    read: read_exit,
    event: |_, _| Event::ExitConfirmed,
};

pub(super) const DMSGER: Kind = Kind {
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

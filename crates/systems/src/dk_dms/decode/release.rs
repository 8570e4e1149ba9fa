//! What lets goods go, and is said of them on their way out?

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{effective, first_limit, note};
use crate::reading::{notice, secondary, with_words};
use crate::xml::Element;

/// CWMROG: the goods are released, and something is still to be settled. CWMCLE: the declaration is
/// cleared. Items that are not released are told as a notice.
pub(super) const CWMROG: Kind = Kind {
    name: "CWMROG",
    read,
    event: |_, _| Event::Released,
};

pub(super) const CWMCLE: Kind = Kind {
    name: "CWMCLE",
    read,
    event: |_, _| Event::Released,
};

/// An item that is not released.
const HELD: &[&str] = &["0", "false"];

fn read(notification: &Element, message: &mut Inbound) -> Result<(), String> {
    message.facts.release_date = secondary(effective(notification), message).flatten();
    let indicators = notification
        .child("GoodsItemsReleaseIndicators")
        .into_iter();
    for indicator in indicators.flat_map(|list| list.children_named("ReleaseIndicator")) {
        let value = indicator.text_at("ReleaseIndicatorValue");
        if !value.is_some_and(|value| HELD.contains(&value)) {
            continue;
        }
        let item = indicator.text_at("GoodsItemSequenceNumber").unwrap_or("?");
        let what = format!("Item {item} is not released");
        let text = with_words(&what, indicator.text_at("Description"));
        message
            .facts
            .notices
            .push(notice(&message.message_type, text));
    }
    Ok(())
}

/// CWMEOG: the goods have left. CWMGER: customs asks whether they have.
pub(super) const CWMEOG: Kind = Kind {
    name: "CWMEOG",
    read: |notification, message| {
        message.facts.exit_date = secondary(effective(notification), message).flatten();
        note(notification, "The goods have left", message);
        Ok(())
    },
    event: |_, _| Event::ExitConfirmed,
};

pub(super) const CWMGER: Kind = Kind {
    name: "CWMGER",
    read: |notification, message| {
        message.facts.due_date = secondary(first_limit(notification), message).flatten();
        note(
            notification,
            "Customs asks whether the goods have left",
            message,
        );
        Ok(())
    },
    event: |_, _| Event::ExitAsked,
};

//! What lets goods go, and is said of them on their way out?

use cas_gateway::Inbound;
use cas_model::declaration::{CodeText, ItemRelease};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::lifecycle::Event;

use super::AnswerKind;
use super::envelope::{date, effective, note};
use super::limits;
use crate::dk_dms::codes::{NOT_SATISFACTORY, control_result};
use crate::reading::{notice, optional, secondary, with_words};
use crate::xml::Element;

/// CWMROG: the goods are released, and something is still to be settled. CWMCLE: the declaration is
/// cleared. Items that are not released are told as a notice.
pub(super) const CWMROG: AnswerKind = AnswerKind {
    name: "CWMROG",
    read,
    event: |_, _| Event::Released,
};

pub(super) const CWMCLE: AnswerKind = AnswerKind {
    name: "CWMCLE",
    read: |notification, message| {
        read(notification, message)?;
        message.facts.clearance_date = message.facts.release_date;
        Ok(())
    },
    event: |_, _| Event::Released,
};

/// CWMPGR: some items are released, the others are held. The declaration as a whole waits for its
/// release.
pub(super) const CWMPGR: AnswerKind = AnswerKind {
    name: "CWMPGR",
    read: |notification, message| {
        note(
            notification,
            "Customs has released some of the goods",
            message,
        );
        read_items(notification, message);
        Ok(())
    },
    event: |_, _| Event::NoticeReceived,
};

/// An item that is not released.
const HELD: &[&str] = &["0", "false"];

fn read(notification: &Element, message: &mut Inbound) -> Result<(), String> {
    message.facts.release_date = secondary(effective(notification), message).flatten();
    message.facts.control_result = result(notification);
    read_items(notification, message);
    Ok(())
}

/// Which items are released: by an indicator for each, or in two lists of their numbers.
fn read_items(notification: &Element, message: &mut Inbound) {
    let indicators = notification
        .child("GoodsItemsReleaseIndicators")
        .into_iter();
    for indicator in indicators.flat_map(|list| list.children_named("ReleaseIndicator")) {
        let value = indicator.text_at("ReleaseIndicatorValue");
        let item =
            number(indicator.text_at("GoodsItemSequenceNumber")).map(|item_number| ItemRelease {
                item_number,
                is_released: !value.is_some_and(|value| HELD.contains(&value)),
                text: optional(indicator, "Description"),
            });
        if let Some(item) = secondary(item, message) {
            release(item, message);
        }
    }
    let declaration = notification.child("Declaration");
    let lists = [("AcceptedGoodsItems", true), ("RejectedGoodsItems", false)];
    for (name, is_released) in lists {
        let list = declaration.and_then(|declaration| declaration.child(name));
        let numbers = list.into_iter();
        for item in numbers.flat_map(|list| list.children_named("GoodsItemNumber")) {
            let item = number(Some(&item.text)).map(|item_number| ItemRelease {
                item_number,
                is_released,
                text: None,
            });
            if let Some(item) = secondary(item, message) {
                release(item, message);
            }
        }
    }
}

fn number(text: Option<&str>) -> Result<u32, String> {
    let text = text.unwrap_or_default().trim();
    text.parse()
        .map_err(|_| format!("the number of a goods item is none: {text:?}"))
}

fn release(item: ItemRelease, message: &mut Inbound) {
    if !item.is_released {
        let what = format!("Item {} is not released", item.item_number);
        let text = with_words(&what, item.text.as_deref());
        let told = notice(&message.message_type, text);
        message.facts.notices.push(told);
    }
    message.facts.item_releases.push(item);
}

/// What the control came to, as customs codes it.
fn result(notification: &Element) -> Option<CodeText> {
    let code = optional(notification, "Declaration/Status/NameCode")?;
    let text = control_result(&code).map(str::to_owned);
    Some(CodeText { code, text })
}

/// CWMEOG: the goods have left, on the day that the status says; unless the control at the exit did
/// not satisfy customs, which does not let them out. CWMGER: customs asks whether they have left.
pub(super) const CWMEOG: AnswerKind = AnswerKind {
    name: "CWMEOG",
    read: |notification, message| {
        message.facts.control_result = result(notification);
        if is_stopped(message) {
            note(notification, "The goods may not leave", message);
            return Ok(());
        }
        let left = date(notification, "Declaration/Status/EffectiveDateTime");
        message.facts.exit_date = match secondary(left, message).flatten() {
            Some(day) => Some(day),
            None => secondary(effective(notification), message).flatten(),
        };
        note(notification, "The goods have left", message);
        Ok(())
    },
    event: exit_event,
};

fn exit_event(message: &Inbound, _: &SingleAdministrativeDocument) -> Event {
    if is_stopped(message) {
        return Event::NoticeReceived;
    }
    Event::ExitConfirmed
}

fn is_stopped(message: &Inbound) -> bool {
    let result = message.facts.control_result.as_ref();
    result.is_some_and(|result| result.code == NOT_SATISFACTORY)
}

pub(super) const CWMGER: AnswerKind = AnswerKind {
    name: "CWMGER",
    read: |notification, message| {
        note(
            notification,
            "Customs asks whether the goods have left",
            message,
        );
        limits::read(notification, message);
        Ok(())
    },
    event: |_, _| Event::ExitAsked,
};

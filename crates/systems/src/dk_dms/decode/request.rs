//! CWMREQ: customs has decided on what we asked for, an amendment or an invalidation. Which it was,
//! the number of the additional message says; where it is not there, the declaration's table knows
//! what is on its way.

use cas_gateway::{CustomsError, Inbound};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::lifecycle::Event;

use super::AnswerKind;
use super::envelope::{all_words, errors, note};
use crate::dk_dms::codes::{AMENDMENT, DECLARATION, DENIED, GRANTED, INVALIDATION};
use crate::xml::Element;

pub(super) const CWMREQ: AnswerKind = AnswerKind {
    name: "CWMREQ",
    read,
    event,
};

fn event(message: &Inbound, _: &SingleAdministrativeDocument) -> Event {
    // A denial has its reason.
    let is_granted = message.errors.is_empty();
    match (message.rejected_type.as_deref(), is_granted) {
        (Some(AMENDMENT), true) => Event::AmendmentAccepted,
        (Some(AMENDMENT), false) => Event::AmendmentRejected,
        // That it is invalidated, the next notification says.
        (Some(INVALIDATION), true) => Event::NoticeReceived,
        (Some(INVALIDATION), false) => Event::InvalidationRefused,
        (None | Some(DECLARATION), true) => Event::RequestGranted,
        (None | Some(DECLARATION), false) => Event::RequestDenied,
        (Some(_), true | false) => Event::NoticeReceived,
    }
}

/// The position stands in a group of its own; older notifications have it as a text.
fn read(notification: &Element, message: &mut Inbound) -> Result<(), String> {
    let position = notification
        .text_at("CustomsPosition/Type")
        .or_else(|| notification.text_at("CustomsPosition"))
        .ok_or("CustomsPosition/Type is missing")?;
    let named = message.rejected_type.clone();
    let is_ours = |named: &String| [AMENDMENT, INVALIDATION].contains(&named.as_str());
    match (position, named.filter(|named| !is_ours(named))) {
        (GRANTED | DENIED, Some(other)) => {
            let what = format!("Customs decided on a message of type {other}: {position}");
            note(notification, &what, message);
            Ok(())
        }
        (GRANTED, None) => Ok(()),
        (DENIED, None) => {
            message.errors = errors(notification, &message.message_type);
            if message.errors.is_empty() {
                message.errors.push(CustomsError {
                    code: DENIED.to_owned(),
                    reason: all_words(notification).unwrap_or_default(),
                    ..CustomsError::default()
                });
            }
            Ok(())
        }
        (other, _) => Err(format!(
            "CustomsPosition/Type is neither {GRANTED} nor {DENIED}: {other}"
        )),
    }
}

//! CWMREQ: customs has decided on what we asked for, an amendment or an invalidation. It does not
//! say which; the declaration's table knows what is on its way.

use cas_gateway::{CustomsError, Inbound};
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{all_words, errors};
use crate::dk_dms::codes::{DENIED, GRANTED};
use crate::xml::Element;

pub(super) const CWMREQ: Kind = Kind {
    name: "CWMREQ",
    read,
    event: |message, _| {
        // A denial has its reason.
        if message.errors.is_empty() {
            Event::RequestGranted
        } else {
            Event::RequestDenied
        }
    },
};

/// The position stands in a group of its own; older notifications have it as a text.
fn read(notification: &Element, message: &mut Inbound) -> Result<(), String> {
    let position = notification
        .text_at("CustomsPosition/Type")
        .or_else(|| notification.text_at("CustomsPosition"))
        .ok_or("CustomsPosition/Type is missing")?;
    match position {
        GRANTED => Ok(()),
        DENIED => {
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
        other => Err(format!(
            "CustomsPosition/Type is neither {GRANTED} nor {DENIED}: {other}"
        )),
    }
}

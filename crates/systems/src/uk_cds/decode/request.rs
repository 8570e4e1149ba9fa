//! DMSREQ: customs has decided on what we asked for, an amendment or an invalidation. It does not
//! say which; the declaration's table knows what is on its way.

use cas_gateway::{CustomsError, Inbound};
use cas_model::lifecycle::Event;

use super::ResponseKind;
use super::envelope::{errors, optional, words};
use crate::uk_cds::codes::{DENIED, GRANTED};
use crate::xml::Element;

pub(super) const DMSREQ: ResponseKind = ResponseKind {
    code: "11",
    name: "DMSREQ",
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

fn read(response: &Element, message: &mut Inbound) -> Result<(), String> {
    let decision = optional(response, "Status/NameCode").ok_or("Status/NameCode is missing")?;
    match decision.as_str() {
        GRANTED => Ok(()),
        DENIED => {
            message.errors = errors(response, &mut message.unread);
            if message.errors.is_empty() {
                message.errors.push(CustomsError {
                    code: decision,
                    reason: words(response).unwrap_or_default(),
                    ..CustomsError::default()
                });
            }
            Ok(())
        }
        other => Err(format!(
            "Status/NameCode is neither {GRANTED} nor {DENIED}: {other}"
        )),
    }
}

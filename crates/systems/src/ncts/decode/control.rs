//! CC060C: customs announces a control, or asks for documents.

use super::OPERATION;
use crate::answer::Kind;
use crate::commission::decode::{control, control_event};

pub(super) const CC060C: Kind = Kind {
    name: "CC060C",
    read: |root, message| {
        message.facts.control = Some(control(root, OPERATION)?);
        Ok(())
    },
    event: |message, _| control_event(message),
};

//! CWMEOG: the goods have left. CWMGER: customs asks whether they have.

use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{effective, first_limit, note};

pub(super) const CWMEOG: Kind = Kind {
    name: "CWMEOG",
    read: |notification, message| {
        message.facts.exit_date = effective(notification)?;
        note(notification, "The goods have left", message);
        Ok(())
    },
    event: |_, _| Event::ExitConfirmed,
};

pub(super) const CWMGER: Kind = Kind {
    name: "CWMGER",
    read: |notification, message| {
        message.facts.due_date = first_limit(notification)?;
        note(
            notification,
            "Customs asks whether the goods have left",
            message,
        );
        Ok(())
    },
    event: |_, _| Event::ExitAsked,
};

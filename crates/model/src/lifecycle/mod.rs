//! The life of a declaration, as data.
//!
//! A [`Status`] is what people see; an [`Event`] is a fact that happened; an [`Action`] is what
//! someone may ask for. A [`Family`] is one table of transitions: `(status, event) → status`. The
//! status of a declaration is nothing but its events replayed over that table ([`replay`]). What
//! the table does not foresee leaves the status as it is and is reported as unexpected.

mod action;
mod event;
mod status;
mod transit;

use std::fmt::Write as _;

pub use action::Action;
pub use event::Event;
pub use status::{Group, Phase, Status};

/// One family of declarations that live by the same table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Family {
    /// Union and common transit.
    Transit,
}

/// Where an event leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// To a status.
    Status(Status),
    /// Nowhere: the event is known and expected, and the status stays.
    Same,
}

/// Rows of a table: from each of these statuses, this event leads there.
#[derive(Debug)]
pub struct Transition {
    /// From these statuses.
    pub from: &'static [Status],
    /// On this event.
    pub event: Event,
    /// To this status.
    pub to: To,
}

/// Which statuses allow an action.
#[derive(Debug)]
pub struct Grant {
    /// The action.
    pub action: Action,
    /// The fact it becomes when it is carried out.
    pub event: Event,
    /// Where it is allowed.
    pub statuses: &'static [Status],
}

impl Family {
    /// Every family.
    pub const ALL: &[Self] = &[Self::Transit];

    /// The table of transitions.
    #[must_use]
    pub fn transitions(self) -> &'static [Transition] {
        match self {
            Self::Transit => transit::TRANSITIONS,
        }
    }

    /// The table of actions.
    #[must_use]
    pub fn grants(self) -> &'static [Grant] {
        match self {
            Self::Transit => transit::GRANTS,
        }
    }

    /// The status after an event; `None` when the table does not foresee the event there.
    #[must_use]
    pub fn next(self, status: Status, event: Event) -> Option<Status> {
        self.transitions()
            .iter()
            .find(|row| row.event == event && row.from.contains(&status))
            .map(|row| match row.to {
                To::Status(to) => to,
                To::Same => status,
            })
    }

    /// The actions allowed in a status.
    #[must_use]
    pub fn allowed_actions(self, status: Status) -> Vec<Action> {
        self.grants()
            .iter()
            .filter(|grant| grant.statuses.contains(&status))
            .map(|grant| grant.action)
            .collect()
    }

    /// The statuses in which an action is allowed.
    #[must_use]
    pub fn statuses_allowing(self, action: Action) -> &'static [Status] {
        self.grants()
            .iter()
            .find(|grant| grant.action == action)
            .map_or(&[], |grant| grant.statuses)
    }

    /// The table as a Mermaid state diagram, for the documentation.
    #[must_use]
    pub fn diagram(self) -> String {
        let mut text = String::from("stateDiagram-v2\n    [*] --> New\n");
        for row in self.transitions() {
            let To::Status(to) = row.to else { continue };
            for from in row.from {
                let _ = writeln!(text, "    {from} --> {to}: {:?}", row.event);
            }
        }
        for status in self
            .statuses()
            .into_iter()
            .filter(|status| status.phase() == Phase::Closed)
        {
            let _ = writeln!(text, "    {status} --> [*]");
        }
        text
    }

    /// Every status that the family's table speaks of, in the order of the enum.
    #[must_use]
    pub fn statuses(self) -> Vec<Status> {
        let mentioned = |status: &Status| {
            self.transitions()
                .iter()
                .any(|row| row.from.contains(status) || row.to == To::Status(*status))
        };
        Status::ALL.iter().copied().filter(mentioned).collect()
    }
}

/// The status after a history of events, from the first to the last.
#[must_use]
pub fn replay(family: Family, history: impl IntoIterator<Item = Event>) -> Status {
    history.into_iter().fold(Status::New, |status, event| {
        family.next(status, event).unwrap_or(status)
    })
}

#[cfg(test)]
mod tests;

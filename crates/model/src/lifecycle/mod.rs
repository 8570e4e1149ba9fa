//! The life of a declaration, as data.
//!
//! A [`Status`] is what people see; an [`Event`] is a fact that happened; an [`Action`] is what
//! someone may ask for. A [`Family`] is one table of transitions: `(status, event) → status`. The
//! status of a declaration is nothing but its events replayed over that table ([`replay`]). What
//! the table does not foresee leaves the status as it is and is reported as unexpected. A request
//! of ours may cover a status for a while ([`Standing`]).

mod action;
mod customs;
mod deadline;
mod event;
mod excise;
mod notation;
mod shared;
mod standing;
mod status;
mod timers;
mod transit;

use std::fmt::Write as _;

pub use action::{Action, Course};
pub use deadline::{Deadline, Timer};
pub use event::Event;
pub use notation::{Grant, To, Transition};
pub use standing::{Standing, replay};
pub use status::{Group, Phase, Status};
pub use timers::{Then, TimerChange};

/// One family of declarations that live by the same table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Family {
    /// Union and common transit.
    Transit,
    /// Import, and export by its own documents.
    Customs,
    /// Movements of excise goods.
    Excise,
}

impl Family {
    /// Every family, in the order of their declaration.
    pub const ALL: &[Self] = &[Self::Transit, Self::Customs, Self::Excise];

    /// The spelling in JSON and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Transit => "transit",
            Self::Customs => "customs",
            Self::Excise => "excise",
        }
    }

    /// The family of such a spelling.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|family| family.as_str() == text)
    }

    /// The table of transitions.
    #[must_use]
    pub fn transitions(self) -> &'static [Transition] {
        match self {
            Self::Transit => transit::TRANSITIONS,
            Self::Customs => customs::TRANSITIONS,
            Self::Excise => excise::TRANSITIONS,
        }
    }

    /// The table of actions.
    #[must_use]
    pub fn grants(self) -> &'static [Grant] {
        match self {
            Self::Transit => transit::GRANTS,
            Self::Customs => customs::GRANTS,
            Self::Excise => excise::GRANTS,
        }
    }

    /// The table of timers.
    #[must_use]
    pub fn timers(self) -> &'static [Timer] {
        match self {
            Self::Transit => transit::TIMERS,
            Self::Customs => customs::TIMERS,
            Self::Excise => excise::TIMERS,
        }
    }

    /// Where an event leads from a status; `None` when the table does not foresee it there.
    #[must_use]
    pub fn leads(self, status: Status, event: Event) -> Option<To> {
        self.transitions()
            .iter()
            .find(|row| row.event == event && row.from.contains(&status))
            .map(|row| row.to)
    }

    /// Whether the document may be changed in a status: before customs has it, after customs
    /// rejected it, and while an amendment is open.
    #[must_use]
    pub fn is_editable(self, status: Status) -> bool {
        self.leads(status, Event::Edited).is_some()
    }

    /// The actions allowed where a declaration stands.
    #[must_use]
    pub fn allowed_actions(self, standing: Standing) -> Vec<Action> {
        let allowed = |action: &Action| self.grant(*action, standing).is_some();
        Action::ALL.iter().copied().filter(allowed).collect()
    }

    /// What allows an action where a declaration stands; `None` when it is not allowed.
    #[must_use]
    pub fn grant(self, action: Action, standing: Standing) -> Option<&'static Grant> {
        let covers = |grant: &Grant| {
            grant.beneath.is_empty()
                || standing
                    .beneath
                    .is_some_and(|beneath| grant.beneath.contains(&beneath))
        };
        self.grants().iter().find(|grant| {
            grant.action == action && grant.statuses.contains(&standing.status) && covers(grant)
        })
    }

    /// What is waited for where a declaration stands.
    #[must_use]
    pub fn deadline(self, standing: Standing) -> Option<Deadline> {
        let of = |status: Status| {
            let timer = self
                .timers()
                .iter()
                .find(|timer| timer.statuses.contains(&status));
            timer.map(|timer| timer.deadline)
        };
        of(standing.status).or_else(|| standing.beneath.and_then(of))
    }

    /// The table as a Mermaid state diagram, for the documentation.
    #[must_use]
    pub fn diagram(self) -> String {
        let mut text = String::from("stateDiagram-v2\n    [*] --> New\n");
        for row in self.transitions() {
            let to = match row.to {
                To::Status(to) | To::Cover(to) => to.as_str(),
                To::Resume => "covered",
                To::Same => continue,
            };
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
                .any(|row| row.from.contains(status) || row.to.status() == Some(*status))
        };
        Status::ALL.iter().copied().filter(mentioned).collect()
    }
}

#[cfg(test)]
mod tests;

//! By which table does a declaration live? A [`Family`]: its transitions, grants and timers, and what
//! follows from them.

use std::fmt::Write as _;

use super::{Event, Grant, Phase, Status, Timer, To, Transition, customs, excise, transit};

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

//! Where does a declaration stand while a request of ours waits for customs' answer?
//!
//! An open amendment, a submitted one and a requested invalidation cover the status that customs'
//! side gave. What customs says of the declaration meanwhile moves the covered status; the answer
//! to the request uncovers it. So a control announced during an amendment is not forgotten, and a
//! request on its way does not disappear behind a control.

use std::collections::BTreeSet;

use super::{Action, Deadline, Event, Family, Grant, Phase, Status, To, Transition};

/// A status, and the one it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Standing {
    /// The status that people and subscribers see.
    pub status: Status,
    /// What it covers, while a request of ours is open or on its way.
    pub covered: Option<Status>,
}

impl Standing {
    /// Where every declaration begins.
    pub const BEGIN: Self = Self::plain(Status::New);

    /// A status that covers nothing.
    #[must_use]
    pub const fn plain(status: Status) -> Self {
        Self {
            status,
            covered: None,
        }
    }

    /// Where an event leads; `None` when the table foresees it neither for the status
    /// nor for the covered one.
    #[must_use]
    pub fn after(self, family: Family, event: Event) -> Option<Self> {
        match family.leads(self.status, event) {
            Some(To::Same) => Some(self),
            // What customs' side is already, it is told once more: the request waits on.
            Some(To::Status(status)) if self.covered == Some(status) => Some(self),
            Some(To::Status(status)) => Some(Self::plain(status)),
            Some(To::Cover(status)) => Some(Self {
                status,
                covered: Some(self.covered.unwrap_or(self.status)),
            }),
            Some(To::Resume) => {
                let below = Self::plain(self.covered?);
                Some(below.after(family, event).unwrap_or(below))
            }
            None => self.after_covered(family, event),
        }
    }

    fn after_covered(self, family: Family, event: Event) -> Option<Self> {
        let below = Self::plain(self.covered?).after(family, event)?;
        // A request of ours is no answer of customs: it counts where people see it.
        if below.covered.is_some() {
            return None;
        }
        Some(match below.status.phase() {
            // What customs refuses has no request of ours any more.
            Phase::Refused => below,
            Phase::Preparation | Phase::InFlight | Phase::Lodged | Phase::Closed => Self {
                status: self.status,
                covered: Some(below.status),
            },
        })
    }
}

/// Where a declaration stands after a history of events, from the first to the last.
#[must_use]
pub fn replay(family: Family, history: impl IntoIterator<Item = Event>) -> Standing {
    history
        .into_iter()
        .fold(Standing::BEGIN, |standing, event| {
            standing.after(family, event).unwrap_or(standing)
        })
}

/// Every status that a history has come to, covered ones too, and those that it heard of when it
/// was past them ([`Family::is_past`]): customs' messages overtake each other.
#[must_use]
pub fn reached(family: Family, history: impl IntoIterator<Item = Event>) -> BTreeSet<Status> {
    let mut standing = Standing::BEGIN;
    let mut reached = BTreeSet::new();
    for event in history {
        let late = family.statuses().into_iter();
        reached.extend(late.filter(|status| family.is_past(standing, event, *status)));
        standing = standing.after(family, event).unwrap_or(standing);
        reached.insert(standing.status);
        reached.extend(standing.covered);
    }
    reached
}

impl Family {
    /// Whether an event, which changes nothing where a declaration stands, would have led it to
    /// this status had it come in time.
    #[must_use]
    pub fn is_past(self, standing: Standing, event: Event, status: Status) -> bool {
        let leads = |row: &Transition| row.event == event && row.to == To::Status(status);
        // What customs refused was refused where it was said.
        status.phase() != Phase::Refused
            && self.transitions().iter().any(leads)
            && standing.after(self, event) == Some(standing)
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
            grant.covered.is_empty()
                || standing
                    .covered
                    .is_some_and(|covered| grant.covered.contains(&covered))
        };
        self.grants().iter().find(|grant| {
            grant.action == action && grant.statuses.contains(&standing.status) && covers(grant)
        })
    }

    /// What is waited for where a declaration stands.
    #[must_use]
    pub fn deadline(self, standing: Standing) -> Option<Deadline> {
        let deadline_in = |status: Status| {
            let timer = self
                .timers()
                .iter()
                .find(|timer| timer.statuses.contains(&status));
            timer.map(|timer| timer.deadline)
        };
        deadline_in(standing.status).or_else(|| standing.covered.and_then(deadline_in))
    }
}

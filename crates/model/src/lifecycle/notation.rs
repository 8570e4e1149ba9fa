//! How is the life of a declaration written down?
//!
//! Line by line, as one would draw it: `Submitted | Acknowledged --PreLodged--> GoodsNotArrived;`
//! says that a declaration in one of two statuses comes into a third when it is registered. After
//! the arrow stands a status, or `stays` (the event is expected and changes nothing), `covered by`
//! a status (a request of ours lies over the status, see [`Standing`](super::Standing)) or
//! `uncovered` (the request is over).
//!
//! Sets of statuses are named in capitals and made with `|`, of statuses and of other sets. A line
//! `..shared::TRANSITIONS;` takes a table in. All of it is put together when the program is
//! compiled: what comes out are the same constants that one would write by hand.

use super::action::Action;
use super::event::Event;
use super::status::Status;

/// Where an event leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// To a status that the table names.
    Status(Status),
    /// Nowhere: the event is known and expected, and the status stays.
    Same,
    /// To a status that covers the one before it: an open amendment, a request that waits for
    /// customs. What customs says meanwhile moves the covered status.
    Cover(Status),
    /// Back to the covered status, where the event counts too.
    Resume,
}

/// Rows of a table: from each of these statuses, this event leads there.
#[derive(Clone, Copy, Debug)]
pub struct Transition {
    /// The statuses that it leads away from.
    pub from: &'static [Status],
    /// The event that moves the declaration.
    pub event: Event,
    /// Where the event leads from there.
    pub to: To,
}

/// Which statuses allow an action.
#[derive(Clone, Copy, Debug)]
pub struct Grant {
    /// The action that may be asked for.
    pub action: Action,
    /// The fact it becomes when it is carried out.
    pub event: Event,
    /// Where it is allowed.
    pub statuses: &'static [Status],
    /// Which covered status it needs; empty where that does not matter.
    pub covered: &'static [Status],
}

impl To {
    /// The status it leads to, where the row names one.
    #[must_use]
    pub const fn status(self) -> Option<Status> {
        match self {
            Self::Status(to) | Self::Cover(to) => Some(to),
            Self::Same | Self::Resume => None,
        }
    }
}

/// Named sets of statuses: `SENT = Submitted | Acknowledged;`.
macro_rules! sets {
    ($($(#[doc = $doc:literal])* $name:ident = $($part:ident)|+;)+) => {
        $($(#[doc = $doc])*
        pub(super) const $name: &[$crate::lifecycle::status::Status] =
            $crate::lifecycle::notation::joined!(
                $crate::lifecycle::status::Status: $($part),+
            );)+
    };
}

/// A table of transitions: the tables it takes in, and lines
/// `statuses --events--> status | stays | covered by status | uncovered`.
macro_rules! transitions {
    (
        $(#[doc = $doc:literal])* $name:ident:
        $(..$included:path;)*
        $($($from:ident)|+ -- $($event:ident)|+ --> $($to:ident)+;)+
    ) => {
        $(#[doc = $doc])*
        pub(super) const $name: &[$crate::lifecycle::notation::Transition] =
            $crate::lifecycle::notation::joined!(
                $crate::lifecycle::notation::Transition:
                $($included,)*
                $($crate::lifecycle::notation::transition!(($($from),+) ($($event),+) $($to)+)),+
            );
    };
}

/// One line of a table of transitions, a transition for each of its events.
macro_rules! transition {
    (($($from:ident),+) ($($event:ident),+) $($to:ident)+) => {{
        const FROM: &[$crate::lifecycle::status::Status] = $crate::lifecycle::notation::joined!(
            $crate::lifecycle::status::Status: $($from),+
        );
        const TO: $crate::lifecycle::notation::To =
            $crate::lifecycle::notation::destination!($($to)+);
        &[$($crate::lifecycle::notation::Transition {
            from: FROM,
            event: $crate::lifecycle::event::Event::$event,
            to: TO,
        }),+]
    }};
}

/// What stands after the arrow.
macro_rules! destination {
    (stays) => {
        $crate::lifecycle::notation::To::Same
    };
    (uncovered) => {
        $crate::lifecycle::notation::To::Resume
    };
    (covered by $status:ident) => {
        $crate::lifecycle::notation::To::Cover($crate::lifecycle::status::Status::$status)
    };
    ($status:ident) => {
        $crate::lifecycle::notation::To::Status($crate::lifecycle::status::Status::$status)
    };
}

/// A table of what may be asked for: the tables it takes in, and lines
/// `action becomes event in statuses;`, or `… in statuses over covered statuses;`.
macro_rules! grants {
    (
        $(#[doc = $doc:literal])* $name:ident:
        $(..$included:path;)*
        $(
            $action:ident becomes $event:ident in $($status:ident)|+
            $(over $($covered:ident)|+)?;
        )+
    ) => {
        $(#[doc = $doc])*
        pub(super) const $name: &[$crate::lifecycle::notation::Grant] =
            $crate::lifecycle::notation::joined!(
                $crate::lifecycle::notation::Grant:
                $($included,)*
                $(&[$crate::lifecycle::notation::Grant {
                    action: $crate::lifecycle::action::Action::$action,
                    event: $crate::lifecycle::event::Event::$event,
                    statuses: $crate::lifecycle::notation::joined!(
                        $crate::lifecycle::status::Status: $($status),+
                    ),
                    covered: $crate::lifecycle::notation::joined!(
                        $crate::lifecycle::status::Status: $($($covered),+)?
                    ),
                }]),+
            );
    };
}

/// What is waited for, and where: lines `deadline in statuses;`.
macro_rules! timers {
    ($(#[doc = $doc:literal])* $name:ident: $($deadline:ident in $($status:ident)|+;)+) => {
        $(#[doc = $doc])*
        pub(super) const $name: &[$crate::lifecycle::deadline::Timer] = &[
            $($crate::lifecycle::deadline::Timer {
                deadline: $crate::lifecycle::deadline::Deadline::$deadline,
                statuses: $crate::lifecycle::notation::joined!(
                    $crate::lifecycle::status::Status: $($status),+
                ),
            }),+
        ];
    };
}

/// Several lists of one kind as one list.
macro_rules! joined {
    ($kind:ty:) => { &[] };
    ($kind:ty: $($part:expr),+) => {{
        const PARTS: &[&[$kind]] = &[$($part),+];
        const LENGTH: usize = $crate::lifecycle::notation::length(PARTS);
        const ALL: [$kind; LENGTH] = $crate::lifecycle::notation::in_one(PARTS);
        &ALL
    }};
}

pub(super) use {destination, grants, joined, sets, timers, transition, transitions};

/// How many there are in all parts.
pub(super) const fn length<T>(parts: &[&[T]]) -> usize {
    let (mut all, mut part) = (0, 0);
    while part < parts.len() {
        all += parts[part].len();
        part += 1;
    }
    all
}

/// The parts one after the other; there are `N` in all.
pub(super) const fn in_one<T: Copy, const N: usize>(parts: &[&[T]]) -> [T; N] {
    let mut all = [parts[0][0]; N];
    let (mut at, mut part) = (0, 0);
    while part < parts.len() {
        let mut within = 0;
        while within < parts[part].len() {
            all[at] = parts[part][within];
            at += 1;
            within += 1;
        }
        part += 1;
    }
    all
}

//! One stream of events to one caller: what it missed from the log, then what is heard.
//!
//! Nothing is made before the caller has taken what was made before, so a slow one holds no memory
//! but its share of the feed's buffer. When that is not enough the stream ends with a word, and the
//! caller goes on from the last event that it has.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;

use axum::response::sse::Event;
use cas_model::ids::{DeclarationId, TenantId};
use cas_store::PresenceRow;
use futures::Stream;
use serde::Serialize;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep_until};

use crate::event_filter::EventFilter;
use crate::events::{LoggedEvent, Receiver, StreamPlace};
use crate::extract::Admission;
use crate::present::Present;
use crate::serve::Stopping;
use crate::shown_events::Audience;
use crate::state::ApiState;

/// Events of the log that are read at once for who missed them.
const PAGE: u32 = 100;

/// Who listens, to what.
pub(crate) struct Listening {
    pub(crate) state: ApiState,
    pub(crate) tenant: TenantId,
    pub(crate) admission: Admission,
    pub(crate) audience: Audience,
    pub(crate) filter: EventFilter,
    /// The declaration whose readers are told too.
    pub(crate) presence: Option<DeclarationId>,
    /// The place in the log behind which the stream begins.
    pub(crate) position: i64,
    pub(crate) receiver: Receiver,
    pub(crate) stopping: Option<Stopping>,
    /// Counted until the stream is dropped.
    pub(crate) _place: StreamPlace,
}

/// Why a stream ends. The caller may come again, unless it is not let in any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum End {
    /// Events came faster than the caller took them.
    TooSlow,
    /// The token has run out or its client was switched off; the session has ended, or the person
    /// may do or see something else.
    AccessEnded,
    /// The server ends what it answers, since it stops.
    ServerStops,
    /// The store could not be read.
    StoreUnavailable,
}

impl End {
    const fn words(self) -> &'static str {
        match self {
            Self::TooSlow => "events came faster than they were read; connect again to go on",
            Self::AccessEnded => {
                "the token or session has ended, or its rights changed; sign in anew"
            }
            Self::ServerStops => "the server stops; connect again to go on",
            Self::StoreUnavailable => "the log cannot be read now; connect again to go on",
        }
    }
}

/// The last word of a stream.
#[derive(Serialize)]
struct LastWord {
    reason: End,
    detail: &'static str,
}

/// What a stream does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// It reads what the caller missed.
    CatchUp,
    /// It hears what happens.
    Live,
    /// It has said its last word.
    Ended,
}

struct Connected {
    listening: Listening,
    phase: Phase,
    ready: VecDeque<Event>,
    next_beat: Instant,
    next_look: Instant,
    /// Who was there when it was told last.
    present: Option<Vec<PresenceRow>>,
}

/// The stream of what is listened to.
pub(crate) fn listen(listening: Listening) -> impl Stream<Item = Result<Event, Infallible>> {
    let mut connected = Connected {
        next_beat: Instant::now(),
        next_look: Instant::now(),
        present: None,
        phase: Phase::CatchUp,
        ready: VecDeque::new(),
        listening,
    };
    // At once, so that the caller knows that it is let in and where it stands.
    connected.beat();
    futures::stream::unfold(connected, async |mut connected| {
        let event = connected.next().await?;
        Some((Ok(event), connected))
    })
}

impl Connected {
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(event);
            }
            match self.phase {
                Phase::Ended => return None,
                Phase::CatchUp => self.catch_up().await,
                Phase::Live => self.hear().await,
            }
        }
    }

    /// Reads a page of what the caller missed. What is committed from now on is heard: the log is
    /// read after that began.
    async fn catch_up(&mut self) {
        if !self.is_let_in().await {
            return;
        }
        let listening = &mut self.listening;
        listening.receiver = listening.receiver.resubscribe();
        let (store, tenant) = (listening.state.store(), listening.tenant);
        let page = store.events_after(tenant, listening.position, PAGE).await;
        let page = match page {
            Ok(page) => page,
            Err(error) => {
                tracing::warn!(error = format!("{error:#}"), "a stream cannot read its log");
                return self.end(End::StoreUnavailable);
            }
        };
        if page.next_behind().is_none() {
            self.phase = Phase::Live;
        }
        for row in page {
            match LoggedEvent::read(row) {
                Ok(event) if !self.take(&event).await => return,
                Ok(_) => {}
                Err(error) => {
                    tracing::error!(%error, "an event cannot be read");
                    return self.end(End::StoreUnavailable);
                }
            }
        }
    }

    async fn hear(&mut self) {
        let listening = &mut self.listening;
        tokio::select! {
            () = stopped(&mut listening.stopping) => self.end(End::ServerStops),
            () = sleep_until(self.next_beat) => {
                if self.is_let_in().await {
                    self.beat();
                }
            }
            () = sleep_until(self.next_look), if listening.presence.is_some() => self.look().await,
            heard = listening.receiver.recv() => match heard {
                Ok(event) => self.take_heard(&event).await,
                Err(RecvError::Lagged(_)) => self.end(End::TooSlow),
                Err(RecvError::Closed) => self.end(End::StoreUnavailable),
            },
        }
    }

    /// Tells who looks at the declaration, where that is not what was told last.
    async fn look(&mut self) {
        let listening = &self.listening;
        self.next_look = Instant::now() + listening.state.settings().event_streams.presence;
        let Some(declaration) = listening.presence else {
            return;
        };
        // It may have gone to a plant that the caller may not see.
        let is_shown = listening.audience.sees(&listening.state, declaration);
        let (store, now) = (listening.state.store(), listening.state.now());
        let present = match is_shown.await {
            Ok(false) => return self.end(End::AccessEnded),
            Ok(true) => store.present_at(listening.tenant, declaration, now).await,
            Err(error) => Err(error),
        };
        let present = match present {
            Ok(present) => present,
            Err(error) => {
                tracing::warn!(
                    error = format!("{error:#}"),
                    "a stream cannot read who is there"
                );
                return self.end(End::StoreUnavailable);
            }
        };
        // That it is said again and holds longer is nothing new.
        let who = |rows: &[PresenceRow]| -> Vec<(String, Option<String>, bool)> {
            let who = rows.iter();
            who.map(|row| (row.person.clone(), row.place.clone(), row.is_typing))
                .collect()
        };
        if self.present.as_deref().map(who) == Some(who(&present)) {
            return;
        }
        match Event::default()
            .event("presence")
            .json_data(Present::new(declaration, &present))
        {
            Ok(told) => self.ready.push_back(told),
            Err(error) => tracing::error!(%error, "who is there cannot be told"),
        }
        self.present = Some(present);
    }

    /// Takes what was heard, unless it was read before.
    async fn take_heard(&mut self, event: &Arc<LoggedEvent>) {
        if event.seq > self.listening.position {
            self.take(event).await;
        }
    }

    /// Takes an event; whether it could be told if it is for the caller.
    async fn take(&mut self, event: &LoggedEvent) -> bool {
        let listening = &mut self.listening;
        let is_for_him = match listening.filter.takes(event) {
            true => {
                listening
                    .audience
                    .is_shown(&listening.state, &event.subject)
                    .await
            }
            false => Ok(false),
        };
        let is_for_him = match is_for_him {
            Ok(is_for_him) => is_for_him,
            Err(error) => {
                tracing::warn!(
                    error = format!("{error:#}"),
                    "it cannot be told who is shown it"
                );
                self.end(End::StoreUnavailable);
                return false;
            }
        };
        listening.position = event.seq;
        if is_for_him {
            let sent = Event::default().id(event.seq.to_string()).data(&event.text);
            self.ready.push_back(sent);
        }
        true
    }

    /// Says that the stream is there, and where in the log it stands: what its filter passed over
    /// is not read again by a caller that comes back.
    fn beat(&mut self) {
        let position = self.listening.position.to_string();
        let sent = Event::default().comment("still here").id(position);
        self.ready.push_back(sent);
        let limits = self.listening.state.settings().event_streams;
        self.next_beat = Instant::now() + limits.heartbeat;
    }

    async fn is_let_in(&mut self) -> bool {
        let listening = &self.listening;
        match listening.admission.holds(&listening.state).await {
            Ok(true) => true,
            Ok(false) => {
                self.end(End::AccessEnded);
                false
            }
            Err(error) => {
                tracing::warn!(error = format!("{error:#}"), "a caller cannot be looked up");
                self.end(End::StoreUnavailable);
                false
            }
        }
    }

    fn end(&mut self, reason: End) {
        self.phase = Phase::Ended;
        let detail = reason.words();
        let word = Event::default().event("end");
        match word.json_data(LastWord { reason, detail }) {
            Ok(word) => self.ready.push_back(word),
            Err(error) => tracing::error!(%error, "the last word of a stream"),
        }
    }
}

/// Waits until the server stops; for ever where nothing can stop it.
async fn stopped(stopping: &mut Option<Stopping>) {
    match stopping {
        Some(stopping) => stopping.stopped().await,
        None => std::future::pending().await,
    }
}

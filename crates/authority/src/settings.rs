//! What can be set on an authority? Its seed, whom it calls back and how persistently, its script,
//! its pace, and what it checks.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::DateTime;

use crate::script::Script;
use crate::system::SchemaCheck;

/// The time in UTC, given by the caller, for messages that do not say when they were prepared.
pub type TimeSource = Arc<dyn Fn() -> DateTime + Send + Sync>;

/// What an authority is started with.
#[derive(Clone)]
pub struct Settings {
    /// Decides MRNs and message identifications.
    pub seed: u64,
    /// Whom answers are posted to.
    pub callback: Callback,
    /// Rules that choose the course of a conversation; they come before markers.
    pub script: Script,
    /// The bearer secret that traders must present; `None` accepts every caller.
    pub accepted_secret: Option<String>,
    /// A check of received messages against official schemas.
    pub schema_check: Option<SchemaCheck>,
    /// The time of messages that tell none; without one it is the first of January 2026.
    pub time: Option<TimeSource>,
    /// The time between answers.
    pub speed: Pace,
    /// How a callback is repeated that did not get through.
    pub callback_retry: Retry,
    /// How many callbacks run at the same time.
    pub callback_concurrency: usize,
    /// Whether conversations are kept in full, for tests and demonstrations.
    pub keep_transcripts: bool,
    /// The largest message accepted, in bytes.
    pub max_message_bytes: usize,
}

impl Settings {
    /// Settings with a seed and a callback, and the usual rest: no script, any caller, no schema
    /// check, immediate answers, no transcripts, messages up to 16 MiB.
    #[must_use]
    pub fn new(seed: u64, callback: Callback) -> Settings {
        Settings {
            seed,
            callback,
            script: Script::default(),
            accepted_secret: None,
            schema_check: None,
            time: None,
            speed: Pace::Immediate,
            callback_retry: Retry::default(),
            callback_concurrency: 64,
            keep_transcripts: false,
            max_message_bytes: 16 << 20,
        }
    }
}

/// The time of messages that tell none, if nobody gives another.
const NO_TIME_SOURCE: DateTime = DateTime::constant(2026, 1, 1, 0, 0, 0, 0);

impl Settings {
    /// The time of a message that tells none.
    pub(crate) fn now(&self) -> DateTime {
        self.time.as_ref().map_or(NO_TIME_SOURCE, |time| time())
    }
}

impl fmt::Debug for Settings {
    // Secrets stay out of logs; a check has nothing to show.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("seed", &self.seed)
            .field("script", &self.script)
            .field("speed", &self.speed)
            .field("callback_retry", &self.callback_retry)
            .finish_non_exhaustive()
    }
}

/// Whom answers are posted to.
#[derive(Clone)]
pub struct Callback {
    /// The trader, unless the sender of a message has its own entry.
    pub default: CallbackTarget,
    /// Traders by who is answered: `messageSender`, EORI, excise number.
    pub by_sender: BTreeMap<String, CallbackTarget>,
}

/// One address that answers are posted to.
#[derive(Clone)]
pub struct CallbackTarget {
    /// The address; in it `{sender}` stands for who is answered, `{system}` for the customs system.
    pub url: String,
    /// The bearer secret to present.
    pub secret: Option<String>,
    /// Whether answers are posted, or kept until they are fetched.
    pub delivery: Delivery,
}

/// How answers reach a trader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delivery {
    /// They are posted as soon as they are due.
    #[default]
    Push,
    /// The trader fetches them.
    Pull,
}

impl Callback {
    /// One trader for all senders.
    #[must_use]
    pub fn to(url: impl Into<String>, secret: Option<String>) -> Callback {
        Callback {
            default: CallbackTarget {
                url: url.into(),
                secret,
                delivery: Delivery::Push,
            },
            by_sender: BTreeMap::new(),
        }
    }

    /// The target of a sender.
    pub(crate) fn target(&self, sender: &str) -> &CallbackTarget {
        self.by_sender.get(sender).unwrap_or(&self.default)
    }
}

impl CallbackTarget {
    /// The address for a system and a sender, which is percent-encoded where the template names it.
    pub(crate) fn address(&self, system: &str, sender: &str) -> String {
        let url = self.url.replace("{system}", system);
        if !url.contains("{sender}") {
            return url;
        }
        let encoded: String = url::form_urlencoded::byte_serialize(sender.as_bytes()).collect();
        // A path knows `+` as itself, a query as a space: `%20` is right in both.
        url.replace("{sender}", &encoded.replace('+', "%20"))
    }
}

/// The time between answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// At once; a marker that names its own delay keeps it.
    Immediate,
    /// With time between, as at a real office.
    Steady {
        /// How long before each answer.
        between: Duration,
        /// Until requested documents count as presented.
        review: Duration,
    },
}

impl Pace {
    pub(crate) fn between(self) -> Duration {
        match self {
            Pace::Immediate => Duration::ZERO,
            Pace::Steady { between, .. } => between,
        }
    }

    pub(crate) fn review(self) -> Duration {
        match self {
            Pace::Immediate => Duration::ZERO,
            Pace::Steady { review, .. } => review,
        }
    }
}

/// How a callback is repeated: each wait is twice the one before. There is no last attempt; a
/// trader that comes back after hours still gets everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// How long the first wait takes.
    pub first: Duration,
    /// How long a wait takes at most.
    pub longest: Duration,
}

impl Default for Retry {
    fn default() -> Retry {
        Retry {
            first: Duration::from_millis(100),
            longest: Duration::from_secs(5),
        }
    }
}

impl Retry {
    /// The wait after a number of failed attempts.
    pub(crate) fn wait(self, failed: u32) -> Duration {
        let factor = 1u32
            .checked_shl(failed.saturating_sub(1))
            .unwrap_or(u32::MAX);
        self.first.saturating_mul(factor).min(self.longest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest() {
        let retry = Retry::default();
        for (failed, milliseconds) in [(1, 100), (2, 200), (4, 800), (7, 5000), (90, 5000)] {
            assert_eq!(
                retry.wait(failed),
                Duration::from_millis(milliseconds),
                "{failed}"
            );
        }
    }

    #[test]
    fn addresses_name_the_sender_where_asked() {
        for (url, expected) in [
            ("http://t/ncts", "http://t/ncts"),
            ("http://t/{system}/messages", "http://t/uk_cds/messages"),
            (
                "http://t/ncts?tenant={sender}",
                "http://t/ncts?tenant=A%20%26B",
            ),
        ] {
            let target = CallbackTarget {
                url: url.to_owned(),
                secret: None,
                delivery: Delivery::Push,
            };
            assert_eq!(target.address("uk_cds", "A &B"), expected);
        }
    }
}

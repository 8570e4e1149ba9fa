//! Who answers when there is no customs authority to talk to? This crate: the other side of the
//! customs systems, over real HTTP, for acceptance environments, tests and load measurements.
//!
//! It receives the trader's messages, checks them by its own reading of the rules, and calls the
//! trader back with what a customs office would answer. The same seed and the same messages give
//! the same conversation, byte for byte. Markers in a declaration, or a script, choose another
//! course: control, rejection, silence, duplicates, a closed connection. `docs/authority.md` is
//! the manual. A system is a folder and its line in `systems.rs`.
//!
//! Invariant: shares no code with the systems it tests. No encoder or reader of `cas-systems`, no
//! store, no engine; the only words in common are the formats of `cas-model`. No clock of its own
//! decides what a message says.

mod aes;
mod answer;
mod authority;
mod commission;
mod connection;
mod conversation;
mod course;
mod dk_dms;
mod emcs;
mod http;
mod ledger;
mod mailbox;
mod marker;
mod ncts;
mod office;
mod origin;
mod post;
mod script;
mod seed;
mod settings;
mod shared;
mod status;
mod system;
mod systems;
mod turn;
mod uk_cds;
mod wco;
mod xml;

pub use authority::Authority;
pub use ledger::{Counts, DeclarationEntry, Direction, Ledger, TranscriptLine};
pub use marker::{MARKERS, Marker};
pub use script::{Match, Rule, Script};
pub use settings::{Callback, CallbackTarget, Delivery, Pace, Retry, Settings, TimeSource};
pub use status::Status;
pub use system::SchemaCheck;

//! Builders, clock and `TestApp` for tests: the whole product in one process, over real HTTP, on
//! real stores, with a clock of ours.
//!
//! [`TestApp`] runs server and authority; [`each_store`] runs a test on every store; [`Crash`]
//! stops the work at a boundary as a crash would; [`one`] asks and acts where a shipment makes one
//! declaration; [`story`] tells what happened as text.
//!
//! Invariant: never shipped, and no mock of our own code.

mod app;
pub mod conversations;
mod crash;
mod declared;
pub mod one;
mod published;
mod serving;
mod stores;
pub mod story;

pub use app::{Node, SECRET, TestApp};
pub use crash::Crash;
pub use declared::write_again;
pub use published::publish;
pub use stores::{StorePlace, each_store};

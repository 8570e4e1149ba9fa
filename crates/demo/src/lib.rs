//! The demo tenant and its shipments: what the demo shows, the bench measures and the scenario
//! tests follow is the same.
//!
//! Invariant: data only. No I/O but writing the tenant into a store, no decision about a
//! declaration.

pub mod configuration;
mod connections;
mod seed;
pub mod stories;
pub mod tenant;

//! What does the program do as a process: started, told to stop, killed, given nonsense?
//!
//! Every test runs the real binary, on ports and in folders of its own.

mod audit;
mod codelists;
mod configuration;
mod connections;
mod errors;
mod examples;
mod first_start;
mod folder;
mod kill;
mod logs;
mod nomenclature;
mod process;
mod rehearsal;
mod rehearsal_reference;
mod rules;
mod signals;
mod users;

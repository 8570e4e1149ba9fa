//! No bytes make the reader of NCTS's messages, or what it makes of them, panic.

#![no_main]

use cas_systems::ncts::Ncts;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzz::read(&Ncts, bytes));

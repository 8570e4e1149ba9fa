//! No bytes make the reader of EMCS's messages, or what it makes of them, panic.

#![no_main]

use cas_systems::emcs::Emcs;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzz::read(&Emcs, bytes));

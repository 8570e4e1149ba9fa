//! No bytes make the reader of CDS's messages, or what it makes of them, panic.

#![no_main]

use cas_systems::uk_cds::UkCds;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzz::read(&UkCds, bytes));

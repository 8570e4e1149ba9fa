//! No bytes make the reader of AES's messages, or what it makes of them, panic.

#![no_main]

use cas_systems::aes::Aes;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzz::read(&Aes, bytes));

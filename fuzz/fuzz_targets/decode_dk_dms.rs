//! No bytes make the reader of DMS's notifications, or what it makes of them, panic.

#![no_main]

use cas_systems::dk_dms::DkDms;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzz::read(&DkDms, bytes));

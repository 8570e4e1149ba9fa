//! Which fields of a document a message takes.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use cas_model::access::Node;

/// The fields that were taken, a bit for each, by the record they are of.
#[derive(Default)]
pub(super) struct Taken {
    of: HashMap<usize, u128, BuildHasherDefault<Spread>>,
    /// The record that fields were taken of last: most rows follow others of the same record.
    last: (usize, u128),
}

impl Taken {
    /// Notes that a field of a record is taken.
    pub fn take(&mut self, record: &dyn Node, field: usize) {
        self.take_all(record, 1 << field);
    }

    /// Notes that fields of a record are taken.
    pub fn take_all(&mut self, record: &dyn Node, fields: u128) {
        let record = address(record);
        if self.last.0 != record {
            self.settle();
            self.last = (record, 0);
        }
        self.last.1 |= fields;
    }

    /// The fields taken of a record, once all are noted.
    pub fn fields(&self, record: &dyn Node) -> u128 {
        self.of.get(&address(record)).copied().unwrap_or(0)
    }

    /// Brings what is noted to where [`Taken::fields`] looks.
    pub fn settle(&mut self) {
        if self.last.1 != 0 {
            *self.of.entry(self.last.0).or_default() |= self.last.1;
        }
    }
}

/// Records of a document stand each in memory of their own, as long as it is borrowed.
fn address(record: &dyn Node) -> usize {
    std::ptr::from_ref(record).cast::<()>().addr()
}

/// Addresses are told apart already; their bits only need to be spread.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(self.0.rotate_left(8) ^ u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 ^= self.0 >> 32;
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }
}

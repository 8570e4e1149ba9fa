//! How much memory does a table keep?
//!
//! Apart from the measurement of evaluations and of loading: counting bytes costs time.

use bench_decision::table;
use cas_decision::{Compiled, HitPolicy, Strategy};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static COUNTED: &StatsAlloc<std::alloc::System> = &INSTRUMENTED_SYSTEM;

fn main() {
    println!("rows    kept kB, with index   of it the index");
    for rows in [10, 100, 1_000, 10_000, 100_000] {
        let table = table(rows, HitPolicy::First);
        let region = Region::new(COUNTED);
        let compiled = Compiled::with_strategy(&table, Strategy::Index);
        let change = region.change();
        let kept = change.bytes_allocated - change.bytes_deallocated;
        let index = compiled.expect("the table is right").index_bytes();
        println!("{rows:<7} {:>19} {:>17}", kept / 1024, index / 1024);
    }
}

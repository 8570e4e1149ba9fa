//! Scan and index give the same answers and errors, for any table and inputs.

#![no_main]

use arbitrary::Unstructured;
use cas_decision::{Compiled, Context, Inputs, Strategy};
use libfuzzer_sys::fuzz_target;

fn compare(u: &mut Unstructured<'_>) -> arbitrary::Result<()> {
    let table = fuzz::table(u)?;
    let Ok(scan) = Compiled::with_strategy(&table, Strategy::Scan) else {
        return Ok(());
    };
    let index = Compiled::with_strategy(&table, Strategy::Index).expect("scan compiled it");
    let context = Context {
        as_of: jiff::civil::date(2026, 2, 11),
        sets: &fuzz::OneList,
    };
    for _ in 0..8 {
        let values = fuzz::values(u)?;
        let inputs: Inputs<'_> = values.iter().map(Option::as_ref).collect();
        assert_eq!(
            scan.evaluate(&inputs, &context),
            index.evaluate(&inputs, &context)
        );
        assert_eq!(
            scan.matching(&inputs, &context),
            index.matching(&inputs, &context)
        );
    }
    Ok(())
}

fuzz_target!(|bytes: &[u8]| {
    // Too few bytes make no table.
    compare(&mut Unstructured::new(bytes)).ok();
});

//! No text makes the parser of cells and formulas, or what it gives, panic.

#![no_main]

use cas_decision::{Context, Formula, HitPolicy, Inputs, NoSets, Row, Table, ValueType, check};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let inputs = fuzz::inputs();
    if let Ok(formula) = Formula::new(text, &inputs) {
        let nothing = Inputs::of(vec![None; formula.inputs().len()]);
        let context = Context {
            as_of: jiff::civil::date(2026, 2, 11),
            sets: &NoSets,
        };
        formula.value(&nothing, &context).ok();
    }
    for (at, _) in fuzz::COLUMNS.iter().enumerate() {
        let mut row = Row::new("r1", &["-"; 6], &[text]);
        row.conditions[at] = text.to_owned();
        check(&Table {
            name: "t".to_owned(),
            version: 1,
            hit_policy: HitPolicy::First,
            inputs: inputs.clone(),
            outputs: vec![fuzz::output(ValueType::Number)],
            rows: vec![row],
        });
    }
});

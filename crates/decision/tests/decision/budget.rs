//! What tables may take together.

use cas_decision::{Compiled, Context, HitPolicy, Problem, Steps, ValueType};
use serde_json::{Value, json};

use crate::builder::{context, table};

const COMPUTED: &[&str] = &["matches(?, \"(a|b)+c$\")"];

/// What a table of ten rows that are computed says of a text within so many steps.
fn asked(steps: &Steps, text: &str) -> Result<usize, (Option<String>, Problem)> {
    let rows: [(&[&str], &[&str]); 10] = [(COMPUTED, &["1"]); 10];
    let inputs = [("text", ValueType::Text)];
    let outputs = [("n", ValueType::Number)];
    let table = table(HitPolicy::Collect, &inputs, &outputs, &rows);
    let compiled = Compiled::new(&table).expect("a table");
    let given: Value = json!(text);
    let inputs = compiled.read(|_| Some(&given)).expect("inputs");
    let context = Context {
        steps: Some(steps),
        ..context()
    };
    let answer = compiled.evaluate(&inputs, &context);
    answer
        .map(|evaluation| evaluation.hits.len())
        .map_err(|error| (error.row, error.problem))
}

#[test]
fn tables_that_take_too_much_are_ended_and_named() {
    let enough = Steps::default();
    assert_eq!(asked(&enough, "abc"), Ok(10));
    let few = Steps::new(15);
    let ended = asked(&few, "abc").expect_err("too much");
    assert_eq!(ended, (Some("r8".to_owned()), Problem::TooMuchWork));
    // What is taken stays taken: whoever asks next is ended at once.
    let ended = asked(&few, "abc").expect_err("too much");
    assert_eq!(ended, (Some("r1".to_owned()), Problem::TooMuchWork));
}

/// A long text takes more.
#[test]
fn a_pattern_takes_more_of_a_longer_text() {
    let steps = Steps::new(40);
    assert_eq!(asked(&steps, "abc"), Ok(10));
    let steps = Steps::new(40);
    assert!(asked(&steps, &"a".repeat(1_000)).is_err());
}

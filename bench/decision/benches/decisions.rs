//! How long does one evaluation take, ours by scan and by index, and zen-engine's?
//!
//! `make bench-decisions` prints processor time, the best of nine, for FIRST over 10 to 10,000
//! rows. All three must give the same answers before anything is timed.

use std::hint::black_box;

use bench_decision::{foreign, foreign_sample, samples, table};
use cas_decision::{Compiled, Context, HitPolicy, Inputs, Strategy, Value};
use rustix::time::{ClockId, clock_gettime};
use serde_json::{Map, Value as Json};
use zen_engine::model::DecisionContent;
use zen_engine::{Decision, DecisionEngine, Variable};

const ROUNDS: usize = 9;

/// The time this thread has been on a processor, in nanoseconds: others may use the machine.
fn processor_time() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 * 1e9 + time.tv_nsec as f64
}

/// The best of nine, in microseconds per call; each of them lasts about 20 ms.
fn measure(calls: usize, mut all: impl FnMut()) -> f64 {
    let start = processor_time();
    all();
    let once = (processor_time() - start).max(1.0);
    let repeats = (2e7 / once).ceil().clamp(1.0, 1_000.0) as usize;
    let best = (0..ROUNDS)
        .map(|_| {
            let start = processor_time();
            (0..repeats).for_each(|_| all());
            (processor_time() - start) / (repeats * calls) as f64
        })
        .fold(f64::INFINITY, f64::min);
    best / 1e3
}

/// What was measured of one engine.
struct Line {
    engine: &'static str,
    micros: f64,
    load: f64,
}

fn ours(engine: &'static str, strategy: Strategy, rows: usize) -> (Line, Vec<Option<Json>>) {
    let table = table(rows, HitPolicy::First);
    let start = processor_time();
    let compiled = Compiled::with_strategy(&table, strategy).expect("the table is right");
    let load = (processor_time() - start) / 1e6;
    let context = Context::on(jiff::civil::date(2026, 1, 31));
    let read = |fields: &Map<String, Json>| {
        let inputs = compiled.read(|name| fields.get(name));
        inputs.expect("the inputs are right")
    };
    let inputs: Vec<Inputs<'_>> = samples().iter().map(read).collect();
    let rule = |input: &Inputs<'_>| {
        let found = compiled.evaluate(input, &context).expect("an answer");
        found
            .hits
            .first()
            .and_then(|hit| hit.values[0].as_deref().map(Value::to_json))
    };
    let answers = inputs.iter().map(rule).collect();
    let micros = measure(inputs.len(), || {
        for input in &inputs {
            black_box(compiled.evaluate(black_box(input), &context)).ok();
        }
    });
    let line = Line {
        engine,
        micros,
        load,
    };
    (line, answers)
}

fn zen(rows: usize) -> (Line, Vec<Option<Json>>) {
    let graph = foreign(&table(rows, HitPolicy::First));
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.expect("a runtime");
    let start = processor_time();
    let content: DecisionContent = serde_json::from_value(graph).expect("a graph");
    let engine = DecisionEngine::default();
    let mut decision: Decision = engine.create_decision(content.into()).expect("a decision");
    decision.compile();
    let load = (processor_time() - start) / 1e6;
    let samples = samples();
    let inputs: Vec<Variable> = samples
        .iter()
        .map(|sample| foreign_sample(sample).into())
        .collect();
    let evaluate = |input: &Variable| {
        runtime
            .block_on(decision.evaluate(input.clone()))
            .expect("an answer")
            .result
    };
    let answers = inputs.iter().map(|input| {
        let result: Json = evaluate(input).to_value();
        result.get("rule").cloned()
    });
    let answers = answers.collect();
    let micros = measure(inputs.len(), || {
        for input in &inputs {
            black_box(evaluate(black_box(input)));
        }
    });
    let line = Line {
        engine: "zen-engine",
        micros,
        load,
    };
    (line, answers)
}

fn main() {
    println!("rows    engine       µs per evaluation   load ms");
    for rows in [10, 100, 1_000, 10_000] {
        let (index, expected) = ours("ours, index", Strategy::Index, rows);
        let (scan, by_scan) = ours("ours, scan", Strategy::Scan, rows);
        let (other, by_zen) = zen(rows);
        assert_eq!(by_scan, expected, "scan and index differ");
        let as_text = |answers: &[Option<Json>]| -> Vec<String> {
            answers.iter().map(|answer| format!("{answer:?}")).collect()
        };
        assert_eq!(
            as_text(&by_zen),
            as_text(&expected),
            "zen-engine and ours differ"
        );
        for line in [index, scan, other] {
            println!(
                "{rows:<7} {:<12} {:>17.3} {:>9.1}",
                line.engine, line.micros, line.load
            );
        }
    }
}

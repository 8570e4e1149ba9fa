//! Random cases: drawn by proptest from a fixed seed, tried one after the other, made smaller when
//! they fail.

use std::fmt::Debug;

use proptest::strategy::{Strategy, ValueTree as _};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// So often a failing case is tried smaller.
const SHRINKING: usize = 60;

/// Tries so many cases; the first that fails is shown as small as it gets. Called by a test, whose
/// thread waits for it: what proptest draws from stays on one thread.
pub fn check_all<S, F>(cases: u32, strategy: S, check: F)
where
    S: Strategy,
    S::Value: Clone + Debug,
    F: AsyncFnMut(S::Value) -> Result<(), String>,
{
    tokio::task::block_in_place(|| {
        tokio::runtime::Handle::current().block_on(try_all(cases, strategy, check));
    });
}

/// More cases than usual, to look for what the usual ones do not find.
fn times() -> u32 {
    let times = std::env::var("CAS_LAWS_TIMES").ok();
    times.and_then(|times| times.parse().ok()).unwrap_or(1)
}

async fn try_all<S, F>(cases: u32, strategy: S, mut check: F)
where
    S: Strategy,
    S::Value: Clone + Debug,
    F: AsyncFnMut(S::Value) -> Result<(), String>,
{
    let seed = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), seed);
    for number in 0..cases * times() {
        let mut tree = strategy.new_tree(&mut runner).expect("a case");
        let Err(mut failure) = check(tree.current()).await else {
            continue;
        };
        let mut smallest = tree.current();
        let mut is_smaller = tree.simplify();
        for _ in 0..SHRINKING {
            if !is_smaller {
                break;
            }
            is_smaller = match check(tree.current()).await {
                Err(again) => {
                    (smallest, failure) = (tree.current(), again);
                    tree.simplify()
                }
                Ok(()) => tree.complicate(),
            };
        }
        panic!("case {number}, made smaller: {smallest:#?}\n{failure}");
    }
}

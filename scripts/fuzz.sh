#!/usr/bin/env bash
# Tries made-up cells and tables on the decision engine, a fixed number of each.
# FUZZ_RUNS=1000000 tries more.
set -euo pipefail
cd "$(dirname "$0")/.."

missing() {
    echo "missing: $1" >&2
    exit 1
}

command -v cargo-fuzz >/dev/null || missing "cargo-fuzz; install it: cargo install cargo-fuzz"
command -v c++ >/dev/null || missing "a C++ compiler (Debian: apt-get install g++)"

runs=${FUZZ_RUNS:-100000}
# The fuzzer counts which code is reached, for which the compiler wants to be asked nicely;
# there is no unsafe code of ours for a sanitizer to look at.
export RUSTC_BOOTSTRAP=1
for target in cells tables; do
    echo "fuzzing $target, $runs runs"
    cargo fuzz run --sanitizer none "$target" -- -runs="$runs" -seed=1 -max_len=4096 -verbosity=0 -print_funcs=0
done
echo "nothing found"

#!/usr/bin/env bash
# Tries made-up cells and tables on the decision engine, and made-up bytes on the readers of customs'
# messages, a fixed number of each. FUZZ_RUNS=1000000 tries more; FUZZ_TARGETS="decode_ncts" only some.
# Readers begin from messages of ours in fuzz/seeds and, where CAS_SAMPLES names a folder of customs'
# own, from those too.
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
try() {
    local target=$1 longest=$2
    shift 2
    mkdir -p "fuzz/corpus/$target"
    echo "fuzzing $target, $runs runs"
    cargo fuzz run --sanitizer none "$target" "fuzz/corpus/$target" "$@" -- \
        -runs="$runs" -seed=1 -max_len="$longest" -verbosity=0 -print_funcs=0
}

# The folders that the reader of a system begins from.
seeds() {
    local seeds=("fuzz/seeds/$1")
    for folder in "${CAS_SAMPLES:-/nonexistent}"/${1//_/-}*; do
        [ -d "$folder" ] && seeds+=("$folder")
    done
    printf '%s\n' "${seeds[@]}"
}

for target in ${FUZZ_TARGETS:-$(cd fuzz/fuzz_targets && printf '%s\n' *.rs | sed 's/\.rs$//')}; do
    case $target in
        decode_*)
            mapfile -t folders < <(seeds "${target#decode_}")
            try "$target" 65536 "${folders[@]}"
            ;;
        *) try "$target" 4096 ;;
    esac
done
echo "nothing found"

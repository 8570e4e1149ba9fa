#!/usr/bin/env bash
# Seeds faults into the crates that decide, one at a time, and tells how many the tests of their own
# crate notice. The same seed takes the same faults. Not part of the tests: it takes an hour.
#
# MUTANTS=400        how many faults, spread evenly over all that are possible
# SEED=0             which of the evenly spread ones
# SINCE=main         beside them, all faults in the lines that changed since this commit
# LEAST=90           the least share of caught faults, in percent; less is a failure
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

most=${MUTANTS:-400}
seed=${SEED:-0}
least=${LEAST:-90}
crates=(--package cas-model --package cas-rules --package cas-decision --package cas-process)
out=target/mutants

# The code without what only people read: no debug information, no stack traces. The first failing
# test ends a fault's run, and one that hangs is ended (the profile in .config/nextest.toml); no test
# writes what it found beside the sources.
export CARGO_PROFILE_DEV_DEBUG=0 RUST_BACKTRACE=0 NEXTEST_PROFILE=mutants
export INSTA_UPDATE=no PROPTEST_DISABLE_FAILURE_PERSISTENCE=1

if ! command -v cargo-mutants >/dev/null; then
    echo "cargo-mutants is missing: cargo install --locked cargo-mutants"
    exit 1
fi

# counted FILE: how many lines it has; none where it is not there.
counted() {
    if [[ -f $1 ]]; then wc -l <"$1"; else echo 0; fi
}

# seed_faults FOLDER OPTION…: runs the tests on each fault, and adds up what came of them.
caught=0 missed=0 unviable=0
seed_faults() {
    local folder=$1
    shift
    rm -rf "$folder" && mkdir -p "$folder"
    # Its exit code says that faults were missed; what counts is the share.
    cargo mutants "${crates[@]}" --test-tool nextest --jobs 2 --minimum-test-timeout 60 \
        --no-shuffle --colors never --output "$folder" "$@" || true
    local results=$folder/mutants.out
    [[ -f $results/outcomes.json ]] || { echo "nothing was tested: see above" && exit 1; }
    caught=$((caught + $(counted "$results/caught.txt") + $(counted "$results/timeout.txt")))
    missed=$((missed + $(counted "$results/missed.txt")))
    unviable=$((unviable + $(counted "$results/unviable.txt")))
    if [[ -s $results/missed.txt ]]; then
        printf '\nSurvived in %s:\n' "$folder"
        sed 's/^/  /' "$results/missed.txt"
    fi
}

possible=$(cargo mutants "${crates[@]}" --list | wc -l)
shards=$(((possible + most - 1) / most))
echo "$possible faults are possible; every ${shards}th is seeded, from $((seed % shards))"
seed_faults "$out/sample" --shard "$((seed % shards))/$shards" --sharding round-robin

if [[ -n ${SINCE:-} ]]; then
    mkdir -p "$out"
    git diff "$SINCE"... >"$out/changes.diff"
    if [[ -s $out/changes.diff ]]; then
        seed_faults "$out/changed" --in-diff "$out/changes.diff"
    fi
fi

tested=$((caught + missed))
((tested > 0)) || { echo "no fault could be seeded" && exit 1; }
share=$((100 * caught / tested))
printf '\n%d of %d faults caught, %d %%; %d did not compile\n' \
    "$caught" "$tested" "$share" "$unviable"
((share >= least))

#!/usr/bin/env bash
# Everything that must hold before a change is taken. Each step says what it does and how long it
# took; a step that fails does not hide what the next ones would say.
#
# CAS_TEST_DATABASE_URL  a PostgreSQL to test on; without it one is started in target/postgres
# CAS_OFFICIAL_DATA      the official data folder with xsd/, samples/, structures/ and
#                        conversations/ (../shared/data)
# CAS_ADVISORY_DB        a copy of the RustSec database; without it advisories are not checked
# CAS_INSTALL_TOOLS=1    installs cargo-nextest and cargo-deny where they are missing (minutes)
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

steps=9
number=0
failed=()
took=()
skipped=()
started=$SECONDS

clock() {
    printf '%d:%02d' $(($1 / 60)) $(($1 % 60))
}

# step TITLE COMMAND…
step() {
    local title=$1 begun=$SECONDS
    shift
    number=$((number + 1))
    printf '\n== %d/%d %s\n' "$number" "$steps" "$title"
    if "$@"; then
        printf '== %s: well, %s\n' "$title" "$(clock $((SECONDS - begun)))"
        took+=("$(clock $((SECONDS - begun)))  $title")
    else
        printf '== %s: FAILED, %s\n' "$title" "$(clock $((SECONDS - begun)))"
        took+=("$(clock $((SECONDS - begun)))  $title (failed)")
        failed+=("$title")
    fi
}

# skip WHAT: notes what is not tested, for the end.
skip() {
    skipped+=("$1")
    echo "$1"
}

finish() {
    printf '\nMinutes of each step:\n'
    printf '  %s\n' "${took[@]}"
    if ((${#skipped[@]} > 0)); then
        printf '\nSkipped for lack of data or tools:\n'
        printf '  %s\n' "${skipped[@]}"
    fi
    if ((${#failed[@]} == 0)); then
        printf '\nEverything holds, %s\n' "$(clock $((SECONDS - started)))"
        exit 0
    fi
    printf '\nWhat failed: %s\n' "$(IFS=';' && echo "${failed[*]}")"
    exit 1
}

has_cargo() {
    command -v "cargo-$1" >/dev/null
}

install_tool() {
    has_cargo "$1" && return
    if [[ ${CAS_INSTALL_TOOLS:-} == 1 ]]; then
        echo "installing cargo-$1; this takes minutes"
        cargo install --locked "cargo-$1"
    fi
}

# A minimal toolchain comes without them.
component() {
    cargo "$1" --version >/dev/null 2>&1 && return
    echo "adding $2 to the Rust toolchain"
    rustup component add "$2"
}

# data VARIABLE FOLDER WHAT WITHOUT: names a part of the official data to the tests, or says what
# is not tested without it.
data() {
    local variable=$1 folder=${CAS_OFFICIAL_DATA:-../shared/data}/$2 what=$3 without=$4
    if [[ -z ${!variable:-} && -d $folder ]]; then
        export "$variable=$(cd "$folder" && pwd)"
    fi
    if [[ -n ${!variable:-} ]]; then
        echo "$what: ${!variable}"
    else
        skip "$what: none, so $without ($variable)"
    fi
}

official_data() {
    data CAS_SCHEMAS xsd "official schemas" "messages are not checked against them"
    data CAS_SAMPLES samples "official samples" "they are not read"
    data CAS_STRUCTURES structures "structures as text" "messages are not checked against them"
    data CAS_CONVERSATIONS conversations/uk-cds "official conversations" \
        "no published declaration of them is rehearsed"
}

stop_database() {
    scripts/test-database.sh stop
}

database() {
    if [[ -z ${CAS_TEST_DATABASE_URL:-} ]]; then
        echo "starting PostgreSQL for the tests"
        if ! scripts/test-database.sh status >/dev/null 2>&1; then
            trap stop_database EXIT
        fi
        CAS_TEST_DATABASE_URL=$(scripts/test-database.sh start) || return
        export CAS_TEST_DATABASE_URL
    fi
    echo "PostgreSQL: ${CAS_TEST_DATABASE_URL##*@}"
}

# xmllint reads the official schemas too; its verdict is compared with ours.
second_opinion() {
    command -v xmllint >/dev/null && return
    if [[ $(id -u) == 0 && -n ${CAS_SCHEMAS:-} ]] && command -v apt-get >/dev/null; then
        echo "installing xmllint (Debian package libxml2-utils)"
        (apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy \
            --no-install-recommends libxml2-utils) >/dev/null 2>&1 && return
    fi
    skip "xmllint: missing, so no second opinion on messages (Debian: libxml2-utils)"
}

# The identity provider of the test of single sign-on.
identity_provider() {
    local folder=crates/testkit/tests/oidc
    if ! command -v npm >/dev/null; then
        skip "Node: missing, so single sign-on is not tested against a provider"
    elif [[ ! -d $folder/node_modules ]] && ! npm ci --silent --prefix "$folder" >/dev/null 2>&1; then
        skip "npm: cannot install oidc-provider, so single sign-on is not tested against it"
    fi
}

# What a whole build of the tests takes; on a full disk the linker dies of a bus error.
room() {
    local wanted=16 free
    free=$(df -Pk . | awk 'NR == 2 {print int($4 / 1048576)}')
    echo "free disk: $free GB"
    if ((free < wanted)) && [[ ! -d target/debug/deps ]]; then
        echo "a first build takes about $wanted GB here; CARGO_INCREMENTAL=0 takes less" >&2
    fi
}

prerequisites() {
    scripts/prerequisites.sh || return
    room
    cargo --version || return
    component fmt rustfmt || return
    component clippy clippy || return
    install_tool nextest || return
    install_tool deny || return
    official_data
    second_opinion
    identity_provider
    database
}

# Licences, bans and sources need no network. What is known to be unsafe is in the RustSec database,
# of which CAS_ADVISORY_DB names a copy (a git clone of github.com/rustsec/advisory-db).
policy() {
    if ! has_cargo deny; then
        skip "cargo-deny: missing, so bans, sources and advisories are not checked; licences are"
        scripts/licences.sh
        return
    fi
    local deny=(cargo deny --offline --locked --target "$(rustc -vV | sed -n 's/^host: //p')")
    "${deny[@]}" --log-level error check licenses bans sources || return
    if [[ -z ${CAS_ADVISORY_DB:-} ]]; then
        skip "advisories: not checked, CAS_ADVISORY_DB names no copy of the RustSec database"
        return
    fi
    advisories "${deny[@]}"
}

# cargo-deny looks for the database below a folder, by a name that it makes of its address.
advisories() {
    local place config status=0
    place=$(mktemp -d) && config=$place/deny.toml
    ln -s "$(cd "$CAS_ADVISORY_DB" && pwd)" "$place/advisory-db-3157b0e258782691" || return
    sed "s#^\[advisories\]#&\ndb-path = \"$place\"#" deny.toml >"$config"
    "$@" --config "$config" check advisories || status=$?
    rm -r "$place"
    return $status
}

tests() {
    if has_cargo nextest; then
        cargo nextest run --workspace --locked --no-fail-fast
    else
        echo "cargo-nextest is missing: using cargo test"
        cargo test --workspace --locked --no-fail-fast --all-targets
    fi
}

demo() {
    # Never on a database that the caller's environment happens to name.
    env -u CAS_DATABASE_URL cargo run --locked --quiet --package cas-server -- demo --exit \
        --listen 127.0.0.1:0 --authority-listen 127.0.0.1:0
}

# screens PART WITHOUT: checks a part of the screens, or says what is not checked for lack of tools.
screens() {
    local status=0
    scripts/web.sh "$1" || status=$?
    ((status == 3)) || return $status
    skip "Node or Chromium: missing, so $2"
}

step "prerequisites" prerequisites
((${#failed[@]} == 0)) || finish
step "formatting" cargo fmt --all --check
step "clippy" cargo clippy --workspace --all-targets --locked -- -D warnings
step "licences and advisories" policy
step "screens" screens check "the screens are not checked, and web/dist is not compared"
step "tests" tests
step "examples in documentation" cargo test --workspace --locked --doc
step "demo" demo
step "stories in a browser" screens stories "no story is played in a browser"
finish

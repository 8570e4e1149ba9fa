#!/usr/bin/env bash
# What must be there to build: cargo and a C compiler (for SQLite and the cryptography).
# As root on Debian what is missing is installed; otherwise it is said, and this fails.
set -euo pipefail

missing() {
    echo "missing: $1" >&2
    exit 1
}

if ! command -v cargo >/dev/null && [[ -x $HOME/.cargo/bin/cargo ]]; then
    missing "cargo is in ~/.cargo/bin but not in PATH; run: . ~/.cargo/env"
fi
command -v cargo >/dev/null || missing "Rust; install it from https://rustup.rs"

if ! command -v cc >/dev/null; then
    if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
        missing "a C compiler; install one (Debian: apt-get install build-essential)"
    fi
    echo "installing a C compiler (Debian package build-essential)"
    apt-get update -q
    DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends build-essential
fi

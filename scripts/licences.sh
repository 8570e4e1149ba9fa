#!/usr/bin/env bash
# Are all licences of what we build with among those that deny.toml allows?
#
# The part of `cargo deny check` that must never be skipped, for machines without cargo-deny.
# An expression is read as alternatives (OR, /) joined by AND.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

allowed=$(sed -n '/^allow = \[/,/^\]/s/^ *"\([^"]*\)".*/\1/p' deny.toml)
[[ -n $allowed ]] || { echo "deny.toml allows nothing" >&2 && exit 1; }

cargo tree --workspace --locked --edges normal,build,dev --prefix none \
    --format '{p}|{l}' |
    sed -E 's/ \((\*|proc-macro)\)//g; /^$/d' | sort -u |
    awk -F '|' -v allowed="$allowed" '
        BEGIN { count = split(allowed, names, "\n"); for (i in names) known[names[i]] = 1 }
        {
            packages++
            licence = $2
            gsub(/[()]/, "", licence)
            gsub(/ *\/ */, " OR ", licence)
            terms = split(licence, term, " AND ")
            good = licence != ""
            for (t = 1; t <= terms; t++) {
                any = 0
                choices = split(term[t], choice, " OR ")
                for (c = 1; c <= choices; c++) if (choice[c] in known) any = 1
                good = good && any
            }
            if (!good) { print "not allowed: " $1 " has \"" $2 "\"" > "/dev/stderr"; bad = 1 }
        }
        END {
            if (packages < 50) { print "too few packages were seen" > "/dev/stderr"; bad = 1 }
            if (!bad) print packages " packages, every licence allowed"
            exit bad
        }'

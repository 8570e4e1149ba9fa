#!/usr/bin/env bash
# The screens: checks them, builds them, plays their stories in a browser.
#
#   scripts/web.sh check     format, lint, types, texts in both languages, unit tests, sizes, and that
#                            web/dist is what the sources build
#   scripts/web.sh build     builds web/dist anew
#   scripts/web.sh stories   plays the stories with target/debug/cas, and looks whether texts fit
#   scripts/web.sh pictures  takes pictures of every screen into docs/screens
#   scripts/web.sh measure   measures first rows and key to paint with target/release/cas
# With CAS_SCREENS=FOLDER the screens come from there and not out of the binary.
#
# Ends with 3 where Node or Chromium is missing and cannot be installed: nothing was checked then.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../web"

# What is loaded before the first rows, and what a further screen may add: kilobytes, packed.
most_script=270
most_style=45
most_screen=60
# CodeMirror, which is loaded where XML is read or a flow is written as text.
most_editor=145

missing() {
    echo "missing: $1"
    exit 3
}

packages() {
    command -v npm >/dev/null || missing "Node 20 or newer"
    local folder
    for folder in . tools; do
        if [[ ! $folder/node_modules/.package-lock.json -nt $folder/package-lock.json ]]; then
            npm ci --silent --no-audit --no-fund --prefix "$folder" || missing "packages of npm"
        fi
    done
    npm run --silent types >/dev/null
}

texts() {
    local before after
    before=$(cat src/words/*.po | sha256sum)
    npx lingui extract --clean >/dev/null
    after=$(cat src/words/*.po | sha256sum)
    if [[ $before != "$after" ]]; then
        echo "src/words is not what the sources say: npm run texts"
        return 1
    fi
    npx lingui compile --strict --namespace es >/dev/null || {
        echo "texts lack words in German: src/words/de.po"
        return 1
    }
    rm -f src/words/*.js src/words/*.mjs
}

build() {
    npx vite build --logLevel warn --outDir "$1" --emptyOutDir
}

# size FILE…: kilobytes, packed.
size() {
    cat "$@" | gzip -9 | wc -c | awk '{ print int($1 / 1024) }'
}

sizes() {
    local folder=$1 first styles screen
    mapfile -t first < <(node stories/first-load.mjs "$folder" js)
    mapfile -t styles < <(node stories/first-load.mjs "$folder" css)
    echo "before the first rows: $(size "${first[@]}") kB of scripts, $(size "${styles[@]}") kB of styles"
    (($(size "${first[@]}") <= most_script && $(size "${styles[@]}") <= most_style)) || return 1
    while read -r screen; do
        local most=$most_screen
        if grep -q cm-editor "$screen"; then
            most=$most_editor
        fi
        if (($(size "$screen") > most)); then
            echo "$screen: $(size "$screen") kB, packed; it may have $most"
            return 1
        fi
    done < <(node stories/first-load.mjs "$folder" others)
}

check() {
    packages
    npx biome check src stories
    npx tsc --noEmit
    texts
    npx vitest run --silent
    local fresh
    fresh=$(mktemp -d)
    build "$fresh"
    sizes "$fresh"
    diff -rq "$fresh" dist || {
        echo "web/dist is not what the sources build: scripts/web.sh build"
        return 1
    }
    rm -r "$fresh"
}

browser() {
    command -v chromium >/dev/null && return
    if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
        echo "installing Chromium (Debian package chromium)"
        (apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy \
            --no-install-recommends chromium) >/dev/null 2>&1 && return
    fi
    missing "Chromium (Debian: chromium)"
}

case ${1:-} in
    check) check ;;
    build) packages && build dist ;;
    stories) packages && browser && cd stories && node run.mjs ../../target/debug/cas "${2:-}" ;;
    pictures) packages && browser && cd stories && node pictures.mjs ../../target/debug/cas ;;
    measure) packages && browser && cd stories && node measure.mjs ../../target/release/cas ;;
    *) sed -n '2,12p' ../scripts/web.sh && exit 2 ;;
esac

#!/usr/bin/env bash
# The tests' own PostgreSQL, in a folder that its server may enter.
#
#   scripts/test-database.sh start    starts it and prints its URL
#   scripts/test-database.sh stop     stops it; its data stays
#   scripts/test-database.sh status   says whether it runs
#   scripts/test-database.sh delete   stops it and deletes its data
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# As root the server runs as another user, who cannot pass through a home folder like /root.
if [[ -z ${CAS_PG_DIR:-} ]]; then
    CAS_PG_DIR=$root/target/postgres
    if [[ $(id -u) == 0 ]] &&
        ! setpriv --reuid=nobody --regid=nogroup --clear-groups test -x "$root/scripts"; then
        CAS_PG_DIR=/tmp/cas-postgres-$(cksum <<<"$root" | cut -d ' ' -f 1)
    fi
    export CAS_PG_DIR
fi

case ${1:-} in
start | stop | status) exec "$root/scripts/postgres.sh" "$1" ;;
delete)
    "$root/scripts/postgres.sh" stop
    rm -rf -- "$CAS_PG_DIR"
    ;;
*)
    echo "usage: scripts/test-database.sh start|stop|status|delete" >&2
    exit 2
    ;;
esac

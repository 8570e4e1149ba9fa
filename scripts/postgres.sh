#!/usr/bin/env bash
# A private PostgreSQL for tests and demos: its own folder, its own port, nobody else's data.
#
#   scripts/postgres.sh start    starts it where it does not run, and prints its URL
#   scripts/postgres.sh stop     stops it; its data stays
#   scripts/postgres.sh status   says whether it runs
#   scripts/postgres.sh url      prints its URL without starting it
#
#   CAS_TEST_DATABASE_URL=$(scripts/postgres.sh start) cargo test -p cas-store
#
# CAS_PG_DIR   the folder (target/postgres)
# CAS_PG_PORT  the port; free-chosen once and remembered in the folder
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
dir=${CAS_PG_DIR:-$root/target/postgres}

die() {
    echo "postgres.sh: $*" >&2
    exit 1
}

# The programs, which Debian keeps out of PATH; its wrappers in PATH would manage clusters of the
# system instead.
find_programs() {
    ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1
}

bin=$(find_programs || true)
if [[ ! -x $bin/initdb ]] && command -v pg_config >/dev/null; then
    bin=$(pg_config --bindir)
fi

install_programs() {
    [[ -x $bin/initdb ]] && return
    local hint="PostgreSQL is missing: install it (Debian: apt-get install postgresql)"
    [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null || die "$hint"
    {
        apt-get update -q
        # The system's own cluster is not wanted.
        mkdir -p /etc/postgresql-common
        [[ -e /etc/postgresql-common/createcluster.conf ]] ||
            echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
        DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends postgresql
    } >&2 || die "$hint"
    bin=$(find_programs)
}

# The server refuses to run as root.
user=$(id -un)
if [[ $(id -u) == 0 ]]; then
    user=postgres
fi

ensure_user() {
    id "$user" >/dev/null 2>&1 || useradd --system --no-create-home --shell /bin/sh "$user"
}

as_user() {
    if [[ $(id -un) == "$user" ]]; then
        (cd / && "$@")
    else
        (cd / && setpriv --reuid="$user" --regid="$(id -g "$user")" --init-groups \
            env -u CAS_PG_DIR HOME=/ "$@")
    fi
}

# A socket's path may have 107 bytes: a deep folder gets its socket elsewhere.
socket_dir() {
    if ((${#dir} < 80)); then echo "$dir"; else echo /tmp; fi
}

port() {
    cat "$dir/port"
}

url() {
    echo "postgres://cas@127.0.0.1:$(port)/postgres"
}

choose_port() {
    [[ -s $dir/port ]] && return
    local candidate=${CAS_PG_PORT:-}
    while [[ -z $candidate ]]; do
        candidate=$((20000 + RANDOM % 12000))
        if (exec 3<>"/dev/tcp/127.0.0.1/$candidate") 2>/dev/null; then candidate=; fi
    done
    echo "$candidate" >"$dir/port"
}

running() {
    [[ -e $dir/data/postmaster.pid ]] &&
        as_user "$bin/pg_ctl" --pgdata "$dir/data" status >/dev/null 2>&1
}

# Tests from several folders reach it on the loopback interface only, without a password.
init() {
    [[ -e $dir/data/PG_VERSION ]] && return
    rm -rf "$dir/data"
    as_user "$bin/initdb" --pgdata "$dir/data" --username cas --auth trust \
        --encoding UTF8 --locale C.UTF-8 >"$dir/initdb.log" 2>&1 ||
        die "initdb failed, see $dir/initdb.log"
    as_user tee -a "$dir/data/postgresql.conf" >/dev/null <<-CONF
	listen_addresses = '127.0.0.1'
	unix_socket_directories = '$(socket_dir)'
	max_connections = 300
	shared_buffers = 256MB
	max_wal_size = 2GB
	CONF
}

# The server's user must be able to pass through every folder above the data.
check_reachable() {
    as_user test -x "$dir" && return
    die "user $user cannot enter $dir: set CAS_PG_DIR to a folder that it can, such as /tmp/cas-pg"
}

start() {
    install_programs
    ensure_user
    mkdir -p "$dir"
    if [[ $(id -un) != "$user" ]]; then chown "$user" "$dir"; fi
    exec 9>"$dir/lock"
    flock 9
    check_reachable
    choose_port
    if ! running; then
        init
        as_user "$bin/pg_ctl" --pgdata "$dir/data" --log "$dir/log" --options "-p $(port)" \
            --wait --timeout 60 start >/dev/null 9>&- ||
            die "it does not start, see $dir/log"
    fi
    url
}

stop() {
    [[ -d $dir ]] || return 0
    exec 9>"$dir/lock"
    flock 9
    if running; then
        as_user "$bin/pg_ctl" --pgdata "$dir/data" --mode fast --wait stop >/dev/null
    fi
}

status() {
    if running; then
        echo "running: $(url)"
    else
        echo "not running"
        return 3
    fi
}

case ${1:-} in
start | stop | status | url) "$1" ;;
*) die "usage: scripts/postgres.sh start|stop|status|url" ;;
esac

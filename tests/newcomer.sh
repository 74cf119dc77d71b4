#!/usr/bin/env bash
# The README's two commands, as a stranger types them on a bare machine:
#   tests/newcomer.sh trixie|bookworm [--only-run | CTest arguments]
# --only-run leaves ./test.sh out, which takes two thirds of the time.
# Makes a minimal root of that Debian release, copies the files that git tracks into it as they are
# here, runs ./run.sh and ./test.sh there, and prints what it took. While ./run.sh runs, no name is
# found but the archive's: it has to do with the data that ships.
# Status 0 when both commands ended with 0, 1 when one did not, 77 where it cannot be tried: it takes
# root, debootstrap, and an archive of Debian (see tests/debian_root.sh).
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
# shellcheck source=tests/debian_root.sh
. tests/debian_root.sh

suite=${1:-}
test_arguments=("${@:2}")
# Set by the outer of the two processes that this runs as.
work=${MUSTER_NEWCOMER_WORK:-}
root=${work}/root
checkout=/root/muster

# Tracked files, but for those deleted since.
tracked_files() {
    local file
    git -c safe.directory='*' ls-files -z | while IFS= read -r -d '' file; do
        if [ -e "${file}" ] || [ -L "${file}" ]; then printf '%s\0' "${file}"; fi
    done
}

# The addresses of the archive, and of the proxies on the way to it, as lines of /etc/hosts.
addresses_of_archives() {
    local host
    grep -hoE 'https?://[^/" ]+' "${root}/etc/apt/sources.list" "${root}${apt_settings_file}" |
        sed -E 's,^https?://,,; s,^.*@,,; s,:[0-9]+$,,' | sort -u |
        while read -r host; do
            getent ahosts "${host}" | awk -v host="${host}" '$2 == "STREAM" { print $1, host }' ||
                true
        done
}

# look_up SERVICE...: where names are looked up in the root.
look_up() { sed -i "s/^hosts:.*/hosts: $*/" "${root}/etc/nsswitch.conf"; }

# Runs a command in the root's checkout, with no variable but the one that nothing works without.
# Leaves its status and its time.
type_in() {
    local begun=${SECONDS}
    status=0
    # shellcheck disable=SC2016  # it expands in the root
    chroot "${root}" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        sh -c 'cd "$1" && shift && exec "$@"' sh "${checkout}" "$@" < /dev/null 2>&1 |
        tee "${work}/log" || status=$?
    seconds=$((SECONDS - begun))
}

megabytes() { du -smx "${root}" | cut -f 1; }

# All of it; in namespaces of its own, since mounts and processes shall end with it.
try() {
    echo "newcomer: making a minimal root of ${suite}"
    local begun=${SECONDS} took
    make_debian_root "${suite}" "${root}" "${work}/debootstrap.log" ||
        skip "debootstrap failed: $(tail -n 1 "${work}/debootstrap.log")"
    mkdir "${root}${checkout}"
    tracked_files | tar --null --files-from=- --create |
        tar --extract --no-same-owner --directory "${root}${checkout}"
    addresses_of_archives >> "${root}/etc/hosts"
    mount -t proc proc "${root}/proc"
    took="root $((SECONDS - begun)) s, $(megabytes) MB"

    echo "newcomer: ./run.sh"
    look_up files
    type_in ./run.sh
    local run_status=${status} models
    models=$(grep -c '"model_id"' "${root}${checkout}/data/models.json" 2> /dev/null) || true
    took+="; ./run.sh status ${status}, ${seconds} s, ${models:-no} models"

    if [ "${test_arguments[*]}" = --only-run ]; then
        echo "newcomer: ${suite}: ${took}"
        [ "${run_status}" = 0 ]
        return
    fi
    echo "newcomer: ./test.sh"
    look_up files dns
    type_in ./test.sh "${test_arguments[@]}"
    local counts
    counts=$(grep -xE '[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped' "${work}/log" | tail -n 1) ||
        counts="no test was run"
    took+="; ./test.sh status ${status}, ${seconds} s, ${counts}; $(megabytes) MB in the end"

    echo "newcomer: ${suite}: ${took}"
    [ "${run_status}" = 0 ] && [ "${status}" = 0 ]
}

if [ -n "${work}" ]; then
    try
    exit
fi

case "${suite}" in
    trixie | bookworm) ;;
    *)
        echo "usage: tests/newcomer.sh trixie|bookworm [--only-run | CTest arguments]" >&2
        exit 2
        ;;
esac
need_debian_root
tracked_files > /dev/null 2>&1 || skip "this is not a checkout of git"

work=$(mktemp -d)
child=
# shellcheck disable=SC2317  # a trap calls it
clean_up() {
    # The first process of the namespace ends with this one, and all others with that.
    if [ -n "${child}" ]; then
        kill -KILL "${child}" 2> /dev/null || true
        wait "${child}" 2> /dev/null || true
    fi
    rm -rf --one-file-system "${work}" 2> /dev/null ||
        { sleep 1 && rm -rf --one-file-system "${work}"; }
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

MUSTER_NEWCOMER_WORK=${work} unshare --mount --pid --fork --kill-child -- \
    "$(readlink -f tests/newcomer.sh)" "${suite}" "${test_arguments[@]}" &
child=$!
status=0
wait "${child}" || status=$?
child=
exit "${status}"

#!/usr/bin/env bash
# Sets up what is missing, builds, and runs every test.
#   ./test.sh [--all] [--preset release|dev|sanitize|tsan] [CTest arguments]
# --all runs the sweeps whole instead of sampled, hits recorded services with every fault where they
# are, loads plugins of an older commit, installs the packages in a clean Debian root, runs both
# commands of the README in minimal roots of Debian 12 and 13, and fuzzes for a minute a target where
# clang 19 is.
set -euo pipefail
# shellcheck source=cmake/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/cmake/setup.sh"

preset=release
arguments=()
while [ $# -gt 0 ]; do
    case "$1" in
        --all) export MUSTER_TESTS_ALL=1 ;;
        --preset)
            if [ -z "${2:-}" ]; then
                say "--preset needs a name: release, dev, sanitize or tsan"
                exit 2
            fi
            preset=$2
            shift
            ;;
        -h | --help)
            sed -n '2,/^set /{/^set /d; s/^# \{0,1\}//; p}' "${BASH_SOURCE[0]}"
            exit 0
            ;;
        *) arguments+=("$1") ;;
    esac
    shift
done

set_up
build "${preset}"
cd "${muster_root}"
report=build/${preset}/ctest.log
status=0
ctest --preset "${preset}" --output-on-failure "${arguments[@]}" | tee "${report}" || status=$?

# What tests measured, and those that had nothing to look at.
telling='review page of|published site of|skipped: no (Chromium|recorded)|not (tried|checked): '
telling+='|identity: .*(precision|snapshots)'
grep -hE "^(${telling})" "build/${preset}/Testing/Temporary/LastTest.log" || true

# One plain closing line with the counts, whatever the version of CTest.
awk '/Test +#[0-9]+:/ { if (/Passed/) p++; else if (/Skipped|Not Run|Disabled/) s++; else f++ }
     END { printf "%d passed, %d failed, %d skipped\n", p, f, s }' "${report}"
if [ "${MUSTER_TESTS_ALL:-0}" = 1 ]; then
    if command -v python3 > /dev/null; then
        tests/hubsim_faults.py "build/${preset}/bin/muster" || status=1
    else
        say "skipped: tests/hubsim_faults.py needs python3"
    fi
    tests/older_plugin.sh "build/${preset}" || [ $? = 77 ] || status=1
    tests/package_test.sh "build/${preset}" || [ $? = 77 ] || status=1
    for suite in bookworm trixie; do
        tests/newcomer.sh "${suite}" || [ $? = 77 ] || status=1
    done
    tests/fuzz/run.sh 60 || status=1
fi
exit "${status}"

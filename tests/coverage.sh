#!/usr/bin/env bash
# Runs every test in the coverage build and prints lines and branches of core and host, then what
# is below 85 %. Needs gcovr. Workers end at once, by _exit, and are not counted.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
command -v gcovr > /dev/null || { echo "coverage needs gcovr (Debian: gcovr)" >&2 && exit 1; }

mkdir -p build
if [ -d build/coverage ]; then find build/coverage -name '*.gcda' -delete; fi
cmake --preset coverage > build/coverage.log
cmake --build --preset coverage >> build/coverage.log
ctest --preset coverage --timeout 600 >> build/coverage.log || echo "some tests failed: build/coverage.log"

for part in core host; do
    echo "== ${part}"
    gcovr --root . --object-directory build/coverage --filter "${part}/" --exclude-throw-branches \
        --exclude-unreachable-branches --txt "build/coverage/${part}.txt" --print-summary \
        build/coverage 2> build/coverage/gcovr.log
    # Names that are long have a line of their own.
    awk '/^(core|host)\// { name = $1 }
         $NF !~ /^[0-9,-]+$/ && $NF !~ /%$/ { next }
         { for (i = 1; i <= NF; i++) if ($i ~ /%$/ && $i + 0 < 85) { print "below 85 %: " name, $i } }' \
        "build/coverage/${part}.txt" | grep -v TOTAL || true
done

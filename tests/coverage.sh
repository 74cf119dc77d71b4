#!/usr/bin/env bash
# Runs every test in the coverage build and prints lines and branches of core and host, then what
# is below 85 %. Needs gcovr. Branches are those of the program text, not those that exceptions take.
# host/worker runs in workers, which end at once by a signal or by _exit, and is not counted.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
command -v gcovr > /dev/null || { echo "coverage needs gcovr (Debian: gcovr)" >&2 && exit 1; }

tree=build/coverage
low=85
mkdir -p build
# What an earlier build counted, and the lines of files that are no longer compiled.
if [ -d "${tree}" ]; then
    find "${tree}" -name '*.gcda' -delete
    find "${tree}" -name '*.gcno' ! -name 'cmake_pch*' |
        while read -r notes; do [ -e "${notes%.gcno}.o" ] || rm "${notes}"; done
fi
cmake --preset coverage > build/coverage.log
cmake --build --preset coverage >> build/coverage.log
ctest --preset coverage >> build/coverage.log ||
    echo "some tests failed: build/coverage.log"

# Once for both parts; where a header is compiled in several places, a line counts that any of them ran.
gcovr --root . --object-directory "${tree}" --filter core/ --filter host/ --exclude host/worker/ \
    --exclude-throw-branches --exclude-unreachable-branches --json "${tree}/lines.json" \
    "${tree}/core" "${tree}/host" "${tree}/plugins" "${tree}/tests" 2> "${tree}/gcovr.log"
for part in core host; do
    echo "== ${part}"
    gcovr --root . --add-tracefile "${tree}/lines.json" --filter "${part}/" \
        --csv "${tree}/${part}.csv" --print-summary 2>> "${tree}/gcovr.log" | grep -E '^(lines|branches)'
    # filename,line_total,line_covered,line_percent,branch_total,branch_covered,branch_percent,...
    awk -F, -v low="${low}" 'NR > 1 && $2 > 0 && ($4 * 100 < low || ($5 > 0 && $7 * 100 < low)) {
        printf "below %d %%: %-45s lines %5.1f %%", low, $1, $4 * 100
        if ($5 > 0) printf ", branches %5.1f %% of %d", $7 * 100, $5
        print "" }' "${tree}/${part}.csv"
done

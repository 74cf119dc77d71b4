#!/usr/bin/env bash
# Prints what became of every fault case: tests/fault_table.sh [--list] [BUILD_DIRECTORY] [PART...]
#
# A part is a file of faults/, whose lines are `id | fault | why it is not tested here`, the last
# only where it is so. Every test case whose name begins with an id counts for that line, in
# whatever test program it stands. With --list nothing is run: only a line without a case fails.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
runs=yes
if [ "${1:-}" = --list ]; then runs=no && shift; fi
build=${1:-build/release}
if [ $# -gt 0 ]; then shift; fi
parts=("$@")
if [ ${#parts[@]} = 0 ]; then
    for file in "${here}"/faults/*.txt; do parts+=("$(basename "${file}" .txt)"); done
fi

# "suite/case", one a line.
cases_of() {
    "$1" --list_content 2>&1 | awk '{ name = $1; sub(/\*$/, "", name) }
        /^[^ ]/ { suite = name } /^ / { print suite "/" name }' |
        grep -E "/($(IFS='|'; echo "${parts[*],,}"))[0-9]{2}_" || true
}

results=$(mktemp)
trap 'rm -f "${results}"' EXIT
for program in "${build}"/bin/*_tests; do
    mapfile -t cases < <(cases_of "${program}")
    if [ ${#cases[@]} = 0 ]; then continue; fi
    printf 'found %s\n' "${cases[@]}" >> "${results}"
    if [ ${runs} = no ]; then continue; fi
    "${program}" "${cases[@]/#/--run_test=}" --color_output=no --log_level=error \
        --report_level=detailed 2>&1 |
        tee >(grep -E ': (fatal )?error' >&2) |
        sed -nE 's/^ *Test case "([^"]+)" (has|was) (passed|failed|aborted|skipped).*/\3 \1/p' \
            >> "${results}" || true
done

for part in "${parts[@],,}"; do cat "${here}/faults/${part}.txt"; done |
    awk -F ' *[|] *' -v runs="${runs}" -v results="${results}" '
    BEGIN {
        while ((getline line < results) > 0) {
            split(line, word, " "); name = word[length(word)]; sub(/.*\//, "", name)
            id = substr(name, 1, 3)
            if (word[1] == "found") cases[id]++
            if (word[1] == "passed") passed[id]++
            if (word[1] ~ /failed|aborted/) failed[id] = failed[id] " " name
        }
    }
    /^#/ || NF < 2 { next }
    {
        if ($3 != "") { verdict = "not here"; reasons = reasons $1 ": " $3 "\n" }
        else if (!cases[$1]) { verdict = "NO CASE"; bad++ }
        else if (runs == "no") verdict = "case"
        else if (failed[$1] || passed[$1] < cases[$1]) { verdict = "FAILED"; bad++ }
        else { verdict = "passed"; good++ }
        lines++
        printf "%-4s %-9s %3d  %s%s\n", $1, verdict, cases[$1], $2, failed[$1] ? "  [" failed[$1] " ]" : ""
    }
    END {
        if (reasons != "") printf "\nnot tested here:\n%s", reasons
        printf "\n%d of %d passed\n", good, lines
        exit bad > 0
    }'

#!/usr/bin/env bash
# Fuzzes every target for some time, one after the other, from its corpus; finds are left in the
# build directory, and the status is 1.
#   tests/fuzz/run.sh [SECONDS]     (default: 60 each)
set -euo pipefail
seconds=${1:-60}
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

probe=$(mktemp)
trap 'rm -f "${probe}"' EXIT
if ! echo 'extern "C" int LLVMFuzzerTestOneInput(const char*, long) { return 0; }' |
    clang++-19 -fsanitize=fuzzer -x c++ - -o "${probe}" 2> /dev/null; then
    echo "not fuzzed: clang++-19 with libFuzzer is not here (Debian: clang-19, libclang-rt-19-dev)"
    exit 0
fi

cmake --preset fuzz > build/fuzz.log && cmake --build --preset fuzz >> build/fuzz.log
status=0
for program in build/fuzz/bin/fuzz_*; do
    name=${program##*/fuzz_}
    found=build/fuzz/found/${name}
    mkdir -p "${found}"
    # What is new goes to the first directory; the corpus in the tree stays as it is.
    if "${program}" -max_total_time="${seconds}" -timeout=10 -max_len=20000 -print_final_stats=1 \
        -artifact_prefix="${found}/" "${found}" "tests/fuzz/corpus/${name}" \
        > "build/fuzz/${name}.log" 2>&1; then
        echo "${name}: $(grep -o 'number_of_executed_units: [0-9]*' "build/fuzz/${name}.log" |
            grep -o '[0-9]*$') inputs in ${seconds} s, nothing found"
    else
        echo "${name}: FOUND something, see build/fuzz/${name}.log"
        status=1
    fi
done
exit "${status}"

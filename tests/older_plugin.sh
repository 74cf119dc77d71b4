#!/usr/bin/env bash
# A plugin of an older build still loads: tests/older_plugin.sh BUILD_DIRECTORY [COMMIT]
# Builds the plugins of COMMIT (default: HEAD~20) from the history, drops each into the program of
# BUILD_DIRECTORY, and holds it to the contract. Status 77 where there is no git or no such history.
set -euo pipefail
muster=$(readlink -f "$1")/bin/muster
commit=${2:-HEAD~20}
cd "$(dirname "$(readlink -f "$0")")/.."
umask 022

command -v git > /dev/null || { echo "skipped: there is no git" && exit 77; }
commit=$(git rev-parse --short --verify --quiet "${commit}^{commit}") || {
    echo "skipped: the history does not reach back to ${2:-HEAD~20}"
    exit 77
}
work=$(mktemp -d)
trap 'git worktree remove --force "${work}/tree"; rm -rf "${work}"' EXIT
git worktree add --quiet --detach "${work}/tree" "${commit}"
targets=(muster_hub muster_community muster_openrouter)
# One that is opt in needs contract 1.1.
if [ -d "${work}/tree/plugins/modelsdev" ]; then targets+=(muster_modelsdev); fi
(cd "${work}/tree" &&
    cmake --preset release -DBUILD_TESTING=OFF -DCMAKE_COMPILE_WARNING_AS_ERROR=OFF &&
    cmake --build build/release --target "${targets[@]}") \
    > "${work}/log" 2>&1 || { tail -n 25 "${work}/log" && exit 1; }

status=0
for plugin in "${work}"/tree/build/release/lib/muster/*.so; do
    name=$(basename "${plugin}" .so)
    mkdir "${work}/${name}"
    cp "${plugin}" "${work}/${name}/"
    # Found before the one that ships, it takes its place.
    "${muster}" sources --plugin-dir "${work}/${name}" --format json |
        grep -F "\"file\": \"${work}/${name}/${name}.so\"" -A 3 > "${work}/entry" || status=1
    contract=$(grep -o '"abi": "[^"]*"' "${work}/entry") || status=1
    if grep -qE '"verdict": "ok"|"reason": "opt in' "${work}/entry"; then
        echo "${name} of ${commit} (${contract}): loads"
    else
        echo "${name} of ${commit}: does not load" && status=1
    fi
    "${muster}" plugin verify "${plugin}" > "${work}/log" || { cat "${work}/log" && status=1; }
done
exit "${status}"

#!/usr/bin/env bash
# Sets up what is missing, builds, and makes the packages: build/package/muster*.deb and .tar.gz
set -euo pipefail
# shellcheck source=cmake/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/cmake/setup.sh"

set_up dpkg-dev file
build package
cd "${muster_root}/build/package"
if ! cpack > cpack.log 2>&1; then
    tail -n 25 cpack.log >&2
    say "the packages could not be made; the whole of it is in build/package/cpack.log"
    exit 1
fi
for file in muster*.deb muster*.tar.gz; do echo "build/package/${file}"; done

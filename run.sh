#!/usr/bin/env bash
# Sets up what is missing, builds what changed, and runs muster: ./run.sh [arguments; default: run]
set -euo pipefail
# shellcheck source=cmake/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/cmake/setup.sh"

set_up
build release muster_program
if [ $# -eq 0 ]; then set -- run; fi
exec "${muster_root}/build/release/bin/muster" "$@"

#!/usr/bin/env bash
# Makes the pictures of the README anew, from what the built program does with the shipped data:
#   docs/make_pictures.sh BUILD_DIRECTORY
# Takes Python 3, and Chromium for the review page.
set -euo pipefail
docs=$(dirname "$(readlink -f "$0")")
PATH=$(readlink -f "$1")/bin:${PATH}
work=$(mktemp -d)
trap 'rm -rf "${work}"' EXIT
cd "${work}"
unset MUSTER_PLUGIN_PATH HF_TOKEN

"${docs}/terminal_picture.py" "${docs}/run.svg" \
    'muster run --offline' \
    'muster size deepseek-ai/DeepSeek-V3 --offline | head -n 18'

muster review --quiet
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1 \
    --window-size=1200,1845 --virtual-time-budget=4000 --screenshot="${work}/review.png" \
    "file://${work}/data/review.html" 2> "${work}/log" || { cat "${work}/log" && exit 1; }
mv "${work}/review.png" "${docs}/review.png"
ls -s --block-size=1 "${docs}"/*.svg "${docs}"/*.png

#!/usr/bin/env bash
# Makes what ships in data/ anew, from what others recorded of the Hub and of OpenRouter:
#   tests/truth/ship_data.sh RECORDED STAND_IN PROGRAM
# RECORDED holds hub-2026-10 and the older hub; STAND_IN is the program that serves such a folder
# (hubsim.py). What people keep by hand in data/ stays as it is, but facts.json is composed anew.
# Takes Python 3 and faketime: each file has the date of what was recorded, not today's.
set -euo pipefail
truth=$(dirname "$(readlink -f "$0")")
data=$(readlink -f "${truth}/../../data")
recorded=$(readlink -f "$1")
stand_in=$(readlink -f "$2")
muster=$(readlink -f "$3")
hub_date=2026-10-12
openrouter_date=2026-05-15

work=$(mktemp -d)
trap 'kill "${server:-}" 2> /dev/null; rm -rf "${work}"' EXIT
"${truth}/prepare_stand_in.py" "${recorded}" "${work}/hub"
python3 "${stand_in}" --data "${work}/hub" --portfile "${work}/port" > "${work}/log" &
server=$!
until [ -s "${work}/port" ]; do sleep 0.1; done
here=http://127.0.0.1:$(cat "${work}/port")

# A clock that stands still at the beginning of a day. With a token, public copies of gated models
# lend their configurations; the stand-in takes any.
on() {
    local day=$1
    shift
    env -i PATH="${PATH}" HOME="${work}" TZ=UTC FAKETIME_DONT_FAKE_MONOTONIC=1 \
        HF_ENDPOINT="${here}" HF_TOKEN=any \
        faketime -f "${day} 00:00:00" "${muster}" "$@" --data "${data}" \
        --openrouter.url "${here}/api/v1/models" --size-deadline 600
}

forget_last_run() {
    rm -rf "${data}"/{models,held_changes,unlisted,archive,run_report}.json \
        "${data}"/{changes.jsonl,history}
}

forget_last_run
rm -f "${data}"/{facts,evidence,staging_candidates,builds,names}.json "${data}"/sources/{hub,openrouter}.json
HF_HUB_OFFLINE=1 "${muster}" ingest --sources community --quiet --data "${data}"
on "${openrouter_date}" ingest --sources openrouter --quiet
on "${hub_date}" run --quiet
"${truth}/compose_facts.py" "${recorded}/hub-2026-10" "${work}/hub/configs" "${muster}" \
    --checked "${hub_date}"
forget_last_run
on "${hub_date}" run --quiet

# The listings name the services, not what stood in for them.
sed -i "s|${here}/api/v1/models|https://openrouter.ai/api/v1/models|; s|${here}/|https://huggingface.co/|" \
    "${data}"/sources/{hub,openrouter}.json
# For a file of a repository whose commit it does not know, the stand-in makes one up.
sed -i '/"commit": "0\{40\}",/d' "${data}/evidence.json"
# That the stand-in does not know a model is no fact about the Hub: what is no positive fact is too
# old to stay.
env -i PATH="${PATH}" HOME="${work}" TZ=UTC FAKETIME_DONT_FAKE_MONOTONIC=1 \
    faketime -f "${hub_date} 00:00:01" "${muster}" run --offline --evidence-age 0s --data "${data}"
rm -rf "${data}"/{run_report.json,changes.jsonl,history}

#!/bin/sh
# How long it takes to gather and size 500 models of the Hub and those of the other sources, with
# nothing known and then again, from a stand-in for both services with a fixed latency.
# Prints wall times and requests (hops of redirects apart). Goals: at most 3 s and 2.2 requests
# a candidate at first; at most 0.5 s and the listings alone again.
#
#   run_bench.sh PROGRAM [STAND_IN RECORDED_HUB]
set -eu

program=${1:?"usage: run_bench.sh PROGRAM [STAND_IN RECORDED_HUB]"}
beside=$(cd "$(dirname "$0")/../.." && pwd)/../shared
stand_in=${2:-$beside/tools/hubsim.py}
recorded=${3:-$beside/recorded/hub}
latency_ms=30

if [ ! -f "$stand_in" ] || [ ! -f "$recorded/listing.jsonl" ]; then
    echo "skipped: there is no stand-in for the services, or nothing recorded for it to serve"
    exit 0
fi

work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

python3 "$stand_in" --data "$recorded" --tls "$work" --redirects --port "$port" \
    --latency "$latency_ms" --log "$work/log" > "$work/out" 2>&1 &
server=$!
tries=0
until grep -q "127.0.0.1:$port" "$work/out"; do
    tries=$((tries + 1))
    [ "$tries" -le 100 ] || { echo "the stand-in did not start"; cat "$work/out"; exit 1; }
    sleep 0.1
done

export HF_ENDPOINT="https://127.0.0.1:$port" SSL_CERT_FILE="$work/ca.pem" XDG_CACHE_HOME="$work/cache"
unset HTTPS_PROXY https_proxy ALL_PROXY all_proxy 2> /dev/null || true
mkdir "$work/data"
printf "[]\n" > "$work/data/catalog.json" # not empty: no evidence is shipped into it

printf '%-6s %8s %10s %9s %6s %14s\n' run seconds candidates requests hops "a candidate"
for run in cold warm; do
    : > "$work/log"
    started=$(date +%s%N)
    "$program" run --quiet --data "$work/data" --openrouter.url "$HF_ENDPOINT/api/v1/models"
    ended=$(date +%s%N)
    python3 - "$run" "$((ended - started))" "$work" << 'END'
import json, sys
name, nanoseconds, work = sys.argv[1], int(sys.argv[2]), sys.argv[3]
lines = open(work + "/log").read().splitlines()
hops = sum("/api/resolve-cache/" in line.split(" ")[2] for line in lines)
candidates = len(json.load(open(work + "/data/staging_candidates.json")))
requests = len(lines) - hops
print(f"{name:6} {nanoseconds / 1e9:8.2f} {candidates:10} {requests:9} {hops:6} {requests / candidates:14.2f}")
END
done

#!/usr/bin/env python3
"""How long it takes to gather and size 500 models of the Hub and those of the other sources, from a
stand-in for both services with a fixed latency: with nothing known, and then again. The same with
the wider set of questions (--hub.wide), and then both by turns.

    run_bench.py PROGRAM [STAND_IN RECORDED_HUB] [--latency MILLISECONDS]

The bound is what the round trips take: the very requests of each run, asked by curl over as many
connections, the listings first as no model is known before. Beside it the way of a simple script: 224
requests, one at a time. Goals: at most 1.5 times the bound; cold at most 3 s and 2.2 requests a candidate,
warm at most 0.5 s and the listings alone; the wider set warm at most 1.5 times the usual one for twice
the candidates.
"""
import argparse
import asyncio
import importlib.util
import json
import os
import pathlib
import shutil
import socket
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

TURNS = 7
CONNECTIONS = 32  # of the program to one origin
ONE_BY_ONE = 224
beside = pathlib.Path(__file__).resolve().parents[3] / "shared"
curated = pathlib.Path(__file__).resolve().parents[2] / "data/community_rankings.json"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(stand_in, words):
    """Runs the stand-in, which goes through all rows for each listing, with listings that are ready
    when they are asked for once more, as those of a service are."""
    found = importlib.util.spec_from_file_location("stand_in", stand_in)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)

    class Ready(module.Sim):
        known = {}

        def answer(self, method, target, headers):
            if not is_listing(target):
                return super().answer(method, target, headers)
            if target not in self.known:
                self.known[target] = super().answer(method, target, headers)
            status, fields, body, media_type = self.known[target]
            return status, dict(fields), body, media_type

    module.Sim = Ready
    sys.argv = [stand_in, *words]
    asyncio.run(module.main())


def started(stand_in, recorded, work, port, latency):
    out = open(work / "out", "wb")
    server = subprocess.Popen([sys.executable, __file__, "--serve", stand_in, "--data", recorded, "--tls", work, "--redirects", "--port",
                               str(port), "--latency", latency, "--log", work / "log"],
                              stdout=out, stderr=subprocess.STDOUT)
    for _ in range(100):
        if f"127.0.0.1:{port}" in (work / "out").read_text(errors="replace"):
            return server
        time.sleep(0.1)
    server.kill()
    raise SystemExit("the stand-in did not start: " + (work / "out").read_text(errors="replace"))


def asked(work):
    """The paths that were asked for since the last time."""
    log = work / "log"
    paths = [line.split(" ")[2] for line in log.read_text().splitlines()]
    log.write_text("")
    return paths


def is_listing(path):
    return path.startswith(("/api/models?", "/api/v1/models"))


def without_proxies():
    return {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}


def seconds_of(command, env=None):
    begin = time.monotonic()
    subprocess.run(command, check=True, env=env or without_proxies(), stdout=subprocess.DEVNULL)
    return time.monotonic() - begin


def asked_by_curl(paths, there, work):
    """Seconds; nothing when there is no curl."""
    if not paths or not shutil.which("curl"):
        return 0.0 if not paths else None
    wanted = work / "urls"
    wanted.write_text("".join(f'url = "{there}{path}"\noutput = /dev/null\n' for path in paths))
    return seconds_of(["curl", "--silent", "--no-progress-meter", "--globoff", "--parallel", "--parallel-max", str(CONNECTIONS), "--cacert",
                       work / "ca.pem", "--config", wanted])


def bound_of(paths, there, work):
    listings = [path for path in paths if is_listing(path)]
    parts = [asked_by_curl(part, there, work) for part in (listings, [p for p in paths if not is_listing(p)])]
    return None if None in parts else sum(parts)


def one_by_one(paths, there, work):
    trusted = ssl.create_default_context(cafile=work / "ca.pem")
    direct = urllib.request.build_opener(urllib.request.HTTPSHandler(context=trusted), urllib.request.ProxyHandler({}))
    begin = time.monotonic()
    for path in paths[:ONE_BY_ONE]:
        try:
            direct.open(there + path).read()
        except urllib.error.HTTPError:
            pass  # a gated repository is an answer, too
    return time.monotonic() - begin


def told(name, took, requests, hops, candidates, bound):
    ratio = f"{bound:8.2f} {took / bound:8.2f}" if bound else f"{'':8} {'':8}"
    each = f"{requests / candidates:14.2f}" if candidates else f"{'':14}"
    print(f"{name:14} {took:8.2f} {candidates or '':>10} {requests:9} {hops:6} {each} {ratio}")


KINDS = {"": [], ", wider": ["--hub.wide"]}


def run_of(program, there, work, kind):
    """The command of an everyday run of a kind, and what it needs; its data directory is its own."""
    data = work / f"data{kind.strip(', ')}"
    if not data.exists():
        data.mkdir()
        (data / "catalog.json").write_text("[]\n")  # not empty: no evidence is shipped into it
        shutil.copy(curated, data)
    env = without_proxies() | {"HF_ENDPOINT": there, "SSL_CERT_FILE": str(work / "ca.pem"),
                               "XDG_CACHE_HOME": f"{data}-cache"}
    return data, [program, "run", "--quiet", "--data", data, "--openrouter.url", there + "/api/v1/models",
                  *KINDS[kind]], env


def candidates_in(data):
    return len(json.loads((data / "staging_candidates.json").read_text()))


def by_turns(program, there, work):
    """Both kinds, warm, one after the other, so that what else the machine does slows both."""
    took = {kind: [] for kind in KINDS}
    for _ in range(TURNS):
        for kind in KINDS:
            _, command, env = run_of(program, there, work, kind)
            took[kind].append(seconds_of(command, env))
    usual, wider = (statistics.median(took[kind]) for kind in KINDS)
    counts = [candidates_in(run_of(program, there, work, kind)[0]) for kind in KINDS]
    print(f"by turns, median of {TURNS}: the wider set {wider:.2f} s, the usual one {usual:.2f} s: {wider / usual:.2f}"
          f" times (goal 1.5) for {counts[1] / counts[0]:.2f} times the candidates")


def measure(program, stand_in, recorded, work, latency):
    port = free_port()
    there = f"https://127.0.0.1:{port}"
    server = started(stand_in, recorded, work, port, latency)
    try:
        print(f"{'run':14} {'seconds':>8} {'candidates':>10} {'requests':>9} {'hops':>6} {'a candidate':>14}"
              f" {'bound':>8} {'x bound':>8}")
        everything = []
        for name, kind in ((state + kind, kind) for kind in KINDS for state in ("cold", "warm")):
            data, command, env = run_of(program, there, work, kind)
            asked(work)
            took = seconds_of(command, env)
            paths = asked(work)
            everything = everything or paths
            hops = sum("/api/resolve-cache/" in path for path in paths)
            candidates = candidates_in(data)
            bound = min(filter(None, (bound_of(paths, there, work) for _ in range(3))), default=None)
            told(name, took, len(paths) - hops, hops, candidates, bound)
        models = [path for path in everything if not is_listing(path)]
        told("one at a time", one_by_one(models, there, work), min(ONE_BY_ONE, len(models)), 0, 0, None)
        by_turns(program, there, work)
    finally:
        server.kill()
        server.wait()


def main():
    if sys.argv[1:2] == ["--serve"]:
        return serve(sys.argv[2], sys.argv[3:])
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reader.add_argument("program")
    reader.add_argument("stand_in", nargs="?", type=pathlib.Path, default=beside / "tools/hubsim.py")
    reader.add_argument("recorded", nargs="?", type=pathlib.Path, default=beside / "recorded/hub-2026-10")
    reader.add_argument("--latency", default="30", help="of each answer, in milliseconds")
    given = reader.parse_args()
    stand_in, recorded = given.stand_in, given.recorded
    if not stand_in.is_file() or not (recorded / "listing.jsonl").is_file():
        print("skipped: there is no stand-in for the services, or nothing recorded for it to serve")
        return
    with tempfile.TemporaryDirectory() as work:
        measure(given.program, stand_in, recorded, pathlib.Path(work), given.latency)


main()

#!/usr/bin/env python3
"""Holds the program to what it promises of sources that fail, against a stand-in for both services.

    tests/hubsim_faults.py PROGRAM [--shared DIRECTORY] [--jobs NUMBER]

Every plain fault of the stand-in (tools/hubsim.py) hits either service. With --no-stale, the staged
bytes are those of a run that skips the service; without it, its last good listing is used, and the
run says so. Then a listing shrinks from 500 models to 100, and a person asks for 100.

DIRECTORY holds the stand-in and what was recorded for it; it is $MUSTER_SHARED, or lies beside the
source tree. Where it is not, nothing is tested, and a line says so. The last line is a count, and the
status 1 when something was not as promised.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
DEADLINE_SECONDS = 6
START_SECONDS = 30
SHRUNK_MODELS = 100
FAULTS = (
    "401 403 404 500 503 html empty trunc badlen garbage notarray hang reset loop badutf8 deep "
    "redirect:https://127.0.0.1:1/"
).split()
SERVICES = {"hub": "/api/models", "openrouter": "/api/v1/models"}
ROW = "{:<11} {:<9} {:<9} {:<10} {:<6} {:>5}  {:<4} {}"


class Services:
    """The stand-in, for as long as it is wanted."""

    def __init__(self, shared, recorded, faults=()):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="muster-faults-"))
        (self.directory / "tls").mkdir()
        port = self.directory / "port"
        command = [sys.executable, shared / "tools" / "hubsim.py", "--data", recorded,
                   "--tls", self.directory / "tls", "--redirects", "--portfile", port]
        for fault in faults:
            command += ["--fault", fault]
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + START_SECONDS
        while not (port.exists() and port.read_text().strip()):
            if time.monotonic() > until or self.process.poll() is not None:
                raise RuntimeError("the stand-in did not start")
            time.sleep(0.02)
        self.url = "https://127.0.0.1:" + port.read_text().strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.directory, ignore_errors=True)

    def ingest(self, program, *words):
        """One run on a copy of the data that ships."""
        data = self.directory / "data"
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(ROOT / "data", data)
        variables = dict(
            PATH=os.environ["PATH"], HOME=str(self.directory), HF_ENDPOINT=self.url,
            SSL_CERT_FILE=str(self.directory / "tls" / "ca.pem"))
        began = time.monotonic()
        done = subprocess.run(
            [program, "ingest", "--data", data, "--openrouter.url", self.url + "/api/v1/models",
             "--deadline", str(DEADLINE_SECONDS), *words],
            env=variables, capture_output=True, text=True, check=False)
        return Outcome(done, data, time.monotonic() - began)


class Outcome:
    def __init__(self, done, data, seconds):
        self.is_well = done.returncode == 0
        self.said = done.stderr
        self.seconds = seconds
        self.staged = (data / "staging_candidates.json").read_bytes()
        report = json.loads((data / "run_report.json").read_text())
        self.sources = {source["name"]: source for source in report["sources"]}


class Table:
    def __init__(self):
        self.bad = 0
        print(ROW.format("service", "fault", "mode", "verdict", "used", "s", "same", ""))

    def add(self, service, what, mode, outcome, same, is_good):
        source = outcome.sources[service]
        self.bad += not is_good
        print(ROW.format(
            service, what, mode, source["verdict"], source["used"], f"{outcome.seconds:.1f}",
            {True: "yes", False: "no", None: "-"}[same], "" if is_good else "NOT AS PROMISED"),
            flush=True)


def try_fault(program, shared, service, fault):
    recorded = shared / "recorded" / "hub-2026-10"
    with Services(shared, recorded, [SERVICES[service] + "=" + fault]) as services:
        return services.ingest(program, "--no-stale"), services.ingest(program)


def judge_fault(table, service, fault, outcomes, without, all_staged):
    plain, usual = outcomes
    name = fault.partition(":")[0]
    # Pages that lead back to the first have been read once by then: that listing may be whole.
    may_be_whole = name == "loop" and plain.sources[service]["verdict"] == "ok"
    same = plain.staged == without or (may_be_whole and plain.staged == all_staged)
    table.add(service, name, "no-stale", plain, same, plain.is_well and same)
    used_stale = usual.sources[service]["used"] == "stale" and "last good listing" in usual.said
    whole = may_be_whole and usual.staged == all_staged
    table.add(service, name, "stale", usual, None, usual.is_well and (used_stale or whole))


def shrunk_records(shared, directory):
    """What was recorded, with the most downloaded of the listing alone."""
    recorded = shared / "recorded" / "hub-2026-10"
    for entry in recorded.iterdir():
        if entry.name != "listing.jsonl":
            (directory / entry.name).symlink_to(entry)
    lines = (recorded / "listing.jsonl").read_text().splitlines(keepends=True)
    lines.sort(key=lambda line: -(json.loads(line).get("downloads") or 0))
    (directory / "listing.jsonl").write_text("".join(lines[:SHRUNK_MODELS]))


def try_shrinking(table, program, shared):
    with tempfile.TemporaryDirectory() as name:
        shrunk_records(shared, pathlib.Path(name))
        with Services(shared, name) as services:
            outcome = services.ingest(program)
    hub = outcome.sources["hub"]
    is_held_back = (hub["verdict"], hub["used"], hub["records"]) == ("shrunk", "stale", 500)
    is_named = "--max-shrink allows" in outcome.said
    table.add("hub", "500->100", "stale", outcome, None, is_held_back and is_named)
    with Services(shared, shared / "recorded" / "hub-2026-10") as services:
        outcome = services.ingest(program, "--hub.limit", str(SHRUNK_MODELS))
    hub = outcome.sources["hub"]
    is_taken = (hub["verdict"], hub["used"], hub["records"]) == ("ok", "fresh", SHRUNK_MODELS)
    table.add("hub", "limit 100", "stale", outcome, None, is_taken)


def main():
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("program")
    reader.add_argument("--shared", default=os.environ.get("MUSTER_SHARED", ROOT.parent / "shared"))
    reader.add_argument("--jobs", type=int, default=os.cpu_count())
    given = reader.parse_args()
    program = str(pathlib.Path(given.program).resolve())
    shared = pathlib.Path(given.shared).resolve()
    if not (shared / "tools" / "hubsim.py").exists():
        print("skipped: no stand-in for the services in", shared)
        return 0

    with Services(shared, shared / "recorded" / "hub-2026-10") as services:
        all_staged = services.ingest(program).staged
        without = {service: services.ingest(program, "--skip", service, "--no-stale").staged
                   for service in SERVICES}
    table = Table()
    cases = [(service, fault) for service in SERVICES for fault in FAULTS]
    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        tried = pool.map(lambda case: try_fault(program, shared, *case), cases)
        for (service, fault), outcomes in zip(cases, tried):
            judge_fault(table, service, fault, outcomes, without[service], all_staged)
    try_shrinking(table, program, shared)
    print(f"{2 * len(cases) + 2 - table.bad} as promised, {table.bad} not")
    return 1 if table.bad else 0


if __name__ == "__main__":
    sys.exit(main())

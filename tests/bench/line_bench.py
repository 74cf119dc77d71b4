#!/usr/bin/env python3
"""The product at any size: whole commands, from a listing served over HTTPS to the review page,
beside programs that do the same work in the same run.

    line_bench.py BUILD [--sizes 10k,100k] [--repeat 3] [--data DIR]

Commands: ingest (a local HTTPS server, plugin in its worker), update --offline (evidence for every
model, so that sizes are computed), diff (of the models with an edited copy), export and review. Of
each the shortest of --repeat runs, its ratio to every peer's shortest, the largest peak of memory,
and that by record; the floor is reading the input and writing the result once, as copying does.
After the sizes the slope: 1 is growth in proportion. Peers (tests/bench/peers: Python, Node, DuckDB as the module of a Python, which is this
one or the one that DUCKDB_PYTHON names) that cannot run here are left out, by name. A peer run by
run of ours: on a shared machine ratios and peaks mean more than seconds, and beside each of ours
stands the time of its processors. The usual sizes of a whole measurement are 10k,100k,1M,2500k; a
million needs 4 GB in DIR.
"""
import argparse
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

from measure import records, short, slope, timed, wait_for

here = pathlib.Path(__file__).resolve().parent


def write_edited(source, target):
    """A copy of a file of rows in which some have another licence."""
    # Line by line: the peak of a program that is started counts what its parent holds.
    with open(source, encoding="utf-8") as rows, open(target, "w", encoding="utf-8") as out:
        for i, line in enumerate(rows):
            out.write(line.replace('"license": "mit"', '"license": "x"') if i % 7 == 0 else line)


class line_bench:
    def __init__(self, arguments):
        self.muster = pathlib.Path(arguments.build).resolve() / "bin" / "muster"
        self.repeat = arguments.repeat
        self.made = pathlib.Path(arguments.data).resolve()
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="muster-line-"))
        self.data = self.work / "data"
        self.points = {}
        self.node = shutil.which("node")
        self.duckdb = os.environ.get("DUCKDB_PYTHON", sys.executable)
        has_duckdb = subprocess.run([self.duckdb, "-c", "import duckdb"], stderr=subprocess.DEVNULL).returncode == 0
        self.without_duckdb = None if has_duckdb else "its Python has no module duckdb (DUCKDB_PYTHON names another)"

    def prepare(self, size):
        """What is made is kept for the next time."""
        pages = self.made / short(size)
        if not (pages / "evidence.json").exists():
            subprocess.run([sys.executable, here / "line_data.py", pages, str(size)], check=True)
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir()
        (self.data / "catalog.json").write_text("[]\n")
        shutil.copy(pages / "evidence.json", self.data / "evidence.json")
        return pages

    def peers(self, command, words):
        out = self.work / f"peer-{command}"
        if command != "update":
            yield "Python", [sys.executable, here / "peers/line_peer.py", command, *words, out], None
            yield ("Node", [self.node, "--max-old-space-size=18000", here / "peers/line_peer.js", command, *words, out],
                   None if self.node else "there is no node")
        yield "DuckDB", [self.duckdb, here / "peers/line_duckdb.py", command, *words, out], self.without_duckdb

    def floor(self, inputs, output):
        begin = time.monotonic()
        for file in inputs:
            shutil.copyfile(file, os.devnull)
        if output.exists():
            shutil.copyfile(output, self.work / "floor")
        return time.monotonic() - begin

    def measure(self, name, size, run, inputs, output, peer=None):
        """run: gives seconds and peaks. peer: the command and words of the peers."""
        runs = [run() for _ in range(self.repeat)]
        ours = min(one[0] for one in runs)
        peak = max(one[1] for one in runs)
        beside = max(one[2] for one in runs)
        self.points.setdefault(name, []).append((size, ours))
        floor = self.floor(inputs, output)
        processors = min(one[4] for one in runs)
        worker = f"  worker {beside:.0f} MB" if beside else ""
        print(f"{name:>10} {short(size):>6} {ours:>8.2f} {peak:>7.0f} {max(0, peak - 100) * 1e6 / size:>8.0f}"
              f" {ours / max(floor, 1e-3):>8.1f} {processors:>7.2f}{worker}", flush=True)
        for title, command, missing in self.peers(*peer) if peer else ():
            self.measure_peer(title, command, missing, ours)

    def measure_peer(self, title, command, missing, ours):
        if missing:
            print(f"{'':>20} {title}: skipped, {missing}")
            return
        try:
            theirs = [timed(command) for _ in range(self.repeat)]
        except (RuntimeError, OSError) as why:
            print(f"{'':>20} {title}: skipped, {str(why).splitlines()[-1][:90]}")
            return
        seconds = min(one[0] for one in theirs)
        print(f"{'':>20} {title}: {seconds:.2f} s, {max(one[1] for one in theirs):.0f} MB,"
              f" {seconds / ours:.2f} times as long", flush=True)

    def command(self, *words):
        return lambda: timed([self.muster, *words, "--quiet", "--data", self.data])

    def all_of(self, size):
        pages = self.prepare(size)
        staging, models = self.data / "staging_candidates.json", self.data / "models.json"
        listing = sorted((pages / "hub").glob("page-*.json"))[:size // 1000]
        self.measure("ingest", size, lambda: self.ingest(pages, size), listing, staging,
                     ("ingest", [pages / "hub", str(size // 1000)]))
        evidence = self.data / "evidence.json"
        self.measure("update", size, self.command("update", "--offline"), [staging, evidence], models,
                     ("update", [staging, evidence, pages / "hub"]))
        self.check_update(size)
        before = self.work / "before.json"
        write_edited(models, before)
        result = self.work / "diff.json"
        compare = [self.muster, "diff", before, models, "--format", "json", "--data", self.data]
        self.measure("diff", size, lambda: self.into(result, compare), [before, models], result,
                     ("diff", [before, models]))
        table = self.work / "staging.csv"
        export = [self.muster, "export", "staging", "--format", "csv", "--data", self.data]
        self.measure("export", size, lambda: self.into(table, export), [staging], table, ("export", [staging]))
        page = self.data / "review.html"
        self.measure("review", size, self.command("review"), [models, staging], page)
        print(f"{'':>20} the page has {page.stat().st_size / 1e6:.1f} MB")

    def into(self, file, command):
        """A command whose result is its standard output."""
        # The shell gives way to the program, whose peak is measured.
        return timed(["sh", "-c", 'out=$1; shift; exec "$@" > "$out"', "sh", file, *command])

    def check_update(self, size):
        with open(self.data / "models.json", "rb") as rows:
            computed = sum(line.strip() == b'"exact": true,' for line in rows)
        if computed < size * 0.9:
            raise RuntimeError(f"only {computed} of {size} sizes were computed from evidence")

    def ingest(self, pages, size):
        certificate, key = self.work / "cert.pem", self.work / "key.pem"
        if not key.exists():
            subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out",
                            certificate, "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
                            "subjectAltName=IP:127.0.0.1"], check=True, stderr=subprocess.DEVNULL)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server = subprocess.Popen([sys.executable, here / "serve_pages.py", pages, str(size // 1000), str(port),
                                   certificate, key])
        try:
            wait_for(port)
            (self.data / "staging_candidates.json").unlink(missing_ok=True)
            there = f"https://127.0.0.1:{port}"
            env = dict(os.environ, HF_ENDPOINT=there, SSL_CERT_FILE=str(certificate),
                       XDG_CACHE_HOME=str(self.work / "cache"))
            took = timed(
                [self.muster, "ingest", "--quiet", "--data", self.data, "--hub.limit", "0", "--openrouter.url",
                 there + "/openrouter.json", "--community.file", pages / "community.json", "--cache-limit", "0",
                 "--deadline", "600"], env=env, peak_of="muster-worker")
            staged = sum(b'"model_id"' in line for line in open(self.data / "staging_candidates.json", "rb"))
            if staged < size * 0.9:
                raise RuntimeError(f"{staged} of {size} records were staged")
            return took
        finally:
            server.kill()
            server.wait()

    def tell_slopes(self):
        for name, points in self.points.items():
            if len(points) > 1:
                print(f"slope of {name}: {slope(points):.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build")
    parser.add_argument("--sizes", default="10k,100k")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--data", default="/tmp/muster-line-data")
    arguments = parser.parse_args()
    run = line_bench(arguments)
    try:
        print(f"{'command':>10} {'size':>6} {'seconds':>8} {'MB':>7} {'B/record':>8} {'x floor':>8} {'cpu s':>7}"
              "   (B/record: of what is above 100 MB)")
        for size in arguments.sizes.split(","):
            run.all_of(records(size))
        run.tell_slopes()
    finally:
        shutil.rmtree(run.work, ignore_errors=True)


main()

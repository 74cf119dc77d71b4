#!/usr/bin/env python3
"""How the record path grows, how it stands beside other tools on the same input, and what an
everyday run takes.

    scale_bench.py BUILD [--data DIR] [--peers DIR] [--sizes 10k,100k,1M,2M] [--out DIR] [--repeat N]

Of --repeat runs the shortest time counts, and the largest peak; of line and floor in turn. Prints
tables: the core line (pages to a staging file, in one process), the floor (reading, parsing and
writing alone), peers as ratios (of medians of whole processes; a peer that takes long is run once),
the arithmetic of sizes, the start of workers and the everyday run under latency. (Whole commands
are measured by line_bench.py.) Writes growth.svg and
ratios.svg into --out (default: the current directory).

DIR of --peers holds a generator of listings (gen_listing.py), and programs that do the same job;
without it only DATA that is there already is measured. A peer that cannot run here is left out,
by name. DuckDB is found through DUCKDB_FROM, a folder with its npm package.
"""
import argparse
import math
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

from measure import records, short, slope, timed

SEED_LIMIT = 1_000_000  # records: the seed's algorithm takes minutes, and gigabytes, beyond
LONG_SECONDS = 15  # a peer that takes longer is not run again
THREADS_BESIDE = 2
here = pathlib.Path(__file__).resolve().parent


class bench:
    def __init__(self, arguments):
        self.build = pathlib.Path(arguments.build).resolve()
        self.data = pathlib.Path(arguments.data).resolve()
        self.peers = pathlib.Path(arguments.peers).resolve() if arguments.peers else None
        self.sizes = [records(size) for size in arguments.sizes.split(",")]
        self.repeat = arguments.repeat
        self.size_beside = records(arguments.beside)
        self.out = pathlib.Path(arguments.out)
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="muster-bench-"))

    def prepare(self):
        wanted = max(self.sizes) // 1000
        there = len(list((self.data / "hub").glob("page-*.json"))) if (self.data / "hub").is_dir() else 0
        if there >= wanted:
            return True
        if not self.peers:
            print(f"skipped: {self.data} has {there} of {wanted} pages, and there is no generator (--peers)")
            return False
        subprocess.run([sys.executable, self.peers / "gen_listing.py", self.data, str(wanted * 1000)], check=True)
        return True

    def warm(self, pages):
        for page in range(pages):
            (self.data / "hub" / f"page-{page:06d}.json").read_bytes()

    def best(self, run):
        """The shortest time of several runs, and the largest of each peak."""
        runs = list(zip(*(run() for _ in range(self.repeat))))
        return min(runs[0]), *(max(peaks) for peaks in runs[1:])

    def line_once(self, mode, threads, pages):
        program = self.build / "bin" / "listing_bench"
        _, _, _, output = timed([program, mode, str(threads), str(pages), self.data, self.work / "out.json"])
        words = output.splitlines()[-1].split()  # after the times of the steps
        return float(words[0]), float(words[2])

    def floor_and_line(self, threads, pages):
        """In turn: how fast a machine is changes within minutes."""
        self.warm(pages)
        runs = [(self.line_once("floor", threads, pages)[0], *self.line_once("line", threads, pages))
                for _ in range(self.repeat)]
        floors, lines, peaks = zip(*runs)
        return min(floors), min(lines), max(peaks)

    def core(self):
        print(f"{'core line':>10} {'threads':>8} {'seconds':>8} {'MB':>6} {'B/record':>9} {'floor s':>8} {'x floor':>8} {'floor':>8}")
        grown = {}
        for threads in (1, 2):
            for size in self.sizes:
                floor, took, peak = self.floor_and_line(threads, size // 1000)
                grown.setdefault(threads, []).append((size, took))
                print(f"{short(size):>10} {threads:>8} {took:>8.2f} {peak:>6.0f} {peak * 2**20 / size:>9.0f}"
                      f" {floor:>8.2f} {took / floor:>8.1f} {100 * floor / took:>6.0f} %", flush=True)
        for threads, points in grown.items():
            if len(points) > 1:
                print(f"slope with {threads} thread{'s' if threads > 1 else ''}: {slope(points):.3f}")
        return grown

    def peers_for(self, pages):
        """Each with its command, or with why there is none."""
        data, out = str(self.data), str(self.work / "peer.json")
        node = shutil.which("node")
        python = sys.executable
        yield "tuned Python", [python, self.peers / "python_tuned.py", data, str(pages), out], None
        seed = [python, self.peers / "python_original.py", data, str(pages), out]
        yield "seed (Python)", seed, f"more than {short(SEED_LIMIT)}" if pages * 1000 > SEED_LIMIT else None
        missing = None if node else "there is no node"
        yield "Node", [node, "--max-old-space-size=18000", self.peers / "node_peer.js", data, str(pages), out], missing
        yield "DuckDB, 2 threads", [node, self.peers / "duckdb_peer.mjs", data, str(pages), out, "2"], missing

    def whole_process(self, command, result):
        """Wall seconds and peak MB, with the input in the cache and nothing left to be written."""
        result.unlink(missing_ok=True)
        os.sync()
        self.warm(self.size_beside // 1000)
        seconds, peak, _, _ = timed(command)
        return seconds, peak

    def ours_beside(self):
        out = self.work / "out.json"
        line = [self.build / "bin" / "listing_bench", "line", str(THREADS_BESIDE), str(self.size_beside // 1000),
                self.data, out]
        runs = [self.whole_process(line, out)[0] for _ in range(1 + self.repeat)]
        return runs[1:]  # what another program left behind costs one that does not count

    def theirs_beside(self, command):
        """Between runs of ours; as often as these, and the first does not count, if it is not long."""
        result = self.work / "peer.json"
        runs, ours = [self.whole_process(command, result)], self.ours_beside()
        if runs[0][0] >= LONG_SECONDS:
            return runs, ours
        for _ in range(self.repeat):
            runs.append(self.whole_process(command, result))
            ours += self.ours_beside()
        return runs[1:], ours

    def beside(self):
        """Each peer between runs of the core line: of both the median counts."""
        title = f"muster, {THREADS_BESIDE} threads"
        print(f"\n{short(self.size_beside) + ' beside':>18} {'seconds':>8} {'MB':>6} {title:>18} {'ratio':>7}")
        ratios = []
        for name, command, missing in self.peers_for(self.size_beside // 1000):
            if missing:
                print(f"{name:>18} skipped: {missing}")
                continue
            before = self.ours_beside()
            try:
                theirs, ours = self.theirs_beside(command)
            except (RuntimeError, OSError) as why:
                print(f"{name:>18} skipped: {str(why).splitlines()[-1][:90]}")
                continue
            took = statistics.median(before + ours)
            seconds = statistics.median(seconds for seconds, _ in theirs)
            peak = max(peak for _, peak in theirs)
            ratios.append((name, seconds / took))
            print(f"{name:>18} {seconds:>8.2f} {peak:>6.0f} {took:>18.2f} {seconds / took:>7.1f}", flush=True)
        return ratios

    def growth(self):
        grown = self.core()
        ratios = self.beside() if self.peers else []
        series = [("1 thread", grown[1]), ("2 threads", grown[2])]
        (self.out / "growth.svg").write_text(growth_plot(series))
        if ratios:
            (self.out / "ratios.svg").write_text(ratio_plot(ratios))

    def everyday(self):
        for title, command in (("sizes", [self.build / "bin" / "size_bench"]),
                               ("workers", [self.build / "bin" / "worker_bench"]),
                               ("the everyday run", [here / "run_bench.py", self.build / "bin" / "muster"])):
            print(f"\n{title}", flush=True)
            subprocess.run(command, check=True)

WIDTH, HEIGHT, LEFT, BOTTOM = 640, 400, 70, 350


def svg(body, title):
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
            f'font-size="13"><rect width="100%" height="100%" fill="#fff"/><text x="{LEFT}" y="24" font-size="16">'
            f"{title}</text>{body}</svg>\n")


def growth_plot(series):
    """Both axes logarithmic; a straight line of slope 1 is growth in proportion."""
    points = [point for _, line in series for point in line]
    low_x, high_x = math.log10(min(x for x, _ in points)), math.log10(max(x for x, _ in points))
    low_y, high_y = math.floor(math.log10(min(y for _, y in points))), math.ceil(math.log10(max(y for _, y in points)))
    place_x = lambda x: LEFT + (math.log10(x) - low_x) / max(high_x - low_x, 1e-9) * 420
    place_y = lambda y: BOTTOM - (math.log10(y) - low_y) / max(high_y - low_y, 1e-9) * 290
    body = f'<path d="M{LEFT} 50V{BOTTOM}H{LEFT + 430}" fill="none" stroke="#888"/>'
    for power in range(low_y, high_y + 1):
        y = place_y(10**power)
        body += f'<path d="M{LEFT} {y:.0f}h430" stroke="#ddd"/><text x="{LEFT - 8}" y="{y + 4:.0f}" text-anchor="end">{10.0**power:g} s</text>'
    for x in sorted({x for x, _ in points}):
        body += f'<text x="{place_x(x):.0f}" y="{BOTTOM + 20}" text-anchor="middle">{short(x)}</text>'
    for (name, line), colour in zip(series, ("#1b6ca8", "#c1440e", "#3a7d44")):
        path = " ".join(f"{place_x(x):.1f},{place_y(y):.1f}" for x, y in line)
        body += f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        for x, y in line:
            body += f'<circle cx="{place_x(x):.1f}" cy="{place_y(y):.1f}" r="3.5" fill="{colour}"/>'
        x, y = line[-1]
        body += f'<text x="{place_x(x) + 10:.0f}" y="{place_y(y) + 4:.0f}" fill="{colour}">{name}</text>'
    return svg(body, "Seconds by records")


def ratio_plot(ratios):
    top = max(ratio for _, ratio in ratios)
    body = ""
    for i, (name, ratio) in enumerate(sorted(ratios, key=lambda one: one[1])):
        y = 60 + i * 60
        length = 350 * math.log10(max(ratio, 1.01)) / math.log10(max(top, 1.1))
        body += (f'<text x="160" y="{y + 20}" text-anchor="end">{name}</text>'
                 f'<rect x="170" y="{y}" width="{length:.0f}" height="30" fill="#1b6ca8"/>'
                 f'<text x="{178 + length:.0f}" y="{y + 20}">{ratio:.1f} times</text>')
    return svg(body, f"Time of other tools for the same job, muster on {THREADS_BESIDE} threads (logarithmic)")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build")
    parser.add_argument("--data", default="/tmp/muster-bench-data")
    parser.add_argument("--peers", default=os.environ.get("MUSTER_PEERS"))
    parser.add_argument("--sizes", default="10k,100k,1M,2M")
    parser.add_argument("--beside", default="1M")
    parser.add_argument("--out", default=".")
    parser.add_argument("--repeat", type=int, default=3)
    arguments = parser.parse_args()
    run = bench(arguments)
    try:
        if run.prepare():
            run.growth()
        run.everyday()
    finally:
        shutil.rmtree(run.work, ignore_errors=True)


main()

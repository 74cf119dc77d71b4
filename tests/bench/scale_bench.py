#!/usr/bin/env python3
"""How the record path grows, and what an everyday run takes.

    scale_bench.py BUILD [--data DIR] [--sizes 10k,100k,1M,2M] [--out DIR] [--repeat N]

Of --repeat runs the shortest time counts, and the largest peak; of line and floor in turn. Prints
tables: the core line (pages to a staging file, in one process), the floor (reading, parsing and
writing alone), the arithmetic of sizes, the start of workers and the everyday run under latency.
(line_bench.py measures whole commands, beside programs that do the same work.) Writes growth.svg
into --out (default: the current directory). Pages that DIR lacks are made.
"""
import argparse
import math
import pathlib
import shutil
import subprocess
import sys
import tempfile

from measure import records, short, slope, timed

here = pathlib.Path(__file__).resolve().parent


class bench:
    def __init__(self, arguments):
        self.build = pathlib.Path(arguments.build).resolve()
        self.data = pathlib.Path(arguments.data).resolve()
        self.sizes = [records(size) for size in arguments.sizes.split(",")]
        self.repeat = arguments.repeat
        self.out = pathlib.Path(arguments.out)
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="muster-bench-"))

    def prepare(self):
        wanted = max(self.sizes) // 1000
        there = len(list((self.data / "hub").glob("page-*.json"))) if (self.data / "hub").is_dir() else 0
        if there < wanted:
            subprocess.run([sys.executable, here / "line_data.py", self.data, str(wanted * 1000)], check=True)

    def warm(self, pages):
        for page in range(pages):
            (self.data / "hub" / f"page-{page:06d}.json").read_bytes()

    def line_once(self, mode, threads, pages):
        program = self.build / "bin" / "listing_bench"
        _, _, _, output, _ = timed([program, mode, str(threads), str(pages), self.data, self.work / "out.json"])
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

    def growth(self):
        grown = self.core()
        series = [("1 thread", grown[1]), ("2 threads", grown[2])]
        (self.out / "growth.svg").write_text(growth_plot(series))

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


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build")
    parser.add_argument("--data", default="/tmp/muster-bench-data")
    parser.add_argument("--sizes", default="10k,100k,1M,2M")
    parser.add_argument("--out", default=".")
    parser.add_argument("--repeat", type=int, default=3)
    arguments = parser.parse_args()
    run = bench(arguments)
    try:
        run.prepare()
        run.growth()
        run.everyday()
    finally:
        shutil.rmtree(run.work, ignore_errors=True)


main()

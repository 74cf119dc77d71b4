"""What the benchmarks share: sizes as people write them, and what a program takes."""
import math
import os
import pathlib
import socket
import subprocess
import tempfile
import time


def records(text):
    units = {"k": 1000, "M": 1_000_000}
    return int(text[:-1]) * units[text[-1]] if text[-1] in units else int(text)


def short(count):
    return f"{count / 1e6:g}M" if count >= 1_000_000 else f"{count // 1000}k"


def slope(points):
    """Of a straight line through the logarithms: 1 is growth in proportion."""
    xs = [math.log(x) for x, _ in points]
    ys = [math.log(y) for _, y in points]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys)) / sum((x - mean_x) ** 2 for x in xs)


def timed(command, env=None, peak_of=None):
    """Wall seconds and peak MB of a program; of those it starts, the largest called peak_of; what it
    printed; the seconds that processors worked for it and for those it started."""
    with tempfile.TemporaryFile() as output:
        begin = time.monotonic()
        process = subprocess.Popen(command, env=env, stdout=output, stderr=subprocess.STDOUT)
        beside = 0
        ended, status, used = os.wait4(process.pid, os.WNOHANG if peak_of else 0)
        while ended == 0:
            beside = max(beside, largest_child(process.pid, peak_of))
            time.sleep(0.05)
            ended, status, used = os.wait4(process.pid, os.WNOHANG)
        took = time.monotonic() - begin
        process.returncode = status
        output.seek(0)
        text = output.read().decode(errors="replace")
    if status != 0:
        raise RuntimeError(f"{command[0]}: {text.strip()[-300:]}")
    return took, used.ru_maxrss / 1024, beside, text, used.ru_utime + used.ru_stime


def largest_child(parent, name):
    peak = 0
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            facts = dict(line.split(":", 1) for line in (entry / "status").read_text().splitlines() if ":" in line)
        except OSError:
            continue
        if facts.get("PPid", "").strip() == str(parent) and facts["Name"].strip().startswith(name):
            peak = max(peak, int(facts.get("VmHWM", "0 kB").split()[0]) / 1024)
    return peak


def wait_for(port):
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the page server did not start")

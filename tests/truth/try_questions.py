#!/usr/bin/env python3
"""Shows what the wider set of questions (--hub.wide) lists that the usual question does not.

    tests/truth/try_questions.py PROGRAM RECORDED STAND_IN [--show]

RECORDED is what others recorded of the Hub (hub-2026-10); STAND_IN serves such a folder (hubsim.py).
The recording has no trending scores: they are made up here (see trending_score), and say nothing of
what is trending anywhere. A run of each kind begins with the files that people keep in data/ and no
rows. Printed are the candidates and the rows of models.json by task and by year, as the Hub has
them, and which question finds each model of the curated list; --show names these one by one. Ends
with status 1 where a curated model that a question asks for is not among its rows.
"""
import argparse
import asyncio
import collections
import datetime
import importlib.util
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

KEPT_BY_PEOPLE = ("aliases", "catalog", "community_rankings", "facts", "policy")
DAY_OF_RECORDING = datetime.date(2026, 10, 12)
USUAL_TASKS = ("text-generation", "image-text-to-text")
QUESTIONS = (("the usual question", lambda key: key == ""),
             ("another task or order", lambda key: key and not key.startswith("owner-")),
             ("its owner alone", lambda key: key.startswith("owner-")))


def read_json(file):
    return json.loads(pathlib.Path(file).read_text(encoding="utf-8"))


def trending_score(row):
    """Made up: the likes of a model by the weeks since it came."""
    if not row.get("createdAt"):
        return 0
    came = datetime.date.fromisoformat(row["createdAt"][:10])
    weeks = max((DAY_OF_RECORDING - came).days, 0) / 7
    return round(row.get("likes", 0) / (1 + weeks) ** 1.5, 3)


def serve(stand_in, words):
    """Runs the stand-in with scores and with the order that a request asks for."""
    found = importlib.util.spec_from_file_location("stand_in", stand_in)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)

    class Trending(module.Sim):
        def __init__(self, settings):
            super().__init__(settings)
            for row in self.models:
                row["trendingScore"] = trending_score(row)
            keys = {"trendingScore": "trendingScore", "likes": "likes", "createdAt": "createdAt"}
            self.ordered = {sort: sorted(self.models, key=lambda row: row.get(key) or (
                "" if key == "createdAt" else 0), reverse=True) for sort, key in keys.items()}

        def listing(self, query, base):
            usual = self.models
            self.models = self.ordered.get(query.get("sort", [""])[0], usual)
            try:
                return super().listing(query, base)
            finally:
                self.models = usual

    module.Sim = Trending
    sys.argv = [str(stand_in), *words]
    asyncio.run(module.main())


def started(stand_in, recorded, work):
    server = subprocess.Popen([sys.executable, __file__, "--serve", stand_in, "--data", recorded,
                               "--portfile", work / "port"], stdout=subprocess.DEVNULL)
    for _ in range(300):
        if (work / "port").exists() and (work / "port").read_text():
            return server, f"http://127.0.0.1:{(work / 'port').read_text()}"
        time.sleep(0.1)
    server.kill()
    sys.exit("the stand-in did not start")


def run(program, shipped, data, place, options):
    data.mkdir()
    for name in KEPT_BY_PEOPLE:
        if (shipped / f"{name}.json").exists():
            shutil.copy(shipped / f"{name}.json", data)
    env = {"PATH": os.environ["PATH"], "HOME": str(data.parent), "HF_ENDPOINT": place}
    done = subprocess.run([program, "run", "--quiet", "--data", data, "--openrouter.url",
                           f"{place}/api/v1/models", *options], env=env, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)


def listings(data):
    """What each question listed, by its key: folded ids."""
    out = {}
    for file in sorted((data / "sources").glob("hub*.json")):
        rows = read_json(file)["models"]
        key = file.stem.partition("+")[2]
        out[key] = {row["model_id"].lower() for row in rows}
    return out


def ids_in(file):
    return [row["model_id"] for row in read_json(file)]


def table(title, files, of):
    """A column for each file, a row for each value that `of` gives an id."""
    counts = [collections.Counter(of(one) for one in ids_in(file)) for file in files]
    rows = sorted(set().union(*counts), key=lambda value: -counts[-1][value])
    lines = [f"{title:28}{'usual':>8}{'wider':>8}"]
    for value in rows:
        lines.append(f"  {value:26}" + "".join(f"{one[value]:8}" for one in counts))
    lines.append(f"  {'together':26}" + "".join(f"{one.total():8}" for one in counts))
    return "\n".join(lines)


def curated(shipped, asked, rows, renames, show):
    """Which question finds each curated model; whether one is missing that should be there."""
    found, is_wrong = collections.defaultdict(list), False
    least = min((row.get("downloads", 0) for low, row in rows.items() if low in asked[""]), default=0)
    for one in read_json(shipped / "community_rankings.json"):
        model_id = one["model_id"]
        low = renames.get(model_id.lower(), model_id.lower())
        keys = [key for key, ids in asked.items() if low in ids]
        names = [name for name, of in QUESTIONS if any(of(key) for key in keys)]
        row = rows.get(low)
        task = row.get("pipeline_tag") if row else None
        why = ("is not in the recording" if row is None else
               "the recording has no task of it" if task is None else
               f"its task is {task}" if task not in USUAL_TASKS else
               "too few downloads for the limit of each question")
        downloads = f" ({row.get('downloads', 0):,} downloads)" if row else ""
        found[names[0] if names else f"no question: {why}"].append(model_id + downloads)
        # What has more downloads than the last row of a listing must be in it.
        if not names and task == "text-generation" and row.get("downloads", 0) > least:
            is_wrong = True
            print(f"  wrong: {model_id} has {row['downloads']:,} downloads and is not listed")
    print(f"curated models, by what lists them ({sum(map(len, found.values()))})")
    for name in sorted(found, key=lambda one: (one.startswith("no question"), -len(found[one]))):
        print(f"  {len(found[name]):4}  {name}")
        if show or name.startswith("no question"):
            print("".join(f"          {one}\n" for one in found[name]), end="")
    return is_wrong


def main():
    if sys.argv[1:2] == ["--serve"]:
        return serve(sys.argv[2], sys.argv[3:])
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program", type=os.path.abspath)
    parser.add_argument("recorded", type=pathlib.Path)
    parser.add_argument("stand_in", type=os.path.abspath)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    shipped = pathlib.Path(__file__).resolve().parents[2] / "data"
    lines = (given.recorded / "listing.jsonl").read_text(encoding="utf-8").splitlines()
    rows = {row["id"].lower(): row for row in map(json.loads, lines)}
    renames = {old.lower(): new.lower()
               for old, new in read_json(given.recorded / "renames.json").items()}
    with tempfile.TemporaryDirectory() as home:
        work = pathlib.Path(home)
        server, place = started(given.stand_in, given.recorded, work)
        try:
            run(given.program, shipped, work / "usual", place, [])
            run(given.program, shipped, work / "wider", place, ["--hub.wide"])
        finally:
            server.kill()

        def of_row(value):
            return lambda model_id: value(rows.get(model_id.lower()) or {})

        for what, name in (("candidates", "staging_candidates"), ("rows of models.json", "models")):
            files = [work / kind / f"{name}.json" for kind in ("usual", "wider")]
            print(table(f"{what}, by task", files, of_row(lambda row: row.get("pipeline_tag") or "none")))
            print(table(f"{what}, by year", files, of_row(lambda row: (row.get("createdAt") or "not recorded")[:4]
                                                          .replace("not ", "not recorded"))))
            print()
        return curated(shipped, listings(work / "wider"), rows, renames, given.show)


if __name__ == "__main__":
    sys.exit(main())

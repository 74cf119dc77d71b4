#!/usr/bin/env python3
"""Tells how well muster knows what vendors' names stand for, on names whose Hub ids are hidden from it.

    tests/truth/try_names.py PROGRAM RECORDED [--litellm FILE] [--show]

RECORDED holds what others recorded: a listing of the Hub and the lists of OpenRouter, models.dev and
Artificial Analysis (and of LiteLLM, where FILE is a list of that form). The Hub is served whole. Of a vendor's list
the ids of one half are left out, then those of the other half: all of them at once, and no source would
be believed. `muster which` is asked for each name whose id was left out, and its answer is compared with
that id: a name is certain, likely or none, and each of these right, wrong, or of a name of which the
list itself gives no id.

Each name that is certain is asked for once more with a size, a version or a word for tuning behind a
colon, which no list has: none of these may be certain, as each may be another model.

An id of another size than the name has is an error of the list, and counts as none. An answer is right where it is the hidden id, letter case and renames aside, or another repository that
the list links for the same name; of what is likely, where any of the few is. --show prints what is not
right. Ends with status 1 where something wrong was certain.
"""
import argparse
import collections
import http.server
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import zlib

PAGE_ROWS = 1000
NAMES_AT_ONCE = 200
# What is behind a colon in Ollama's library, and in ids that services invent.
TAILS = ["4b", "30b", "v3.1", "base", "instruct", "27b-it-qat", "0528"]
HUB_LINK = re.compile(r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/([\w.-]+/[\w.-]+)")


def read_json(file):
    return json.loads(file.read_text(encoding="utf-8"))


def hub_ids(links):
    return [found.group(1) for link in links if link for found in [HUB_LINK.match(link)] if found]


class Openrouter:
    """A vendor's list as recorded: its names, and the ids that it gives for them."""
    label = "openrouter_index"

    def __init__(self, recorded):
        self.page = read_json(recorded / "openrouter/or_v1_models_modelsdev_2026-05.json")
        self.truth = {row["id"]: [row["hugging_face_id"]] if row.get("hugging_face_id") else []
                      for row in self.page["data"] if not row["id"].startswith("~")}

    def without(self, hidden):
        rows = [{**row, "hugging_face_id": None} if row["id"] in hidden else row
                for row in self.page["data"]]
        return {**self.page, "data": rows}


class Modelsdev:
    label = "models_dev"

    def __init__(self, recorded):
        self.page = read_json(
            recorded / "catalogs/modelsdev_base_models_from_toml_2026-07-02.json")
        self.truth = {name: hub_ids(one.get("url") for one in row.get("weights") or [])
                      for name, row in self.page.items()}

    def without(self, hidden):
        return {name: {key: value for key, value in row.items()
                       if key != "weights" or name not in hidden}
                for name, row in self.page.items()}


class Artificialanalysis:
    """Its list has names alone: the ids are from its pages, and never served."""
    label = "artificial_analysis"

    def __init__(self, recorded):
        self.rows, self.truth = [], {}
        file = recorded / "rankings/artificialanalysis_web_2026-04-10.json"
        for row in read_json(file)["models"]:
            maker = row["creator"]["slug"]
            self.rows.append({"slug": row["slug"], "model_creator": {"slug": maker},
                              "evaluations": row["evaluations"],
                              "release_date": row["release_date"]})
            self.truth[f"{maker}/{row['slug']}"] = hub_ids([row["open_weights"]["huggingface_url"]])

    def without(self, _):
        return {"data": self.rows, "pagination": {"has_more": False}}


class Litellm:
    """Its list has names alone: some of them are Hub ids behind the name of who serves them. No list
    was recorded; litellm_invented.json has rows of its form, with the id a person gives for each as
    hub_id, which the program does not read."""
    label = "litellm_prices"

    def __init__(self, file, hub):
        self.page, self.truth = read_json(file), {}
        for key, row in self.page.items():
            provider = row.get("litellm_provider", "") if isinstance(row, dict) else ""
            if provider and row.get("mode", "chat") in ("chat", "completion", "responses"):
                name = key.removeprefix(provider + "/")
                told = row.get("hub_id") or hub.get(name.lower())
                self.truth[name] = [told] if told else []

    def without(self, _):
        return self.page


def serve(pages, rows):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def do_GET(self):
            path, _, query = self.path.partition("?")
            link = None
            if path == "/api/models":
                begin = int((re.search(r"cursor=(\d+)", query) or [0, 0])[1])
                body = rows[begin:begin + PAGE_ROWS]
                if begin + PAGE_ROWS < len(rows):
                    link = f"</api/models?cursor={begin + PAGE_ROWS}>; rel=\"next\""
            else:
                body = pages.get(path[1:])
            data = json.dumps(body).encode()
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            if link:
                self.send_header("Link", link)
            self.end_headers()
            self.wfile.write(data)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def run(program, words, home):
    variables = {"PATH": os.environ["PATH"], "HOME": home, "ARTIFICIAL_ANALYSIS_API_KEY": "any"}
    done = subprocess.run([program, *words], env=variables, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(words[:3])}: {done.stderr}")
    return done.stdout


def gather(program, data, pages, place, home, limit):
    words = ["ingest", "--quiet", "--data", data, "--hub.endpoint", place, "--hub.limit", limit,
             "--with", ",".join(name for name in pages if name != "openrouter"),
             "--sources", ",".join(["hub", *pages]), "--content-age", "0"]
    for name in pages:
        words += [f"--{name}.url", f"{place}/{name}"]
    run(program, words, home)


def answers(program, data, names, home):
    """By name and source: how certain, and the ids. What no source knows is told by words."""
    found = {}
    for begin in range(0, len(names), NAMES_AT_ONCE):
        words = ["which", *names[begin:begin + NAMES_AT_ONCE], "--format", "json", "--data", data]
        for one in json.loads(run(program, words, home)):
            for meaning in one["meanings"]:
                ids = [meaning["model_id"]] if "model_id" in meaning else []
                answer = meaning["certainty"], ids + meaning.get("others", [])
                if answer[0] == "none" and one["certainty"] != "none":
                    answer = one["certainty"], [one["model_id"], *one.get("others", [])]
                found[meaning["name"], meaning["source"]] = answer
    return found


def certain_with_tails(program, data, names, home):
    """How many names were asked for with something behind a colon, and which are certain all the
    same."""
    asked = [f"{name}:{TAILS[zlib.crc32(name.encode()) % len(TAILS)]}" for name in names
             if "/" in name and ":" not in name]
    found = []
    for begin in range(0, len(asked), NAMES_AT_ONCE):
        words = ["which", *asked[begin:begin + NAMES_AT_ONCE], "--format", "json", "--data", data]
        found += [f"{one['name']}: {one['model_id']}"
                  for one in json.loads(run(program, words, home)) if one["certainty"] == "certain"]
    return len(asked), found


def look_up(program, source, sources, hidden, rows, limit):
    """What muster says of all names, where those of `hidden` have no id in their list; and of how
    many with a tail which are certain."""
    pages = {name: one.without(hidden[name]) for name, one in sources.items()}
    with tempfile.TemporaryDirectory() as home:
        data = f"{home}/data"
        os.mkdir(data)
        for name, text in (("catalog", "[]\n"), ("aliases", None), ("community_rankings", "[]\n")):
            shipped = source / f"data/{name}.json"
            pathlib.Path(f"{data}/{name}.json").write_text(text or shipped.read_text())
        gather(program, data, pages, serve(pages, rows), home, limit)
        names = sorted({name for one in sources.values() for name in one.truth})
        found = answers(program, data, names, home)
        sure = sorted({name for (name, _), (certainty, _) in found.items()
                       if certainty == "certain"})
        return found, certain_with_tails(program, data, sure, home)


def today(model_id, renames):
    low = model_id.lower()
    while low in renames and renames[low] != low:
        low = renames[low]
    return low


def renames_of(recorded, source):
    """Of models and of owners, as muster is told them."""
    models = {old.lower(): new.lower()
              for old, new in read_json(recorded / "hub-2026-10/renames.json").items()}
    owners = {}
    for one in read_json(source / "data/aliases.json"):
        if "model_id" in one:
            models[one["model_id"].lower()] = one["now"].lower()
        elif "owner" in one:
            owners[one["owner"].lower()] = one["now"].lower()
    return models, owners


def present(model_id, renames):
    models, owners = renames
    low = today(model_id, models)
    owner, _, name = low.partition("/")
    return today(f"{owners.get(owner, owner)}/{name}", models)


def contradicts(name, model_id):
    """Whether a list gives a name the id of another size: that is no truth to be held to."""
    sizes = [set(re.findall(r"\d+(?:\.\d+)?b\b", text.lower())) for text in (name, model_id)]
    return all(sizes) and not sizes[0] & sizes[1]


def judge(name, certainty, ids, hidden, renames):
    hidden = [one for one in hidden if not contradicts(name, one)]
    if not hidden:
        return "not told"
    if certainty == "none":
        return "missed"
    wanted = {present(one, renames) for one in hidden}
    # Of what is certain the first id counts; of what is likely, any of the few.
    given = {present(one, renames) for one in (ids[:1] if certainty == "certain" else ids)}
    return "right" if wanted & given else "wrong"


def half_of(key):
    return zlib.crc32(key.encode()) % 2


def plain(name):
    return name.rpartition(":")[0] or name


def halves(sources, renames):
    """Two ways to hide, each in two parts: what a part hides, by source."""
    def of_model(name, ids):
        return half_of(present(ids[0], renames)) if ids else half_of(plain(name))

    ways = {"each model hidden in all lists at once": lambda _, name, ids: of_model(name, ids),
            "each name hidden in one list, others may tell":
                lambda source, name, _: half_of(source + plain(name))}
    for way, choose in ways.items():
        yield way, [{source: {name for name, ids in one.truth.items()
                              if choose(source, name, ids) == part}
                     for source, one in sources.items()} for part in (0, 1)]


def table(counts, sources):
    rows = ["source              names  certain: right wrong no id   likely: right wrong no id   "
            "none: with id, without"]
    for source, one in sources.items():
        rows.append(f"{source:20}{len(one.truth):5}" + "".join(
            f"{counts[source, certainty, verdict]:{width}}" for certainty, verdict, width in (
                ("certain", "right", 16), ("certain", "wrong", 6), ("certain", "not told", 6),
                ("likely", "right", 16), ("likely", "wrong", 6), ("likely", "not told", 6),
                ("none", "missed", 15), ("none", "not told", 9))))
    return "\n".join(rows)


def main():
    source = pathlib.Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("recorded", type=pathlib.Path)
    parser.add_argument("--litellm", type=pathlib.Path)
    parser.add_argument("--limit", default="0", help="--hub.limit; 0 for the whole listing")
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    lines = (asked.recorded / "hub-2026-10/listing.jsonl").read_text(encoding="utf-8").splitlines()
    rows = sorted((json.loads(line) for line in lines),
                  key=lambda row: (-(row.get("downloads") or 0), row["id"]))
    sources = {"openrouter": Openrouter(asked.recorded), "modelsdev": Modelsdev(asked.recorded),
               "artificialanalysis": Artificialanalysis(asked.recorded)}
    if asked.litellm:
        sources["litellm"] = Litellm(asked.litellm, {row["id"].lower(): row["id"] for row in rows})
    renames = renames_of(asked.recorded, source)
    program = os.path.abspath(asked.program)
    wrong = 0
    for way, parts in halves(sources, renames):
        counts = collections.Counter()
        tailed, certain_tails = 0, []
        for hidden in parts:
            found, (asked_tails, sure) = look_up(program, source, sources, hidden, rows, asked.limit)
            tailed += asked_tails
            certain_tails += sure
            for plugin, one in sources.items():
                for name in sorted(hidden[plugin]):
                    certainty, ids = found.get((name, one.label), ("none", []))
                    verdict = judge(name, certainty, ids, one.truth[name], renames)
                    counts[plugin, certainty, verdict] += 1
                    wrong += (certainty, verdict) == ("certain", "wrong")
                    if asked.show and verdict in ("wrong", "missed"):
                        print(f"  {certainty} {verdict}: {plugin} {name}: {ids}, "
                              f"not {one.truth[name]}")
        wrong += len(certain_tails)
        print(f"{way}:\n{table(counts, sources)}")
        print(f"with a size, version or tuning behind a colon: {tailed}, of these certain: "
              f"{len(certain_tails)}\n" + "".join(f"  {one}\n" for one in certain_tails))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

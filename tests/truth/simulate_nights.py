#!/usr/bin/env python3
"""Runs muster night after night over recorded listings that rot, and holds it to what is true.

    tests/truth/simulate_nights.py PROGRAM SNAPSHOTS [--nights 100] [--seed 1] [--without KIND,KIND]
                                   [--two-tasks] [--hub-limit N]

SNAPSHOTS is a folder of answers of the OpenRouter index, one file a day, sorted by name. Beside
that index stands a Hub that lists some of the same models. The nights go through the days and back
again. Into what is true are put, by the seed:

    erosion     a source loses some of its rows every night
    lasting     the same for a few nights, and nobody mends it: the rows stay away
    limit       a source gives the first rows alone, and calls them all there are
    truncation  a gateway passes the first rows of an index alone, and says that there are more
    freezing    a source goes on giving the answer of one day
    unfiltered  with two tasks and a limit the Hub answers the second with the models of both
    flapping    a model is not listed for a night or two
    rename      a model has another name on the Hub from then on, and in the index a night later
    removal     a model is deleted on the Hub and in the index
    crash       the run of a night is killed at some moment, and started again

Each night is one `muster run` with the clock set to its date (faketime). After it models.json,
archive.json, run_report.json and changes.jsonl are compared with what is true: no row of a model
that is listed in truth may be missing (but those that a lasting rot has hidden for the time of
grace, which are in the archive then), no row may be lost, what rots must be told of within three
nights: by the verdict of its source, or by rows that are unlisted, archived or held, or by what
changes.jsonl says of names and sources. Those nights do not count on which nobody can tell, as an
earlier listing that has the model stands in for a source of which another rot is told: such a rot
is named as hidden, with what hides it. Named is, too, what could not be seen at all. With
--two-tasks the Hub is asked two questions, each of which lists a part of its models. With --hub-limit
the Hub has four times as many models as it is asked for, beside those of the index, whose downloads
change by some per cent a night: what falls below the limit may leave, and to call it unlisted is a
false alarm. In truth each
listing has something of its own day; that one is frozen can be told once its content is older than
--content-age, here four days. What is told of although nothing is wrong is a false alarm, and
named. Ends with status 1 where a row was wrongly deleted or lost, or something was not told of.
"""
import argparse
import collections
import datetime
import fcntl
import http.server
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import urllib.parse
import zlib

FIRST_NIGHT = datetime.date(2026, 3, 1)
NIGHTS_TO_TELL = 3
GRACE_NIGHTS = 14
# Less than the time of grace: somebody mends what was told of.
LONGEST_ROT = 12
CONTENT_AGE_NIGHTS = 4
LASTING_EROSION_NIGHTS = 4
CRASHES = 12
# A run takes about that long.
LONGEST_LIFE_SECONDS = 0.8
SOURCES = ("hub", "openrouter")
TASKS = ("text-generation", "image-text-to-text")
LABELS = {"hub": "huggingface_hub", "openrouter": "openrouter_index"}
# 138,048 parameters: what the records of all models say.
CONFIG = {"model_type": "llama", "architectures": ["LlamaForCausalLM"], "hidden_size": 64,
          "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2,
          "intermediate_size": 128, "vocab_size": 1000, "max_position_embeddings": 4096,
          "tie_word_embeddings": True, "torch_dtype": "bfloat16"}
TOTAL = 138048
# The change of the downloads of a model from night to night.
DRIFT = 0.02


class Rot:
    """Something that goes wrong from one night to another (not included)."""

    def __init__(self, kind, source, first, last, models=(), share=0.0):
        self.kind, self.source, self.first, self.last = kind, source, first, last
        self.models, self.share, self.told = tuple(models), share, None
        self.seen_from = None
        self.how = None  # it was told
        self.hidden = {}  # by night: behind what

    def is_on(self, night):
        return self.first <= night < self.last

    def due_from(self):
        """The night from which on it can be seen: another rot may hide it."""
        if self.kind == "freezing":
            return self.first + CONTENT_AGE_NIGHTS
        return self.first if self.seen_from is None else self.seen_from

    def nights_to_tell(self, nights):
        """Those on which it could be told, up to the one on which it was, if ever."""
        end = min(self.last, nights) - 1 if self.told is None else self.told
        return [night for night in range(self.due_from(), end + 1) if night not in self.hidden]

    def is_late(self, nights):
        open_nights = self.nights_to_tell(nights)
        return bool(open_nights) if self.told is None else len(open_nights) > NIGHTS_TO_TELL

    def __str__(self):
        models = f" of {', '.join(self.models)}" if self.models else ""
        return f"{self.kind} in {self.source}{models}, nights {self.first} to {self.last - 1}"


class World:
    """What is true, and what is served of it."""

    def __init__(self, days, seed, nights, without, tasks=TASKS[:1], hub_limit=0):
        self.days, self.nights, self.tasks = days, nights, tasks
        self.hub_limit, self.seed, self.counted = hub_limit, seed, {}
        self.known_served = None  # by night and sources, once what goes wrong is known
        self.below = [f"Below/M{i:05}" for i in range(4 * hub_limit)]
        self.random = random.Random(seed)
        ids = {}
        for day in days:
            for row in day:
                if row.get("hugging_face_id"):
                    ids.setdefault(row["hugging_face_id"].lower(), row["hugging_face_id"])
        self.ids = sorted(ids.values())
        # By the id, so that the same model is on the Hub whatever the seed.
        self.on_hub = [i for i in self.ids if zlib.crc32(i.lower().encode()) % 10 < 6]
        self.renames, self.removed = {}, {}
        self.rots = [rot for rot in self.inject() + self.ignored_filters()
                     if rot.kind not in without]
        # By a chance of its own: the rots of a seed are the same with crashes and without.
        chance = random.Random(seed + 1)
        self.crashes = {} if "crash" in without else {
            chance.randrange(1, nights): chance.uniform(0, LONGEST_LIFE_SECONDS)
            for _ in range(CRASHES)}
        for rot in self.rots:
            if rot.kind == "rename":
                self.renames[rot.models[0]] = (rot.models[1], rot.first)
            elif rot.kind == "removal":
                self.removed[rot.models[0]] = rot.first
        for rot in self.rots:
            self.look(rot)
        self.unseen = [(rot, why) for rot in self.rots for why in [self.why_unseen(rot)] if why]
        self.rots = [rot for rot in self.rots if not self.why_unseen(rot)]
        self.known_served = {}

    def why_unseen(self, rot):
        """Why nothing can be told of it on any night; empty where something can."""
        if rot.models and rot.models[0].lower() in (
                self.lost_for_good(rot.first) - self.all_served(rot.first - 1)):
            return "a lasting rot took it away before: it has no row"
        # A name that was given up is told of when that can be seen.
        if rot.kind == "flapping" and rot.seen_from is None:
            return "a listing that is frozen went on listing it"
        return ""

    def look(self, rot):
        if not rot.models:
            return
        for night in range(rot.first, min(rot.last, self.nights)):
            if rot.models[0].lower() not in self.all_served(night):
                rot.seen_from = night
                return

    def all_served(self, night, sources=SOURCES):
        key = night, tuple(sorted(sources))
        found = self.known_served.get(key) if self.known_served is not None else None
        if found is None:
            found = {i.lower() for source in sources for i in self.served(source, night)[0]}
            if self.known_served is not None:
                self.known_served[key] = found
        return found

    def inject(self):
        """Three of each kind, apart in time where they are about a whole source."""
        pick, rots = self.random, []
        slots = list(range(4, self.nights - LONGEST_ROT - NIGHTS_TO_TELL, LONGEST_ROT + 3))
        pick.shuffle(slots)
        for number, kind in enumerate(["erosion", "truncation", "freezing", "limit"] * 2):
            if not slots:
                break
            first = slots.pop()
            length = pick.randint(NIGHTS_TO_TELL + CONTENT_AGE_NIGHTS, LONGEST_ROT)
            source = "openrouter" if kind == "truncation" else SOURCES[number % 2]
            share = pick.uniform(*{"erosion": (0.04, 0.12), "limit": (0.3, 0.9)}.get(
                kind, (0.02, 0.8)))
            rots.append(Rot(kind, source, first, first + length, (), share))
        rots.append(Rot("lasting", pick.choice(SOURCES), pick.randrange(3, self.nights // 2),
                        self.nights, (), pick.uniform(0.02, 0.06)))
        steady = [i for i in self.ids if all(any(same(i, row) for row in day) for day in self.days)]
        chosen = pick.sample(steady, min(len(steady), 18))
        last = self.nights - NIGHTS_TO_TELL
        for model in chosen[:10]:
            first = pick.randrange(3, last)
            rots.append(Rot("flapping", "all sources", first, first + pick.randint(1, 2), [model]))
        for model in chosen[10:14]:
            first = pick.randrange(3, last)
            rots.append(Rot("rename", "the Hub", first, self.nights, [model, model + "-Renamed"]))
        for model in chosen[14:]:
            first = pick.randrange(3, last)
            rots.append(Rot("removal", "all sources", first, self.nights, [model]))
        return rots

    def ignored_filters(self):
        """By a chance of their own, so that the others of a seed are the same without them."""
        if len(self.tasks) < 2 or not self.hub_limit:
            return []
        chance = random.Random(self.seed + 2)
        firsts = chance.sample(range(4, self.nights - NIGHTS_TO_TELL), 3)
        return [Rot("unfiltered", "hub", first, first + chance.randint(1, 2)) for first in firsts]

    def task_of(self, model):
        return self.tasks[zlib.crc32(self.original(model).lower().encode()) // 10 % len(self.tasks)]

    def day(self, night):
        """There and back again: what came by day goes at last, which is no rot."""
        around = 2 * (len(self.days) - 1) or 1
        place = night % around
        return self.days[min(place, around - place)] if len(self.days) > 1 else self.days[0]

    def name(self, model, night):
        to, first = self.renames.get(model, (model, 0))
        return to if night >= first else model

    def is_removed(self, model, night):
        return self.removed.get(model, self.nights) <= night

    def true_rows(self, source, night):
        """The models that a source lists in truth, under their names in it; the flapping aside."""
        rows = self.all_rows(source, night)
        return self.cut(rows, night) if source == "hub" else rows

    def asked_for(self, rows, task, night):
        """Those of the served rows that answer the question for a task."""
        is_ignored = task != self.tasks[0] and any(
            rot.kind == "unfiltered" and rot.is_on(night) for rot in self.rots)
        if not is_ignored:
            return [i for i in rows if self.task_of(i) == task]
        rows = sorted(rows, key=lambda i: (-self.downloads(i, night), i))
        return rows[:self.hub_limit // len(self.tasks)]

    def cut(self, rows, night, is_unfiltered=False):
        rows = sorted(rows, key=lambda i: (-self.downloads(i, night), i))
        if not self.hub_limit:
            return rows
        # Each question is asked for its part.
        each = self.hub_limit // len(self.tasks)
        tasks = self.tasks[:1] + ("",) if is_unfiltered else self.tasks
        listed = {i for task in tasks
                  for i in [i for i in rows if not task or self.task_of(i) == task][:each]}
        return [i for i in rows if i in listed]

    def downloads(self, model, night):
        # As on the Hub few models have most of them.
        original = self.original(model)
        first = zlib.crc32(original.encode()) % 100000 + 1
        if not self.hub_limit:
            return zlib.crc32(model.encode()) % 100000 + 1
        if original not in self.counted:
            chance, counts = random.Random(f"{original} {self.seed}"), [1e8 / first]
            for _ in range(self.nights):
                counts.append(counts[-1] * max(0.5, chance.gauss(1, DRIFT)))
            self.counted[original] = counts
        return int(self.counted[original][night])

    def below_limit(self, night):
        """What nothing but the limit keeps out of what is true."""
        if not self.hub_limit:
            return set()
        return {i.lower() for i in self.all_rows("hub", night)} - self.truly_listed(night)

    def has_left_index(self, folded, night):
        """Whether the index listed a model once, and in truth does so no more: of that a limit of
        the Hub says nothing."""
        def lists(at):
            return folded in {i.lower() for i in self.true_rows("openrouter", at)}
        return not lists(night) and any(lists(at) for at in range(night))

    def was_let_in(self, folded, night):
        """Whether rot let a model in that was missed then. Into the gaps that an erosion makes the
        limit lets others, which it takes, too: those were listed, and are missed. So is what an
        answer listed that ignored its filter."""
        if any(rot.kind == "unfiltered" and rot.first < night <= rot.last for rot in self.rots):
            return True
        return any(rot.kind == "erosion" and rot.source == "hub" and
                   rot.first <= night <= rot.last and
                   self.is_eroded(self.spelled(folded), rot, min(night, rot.last - 1))
                   for rot in self.rots)

    def all_rows(self, source, night):
        if source == "hub":
            return [self.name(i, night) for i in self.on_hub + self.below
                    if not self.is_removed(i, night)]
        rows = []
        for row in self.day(night):
            model = row.get("hugging_face_id")
            if model and not self.is_removed(model, night):
                # An index is a night behind the Hub.
                rows.append(self.name(model, night - 1))
        return rows

    def truly_listed(self, night):
        return {self.name(self.original(i), night).lower()
                for source in SOURCES for i in self.true_rows(source, night)}

    def original(self, name):
        return name.removesuffix("-Renamed")

    def spelled(self, folded):
        """The first name of a model, of any of its names in lower case."""
        first = folded.removesuffix("-renamed")
        return next((i for i in self.ids + self.below if i.lower() == first), folded)

    def night_of_content(self, source, night):
        """A source that is frozen answers as it did in an earlier night."""
        for rot in self.rots:
            if rot.kind == "freezing" and rot.source == source and rot.is_on(night):
                return rot.first
        return night

    def served(self, source, night):
        """Rows and the number of rows that the service says it has."""
        at = self.night_of_content(source, night)
        rows = self.all_rows(source, at)
        absent = {m for rot in self.rots if rot.kind == "flapping" and rot.is_on(at)
                  for m in rot.models}
        rows = [i for i in rows if self.original(i) not in absent]
        on = [rot for rot in self.rots if rot.source == source and rot.is_on(night)]
        for rot in on:
            if rot.kind in ("erosion", "lasting"):
                rows = [i for i in rows if not self.is_eroded(i, rot, night)]
        if source == "hub":
            is_unfiltered = any(rot.kind == "unfiltered" for rot in on)
            rows = self.cut(rows, at, is_unfiltered)
        # What a gateway says that there are is what the service has, whatever that lost before.
        there = len(rows)
        for rot in on:
            if rot.kind in ("truncation", "limit"):
                rows = rows[:max(1, int(len(rows) * rot.share))]
                there = len(rows) if rot.kind == "limit" else there
        return rows, there

    def is_eroded(self, model, rot, night):
        steps = night - rot.first + 1
        if rot.kind == "lasting":
            steps = min(steps, LASTING_EROSION_NIGHTS)
        lost = 1 - (1 - rot.share) ** steps
        # Under its first name: a rename does not bring it back.
        number = zlib.crc32((self.original(model) + str(rot.first)).encode())
        return number % 10000 < lost * 10000

    def lost_for_good(self, night):
        """Models that a lasting rot takes from a source, under all names."""
        return {name.lower() for rot in self.rots if rot.kind == "lasting" and rot.is_on(night)
                for i in self.ids + self.below if self.is_eroded(i, rot, night)
                for name in (i, self.name(i, night))}


def same(model, row):
    return (row.get("hugging_face_id") or "").lower() == model.lower()


def seconds(date):
    return int(datetime.datetime.combine(date, datetime.time(), datetime.timezone.utc).timestamp())


def night_of(date):
    return (datetime.date.fromisoformat(date) - FIRST_NIGHT).days


class Service(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body in one packet: else each answer waits for an acknowledgement.
    wbufsize = 1 << 16
    disable_nagle_algorithm = True
    world, night = None, 0

    def log_message(self, *_):
        pass

    def send(self, status, document, headers=()):
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def record(self, model):
        # The commit is that of the model, whatever it is called.
        sha = f"{zlib.crc32(self.world.original(model).encode()):08x}" * 5
        downloads = self.world.downloads(model, self.night)
        return {"id": model, "sha": sha, "gated": False, "private": False, "downloads": downloads,
                "pipeline_tag": self.world.task_of(model), "tags": ["license:mit"],
                "safetensors": {"parameters": {"BF16": TOTAL}, "total": TOTAL}}

    def do_GET(self):
        path = self.path.split("?")[0]
        world, night = self.world, self.night
        if path == "/openrouter":
            rows, there = world.served("openrouter", night)
            by_id = {}
            for row in world.day(night):
                by_id.setdefault((row.get("hugging_face_id") or "").lower(), []).append(row)
            # A model has a row for each way in which it is served.
            given, listed = collections.Counter(), []
            for i in rows:
                first = world.original(i).lower()
                own = by_id.get(first, [])
                row = own[given[first]] if given[first] < len(own) else {"id": i.lower()}
                given[first] += 1
                listed.append(dict(row, hugging_face_id=i))
            # Something is new every day.
            content = FIRST_NIGHT + datetime.timedelta(
                days=world.night_of_content("openrouter", night))
            for row in listed:
                row["created"] = min(row.get("created", 0), seconds(FIRST_NIGHT))
            listed[0]["created"] = seconds(content)
            return self.send(200, {"data": listed, "total_count": there,
                                   "has_more": there > len(rows)})
        if path == "/api/models":
            asked = urllib.parse.parse_qs(self.path.partition("?")[2]).get("pipeline_tag")
            rows = [self.record(i)
                    for i in world.asked_for(world.served("hub", night)[0], asked[0], night)]
            if not rows:
                return self.send(200, [])
            rows.sort(key=lambda row: (-row["downloads"], row["id"]))
            content = FIRST_NIGHT + datetime.timedelta(days=world.night_of_content("hub", night))
            rows[0]["lastModified"] = f"{content}T00:00:00.000Z"
            return self.send(200, rows)
        if path.startswith("/api/models/"):
            return self.answer_model(path.removeprefix("/api/models/"), "/api/models/{}")
        if "/resolve/" in path:
            model, file = path[1:].split("/resolve/")
            return self.answer_model(model, "/{}/resolve/" + file, file)
        return self.send(404, {"error": "no"})

    def answer_model(self, model, address, file=None):
        world, night = self.world, self.night
        now = world.name(model, night)
        if now != model:
            return self.send(307, {}, [("Location", address.format(now))])
        known = world.spelled(model.lower())
        if known not in world.ids + world.below or world.is_removed(known, night):
            return self.send(404, {"error": "Repository not found"})
        if file is None:
            return self.send(200, self.record(model))
        if file.endswith("/config.json"):
            return self.send(200, CONFIG)
        return self.send(404, {"error": "Entry not found"})


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128  # of 5, the usual number, connections are dropped

    def handle_error(self, *_):
        """Whoever has enough hangs up: that is no error."""


def read(file, missing):
    return json.loads(file.read_text()) if file.exists() else missing


class Simulation:
    def __init__(self, program, world):
        self.program, self.world = program, world
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="muster-nights-"))
        self.data = self.work / "data"
        self.data.mkdir()
        (self.data / "catalog.json").write_text("[]\n")
        self.server = Server(("127.0.0.1", 0), Service)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        age = ["--content-age", f"{CONTENT_AGE_NIGHTS}d"]
        self.extra = age
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(self.work), "TZ": "UTC",
                            "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        self.sources, self.left_by_limit = {}, set()
        self.published, self.faults, self.alarms, self.counts = {}, [], [], {}

    def run(self, night):
        Service.world, Service.night = self.world, night
        if night in self.world.crashes:
            self.kill_a_run(night)
        done = self.started(night)
        # A killed faketime of the same process number left its semaphore behind.
        while done.stderr.startswith("faketime: sem_open: File exists"):
            done = self.started(night)
        if done.returncode != 0:
            sys.exit(f"night {night}: status {done.returncode}: {done.stderr}")

    def started(self, night):
        return subprocess.run(self.command(night), env=self.environment, capture_output=True,
                              text=True, timeout=300, check=False)

    def kill_a_run(self, night):
        with subprocess.Popen(self.command(night), env=self.environment,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              start_new_session=True) as running:
            try:
                running.wait(self.world.crashes[night])
            except subprocess.TimeoutExpired:
                # faketime is but the parent of the program.
                os.killpg(running.pid, signal.SIGKILL)
                running.wait()
                self.wait_for_lock()
                for name in ("sem.faketime_sem_", "faketime_shm_"):
                    pathlib.Path(f"/dev/shm/{name}{running.pid}").unlink(missing_ok=True)
                self.counts["killed"] = self.counts.get("killed", 0) + 1

    def wait_for_lock(self):
        """Until the killed program itself is gone."""
        with open(self.data / ".lock", "a", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)

    def command(self, night):
        date = FIRST_NIGHT + datetime.timedelta(days=night)
        return ["faketime", "-f", f"{date} 02:00:00", self.program, "run", "--quiet",
                "--sources", ",".join(SOURCES), "--data", self.data, "--hub.endpoint", self.base,
                "--hub.limit", str(self.world.hub_limit), "--hub.task", ",".join(self.world.tasks),
                "--openrouter.url", self.base + "/openrouter", *self.extra]

    def check(self, night):
        rows = {row["model_id"].lower(): row for row in read(self.data / "models.json", [])}
        archive = {one["model_id"].lower() for one in read(self.data / "archive.json", [])}
        report = read(self.data / "run_report.json", {})
        # An earlier listing may stand in for one that is not what it should be.
        fresh = {one["name"] for one in report["sources"] if one["used"] == "fresh"}
        self.note_left_by_limit(night, set(rows))
        self.check_rows(night, set(rows), archive, fresh)
        self.check_report(night, report)
        for model, row in rows.items():
            self.published[model] = night
            self.sources[model] = row["source"]

    def note_left_by_limit(self, night, rows):
        """A row of the Hub alone may leave with its limit, whatever the index listed before."""
        on_hub = {i.lower() for i in self.world.all_rows("hub", night)}
        below = on_hub - {i.lower() for i in self.world.true_rows("hub", night)}
        self.left_by_limit -= rows
        self.left_by_limit |= {model for model, last in self.published.items()
                               if last == night - 1 and self.sources[model] == LABELS["hub"]
                               and model in below - rows}

    def check_rows(self, night, rows, archive, fresh):
        world = self.world
        served = world.all_served(night, fresh)
        for model, last in self.published.items():
            now = world.name(world.spelled(model), night).lower()
            names = {model, now}
            # What a rot hid and what then left in truth was not to be seen in between.
            was_served = any(names & world.all_served(before)
                             for before in range(max(0, night - GRACE_NIGHTS + 1), night + 1))
            # What a lasting rot hides is in the archive after its time of grace.
            is_listed = was_served or names & (world.truly_listed(night) -
                                               world.lost_for_good(night))
            if last == night - 1 and is_listed and not names & (rows | self.left_by_limit):
                self.faults.append(f"night {night}: {model} lost its row, and is listed in truth "
                                   "or was served a few nights ago")
            elif names & served and not names & rows:
                self.faults.append(f"night {night}: {model} is listed again and has no row")
            elif not names & (rows | archive | self.left_by_limit):
                self.faults.append(f"night {night}: {model} is neither published nor archived")

    def check_report(self, night, report):
        world = self.world
        on = [rot for rot in world.rots if rot.is_on(night)]
        listed = world.truly_listed(night)
        unlisted = {one["model_id"].lower() for one in report.get("unlisted", [])}
        archived = {one["model_id"].lower() for one in report.get("archived", [])}
        lost = world.lost_for_good(night)
        wrong = unlisted & listed
        marked = {one["model_id"].lower(): one.get("unlisted_since") or one.get("gone_since")
                  for one in report.get("unlisted", [])}
        # Archived is no word of alarm: whether it was the limit nobody could tell.
        for model in sorted(world.below_limit(night) - lost):
            since = marked.get(model)
            if not since or world.has_left_index(model, night) or \
                    world.was_let_in(model, night_of(since)):
                continue
            self.alarms.append(f"night {night}: {model} is told to be missing, below the limit")
        troubled = {one["name"] for one in report["sources"] if one["verdict"] != "ok"}
        changes = self.changes_of(night)
        # The Hub has it no more, and a source that is behind lists it still.
        held = {one["model_id"].lower() for one in report.get("held", [])}
        absent = unlisted | archived | held
        for rot in on:
            of_rot = wrong & lost if rot.kind == "lasting" else wrong - lost
            if rot.told is not None:
                continue
            rot.how = self.how_told(rot, night, of_rot, absent, troubled, changes)
            if rot.how:
                rot.told = night
            elif behind := self.what_hides(rot, night, report):
                rot.hidden[night] = behind
        # What is served wrongly tonight, or was the night before: an index lags behind.
        about = {m.lower() for rot in world.rots if rot.first <= night <= rot.last
                 for m in rot.models}
        of_source = {rot.source for rot in on
                     if rot.kind in ("erosion", "truncation", "freezing", "limit", "unfiltered")}
        for model in sorted(wrong - about - lost):
            if not of_source:
                self.alarms.append(f"night {night}: {model} is told to be unlisted")
        for source in sorted(troubled - of_source):
            reason = next(one.get("reason", "") for one in report["sources"]
                          if one["name"] == source)
            self.alarms.append(f"night {night}: {source} is told to be troubled: {reason}")
        removed = {m.lower() for rot in on if rot.kind == "removal" for m in rot.models}
        for one in report.get("held", []):
            if one["model_id"].lower() in removed:
                continue
            self.alarms.append(f"night {night}: held: {one['model_id']}: {one['reason']}")
        for note in report.get("notes", []):
            model, _, why = note.partition(" is in models.json no longer: ")
            if not why or model.lower() not in self.left_by_limit:
                self.alarms.append(f"night {night}: {note}")
        for name in ("unlisted", "archived", "back"):
            self.counts[name] = self.counts.get(name, 0) + len(report.get(name, []))

    def changes_of(self, night):
        date = str(FIRST_NIGHT + datetime.timedelta(days=night))
        file = self.data / "changes.jsonl"
        lines = file.read_text().splitlines() if file.exists() else []
        return [one for one in map(json.loads, lines) if one["date"] == date]

    def how_told(self, rot, night, wrong, absent, troubled, changes):
        """By what it was told tonight; None where by nothing."""
        if rot.kind == "rename":
            told = any(one["field"] == "model_id" and one["before"] == rot.models[0]
                       and one["after"] == rot.models[1] for one in changes)
            return "its new name" if told else None
        if rot.models:
            return "its row" if rot.models[0].lower() in absent else None
        # What lasts is quiet: trouble is told of whatever else is on in its source.
        is_quiet = rot.kind == "lasting" and self.others_on(rot, rot.source, night)
        if rot.source in troubled and not is_quiet:
            return "verdict"
        if rot.kind == "freezing":
            return None
        if wrong:
            return "rows"
        # Another source lists it still: then its row says who lists it no more.
        lost = any(one["field"] == "source" and self.is_lost_from(one, rot, night)
                   for one in changes)
        return "sources of rows" if lost else None

    def is_lost_from(self, change, rot, night):
        """Whether a row lost a source, and this rot is why."""
        label = LABELS[rot.source]
        model = self.world.spelled(change["id"].lower())
        is_gone = label in (change["before"] or "") and label not in (change["after"] or "")
        if rot.kind in ("erosion", "lasting"):
            return is_gone and self.world.is_eroded(model, rot, night)
        names = {model.lower(), self.world.name(model, night).lower()}
        there = {i.lower() for i in self.world.true_rows(rot.source, night)}
        return is_gone and bool(names & there)

    def what_hides(self, rot, night, report):
        """The other rots behind which nobody can see this one tonight. Either an earlier listing
        stands in for their source, and has the model; or, of a new name, they keep the model out of
        what is listed, under any name. Empty where there are none."""
        others = {name: self.others_on(rot, name, night) for name in SOURCES}
        found = []
        for source in report["sources"]:
            behind = others[source["name"]]
            is_meant = self.is_kept(rot, source["name"]) if rot.models else \
                rot.kind == "lasting" and rot.source == source["name"]
            if behind and source["used"] == "stale" and is_meant:
                found += [f"{'; '.join(map(str, behind))}: the listing of {source['since'][:10]} "
                          f"that stands in for {source['name']} has "
                          + ("it" if rot.models else "them all")]
        names = {name.lower() for name in rot.models}
        behind = sum(others.values(), [])
        if rot.kind == "rename" and behind and not names & self.world.all_served(night):
            found += [f"{'; '.join(map(str, behind))}: nobody lists it under any name"]
        return "; ".join(found)

    def others_on(self, rot, source, night):
        """The other rots of a whole source that are on."""
        return [other for other in self.world.rots if other is not rot and not other.models
                and other.source == source and other.is_on(night)]

    def is_kept(self, rot, source):
        """Whether the last complete listing of a source has the model under its first name."""
        return any(one.get("model_id", "").lower() == name.lower() for name in rot.models[:1]
                   for file in (self.data / "sources").glob(source + "[.+]*json")
                   for one in read(file, {})["models"])

    def comings_and_goings_of_renames(self):
        """A rename must be no going and no coming."""
        file = self.data / "changes.jsonl"
        whole = [rot for rot in self.world.rots if not rot.models and rot.kind != "lasting"]
        for one in map(json.loads, file.read_text().splitlines() if file.exists() else []):
            night = night_of(one["date"])
            names = {name for rot in self.world.rots if rot.kind == "rename" for name in rot.models}
            if one["field"] == "model_id" and one["id"] in names and \
                    (one["before"] is None or one["after"] is None):
                what = "coming" if one["before"] is None else "going"
                told = f"night {night}: a rename is told as a {what}: {one['id']}"
                # Of a listing that is not what it should be the old name can still be read.
                hidden = [str(rot) for rot in whole if rot.first <= night <= rot.last]
                if hidden:
                    self.alarms.append(f"{told}, behind: {'; '.join(hidden)}")
                else:
                    self.faults.append(told)

    def finish(self):
        self.comings_and_goings_of_renames()
        self.server.shutdown()
        shutil.rmtree(self.work)


def tell(simulation, nights):
    world = simulation.world
    print(f"{nights} nights, {len(world.ids)} models, {len(world.rots)} things that go wrong")
    by_kind = {}
    for rot in world.rots:
        by_kind.setdefault(rot.kind, []).append(rot)
    for kind, rots in sorted(by_kind.items()):
        took = [len(rot.nights_to_tell(nights)) or 1 for rot in rots if rot.told is not None]
        how = collections.Counter(rot.how for rot in rots if rot.told is not None)
        in_time = sum(rot.told is not None and not rot.is_late(nights) for rot in rots)
        hidden = sum(bool(rot.hidden) for rot in rots)
        print(f"  {kind:11} {len(rots):2}: {in_time} told within {NIGHTS_TO_TELL} nights; "
              f"nights it took: {', '.join(map(str, took)) or '-'}; by "
              + (", ".join(f"{what} ({count})" for what, count in sorted(how.items())) or "nothing")
              + (f"; {hidden} hidden for a time" if hidden else ""))
    for rot in world.rots:
        if rot.is_late(nights):
            print(f"  NOT TOLD IN TIME: {rot}"
                  + (f" (told in night {rot.told})" if rot.told is not None else ""))
        if rot.hidden:
            told = "never told" if rot.told is None else f"told in night {rot.told}"
            print(f"  HIDDEN: {rot} ({told})")
            for night, behind in rot.hidden.items():
                print(f"    in night {night} behind {behind}")
    for rot, why in world.unseen:
        print(f"  not to be seen: {rot}: {why}")
    counts = simulation.counts
    print(f"runs killed: {counts.get('killed', 0)} of {len(world.crashes)} that were to be")
    print(f"rows told of, all nights together: {counts.get('unlisted', 0)} unlisted, "
          f"{counts.get('archived', 0)} archived, {counts.get('back', 0)} back")
    print(f"wrongly deleted or lost: {len(simulation.faults)}")
    for fault in simulation.faults:
        print("  " + fault)
    print(f"false alarms: {len(simulation.alarms)}")
    for alarm in simulation.alarms:
        print("  " + alarm)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("snapshots", type=pathlib.Path)
    parser.add_argument("--nights", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", default="", help="kinds that are not injected")
    parser.add_argument("--two-tasks", action="store_true", help="ask the Hub two questions")
    parser.add_argument("--hub-limit", type=int, default=0,
                        help="ask the Hub for so many models of many more")
    given = parser.parse_args()
    if shutil.which("faketime") is None:
        sys.exit("the clock cannot be set: install faketime")
    days = []
    for file in sorted(given.snapshots.rglob("*.json")):
        document = json.loads(file.read_text())
        days.append(document["data"] if isinstance(document, dict) else document)
    if not days:
        sys.exit(f"no snapshot in {given.snapshots}")
    world = World(days, given.seed, given.nights, set(given.without.split(",")),
                  TASKS if given.two_tasks else TASKS[:1], given.hub_limit)
    simulation = Simulation(os.path.abspath(given.program), world)
    for night in range(given.nights):
        simulation.run(night)
        simulation.check(night)
    simulation.finish()
    tell(simulation, given.nights)
    sys.exit(1 if simulation.faults or any(rot.is_late(given.nights) for rot in world.rots) else 0)


if __name__ == "__main__":
    main()

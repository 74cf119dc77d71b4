#!/usr/bin/env python3
"""The work of ingest, diff and export in Python, as fast as its standard library does it.

    line_peer.py ingest HUB_FOLDER PAGES OUT | diff BEFORE AFTER OUT | export STAGING OUT
"""
import csv
import gc
import json
import pathlib
import sys


def candidate(row):
    tags = row["tags"]
    declared = next((tag[8:] for tag in tags if tag.startswith("license:")), None)
    return {"model_id": row["id"], "provider": row["id"].split("/")[0], "license": declared,
            "source": "huggingface_hub", "popularity_score": row["downloads"], "tags": sorted({*tags, "hub-listing"})}


def ingest(folder, pages, out):
    found = {}
    for page in range(int(pages)):
        for row in json.loads((pathlib.Path(folder) / f"page-{page:06d}.json").read_bytes()):
            found.setdefault(row["id"].lower(), candidate(row))
    rows = sorted(found.values(), key=lambda row: (-row["popularity_score"], row["model_id"]))
    pathlib.Path(out).write_text(json.dumps(rows, indent=2, ensure_ascii=False))


def changes(before, after):
    return {name: {"before": before.get(name), "after": after.get(name)}
            for name in {**before, **after} if name != "popularity_score" and before.get(name) != after.get(name)}


def diff(before, after, out):
    old = {row["model_id"].lower(): row for row in json.loads(pathlib.Path(before).read_bytes())}
    new = {row["model_id"].lower(): row for row in json.loads(pathlib.Path(after).read_bytes())}
    both = ((row["model_id"], changes(old[key], row)) for key, row in new.items() if key in old)
    pathlib.Path(out).write_text(json.dumps({
        "added": [row for key, row in new.items() if key not in old],
        "gone": [row for key, row in old.items() if key not in new],
        "changed": [{"model_id": name, "fields": fields} for name, fields in both if fields]},
        indent=2, ensure_ascii=False))


def export(staging, out):
    rows = json.loads(pathlib.Path(staging).read_bytes())
    with open(out, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(rows[0])
        table.writerows([*list(row.values())[:-1], ";".join(row["tags"])] for row in rows)


# Nothing here is cyclic: the collector would only walk millions of objects.
gc.disable()
{"ingest": ingest, "diff": diff, "export": export}[sys.argv[1]](*sys.argv[2:])

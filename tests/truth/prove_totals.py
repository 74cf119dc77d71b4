#!/usr/bin/env python3
"""Prints how many recorded totals the formulas give to the parameter, by model type.

    tests/truth/prove_totals.py BUILD FACTS [--type NAME]... [--missed] [--table] [--shift N]

BUILD is a build directory (its bin/muster is asked, offline), FACTS a folder of what others recorded
of the Hub, as compose_facts.py reads it. Each model with a total and its key facts, feed-forward
width included, becomes a few configurations: the facts alone, and the facts in the places of the
same facts in each configuration of its type that is known (configs/ of FACTS, collected_facts.json
and family_parts.json beside this script), which say what facts leave out: ranks, states, towers. A
total is proven where the program says of one of them that its formula gives it exactly.

--type prints each model of a type, and how near the formula came. --missed lists, by type, the
totals that came out nowhere. --table prints the table of docs/truth.md. --shift N changes each
total by about N parameters, to see how many a wrong total would have proven.
"""
import argparse
import collections
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

import compose_facts
from compose_facts import HERE, proven_part, rows_of, text_part, with_facts

LEFT_OUT = {"vits"}  # speech without a language model, in hundreds of copies
IDS_PER_CALL = 2000


def wanted(row):
    return row.get("total") and row.get("ffn") and row.get("layers") and row.get("hidden") and \
        row.get("vocab") and row.get("heads") and row["model_type"] not in LEFT_OUT


def known_shapes(facts):
    """Configurations by model type, each once: what is in them besides facts is what counts."""
    collected = [entry["config"] for name in ("collected_facts.json", "family_parts.json")
                 for entry in json.loads((HERE / name).read_text())]
    whole = list(compose_facts.configs_of(facts / "configs").values())
    shapes = collections.defaultdict(list)
    for config in map(proven_part, whole + collected):
        shapes[config.get("model_type")].append(config)
        text = text_part(config)
        if text is not config and text.get("model_type"):
            shapes[text["model_type"]].append({
                **text, "tie_word_embeddings": config.get("tie_word_embeddings",
                                                          text.get("tie_word_embeddings", False))})
    return shapes


def without_layers(config, layers):
    """Lists that say something of each layer are of another number of layers."""
    text = text_part(config)
    for key in [key for key, value in text.items()
                if isinstance(value, list) and len(value) not in (0, layers) and len(value) > 8]:
        del text[key]
    return config


def with_tower_of(config, hidden):
    """What sees gives as many numbers as the language model takes."""
    tower = config.get("vision_config")
    if isinstance(tower, dict) and tower.get("out_hidden_size"):
        tower["out_hidden_size"] = hidden
    return config


def configurations_of(row, shapes):
    found = [one.config for one in compose_facts.readings_of_facts(row, "facts")]
    for shape in shapes.get(row["model_type"], []):
        with_tower = without_layers(with_facts(shape, row), row["layers"])
        with_tower = with_tower_of(with_tower, row["hidden"])
        found.append(with_tower)
        if text_part(with_tower) is not with_tower:
            found.append(compose_facts.without_tower(with_tower))
    return list({json.dumps(one, sort_keys=True): one for one in found}.values())


def sizes_of(program, tried):
    """What the program says of (total, config) pairs: rows in their order, or why there are none."""
    sizes = []
    for first in range(0, len(tried), IDS_PER_CALL):
        batch = tried[first:first + IDS_PER_CALL]
        with tempfile.TemporaryDirectory(prefix="muster-totals-") as data:
            evidence = [{"model_id": f"t/{i}", "checked": "2026-10-12T00:00:00Z", "info": "present",
                         "total": total, "config_state": "present", "config": config}
                        for i, (total, config) in enumerate(batch)]
            (pathlib.Path(data) / "evidence.json").write_text(
                json.dumps(evidence).replace("Infinity", "1e99"))
            done = subprocess.run(
                [program, "size", *(one["model_id"] for one in evidence), "--offline", "--quiet",
                 "--data", data, "--evidence", "config,totals", "--format", "json"],
                check=False, capture_output=True, text=True,
                env={"PATH": os.environ["PATH"], "HOME": data})
            if not done.stdout:
                sys.exit(f"{program} size: {done.stderr}")
            sizes += json.loads(done.stdout)
    return sizes


def is_exact(row):
    return row.get("exact", True) and "params" in row and compose_facts.is_proven(row)


def distance(row, total):
    return abs(row["params"] - total) / total if row.get("params") else 9


def print_models(models, tried, sizes, total_of):
    for id, indices in models.items():
        best = min(indices, key=lambda i: (not is_exact(sizes[i]), distance(sizes[i], tried[i][0])))
        row = sizes[best]
        words = row["origin"]["params"] if row.get("origin", {}).get("params") else row.get("unsized")
        print("exact" if is_exact(row) else "     ", id, total_of[id], words)
        if not is_exact(row):
            print("        ", json.dumps(tried[best][1])[:400])


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("facts", type=pathlib.Path)
    parser.add_argument("--type", action="append", default=[])
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--shift", type=int, default=0)
    given = parser.parse_args()

    rows = [row for row in rows_of(given.facts / "facts.jsonl") if wanted(row)]
    if given.type:
        rows = [row for row in rows if row["model_type"] in given.type]
    shapes = known_shapes(given.facts)
    luck = random.Random(1)
    tried, index = [], {}
    by_model = {}
    for row in rows:
        total = row["total"] + (luck.randint(1, given.shift) if given.shift else 0)
        row["total"] = total
        for config in configurations_of(row, shapes):
            key = (total, json.dumps(config, sort_keys=True))
            if key not in index:
                index[key] = len(tried)
                tried.append((total, config))
            by_model.setdefault(row["id"], []).append(index[key])
    sizes = sizes_of(given.build / "bin" / "muster", tried)
    proven = {id for id, indices in by_model.items() if any(is_exact(sizes[i]) for i in indices)}

    types = collections.defaultdict(lambda: [0, 0])
    for row in rows:
        types[row["model_type"]][0] += row["id"] in proven
        types[row["model_type"]][1] += 1
    if given.type:
        print_models(by_model, tried, sizes, {row["id"]: row["total"] for row in rows})
    order = sorted(types.items(), key=lambda one: (-(one[1][1] - one[1][0]), one[0]))
    if given.missed:
        for type, (exact, all_) in order:
            print(f"{all_ - exact:5} missed of {all_:5}  {type}")
    if given.table:
        some = sorted((one for one in types.items() if one[1][0]), key=lambda one: -one[1][1])
        print("| model type | totals | exact |\n| --- | ---: | ---: |")
        for type, (exact, all_) in some:
            print(f"| {type} | {all_:,} | {exact:,} |")
    print(f"{len(proven):,} of {len(rows):,} totals to the parameter, of "
          f"{sum(1 for exact, _ in types.values() if exact)} of {len(types)} model types; "
          f"{len(tried):,} configurations tried")


if __name__ == "__main__":
    main()

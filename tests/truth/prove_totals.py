#!/usr/bin/env python3
"""Prints how many recorded totals the formulas give to the parameter, by model type.

    tests/truth/prove_totals.py BUILD FACTS [--type NAME]... [--table] [CONTROL]

BUILD is a build directory (its bin/muster is asked, offline), FACTS a folder of what others recorded
of the Hub, as compose_facts.py reads it. Each model with a total and its key facts, feed-forward
width included, becomes a few configurations: the facts alone, and the facts in the places of the
same facts in each configuration of its type that is known (configs/ of FACTS, collected_facts.json
and family_parts.json beside this script), which say what facts leave out: ranks, states, towers;
and these once more packed, where the model's name says how ("-AWQ"). A total is proven where the
program says of one of them that its formula gives it exactly; of one that is packed, only where the
same facts give no other size elsewhere.

Printed are the types with totals that are not proven, those with most first, and the types of
which none is, with what the program says of one. --type prints each model of a type, and how near
the formula came. --table prints the table of docs/truth.md. Two numbers say how far totals can be
trusted: how many are ambiguous, since configurations of one repository give it with different
sizes, and how many packed sums are contradicted by the totals of the same facts that nobody packed.

What is wrong must not be proven. A CONTROL asks for the share of it that is:
    --shift N          each total is larger by up to N parameters
    --shift-rows N     each total is larger or smaller by up to N rows as wide as what is hidden
    --wrong-width W    feed-forward widths are others: +64, -64, +128, -128, x2; what gives the size
                       that the right widths give was not misled by them, and is not counted
--packed takes only repositories whose name says how they are packed, --every N one of N.
"""
import argparse
import collections
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import compose_facts
from compose_facts import HERE, proven_part, rows_of, text_part, with_facts

LEFT_OUT = {"vits"}  # speech without a language model, in hundreds of copies
LAYERS_OF_PREDICTION = 3  # a list may name these too


def groups_of(bits, sizes):
    return [{"quant_method": "compressed-tensors", "format": "pack-quantized", "config_groups": {
        "group_0": {"weights": {"num_bits": bits, "group_size": size}}}} for size in sizes]


# How weights may be packed, by what people write into names. A name says it, and a total proves it.
PACKINGS = {
    "nvfp4|fp4": [{"quant_method": "modelopt", "quant_algo": "NVFP4", "group_size": 16}],
    "mxfp4": [{"quant_method": "mxfp4"}],
    "fp8": [{"quant_method": "fp8", "weight_block_size": [128, 128]}],
    "awq|w4a16|int4": [{"quant_method": "awq", "bits": 4, "group_size": 128}] +
                      groups_of(4, (32, 64, 128)),
    "gptq": [{"quant_method": "gptq", "bits": 4, "group_size": 128}] + groups_of(4, (128,)),
    "w8a8|int8": [{"quant_method": "compressed-tensors", "format": "int-quantized"}],
}
# What people leave as it is; names do not say it.
LEFT_AS_IT_IS = (["linear_attn"], ["self_attn", "linear_attn"],
                 ["self_attn", "linear_attn", "shared_expert", "shared_experts"])
MLX_BITS = re.compile(r"([2-8])[-_ ]?bit")
IDS_PER_CALL = 2000


def is_wanted(row):
    return row["model_type"] not in LEFT_OUT and all(
        row.get(fact) for fact in ("total", "ffn", "layers", "hidden", "vocab", "heads"))


def known_shapes(facts):
    """Configurations by model type, and those of their language models alone."""
    collected = [entry["config"] for name in ("collected_facts.json", "family_parts.json")
                 for entry in json.loads((HERE / name).read_text())]
    whole = list(compose_facts.configs_of(facts / "configs").values())
    shapes = collections.defaultdict(list)
    for config in map(proven_part, whole + collected):
        shapes[config.get("model_type")].append(config)
        text = text_part(config)
        if text is not config and text.get("model_type"):
            tied = config.get("tie_word_embeddings", text.get("tie_word_embeddings", False))
            shapes[text["model_type"]].append({**text, "tie_word_embeddings": tied})
    return shapes


def without_lists(config, layers):
    """Lists that say something of each layer are of another number of layers."""
    text = text_part(config)
    for key in [key for key, value in text.items()
                if isinstance(value, list) and len(value) > 8 and
                not layers <= len(value) <= layers + LAYERS_OF_PREDICTION]:
        del text[key]
    return config


def with_tower_of(config, hidden):
    """What sees gives as many numbers as the language model takes."""
    tower = config.get("vision_config")
    if isinstance(tower, dict) and tower.get("out_hidden_size"):
        tower["out_hidden_size"] = hidden
    return config


def packings_of(id):
    """What a name says of how weights are packed, as members of a configuration."""
    name = id.lower()
    found = [{"quantization_config": {**one, **ignored}} for words, packings in PACKINGS.items()
             if re.search(words, name) for one in packings
             for ignored in [{}] + [{"ignore": modules} for modules in LEFT_AS_IT_IS]]
    bits = MLX_BITS.search(name)
    if "mlx" in name and bits:
        found += [{"quantization": {"bits": int(bits[1]), "group_size": size}}
                  for size in (32, 64, 128)]
    return found


def configurations_of(row, shapes):
    """The facts alone, the facts with what known configurations say beside them, and both with what
    its name says of packing."""
    alone = [one.config for one in compose_facts.readings_of_facts(row, "facts")]
    beside = []
    for shape in shapes.get(row["model_type"], []):
        config = with_tower_of(without_lists(with_facts(shape, row), row["layers"]), row["hidden"])
        beside.append(config)
        if text_part(config) is not config:
            beside.append(compose_facts.without_tower(config))
    if row["model_type"] in compose_facts.STORES_CONTEXT:
        beside += [{**config, "max_position_embeddings": context}
                   for config in beside for context in compose_facts.CONTEXTS]
    beside += [{**config, **packing} for packing in packings_of(row["id"])
               for config in alone + beside]
    return alone, beside


def sizes_of(program, tried):
    """What the program says of (total, config) pairs: a row each, or why there is none."""
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
    return "params" in row and row.get("exact", True) and compose_facts.is_proven(row)


def with_wrong_width(row, change):
    """Widths too small for their change become none, and is_wanted leaves such models out."""
    def changed(width):
        return width * int(change[1:]) if change.startswith("x") else width + int(change)
    return {**row, **{fact: max(changed(row[fact]), 0)
                      for fact in ("ffn", "expert_ffn", "shared_ffn") if row.get(fact)}}


def with_control(row, given, luck):
    if given.shift:
        row = {**row, "total": row["total"] + luck.randint(1, given.shift)}
    if given.shift_rows:
        rows = luck.randint(1, given.shift_rows) * luck.choice((1, -1))
        row = {**row, "total": max(row["total"] + rows * row["hidden"], 1)}
    return with_wrong_width(row, given.wrong_width) if given.wrong_width else row


def facts_of(row):
    return json.dumps({key: value for key, value in row.items() if key not in ("id", "total")},
                      sort_keys=True)


def is_packed(config):
    return "quantization_config" in config or "quantization" in config


def words_of(row):
    return row["unsized"].split(": allow more")[0] if "unsized" in row else \
        compose_facts.explanation_of(row)


class Trial:
    """Each configuration of each model, asked once."""

    def __init__(self, rows, shapes, program):
        self.rows, self.tried, self.index = rows, [], {}
        self.alone, self.all = {}, {}
        for row in rows:
            alone, beside = configurations_of(row, shapes)
            self.alone[row["id"]] = [self.add(row["total"], config) for config in alone]
            self.all[row["id"]] = self.alone[row["id"]] + [self.add(row["total"], config)
                                                           for config in beside]
        self.sizes = sizes_of(program, self.tried)
        self.plain = self.sizes_without_packing()
        self.proven = {row["id"] for row in rows
                       if any(self.is_believed(row, i) for i in self.all[row["id"]])}

    def add(self, total, config):
        key = (total, json.dumps(config, sort_keys=True))
        if key not in self.index:
            self.index[key] = len(self.tried)
            self.tried.append((total, config))
        return self.index[key]

    def sizes_without_packing(self):
        """By facts: what totals of repositories give that nobody packed."""
        plain = collections.defaultdict(set)
        for row in self.rows:
            plain[facts_of(row)] |= {
                self.sizes[i]["params"] for i in self.all[row["id"]]
                if is_exact(self.sizes[i]) and not is_packed(self.tried[i][1])}
        return plain

    def is_believed(self, row, i):
        """A total of packed words may fit a wrong shape, where others tell the right one."""
        others = self.plain[facts_of(row)]
        return is_exact(self.sizes[i]) and (
            not is_packed(self.tried[i][1]) or not others or self.sizes[i]["params"] in others)

    def exact_sizes_of(self, row):
        return {self.sizes[i]["params"] for i in self.all[row["id"]] if is_exact(self.sizes[i])}

    def ambiguous(self):
        """Where configurations of one repository give its total with different sizes."""
        return [row["id"] for row in self.rows if len(self.exact_sizes_of(row)) > 1]

    def contradicted(self):
        """Where a packed sum gives another size than totals of the same facts that nobody packed."""
        return [row["id"] for row in self.rows
                if self.exact_sizes_of(row) - self.plain[facts_of(row)] and self.plain[facts_of(row)]]

    def exact_of(self, found):
        return {id for id, indices in found.items()
                if any(is_exact(self.sizes[i]) for i in indices)}

    def by_type(self):
        types = collections.defaultdict(lambda: [0, 0])
        for row in self.rows:
            types[row["model_type"]][0] += row["id"] in self.proven
            types[row["model_type"]][1] += 1
        return sorted(types.items(), key=lambda one: (one[1][0] - one[1][1], one[0]))

    def nearest(self, id):
        """The size that comes nearest to the total."""
        def distance(i):
            row, total = self.sizes[i], self.tried[i][0]
            return (not is_exact(row), abs(row.get("params", 0) - total))
        return self.sizes[min(self.all[id], key=distance)]


def print_models(trial):
    for row in trial.rows:
        size = trial.nearest(row["id"])
        print("exact" if is_exact(size) else "     ", row["id"], row["total"], words_of(size))


def print_table(trial):
    print("| model type | totals | exact |\n| --- | ---: | ---: |")
    for type, (exact, total) in sorted(trial.by_type(), key=lambda one: (-one[1][1], one[0])):
        if exact:
            print(f"| {type} | {total:,} | {exact:,} |")


def print_missed(trial):
    an_example = {row["model_type"]: row["id"] for row in reversed(trial.rows)}
    for type, (exact, total) in trial.by_type():
        if exact and exact < total:
            print(f"{total - exact:5} of {total:5} not proven: {type}")
    for type, (exact, total) in trial.by_type():
        if not exact:
            example = an_example[type]
            print(f"{total:5} of {type}, none proven: {words_of(trial.nearest(example))}")


def misled(trial, right):
    """By wrong widths: what is proven, and of no size that the right ones prove."""
    rows = {row["id"]: row for row in right.rows}
    return {row["id"] for row in trial.rows if row["id"] in trial.proven and
            trial.exact_sizes_of(row) - right.exact_sizes_of(rows[row["id"]])}


def print_wrongly_proven(trial):
    for id in sorted(trial.proven):
        print(id, words_of(trial.nearest(id)))


def print_results(trial, given):
    if given.type:
        print_models(trial)
    elif given.table:
        print_table(trial)
    elif given.shift or given.shift_rows or given.wrong_width:
        print_wrongly_proven(trial)
    else:
        print_missed(trial)
    alone = len(trial.exact_of(trial.alone))
    proven_types = sum(1 for _, (exact, _) in trial.by_type() if exact)
    print(f"{len(trial.proven):,} of {len(trial.rows):,} totals to the parameter, {alone:,} by the "
          f"facts alone, of {proven_types} of {len(trial.by_type())} model types; "
          f"{len(trial.tried):,} configurations tried")
    print(f"{len(trial.ambiguous()):,} ambiguous, {len(trial.contradicted()):,} contradicted")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("facts", type=pathlib.Path)
    parser.add_argument("--type", action="append", default=[])
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--shift", type=int, default=0)
    parser.add_argument("--shift-rows", type=int, default=0)
    parser.add_argument("--wrong-width", choices=("+64", "-64", "+128", "-128", "x2"))
    parser.add_argument("--packed", action="store_true")
    parser.add_argument("--every", type=int, default=1)
    given = parser.parse_args()

    luck = random.Random(1)
    known = [row for row in rows_of(given.facts / "facts.jsonl")
             if is_wanted(row) and (not given.type or row["model_type"] in given.type) and
             (not given.packed or packings_of(row["id"]))]
    rows = [row for row in (with_control(row, given, luck) for row in known[::given.every])
            if is_wanted(row)]
    shapes, program = known_shapes(given.facts), given.build / "bin" / "muster"
    trial = Trial(rows, shapes, program)
    if given.wrong_width:
        trial.proven = misled(trial, Trial(known[::given.every], shapes, program))
    print_results(trial, given)


if __name__ == "__main__":
    main()

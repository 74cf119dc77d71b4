#!/usr/bin/env python3
"""Prepares what a stand-in for the Hub serves when the data that ships is made.

    tests/truth/prepare_stand_in.py RECORDED OUT

RECORDED holds hub-2026-10 and the older hub, as others recorded them; OUT becomes a folder for
hubsim.py --data: the listing, whole configurations, renames and the OpenRouter index.

Left out is what is not sure enough to ship:
    rows            that have nothing but an id: somebody named the model, and nobody saw it
    commits         a record may be joined from several days, and a commit tells one of them
    downloads, task of rows that were not seen again after the older recording: these are no part of
                    the newer listing, and their task was assumed
    config.json     that is not whole: cut, typed in for somebody's tests, of a revision that the
                    older recording contradicts or that was replaced
    parameters      by dtype of a model whose configuration names no dtype: bfloat16 was assumed
"""
import csv
import json
import pathlib
import re
import shutil
import sys

# Not "full?(fixture)", "full(mlc preset)" and "full(python form)": these were typed, and their
# context lengths are often others than those of the files.
FORMS = ("full", "full?(older blob, keys may be cut)", "printed", "retyped")
# Its vision part lacks what that of the Instruct version has, and the two totals are the same.
OF_AN_OLDER_REVISION = {"Qwen__Qwen3-VL-235B-A22B-Thinking.json"}
# A file that lacks more than two of these was cut.
USUAL = ("model_type", "architectures", "transformers_version", "torch_dtype dtype",
         "initializer_range init_std attention_dropout attn_pdrop",
         "rms_norm_eps layer_norm_eps layer_norm_epsilon layernorm_epsilon norm_eps norm_epsilon "
         "block_norm_eps",
         "max_position_embeddings n_positions max_seq_len seq_length model_max_length "
         "max_sequence_length")
MISSING_MOST = 2


def rows_of(file):
    with open(file, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def table_of(file):
    with open(file, encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def is_contradicted(config, facts):
    """Whether key facts of a later day say something else."""
    return any(key in config and config[key] != value for key, value in facts.items())


def is_whole(file, older):
    if file.name in OF_AN_OLDER_REVISION:
        return False
    config = json.loads(file.read_text())
    facts = older / "configs-partial" / file.name
    if facts.exists() and is_contradicted(config, json.loads(facts.read_text())):
        return False
    nested = config.get("text_config") or config.get("llm_config") or {}
    missing = [keys for keys in USUAL
               if not any(key in config or key in nested for key in keys.split())]
    return len(missing) <= MISSING_MOST


def single_tags(tags):
    """The recording joins several licences by commas; the Hub has a tag for each."""
    for tag in tags:
        parts = tag.split(",") if tag.startswith("license:") else [tag]
        yield parts[0]
        yield from ("license:" + part for part in parts[1:])


def was_seen(row):
    return bool(row.get("downloads") or row.get("likes") or row.get("createdAt")
                or row.get("safetensors"))


def dtype_of(file):
    config = json.loads(file.read_text())
    nested = config.get("text_config") or config.get("llm_config") or {}
    return next((one[key] for one in (config, nested) for key in ("dtype", "torch_dtype")
                 if one.get(key)), None)


def served_row(row, older, with_dtype):
    row.pop("sha", None)
    if row["id"] not in with_dtype:
        row.get("safetensors", {}).pop("parameters", None)
    row["tags"] = list(single_tags(row.get("tags", [])))
    before = older.get(row["id"])
    if before and before.get("downloads") == row.get("downloads"):
        row.pop("downloads", None)
        row.pop("pipeline_tag", None)
    return row


def whole_files(recorded):
    """Files of configurations that the tables beside them call whole: the newer one of each."""
    newer, older = recorded / "hub-2026-10", recorded / "hub"
    for row in table_of(newer / "facts.tsv"):
        form = re.search(r"config form: ([^;]*)", row["notes"] or "")
        if row["whole_or_partial"] == "whole" and (not form or form[1] in FORMS):
            yield newer / "configs" / (row["model_id"].replace("/", "__", 1) + ".json")
    bad = {row["model_id"] for row in table_of(newer / "bad.tsv") if row["what"] == "config"}
    for row in table_of(older / "truth.tsv"):
        name = row["model_id"].replace("/", "__", 1) + ".json"
        if row["config"] in FORMS and row["model_id"] not in bad and \
                not (newer / "configs" / name).exists() and (older / "configs" / name).exists():
            yield older / "configs" / name


def main():
    recorded, out = map(pathlib.Path, sys.argv[1:])
    newer = recorded / "hub-2026-10"
    (out / "configs").mkdir(parents=True)
    files = [file for file in whole_files(recorded) if is_whole(file, recorded / "hub")]
    with_config = {file.stem.replace("__", "/", 1) for file in files}
    with_dtype = {file.stem.replace("__", "/", 1) for file in files if dtype_of(file)}
    older = {row["id"]: row for row in rows_of(recorded / "hub" / "listing.jsonl")}
    with open(out / "listing.jsonl", "w", encoding="utf-8") as listing:
        for row in rows_of(newer / "listing.jsonl"):
            if was_seen(row) or row["id"] in with_config:
                listing.write(json.dumps(served_row(row, older, with_dtype),
                                         ensure_ascii=False) + "\n")
    for file in files:
        shutil.copy(file, out / "configs")
    for name in ("openrouter.json", "renames.json"):
        shutil.copy(newer / name, out)
    print(f"{len(set(files))} whole configurations")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main()

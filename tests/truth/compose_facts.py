#!/usr/bin/env python3
"""Composes data/facts.json: key facts of models whose config.json is not recorded whole.

    tests/truth/compose_facts.py FACTS CONFIGS PROGRAM --checked DATE
        [--wanted FILE]... [--out FILE]

FACTS is a folder of what others recorded of the Hub:
    listing.jsonl   a model a line, with its total of parameters (safetensors.total) and its tags
    facts.jsonl     layers, hidden, heads, kv_heads, head_dim, vocab, ffn, experts of a model a line
    composed.jsonl  the same written as config.json
    configs/        configurations that are not whole, OWNER__NAME.json, taken for what they state
CONFIGS is a folder of whole config.json files. collected_facts.json, beside this script, holds more
facts that were found one by one, each with its source. --wanted names files that list, by
`model_id`, the models to compose facts for (default: the staged, the curated and the catalog's of
data/). DATE is that of the recording.

Each entry is proven: PROGRAM sizes the composed configuration beside the total that was recorded,
and the entry is written only where its formula gives that total to the parameter. What a total does
not prove (context, attention windows, rope, dtype) is in no entry. Often several readings give the
total: a part of the model's own config.json counts before a whole one of the same shape, that
before the facts alone, and these before a whole one of another size. Where readings of one rank
lead to different sizes, there is no entry.
"""
import argparse
import collections
import http.server
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parents[1] / "data"
WANTED = ("staging_candidates.json", "community_rankings.json", "catalog.json")
FACTS_BY = "llmfit-core 1.1.18"

# What a total does not prove: how far a model reads, what it attends to, how it is stored.
UNPROVEN = set("""
    max_position_embeddings original_max_position_embeddings max_seq_len max_sequence_length
    max_seq_length seq_length seq_len model_max_length max_target_positions n_ctx context_length
    rope_scaling rope_parameters rope_theta sliding_window sliding_window_size use_sliding_window
    sliding_window_pattern _sliding_window_pattern max_window_layers attention_window_size
    attention_chunk_size dtype torch_dtype mamba_ssm_cache_dtype quantization_config
    compression_config transformers_version architectures""".split())
# It does prove a context whose masks or positions are stored.
STORES_CONTEXT = {"gpt_neox", "gpt2", "gpt_neo", "gptj", "opt", "bert", "roberta", "xlm-roberta",
                  "camembert", "mpnet", "distilbert", "electra", "albert", "deberta-v2", "ernie"}
CONTEXTS = (512, 514, 1024, 2048, 4096, 8192, 8194)

# What configurations call a fact. The first word is written where no other is there already.
WORDS = {
    "layers": "num_hidden_layers n_layer n_layers num_layers",
    "hidden": "hidden_size n_embd d_model",
    "heads": "num_attention_heads n_head n_heads num_heads",
    "kv_heads": "num_key_value_heads num_kv_heads multi_query_group_num",
    "head_dim": "head_dim kv_channels",
    "vocab": "vocab_size padded_vocab_size",
    "ffn": "intermediate_size ffn_dim n_inner ffn_hidden_size",
    "experts": "num_experts num_local_experts n_routed_experts moe_num_experts",
    "experts_used": "num_experts_per_tok moe_topk moe_k top_k_experts num_experts_per_token",
    "expert_ffn": "moe_intermediate_size expert_ffn_hidden_size",
    "shared_ffn": "shared_expert_intermediate_size shared_intermediate_size",
}
WORDS = {fact: words.split() for fact, words in WORDS.items()}

Reading = collections.namedtuple("Reading", "rank config source")
OWN, SAME_SHAPE, FACTS_ALONE, OTHER_SIZE = range(4)


def rows_of(file):
    with open(file, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def configs_of(folder):
    return {file.stem.replace("__", "/", 1).lower(): json.loads(file.read_text())
            for file in sorted(folder.glob("*.json"))}


def copy_of(config):
    return json.loads(json.dumps(config))


def text_part(config):
    nested = config.get("text_config")
    return nested if isinstance(nested, dict) else config


def fact_of(config, fact):
    text = text_part(config)
    return next((text[word] for word in WORDS[fact] if text.get(word) is not None), None)


def proven_part(config):
    return {key: proven_part(value) if isinstance(value, dict) else value
            for key, value in config.items() if key not in UNPROVEN}


class Recording:
    """What is recorded of the Hub. Ids are in small letters, and spelled as the Hub does in
    `spelling`."""

    def __init__(self, facts, configs):
        rows = rows_of(facts / "listing.jsonl")
        self.spelling = {row["id"].lower(): row["id"] for row in rows}
        self.tags = {row["id"].lower(): row.get("tags", []) for row in rows}
        totals = {row["id"].lower(): (row.get("safetensors") or {}).get("total") for row in rows}
        self.total = {id: total for id, total in totals.items() if total}
        self.facts = {row["id"].lower(): row for row in rows_of(facts / "facts.jsonl")}
        self.composed = {row["id"].lower(): row["config"] for row in rows_of(facts / "composed.jsonl")}
        self.whole = configs_of(configs)
        self.parts = {id: config for id, config in configs_of(facts / "configs").items()
                      if id not in self.whole}
        self.collected = {id.lower(): entry
                          for entry in json.loads((HERE / "collected_facts.json").read_text())
                          for id in entry["models"]}

    def bases_of(self, id):
        return {tag.split(":")[-1].lower()
                for tag in self.tags.get(id, []) if tag.startswith("base_model:")}

    def is_copy(self, one, other):
        """Whether two are as large to the parameter, and of one family: of one owner, of names one
        of which holds the other, or one made from the other."""
        (owner, _, name), (other_owner, _, other_name) = one.rpartition("/"), other.rpartition("/")
        is_family = owner == other_owner or name in other_name or other_name in name or \
            other in self.bases_of(one) or one in self.bases_of(other)
        return self.total[one] == self.total.get(other) and is_family


def plain_config(facts):
    """Facts in the usual words of config.json."""
    is_mixture = (facts.get("experts") or 0) > 1
    ffn = "expert_ffn" if is_mixture else "ffn"
    told = {ffn if fact == "ffn" else fact: facts[fact] for fact in facts if fact in WORDS}
    return {"model_type": facts["model_type"],
            **{WORDS[fact][0]: value for fact, value in told.items() if value}}


def has_shape(config, facts):
    """Whether a whole configuration agrees with the facts, as far as both say something."""
    compared = ["layers", "hidden", "heads", "vocab", "experts"]
    if not facts.get("experts"):
        compared.append("ffn")
    pairs = [(facts.get(fact), fact_of(config, fact)) for fact in compared]
    return all(one is None or other is None or one == other for one, other in pairs)


def with_facts(config, facts):
    """A whole configuration with the facts of another model of its class in their places."""
    config = copy_of(config)
    text = text_part(config)
    is_mixture = fact_of(config, "experts") is not None
    for fact, words in WORDS.items():
        if fact in ("head_dim", "kv_heads") and "kv_lora_rank" in text:
            continue  # heads of latent attention: the fact is a mere division
        if fact == "ffn" and is_mixture:
            continue
        value = facts.get("ffn" if fact == "expert_ffn" else fact)
        word = next((word for word in words if isinstance(text.get(word), int)), None)
        if value is not None and word:
            text[word] = value
    return config


def without_tower(config):
    """The language model of a configuration that nests one, as people save it by itself."""
    text = copy_of(text_part(config))
    text["model_type"] = config["model_type"]
    if "tie_word_embeddings" in config:
        text.setdefault("tie_word_embeddings", config["tie_word_embeddings"])
    return text


def without_layer_types(config):
    config = copy_of(config)
    text_part(config).pop("layer_types", None)
    return config


def readings_of_facts(facts, source):
    plain = facts if "layers" not in facts else plain_config(facts)
    nested = {"model_type": plain["model_type"],
              "text_config": {key: value for key, value in plain.items() if key != "model_type"}}
    yield Reading(FACTS_ALONE, plain, source)
    yield Reading(FACTS_ALONE, nested, source)
    yield Reading(FACTS_ALONE, {**plain, "tie_word_embeddings": True}, source)
    for context in CONTEXTS if plain["model_type"] in STORES_CONTEXT else ():
        yield Reading(FACTS_ALONE, {**plain, "max_position_embeddings": context}, source)


def readings_beside(whole, id, known):
    """What a model is if it is like one whose configuration is whole."""
    facts = known.facts.get(id)
    for other, config in whole.items():
        name = known.spelling.get(other, other)
        if known.is_copy(id, other):
            yield Reading(SAME_SHAPE, config, f"{name}, which is as large and of its family")
        if facts and config.get("model_type") == facts["model_type"]:
            rank = SAME_SHAPE if has_shape(config, facts) else OTHER_SIZE
            source = f"{FACTS_BY}; what it leaves out as {name}"
            config = with_facts(config, facts)
            yield Reading(rank, config, source)
            if text_part(config) is not config:
                yield Reading(rank, without_tower(config), source + ", without its tower")


def readings_of(id, known, whole):
    """All that a model's configuration may be."""
    found = []
    if id in known.collected:
        one = known.collected[id]
        found.append(Reading(OWN, one["config"], one["from"]))
    if id in known.parts:
        config = proven_part(known.parts[id])
        is_facts = set(config) <= {"model_type", "tie_word_embeddings"} | {
            word for words in WORDS.values() for word in words}
        found.append(Reading(FACTS_ALONE if is_facts else OWN, config,
                             FACTS_BY if is_facts else "a part of its config.json"))
    for facts in (known.composed.get(id), known.facts.get(id)):
        if facts:
            found += readings_of_facts(facts, FACTS_BY)
    found += readings_beside(whole, id, known)
    if id not in known.facts:
        found += [Reading(FACTS_ALONE, config, f"{FACTS_BY} of {known.spelling[other]}, which is as "
                                               "large and of its family")
                  for other, config in known.composed.items() if known.is_copy(id, other)]
    # Which layers attend to a window matters to a total in few classes, and is not told elsewhere.
    return found + [one._replace(config=without_layer_types(one.config)) for one in found
                    if one.rank != OWN and "layer_types" in text_part(one.config)]


class Hub(http.server.BaseHTTPRequestHandler):
    """Answers as the Hub does of models: the total, and config.json."""
    models = {}
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path)
        is_info = path.startswith("/api/models/")
        id = path[len("/api/models/"):] if is_info else path[1:].split("/resolve/")[0]
        total, config = self.models.get(id, (None, None))
        is_there = config is not None and (is_info or path.endswith("/config.json"))
        record = {"id": id, "gated": False, **({"safetensors": {"total": total}} if total else {})}
        body = json.dumps(record if is_info else config).encode()
        self.send_response(200 if is_there else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def sizes_of(program, models):
    """Rows that the program publishes of models ({id: (total, config)}), and what it reads of their
    configurations."""
    Hub.models = models
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(prefix="muster-facts-") as directory:
        data = pathlib.Path(directory)
        staged = [{"model_id": id, "provider": id.split("/")[0], "license": None, "source": "facts",
                   "popularity_score": 0, "tags": []} for id in sorted(models)]
        (data / "staging_candidates.json").write_text(json.dumps(staged))
        done = subprocess.run(
            [program, "update", "--quiet", "--data", data, "--evidence", "config,totals",
             "--size-deadline", "1800"], check=False, env={
                 "PATH": os.environ["PATH"], "HOME": directory,
                 "HF_ENDPOINT": f"http://127.0.0.1:{server.server_port}"})
        server.shutdown()
        if done.returncode != 0:
            sys.exit(f"{program} update ended with status {done.returncode}")
        rows = json.loads((data / "models.json").read_text())
        evidence = json.loads((data / "evidence.json").read_text())
    return ({row["model_id"]: row for row in rows},
            {one["model_id"]: one["config"] for one in evidence if "config" in one})


def is_proven(row):
    """A size may be exact by its formula alone: here the total has to say it."""
    return row["exact"] and "formula, equal to the Hub totals" in explanation_of(row)


def explanation_of(row):
    return row["origin"]["params"]


def choose(proven):
    """The reading to believe of (reading, row) pairs that all give the total, or None."""
    best = min(one.rank for one, _ in proven)
    first = [pair for pair in proven if pair[0].rank == best]
    # Two tables are a head that is not tied, where nothing but the total speaks for another.
    plain = [pair for pair in first if "stored again" not in explanation_of(pair[1])]
    if best == FACTS_ALONE and plain:
        first = plain
    size = ("params", "active_params", "layers", "hidden", "kv_heads", "head_dim")
    if len({tuple(row.get(key) for key in size) for _, row in first}) > 1:
        return None
    # One table may be a head that is tied, or none: models that write have one.
    one, row = min(first, key=lambda pair: (
        "without an output head" in explanation_of(pair[1]),
        len(json.dumps(pair[0].config)), pair[0].source))
    # A model of the same shape with a tied head tells nothing of two tables, unless all of it is
    # as large.
    is_by_shape = one.rank == SAME_SHAPE and one.source.startswith(FACTS_BY)
    return None if is_by_shape and "stored again" in explanation_of(row) else one


def wanted_ids(files):
    return {entry["model_id"].lower()
            for file in files for entry in json.loads(file.read_text())}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("facts", type=pathlib.Path)
    parser.add_argument("configs", type=pathlib.Path)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--checked", required=True)
    parser.add_argument("--wanted", action="append", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path, default=DATA / "facts.json")
    given = parser.parse_args()
    known = Recording(given.facts, given.configs)

    named = {id: (known.total.get(id), config) for id, config in known.whole.items()}
    _, read = sizes_of(given.program, named)
    whole = {id: proven_part(config) for id, config in read.items()}

    wanted = wanted_ids(given.wanted or [DATA / name for name in WANTED])
    tried = [(id, one) for id in sorted(wanted) if id in known.total and id not in known.whole
             for one in readings_of(id, known, whole)]
    rows, read = sizes_of(given.program, {
        f"try/{i}": (known.total[id], one.config) for i, (id, one) in enumerate(tried)})

    proven = collections.defaultdict(list)
    for i, (id, one) in enumerate(tried):
        row = rows.get(f"try/{i}")
        if row and is_proven(row):
            proven[id].append((one._replace(config=read[f"try/{i}"]), row))
    chosen = {id: choose(pairs) for id, pairs in proven.items()}
    entries = [{"model_id": known.spelling[id], "config": one.config, "from": one.source,
                "checked": given.checked} for id, one in chosen.items() if one]
    entries.sort(key=lambda entry: entry["model_id"])
    given.out.write_text(json.dumps(entries, indent=2, ensure_ascii=False) + "\n")
    print(f"{len(entries)} of {len(wanted)} models: {len(wanted & set(known.whole))} have a whole "
          f"config.json, {len({id for id, _ in tried})} were tried")
    for id in sorted(id for id, one in chosen.items() if not one):
        print(f"readings of {id} lead to different sizes")


if __name__ == "__main__":
    main()

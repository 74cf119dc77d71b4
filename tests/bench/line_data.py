#!/usr/bin/env python3
"""Makes what the benchmark of the line reads: pages of a listing, and evidence for every model.

    line_data.py OUT RECORDS

OUT/hub/page-NNNNNN.json are pages of 1,000 records as the Hub lists them, OUT/openrouter.json and
OUT/community.json are empty, OUT/evidence.json has a configuration for each model with the total
that follows from it, so that sizing computes. The same for the same number, whenever it is made;
configurations vary in depth, width, heads, vocabulary, ties and context.
"""
import json
import pathlib
import random
import sys

PAGE = 1000
OWNERS = [f"{word}{i}" for i in range(4000) for word in ("lab", "team-", "neural")]
FAMILIES = ("Llama", "Qwen2", "Mistral")
LICENSES = ("apache-2.0", "mit", "llama3.1", "gemma", "cc-by-nc-4.0", "other")
TAGS = ("safetensors", "conversational", "gguf", "trl", "sft", "4-bit", "merge", "custom_code", "en", "zh", "fr")
DAY = "2026-10-12T00:00:00Z"


def model_id(number, pick):
    return f"{pick.choice(OWNERS)}/{pick.choice(FAMILIES)}-{number:07d}-{pick.choice(('Instruct', 'Base', 'it'))}"


def config_of(pick):
    head, heads = pick.choice((64, 128)), pick.choice((8, 16, 24, 32, 40, 64))
    return {
        "architectures": ["LlamaForCausalLM"], "attention_bias": False, "head_dim": head,
        "hidden_size": head * heads, "intermediate_size": 256 * pick.randint(8, 110),
        "max_position_embeddings": pick.choice((4096, 32768, 131072)), "mlp_bias": False, "model_type": "llama",
        "num_attention_heads": heads, "num_hidden_layers": pick.randint(8, 80),
        "num_key_value_heads": pick.choice((heads, heads // 4, 8)),
        "tie_word_embeddings": pick.random() < 0.5, "torch_dtype": "bfloat16",
        "vocab_size": pick.choice((32000, 49152, 128256, 151936))}


def total_of(config):
    """The parameters of a Llama: embeddings, and of each layer attention, feed-forward and two norms."""
    hidden, head = config["hidden_size"], config["head_dim"]
    attention = 2 * hidden * head * (config["num_attention_heads"] + config["num_key_value_heads"])
    layer = attention + 3 * hidden * config["intermediate_size"] + 2 * hidden
    tables = 1 if config["tie_word_embeddings"] else 2
    return tables * config["vocab_size"] * hidden + config["num_hidden_layers"] * layer + hidden


def record(number):
    pick = random.Random(number)
    name, license = model_id(number, pick), pick.choice(LICENSES)
    tags = ["transformers", *pick.sample(TAGS, pick.randint(2, 6)), "license:" + license, "region:us"]
    commit = f"{pick.getrandbits(160):040x}"
    listed = {
        "_id": commit[:24], "id": name, "modelId": name, "likes": pick.randint(0, 900), "private": False,
        "downloads": min(int(pick.paretovariate(0.55)), 40_000_000), "tags": tags, "sha": commit,
        "pipeline_tag": "text-generation", "library_name": "transformers", "gated": False, "createdAt": DAY,
        "cardData": {"license": license}}
    config = config_of(pick)
    total = total_of(config)
    known = {
        "model_id": name, "commit": commit, "checked": DAY, "info": "present", "library": "transformers",
        "license": license, "total": total, "stored": {"BF16": total}, "config_state": "present", "config": config}
    return listed, known


def laid_out(value, depth):
    """As muster lays out its files; json.dumps would take several times as long."""
    if not isinstance(value, (dict, list)):
        return json.dumps(value)
    inner, outer = "\n" + "  " * (depth + 1), "\n" + "  " * depth
    if isinstance(value, list):
        return "[" + inner + ("," + inner).join(laid_out(one, depth + 1) for one in value) + outer + "]"
    members = (f'"{key}": {laid_out(one, depth + 1)}' for key, one in value.items())
    return "{" + inner + ("," + inner).join(members) + outer + "}"


def main():
    out, records = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    (out / "hub").mkdir(parents=True, exist_ok=True)
    (out / "openrouter.json").write_text('{"data": []}\n')
    (out / "community.json").write_text("[]\n")
    evidence = []
    for page in range(records // PAGE):
        made = [record(number) for number in range(page * PAGE, (page + 1) * PAGE)]
        (out / f"hub/page-{page:06d}.json").write_text(json.dumps([one for one, _ in made], separators=(",", ":")))
        evidence += [(known["model_id"], laid_out(known, 1)) for _, known in made]
    evidence.sort()
    (out / "evidence.json").write_text("[\n  " + ",\n  ".join(text for _, text in evidence) + "\n]\n")


if __name__ == "__main__":
    main()

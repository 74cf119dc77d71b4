#!/usr/bin/env python3
"""Prints active parameters, cache and context beside what transformers' own classes say.

    tests/truth/compare_active.py BUILD [--count N]

Needs torch and transformers. For the default configurations of decoders in class_cases.jsonl, N of
them by name, builds the class on torch's meta device and asks BUILD's bin/muster, offline, for the
same configuration. Of the class: all weights but the table that is read by, and of experts so many
as a token passes; for each layer that layer_types names or that is plain, keys and values of
num_key_value_heads heads in 16 bits, those with a window apart; max_position_embeddings. Each line
is a type and what differs; docs/truth.md says why.
"""
import argparse
import json
import pathlib

import generate_class_cases as classes
import prove_totals

import torch  # noqa: I001
import transformers

TOP_K = ("num_experts_per_tok", "num_experts_per_token", "moe_topk", "moe_k", "top_k_experts",
         "moe_top_k")


def value_of(config, name):
    try:
        return getattr(config, name, None)
    except Exception:  # which differs by layer
        return None


def first_of(config, *names):
    return next((value for value in (value_of(config, name) for name in names)
                 if isinstance(value, int) and not isinstance(value, bool)), None)


def built(case):
    name = case["config"]["architectures"][0]
    config = transformers.CONFIG_MAPPING[case["type"]](**classes.NEEDED.get(case["type"], {}))
    with torch.device("meta"):
        model = getattr(transformers, name)(config)
    model.tie_weights()
    return model, config


def idle_experts(model, top_k):
    """Weights of experts that a token does not pass: tensors with a row for each expert."""
    idle = 0
    for name, module in model.named_modules():
        if not type(module).__name__.endswith("Experts") or not top_k:
            continue
        for weight in module.parameters(recurse=False):
            experts = weight.shape[0]
            idle += weight.numel() // experts * max(experts - top_k, 0)
    return idle


def said_by_class(case):
    model, config = built(case)
    text = config.get_text_config(decoder=True)
    table, head = model.get_input_embeddings(), model.get_output_embeddings()
    weights = classes.count(model, case["type"])
    is_tied = head is not None and head.weight is table.weight
    active = weights - idle_experts(model, first_of(text, *TOP_K))
    active -= 0 if is_tied or table is None else table.weight.numel()
    heads = first_of(text, "num_attention_heads", "n_head") or 0
    width = first_of(text, "head_dim") or (first_of(text, "hidden_size", "n_embd") or 0) // max(
        heads, 1)
    each = 4 * (first_of(text, "num_key_value_heads") or heads) * width
    kinds = value_of(text, "layer_types") or ["full_attention"] * (
        first_of(text, "num_hidden_layers", "n_layer") or 0)
    window = first_of(text, "sliding_window") or 0
    return {"active_params": active,
            "kv_bytes_per_token": each * sum(kind == "full_attention" for kind in kinds),
            "kv_bytes_fixed": each * window * sum(kind == "sliding_attention" for kind in kinds),
            "ctx_len": first_of(text, "max_position_embeddings", "n_positions")}


def differences(said, size):
    return {field: (value, size.get(field)) for field, value in said.items()
            if value is not None and size.get(field) is not None and value != size[field]}


def decoders(count):
    """One configuration of each type that writes with one stack of layers and sees nothing."""
    cases = [json.loads(line) for line in open(classes.HERE / "class_cases.jsonl")]
    chosen = [case for case in cases if case["case"] == "default" and
              "ForCausalLM" in case["config"]["architectures"][0] and
              case["type"] in classes.auto.MODEL_FOR_CAUSAL_LM_MAPPING_NAMES and
              not classes.has_text_inside(case["type"])]
    return chosen[:count]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=1000)
    given = parser.parse_args()
    cases = decoders(given.count)
    sizes = prove_totals.sizes_of(
        given.build / "bin" / "muster", [(case["params"], case["config"]) for case in cases])
    agreeing = 0
    for case, size in zip(cases, sizes):
        if "unsized" in size:
            print(f"{case['type']}: {size['unsized']}")
            continue
        found = differences(said_by_class(case), size)
        agreeing += not found
        if found:
            print(f"{case['type']}: " + ", ".join(
                f"{field} {a:,} of the class, {b:,} here" for field, (a, b) in found.items()))
    print(f"{agreeing} of {len(cases)} agree in all")


if __name__ == "__main__":
    main()
